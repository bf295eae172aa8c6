package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.TextFold;
import dev.reconcile.core.canonical.Tolerance;
import dev.reconcile.core.memory.RandomTable;
import dev.reconcile.core.memory.RandomTables;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.Softening.As.Meaning;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.jdbc.Mended.Outcome;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A damaged target is mended by the script, and nothing else of it is touched. */
class RepairIT extends RepairFixture {

    private static final int MOST_VALUES = 60;

    // Types and keys

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.reconcile.jdbc.PostgresContractIT#samples")
    void every_value_is_written_as_it_is(Sample sample) {
        List<String> values = literals(sample);
        both(PostgresSamples.declarations().toArray(String[]::new));
        both(
                "CREATE TABLE t (id int PRIMARY KEY, v " + sample.declared() + ")",
                "INSERT INTO t VALUES " + numbered(values) + ", (1000, NULL), (1001, NULL)");
        target(
                "UPDATE t SET v = NULL WHERE id % 3 = 1 AND id < 1000",
                "UPDATE t SET v = " + values.get(0) + " WHERE id IN (2, 1000)",
                "DELETE FROM t WHERE id % 3 = 0",
                "INSERT INTO t SELECT id + 5000, v FROM t");

        databases.mend(Mended.pairs("t"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void every_value_is_found_as_a_key(Sample sample) {
        List<String> values = literals(sample);
        both(PostgresSamples.declarations().toArray(String[]::new));
        both(
                "CREATE TABLE t (k " + sample.declared() + " PRIMARY KEY, n int)",
                "INSERT INTO t VALUES "
                        + values.stream().map(v -> "(" + v + ", 1)").collect(Collectors.joining(", "))
                        + " ON CONFLICT DO NOTHING");
        target(
                "DELETE FROM t WHERE k::text IN (SELECT k::text FROM t ORDER BY ctid LIMIT 1)",
                "UPDATE t SET n = 2 WHERE k::text IN (SELECT k::text FROM t ORDER BY ctid OFFSET 1)");
        if (values.size() > 1) {
            source("DELETE FROM t WHERE k::text IN (SELECT k::text FROM t ORDER BY ctid DESC LIMIT 1)");
        }

        databases.mend(Mended.pairs("t"));
    }

    /** PostgreSQL knows no {@code =} between a domain over an enum and a literal. */
    static Stream<Sample> keys() {
        return PostgresSamples.all().stream()
                .filter(sample -> !sample.declared().equals("feeling"));
    }

    /** Of several hundred moments one in so many, for each is a statement of its own. */
    private static List<String> literals(Sample sample) {
        List<@Nullable Object> values = sample.values();
        int step = 1 + values.size() / MOST_VALUES;
        return IntStream.range(0, values.size())
                .filter(i -> i % step == 0)
                .mapToObj(values::get)
                .filter(Objects::nonNull)
                .map(PostgresLiteral::of)
                .toList();
    }

    private static String numbered(List<String> values) {
        List<String> rows = new ArrayList<>();
        values.forEach(value -> rows.add("(" + rows.size() + ", " + value + ")"));
        return String.join(", ", rows);
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "timestamp; timestamp(0); '1999-12-31 23:59:59.5'; '1999-12-31 23:59:59.499999'",
                "timestamp; timestamp(3); '0044-03-15 12:00:00.0005 BC'; '9999-12-31 23:59:59.9999'",
                "timestamptz; timestamptz(3); '2024-02-29 12:00:00.1235+05:30'; '0044-03-15 12:00:00 BC'",
                "time; time(0); '23:59:59.5'; '24:00:00'",
                "char(7); varchar(5); 'ab'; ''",
                "varchar(9); char(5); 'ab   '; 'abcde    '",
                "boolean; smallint; true; false",
                "smallint; numeric(10,2); 7; -32768",
                "bigint; numeric; -9223372036854775808; 9223372036854775807",
                "numeric(10,2); numeric(14,6); 99999999.99; -0.01",
                "numeric(4,0); bigint; 9999; 0",
                "numeric(19,2); money; -1234.56; 92233720368547758.07",
                "real; double precision; 1.1; 'NaN'",
                "double precision; real; 0.5; '-Infinity'",
                "text; mood; 'sad'; 'it''s \\ odd'",
                "char(20); mood; 'sad'; 'it''s \\ odd'",
                "numeric; positive; 1; 2.5",
                "text; name; 'x'; 'y'",
                "interval; interval; '1 mon'; '30 days'",
                "inet; inet; '10.0.0.1/24'; '::1'",
                "text[]; text[]; '{a,\"b,c\",NULL}'; '{}'",
                "tstzrange; tstzrange; '[2024-01-01 12:00Z,)'; 'empty'"
            })
    void a_value_is_reduced_as_the_comparison_reduces_it(String from, String to, String one, String other) {
        target(
                "CREATE TYPE mood AS ENUM ('sad', 'it''s \\ odd')",
                "CREATE DOMAIN positive AS numeric CHECK (VALUE > 0)");
        source(
                "CREATE TABLE t (id int PRIMARY KEY, v " + from + ")",
                "INSERT INTO t VALUES (1, " + one + "), (2, " + other + "), (3, " + one + "), (4, " + other + ")");
        target(
                "CREATE TABLE t (id int PRIMARY KEY, v " + to + ")",
                "INSERT INTO t VALUES (1, NULL), (2, NULL), (5, NULL)");

        databases.mend(Mended.pairs("t"));
    }

    @Test
    void random_tables_under_random_keys_come_to_be_equal() {
        random(40);
    }

    @Test
    @Tag("slow")
    void random_tables_under_random_keys_come_to_be_equal_many_times() {
        random(2000);
    }

    private void random(int seeds) {
        Seeds.each(seeds, random -> {
            RandomTables tables = new RandomTables(random, 6);
            RandomTable table = tables.next();
            if (table.rows().isEmpty()) {
                return;
            }
            RandomTable damaged = tables.damaged(table);
            RandomTablesIT.store(sourceUrl, table);
            RandomTablesIT.store(targetUrl, tables.withColumnsShuffled(tables.withRowsShuffled(damaged)));
            List<TablePair> pairs = List.of(TablePair.of("random", "random").withKey(tables.someNames(table)));
            RunOptions options = RunOptions.DEFAULT
                    .withDepth(Depth.ROWS)
                    .withHashIn(HashIn.values()[random.nextInt(3)])
                    .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2));
            if (databases.compare(pairs, options).report().status() == Status.FAIL) {
                databases.mend(pairs, options);
            }
        });
    }

    @Test
    void under_a_collation_that_takes_other_texts_for_equal_only_the_row_itself_is_touched() {
        both(
                "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false)",
                "CREATE TABLE t (k text COLLATE loose, v text COLLATE loose)",
                "INSERT INTO t VALUES ('a', 'x'), ('A', 'x'), ('ä', 'x'), ('b', 'x'), ('B', 'y')");
        List<String> before = databases.query("SELECT ctid FROM t WHERE k COLLATE \"C\" IN ('a', 'ä', 'B') ORDER BY 1");
        target("UPDATE t SET v = 'X' WHERE k COLLATE \"C\" = 'A'", "DELETE FROM t WHERE k COLLATE \"C\" = 'b'");
        source("DELETE FROM t WHERE k COLLATE \"C\" = 'B'");

        databases.mend(List.of(TablePair.of("t", "t").withKey(List.of("k"))));

        assertThat(databases.query("SELECT ctid FROM t WHERE k COLLATE \"C\" IN ('a', 'ä', 'B') ORDER BY 1"))
                .isEqualTo(before.subList(0, 2));
    }

    @Test
    void a_key_that_differs_in_case_since_is_another_row() {
        both(
                "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TABLE t (k text COLLATE loose PRIMARY KEY, v text COLLATE loose)",
                "INSERT INTO t VALUES ('a', 'x'), ('b', 'x')");
        target("UPDATE t SET v = 'y'");
        databases.compare(Mended.pairs("t"));
        target("UPDATE t SET k = 'A' WHERE k = 'a'", "UPDATE t SET v = 'Y' WHERE k = 'b'");

        databases.run();

        assertThat(databases.query("SELECT k || v FROM t ORDER BY k")).containsExactly("Ay", "bY");
    }

    @Test
    void composite_keys_with_columns_in_another_order_and_under_other_names_are_found() {
        source(
                "CREATE TABLE t (a int, b char(3), c timestamp, v text, PRIMARY KEY (c, b, a))",
                "INSERT INTO t SELECT i, 'k' || i, timestamp '2024-01-01' + i * interval '1 us', 'v' || i"
                        + " FROM generate_series(1, 9) i");
        target(
                "CREATE TABLE t (\"The \"\"V\" text, c timestamp, \"B b\" varchar(5), a bigint, PRIMARY KEY (a, c, \"B b\"))",
                "INSERT INTO t SELECT 'v' || i, timestamp '2024-01-01' + i * interval '1 us', 'k' || i, i"
                        + " FROM generate_series(4, 12) i",
                "UPDATE t SET \"The \"\"V\" = NULL WHERE a % 2 = 0");
        TablePair renamed = TablePair.of("t", "t")
                .withColumns(new ColumnSelection(List.of(), Set.of(), Map.of("b", "B b", "v", "The \"V")));

        Outcome outcome = databases.mend(List.of(renamed));

        assertThat(outcome.summary().inserts()).isEqualTo(3);
        assertThat(outcome.summary().updates()).isEqualTo(3);
        assertThat(outcome.summary().deletes()).isEqualTo(3);
    }

    // What the table looks like

    @Test
    void identity_columns_are_given_their_numbers_and_generated_ones_are_left_to_themselves() {
        both(
                "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int, s serial,"
                        + " twice int GENERATED ALWAYS AS (n * 2) STORED)",
                "INSERT INTO t (n) SELECT i FROM generate_series(1, 10) i");
        target("DELETE FROM t WHERE id < 4", "UPDATE t SET n = 0 WHERE id = 5");

        Outcome outcome = databases.mend(Mended.pairs("t"));

        assertThat(outcome.script())
                .contains("INSERT INTO \"public\".\"t\" (\"id\", \"n\", \"s\") OVERRIDING SYSTEM VALUE VALUES")
                .contains("-- SELECT setval(pg_get_serial_sequence('\"public\".\"t\"', 'id'), (SELECT max(\"id\")")
                .contains("-- SELECT setval(pg_get_serial_sequence('\"public\".\"t\"', 's'), (SELECT max(\"s\")");
        String advice = outcome.script()
                .lines()
                .filter(line -> line.startsWith("-- SELECT setval"))
                .map(line -> line.substring(3))
                .collect(Collectors.joining("\n"));
        databases.run(advice);
        target("INSERT INTO t (n) VALUES (11)");
        assertThat(databases.query("SELECT id FROM t WHERE n = 11")).containsExactly("11");
    }

    @Test
    void columns_that_were_not_compared_are_named_and_keep_what_they_hold() {
        both(
                "CREATE TABLE t (id int PRIMARY KEY, v text, j json, own int DEFAULT 7)",
                "INSERT INTO t VALUES (1, 'a', '{}', 1), (2, 'b', '{}', 2)");
        target("DELETE FROM t WHERE id = 1", "UPDATE t SET v = 'x'");
        TablePair without =
                TablePair.of("t", "t").withColumns(new ColumnSelection(List.of(), Set.of("j", "own"), Map.of()));

        Outcome outcome = databases.mend(List.of(without));

        assertThat(outcome.script()).contains("public.t: Its INSERTs leave j (json), own (integer) to their defaults");
        assertThat(databases.query("SELECT concat_ws(' ', id, v, j, own) FROM t ORDER BY id"))
                .containsExactly("1 a 7", "2 b {} 2");
    }

    @Test
    void inserts_that_the_table_would_refuse_are_comments_with_the_reason() {
        source("CREATE TABLE t (id int PRIMARY KEY, v text)", "INSERT INTO t VALUES (1, E'a\\nb'), (2, 'b')");
        target("CREATE TABLE t (id int PRIMARY KEY, v text, own int NOT NULL)", "INSERT INTO t VALUES (2, 'x', 1)");

        Outcome outcome = databases.compare(Mended.pairs("t"));
        databases.run();

        assertThat(outcome.script())
                .contains("WARNING: public.t: Its INSERTs are comments only. Each row needs a value in own (integer)")
                .contains("--   (1, E'a\\nb')");
        assertThat(outcome.summary().inserts()).isZero();
        assertThat(outcome.summary().leftOut()).isEqualTo(1);
        assertThat(databases.query("SELECT v FROM t")).containsExactly("b");
    }

    @Test
    void a_value_that_the_column_cannot_hold_is_named_by_its_key_and_the_others_are_written() {
        source(
                "CREATE TABLE t (id int PRIMARY KEY, i bigint, n numeric, d double precision, c text, x int)",
                "INSERT INTO t VALUES (1, 70000, 1, 1, 'a', 1), (2, 1, 1.005, 1, 'a', 1), (3, 1, 1000, 1, 'a', 1),"
                        + " (4, 1, 1, 0.1, 'a', 1), (5, 1, 1, 1, 'abcd', 1), (6, 1, 1, 1, 'a', NULL), (7, 1, 1, 1, 'abc', 1)");
        target(
                "CREATE TABLE t (id int PRIMARY KEY, i smallint, n numeric(5,2), d real, c varchar(3), x int NOT NULL)",
                "INSERT INTO t VALUES (2, 1, 1, 1, 'a', 1)");

        Outcome outcome = databases.compare(Mended.pairs("t"));
        databases.run();

        assertThat(outcome.summary().inserts()).isEqualTo(1);
        assertThat(outcome.summary().leftOut()).isEqualTo(6);
        assertThat(outcome.script())
                .contains("-- public.t: Not written, id=1: the target's column i (smallint) cannot hold")
                .contains("id=2: the target's column n (numeric(5,2)) cannot hold")
                .contains("id=3: the target's column n (numeric(5,2)) cannot hold")
                .contains("id=4: the target's column d (real) cannot hold")
                .contains("id=5: the target's column c (character varying(3)) cannot hold")
                .contains("id=6: the target's column x (integer) takes no NULL");
        assertThat(databases.query("SELECT id FROM t ORDER BY id")).containsExactly("2", "7");
    }

    @Test
    void partitioned_tables_are_mended_with_and_without_a_key() {
        both(
                "CREATE TABLE keyed (id int PRIMARY KEY, v text) PARTITION BY RANGE (id)",
                "CREATE TABLE keyed_1 PARTITION OF keyed FOR VALUES FROM (1) TO (50)",
                "CREATE TABLE keyed_2 PARTITION OF keyed FOR VALUES FROM (50) TO (100)",
                "INSERT INTO keyed SELECT i, 'v' || i FROM generate_series(1, 99) i",
                "CREATE TABLE keyless (id int, v text) PARTITION BY RANGE (id)",
                "CREATE TABLE keyless_1 PARTITION OF keyless FOR VALUES FROM (1) TO (50)",
                "CREATE TABLE keyless_2 PARTITION OF keyless FOR VALUES FROM (50) TO (100)",
                "INSERT INTO keyless SELECT i, 'v' FROM generate_series(1, 99) i, generate_series(1, 3)");
        target(
                "DELETE FROM keyed WHERE id BETWEEN 48 AND 52",
                "UPDATE keyed SET v = 'x' WHERE id % 7 = 0",
                "DELETE FROM keyless WHERE id % 9 = 0",
                "INSERT INTO keyless SELECT i, 'v' FROM generate_series(1, 99, 10) i, generate_series(1, 2)",
                "INSERT INTO keyless VALUES (1, 'other'), (99, NULL)");

        databases.mend(Mended.pairs("keyed", "keyless"));
    }

    @Test
    void of_equal_rows_only_as_many_are_deleted_as_are_too_many() {
        both("CREATE TABLE t (a int, b text)", "INSERT INTO t VALUES (1, 'x'), (1, 'x'), (NULL, NULL)");
        target("INSERT INTO t VALUES (1, 'x'), (1, 'x'), (NULL, NULL), (1, 'X')");

        Outcome outcome = databases.mend(Mended.pairs("t"));

        assertThat(outcome.script())
                .contains(
                        "LIMIT greatest(0, (SELECT count(*) FROM \"public\".\"t\" WHERE \"a\" = 1 AND \"b\" = 'x') - 2)")
                .contains("\"a\" IS NULL AND \"b\" IS NULL")
                .contains("0 to insert, 0 to update, 4 to delete, 0 left out")
                .doesNotContain("WARNING");
    }

    @Test
    void rows_that_are_marked_as_deleted_are_not_taken_for_those_that_are_too_many() {
        both("CREATE TABLE t (a int)", "INSERT INTO t VALUES (1)");
        target("ALTER TABLE t ADD __deleted text", "INSERT INTO t VALUES (1, 'true'), (1, 'false')");

        Outcome outcome = databases.mend(List.of(TablePair.of("t", "t").withPreset(Preset.DEBEZIUM)));

        assertThat(outcome.script()).contains("1 to delete, 0 left out");
        assertThat(databases.query("SELECT __deleted FROM t WHERE __deleted = 'true'"))
                .containsExactly("true");
    }

    @Test
    void rows_beyond_a_filter_are_not_taken_for_those_that_are_too_many() {
        both("CREATE TABLE t (a int, region text)", "INSERT INTO t VALUES (1, 'eu')");
        target("INSERT INTO t VALUES (1, 'us'), (1, 'eu')");
        RowFilter europe = new RowFilter("region = 'eu' -- not the rest");
        TablePair filtered = new TablePair(
                TablePair.of("t", "t").source(),
                TablePair.of("t", "t").target(),
                new ColumnSelection(List.of("a"), Set.of(), Map.of()),
                List.of(),
                RowFilter.none(),
                europe);

        databases.mend(List.of(filtered));

        assertThat(databases.query("SELECT region FROM t ORDER BY 1")).containsExactly("eu", "us");
    }

    @Test
    void nothing_is_written_for_a_view() {
        both("CREATE TABLE t (id int)", "INSERT INTO t VALUES (1)", "CREATE VIEW v AS SELECT * FROM t");
        target("DELETE FROM t");

        Outcome outcome = databases.compare(Mended.pairs("v"));

        assertThat(outcome.script()).contains("WARNING: public.v: It is a view: mend the tables under it.");
        assertThat(outcome.script()).doesNotContain("INSERT INTO");
    }

    @Test
    void an_expression_tells_nothing_of_what_a_column_stores_and_one_on_the_source_what_it_should() {
        both("CREATE TABLE t (id int PRIMARY KEY, v text)");
        source("INSERT INTO t VALUES (1, 'a')");
        target("INSERT INTO t VALUES (1, 'b')");
        SqlExpression upper = new SqlExpression("upper(v)");
        TablePair pair = TablePair.of("t", "t");

        Outcome refused = databases.compare(List.of(pair.withRules(
                ColumnRules.of(Map.of("v", new ColumnRule(Softening.Nothing.NOTHING, SqlExpression.none(), upper))))));
        assertThat(refused.script())
                .contains("0 to insert, 0 to update, 0 to delete, 1 left out")
                .contains("WARNING: public.t: An expression was compared in the place of v")
                .doesNotContain("UPDATE \"");

        databases.mend(List.of(pair.withRules(
                ColumnRules.of(Map.of("v", new ColumnRule(Softening.Nothing.NOTHING, upper, SqlExpression.none()))))));
        assertThat(databases.query("SELECT v FROM t")).containsExactly("A");
    }

    @Test
    void a_rule_softens_what_is_compared_and_not_what_is_written() {
        both("CREATE TABLE t (id int PRIMARY KEY, at timestamp, v text)");
        source("INSERT INTO t VALUES (1, '2024-01-01 00:00:00.123456', 'A'), (2, '2024-01-01 00:00:00.123456', 'A')");
        target("INSERT INTO t VALUES (1, '2024-01-01 00:00:00.123999', 'a')");

        databases.mend(List.of(TablePair.of("t", "t")
                .withRules(ColumnRules.of(Map.of(
                        "at", new ColumnRule(new Softening.Fraction(3, Rounding.TRUNCATE)),
                        "v", new ColumnRule(new Softening.Text(Set.of(TextFold.CASE))))))));

        assertThat(databases.query("SELECT concat_ws(' ', id, at, v) FROM t ORDER BY id"))
                .containsExactly("1 2024-01-01 00:00:00.123999 a", "2 2024-01-01 00:00:00.123456 A");
    }

    @Test
    void documents_are_written_as_the_source_has_them_where_the_column_takes_them() {
        source(
                "CREATE TABLE t (id int PRIMARY KEY, j jsonb, d text)",
                "INSERT INTO t VALUES (1, '{\"a\": 1.50}', '{\"b\": 1}'), (2, NULL, '[1 ]'), (3, '[2]', '{it''s none'),"
                        + " (4, '[1, 2]', '[3]')");
        target(
                "CREATE TABLE t (id int PRIMARY KEY, j json, d jsonb)",
                "INSERT INTO t VALUES (1, '{\"a\":  2}', '{\"b\": 2}'), (2, '[]', '[1.0]'), (4, '[1 , 2.0]', NULL)");
        ColumnRule asJson = new ColumnRule(new Softening.As(Meaning.JSON));
        List<TablePair> pairs =
                List.of(TablePair.of("t", "t").withRules(ColumnRules.of(Map.of("j", asJson, "d", asJson))));

        Outcome outcome = databases.compare(pairs);
        databases.run();

        assertThat(outcome.script())
                .contains("Not written, id=3: the target's column d (jsonb) cannot hold the source's value as it is");
        assertThat(outcome.summary().leftOut()).isEqualTo(1);
        assertThat(databases.query("SELECT concat_ws(' ', id, j, d) FROM t ORDER BY id"))
                .containsExactly("1 {\"a\": 1.50} {\"b\": 1}", "2 [1.0]", "4 [1 , 2.0] [3]");
    }

    @Test
    void json_that_jsonb_does_not_hold_is_left_out() {
        both("CREATE TABLE t (id int PRIMARY KEY, j jsonb)");
        source(
                "ALTER TABLE t ALTER j TYPE json",
                "INSERT INTO t VALUES (1, '\"\\u0000\"'), (2, '\"\\\\u0000\"'), (3, '\"\\ud800\"'), (4, '\"\\ud83d\\uDE00\"'),"
                        + " (5, '{\"\\\\\\u0000\": 1}'), (6, '\"\\u0001\"')");
        ColumnRule asJson = new ColumnRule(new Softening.As(Meaning.JSON));

        Outcome outcome =
                databases.compare(List.of(TablePair.of("t", "t").withRules(ColumnRules.of(Map.of("j", asJson)))));
        databases.run();

        assertThat(outcome.summary().leftOut()).isEqualTo(3);
        assertThat(databases.query("SELECT id || ' ' || j FROM t ORDER BY id"))
                .containsExactly("2 \"\\\\u0000\"", "4 \"😀\"", "6 \"\\u0001\"");
    }

    @Test
    void xml_is_written_as_the_source_has_it_where_it_is_some() {
        source(
                "CREATE TABLE t (id int PRIMARY KEY, x xml)",
                "INSERT INTO t VALUES (1, '<a b=''1''/>'), (2, 'text &amp; <b/>'), (3, '<!DOCTYPE a><a/>'), (4, NULL)");
        target(
                "CREATE TABLE t (id int PRIMARY KEY, x xml)",
                "INSERT INTO t VALUES (1, '<a b=\"2\" />'), (4, '<a>\\</a>')");
        ColumnRule asXml = new ColumnRule(new Softening.As(Meaning.XML));

        Outcome outcome =
                databases.compare(List.of(TablePair.of("t", "t").withRules(ColumnRules.of(Map.of("x", asXml)))));
        databases.run();

        assertThat(outcome.script())
                .contains("Not written, id=3: the target's column x (xml) cannot hold the source's value as it is");
        assertThat(databases.query("SELECT concat_ws(' ', id, x) FROM t ORDER BY id"))
                .containsExactly("1 <a b='1'/>", "2 text &amp; <b/>", "4");
    }

    @Test
    void what_is_near_enough_is_not_mended_not_even_beside_what_is() {
        both("CREATE TABLE t (id int PRIMARY KEY, n numeric(10,2), v text)");
        source("INSERT INTO t VALUES (1, 1.00, 'near'), (2, 1.00, 'new'), (3, 1.00, 'beyond'), (4, 1.00, 'missing')");
        target("INSERT INTO t VALUES (1, 1.01, 'near'), (2, 1.01, 'old'), (3, 1.02, 'beyond'), (5, 1.00, 'extra')");
        Softening near = new Softening.Within(new Tolerance(new BigDecimal("0.01"), null));

        Outcome outcome = databases.mend(
                List.of(TablePair.of("t", "t").withRules(ColumnRules.of(Map.of("n", new ColumnRule(near))))));

        assertThat(outcome.script()).doesNotContain("'near'").doesNotContain("1.01");
        assertThat(databases.query("SELECT concat_ws(' ', id, n, v) FROM t ORDER BY id"))
                .containsExactly("1 1.01 near", "2 1.01 new", "3 1.00 beyond", "4 1.00 missing");
    }

    @Test
    void values_of_masked_columns_stand_nowhere_and_rows_that_need_them_are_left_out() {
        both("CREATE TABLE t (id int PRIMARY KEY, v text, secret text)");
        source("INSERT INTO t VALUES (1, 'a', 's3cret1'), (2, 'b', 's3cret2'), (3, 'c', 's3cret3')");
        target("INSERT INTO t VALUES (2, 'x', 's3cret2'), (3, 'x', 's3cret4'), (4, 'd', 's3cret5')");
        TablePair masked =
                TablePair.of("t", "t").withColumns(ColumnSelection.all().masking(Set.of("secret")));

        Outcome outcome = databases.compare(List.of(masked));
        databases.run();

        assertThat(outcome.script())
                .doesNotContain("s3cret")
                .contains("public.t: Not written, id=1: the values of secret (text) may not be told.")
                .contains("public.t: Not written, id=4: the values of secret (text) may not be told.");
        assertThat(databases.query("SELECT id || v FROM t ORDER BY 1")).containsExactly("2b", "3x", "4d");
    }

    // Foreign keys

    @Test
    void tables_that_refer_to_each_other_are_mended_in_an_order_that_their_keys_allow() {
        both(
                "CREATE TABLE parents (id int PRIMARY KEY, code text UNIQUE)",
                "CREATE TABLE children (id int PRIMARY KEY, p int NOT NULL REFERENCES parents)",
                "CREATE TABLE leaves (id int PRIMARY KEY, c int REFERENCES children)");
        source(
                "INSERT INTO parents SELECT i, 'c' || i FROM generate_series(1, 6) i",
                "INSERT INTO children SELECT i, i FROM generate_series(1, 6) i",
                "INSERT INTO leaves SELECT i, i FROM generate_series(1, 6) i");
        target(
                "INSERT INTO parents VALUES (1, 'c1'), (2, 'c2'), (90, 'c90'), (91, 'c91')",
                "INSERT INTO children VALUES (1, 1), (2, 90), (80, 91), (81, 90)",
                "INSERT INTO leaves VALUES (1, 1), (70, 80), (71, 2)");

        databases.mend(Mended.pairs("leaves", "parents", "children"));
    }

    @Test
    void a_row_whose_key_was_updated_gives_up_its_unique_value_first() {
        both("CREATE TABLE t (id int PRIMARY KEY, email text UNIQUE)", "INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        target("UPDATE t SET id = 9 WHERE id = 1", "UPDATE t SET email = 'c' WHERE id = 2");
        source("INSERT INTO t VALUES (3, 'c')");

        databases.mend(Mended.pairs("t"));
    }

    @Test
    void a_unique_value_is_taken_only_after_another_row_gave_it_up() {
        both("CREATE TABLE t (id int PRIMARY KEY, place int UNIQUE, a text, b char(3), UNIQUE (a, b))");
        source("INSERT INTO t SELECT i, i, 'a' || i, 'b' || i / 9 FROM generate_series(1, 60) i");
        target(
                "INSERT INTO t SELECT i, CASE WHEN i % 2 = 1 THEN i + 1 ELSE i + 60 END, 'a' || i + 1, 'b' || (i + 1) / 9"
                        + " FROM generate_series(1, 50) i");

        databases.mend(Mended.pairs("t"));
    }

    @Test
    void a_whole_list_is_moved_on_by_one_place() {
        both("CREATE TABLE t (id int PRIMARY KEY, place int NOT NULL UNIQUE)");
        source("INSERT INTO t SELECT i, i + 1 FROM generate_series(1, 2500) i", "INSERT INTO t VALUES (0, 1)");
        target("INSERT INTO t SELECT i, i FROM generate_series(1, 2500) i");

        Outcome outcome = databases.mend(Mended.pairs("t"));

        assertThat(outcome.script()).contains("1 to insert, 2,500 to update, 0 to delete, 0 left out");
    }

    @Test
    void however_unique_values_changed_hands_the_script_runs_to_its_end() {
        Seeds.each(12, random -> {
            both("DROP TABLE IF EXISTS t", "CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b int, UNIQUE (b, a))");
            source(places(random));
            target(places(random));
            Outcome outcome = databases.compare(Mended.pairs("t"));

            databases.run();
            databases.run();

            RowsReport left = databases
                    .compare(Mended.pairs("t"))
                    .report()
                    .tables()
                    .get(0)
                    .rows();
            assertThat(left == null ? 0 : left.changed())
                    .as(outcome.script())
                    .isEqualTo(outcome.summary().leftOut());
            assertThat(left == null ? 0 : left.extra()).isZero();
        });
    }

    /** Rows of a few keys whose unique values are those numbers in another order, or none. */
    private static String places(Random random) {
        List<Integer> numbers = new ArrayList<>(IntStream.range(0, 14).boxed().toList());
        Collections.shuffle(numbers, random);
        List<String> rows = new ArrayList<>();
        for (int id = 0; id < 12; id++) {
            if (random.nextInt(5) > 0) {
                rows.add("(" + id + ", " + (random.nextInt(6) == 0 ? "NULL" : numbers.get(id)) + ", "
                        + random.nextInt(2) + ")");
            }
        }
        return "INSERT INTO t VALUES (99, 99, 0)"
                + rows.stream().map(row -> ", " + row).collect(Collectors.joining());
    }

    @Test
    void rows_that_swap_unique_values_are_left_out_by_name_and_the_others_are_mended() {
        both("CREATE TABLE t (id int PRIMARY KEY, email text UNIQUE, v text)");
        source("INSERT INTO t VALUES (1, 'b', 'v'), (2, 'a', 'v'), (3, 'c', 'v'), (4, 'd', 'v'), (5, 'e', 'v'),"
                + " (6, NULL, 'v')");
        target("INSERT INTO t VALUES (1, 'a', 'v'), (2, 'b', 'v'), (3, 'x', 'v'), (4, 'd', 'x'), (5, 'c', 'v'),"
                + " (6, 'e', 'v')");

        Outcome outcome = databases.compare(Mended.pairs("t"));
        databases.run();

        assertThat(outcome.script())
                .contains("0 to insert, 4 to update, 0 to delete, 2 left out")
                .contains("WARNING: public.t: 2 rows cannot be mended by this script; each is named below")
                .contains("Not written, id=1: it swaps a unique value with other rows")
                .contains("Not written, id=2: it swaps a unique value with other rows");
        assertThat(databases.query("SELECT concat_ws(' ', id, email, v) FROM t ORDER BY id"))
                .containsExactly("1 a v", "2 b v", "3 c v", "4 d v", "5 e v", "6 v");
    }

    @Test
    void rows_that_refer_to_rows_of_their_own_table_are_mended_in_any_order() {
        both("CREATE TABLE tree (id int PRIMARY KEY, up int REFERENCES tree)");
        source("INSERT INTO tree SELECT i, nullif(300 - i, 0) FROM generate_series(1, 300) i WHERE i <> 150");
        target("INSERT INTO tree SELECT i, nullif(401 + (i - 400) % 50, i) FROM generate_series(401, 450) i");

        databases.mend(Mended.pairs("tree"));
    }

    @Test
    void a_circle_of_deferrable_keys_is_mended_in_one_transaction() {
        both(
                "CREATE TABLE a (id int PRIMARY KEY, b int)",
                "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a DEFERRABLE)",
                "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b DEFERRABLE");
        source("BEGIN; SET CONSTRAINTS ALL DEFERRED; INSERT INTO a VALUES (1, 1), (2, 2); INSERT INTO b VALUES (1, 2),"
                + " (2, 1); COMMIT");
        target("BEGIN; SET CONSTRAINTS ALL DEFERRED; INSERT INTO a VALUES (8, 9); INSERT INTO b VALUES (9, 8); COMMIT");

        Outcome outcome = databases.mend(Mended.pairs("a", "b"));

        assertThat(outcome.script()).contains("SET CONSTRAINTS ALL DEFERRED;").doesNotContain("WARNING");
    }

    @Test
    void a_circle_that_cannot_be_deferred_and_rows_that_would_go_along_are_warned_of() {
        both(
                "CREATE TABLE a (id int PRIMARY KEY, b int)",
                "CREATE TABLE b (id int PRIMARY KEY, a int CONSTRAINT back REFERENCES a)",
                "ALTER TABLE a ADD CONSTRAINT forth FOREIGN KEY (b) REFERENCES b",
                "CREATE TABLE p (id int PRIMARY KEY)",
                "CREATE TABLE along (id int CONSTRAINT along_p REFERENCES p ON DELETE CASCADE)");
        target(
                "INSERT INTO a VALUES (1, NULL)",
                "INSERT INTO b VALUES (1, 1)",
                "INSERT INTO p VALUES (1)",
                "INSERT INTO along VALUES (1)");

        assertThat(databases.compare(Mended.pairs("a", "b", "p")).script())
                .contains("these cannot be deferred: forth, back")
                .contains("WARNING: public.p: Its DELETEs also delete or change rows that refer to those deleted: in"
                        + " public.along (foreign key along_p), and in tables that refer to those in the same way.");
    }

    // Guards

    @Test
    void a_row_that_changed_since_the_run_stays_as_it_is() {
        both(
                "CREATE TABLE t (id int PRIMARY KEY, v text, w text)",
                "INSERT INTO t SELECT i, 'v', 'w' FROM generate_series(1, 5) i");
        target(
                "DELETE FROM t WHERE id = 1",
                "UPDATE t SET v = 'x' WHERE id IN (2, 3)",
                "INSERT INTO t VALUES (6), (7)");
        databases.compare(Mended.pairs("t"));
        target(
                "INSERT INTO t VALUES (1, 'new', 'new')",
                "UPDATE t SET v = 'newer' WHERE id = 2",
                "UPDATE t SET w = 'newer' WHERE id = 3",
                "UPDATE t SET w = 'newer' WHERE id = 6");

        databases.run();

        assertThat(databases.query("SELECT concat_ws(' ', id, v, w) FROM t ORDER BY id"))
                .containsExactly("1 new new", "2 newer w", "3 v newer", "4 v w", "5 v w", "6 newer");
    }

    @Test
    void rows_that_do_not_differ_are_not_touched() {
        both(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t SELECT i, 'v' FROM generate_series(1, 2500) i");
        target("DELETE FROM t WHERE id % 2 = 0", "UPDATE t SET v = 'x' WHERE id % 5 = 0");
        List<String> before = databases.query("SELECT ctid FROM t WHERE id % 2 = 1 AND id % 5 <> 0 ORDER BY id");

        Outcome outcome = databases.mend(Mended.pairs("t"));

        assertThat(databases.query("SELECT ctid FROM t WHERE id % 2 = 1 AND id % 5 <> 0 ORDER BY id"))
                .isEqualTo(before);
        assertThat(outcome.script().lines().filter("COMMIT;"::equals)).hasSize(2);
    }

    // What stands in it

    private static final List<String> NASTY = List.of(
            "'; DROP TABLE t; --",
            "\\'; DROP TABLE t; --",
            "$$; DROP TABLE t; $$",
            "/* ' */ \" :v :'v' :\"v\" \\q ?",
            "\n\\! touch /dev/null\n",
            "a\r\nb\rc\td\\\\",
            "\u202e\u2028\u0085\ufeff\u200b",
            "\ud83d\ude00 \udb40\udc41",
            "E'\\x41'",
            "U&'\\0041'");

    private void plantNastyValuesAndNames() {
        String table = "\"; DROP TABLE t; --\n\\q\"";
        String column = "\"v'\"\"\n\\ :c ; --\"";
        both(
                "CREATE TABLE t (id int)",
                "CREATE TABLE " + table + " (k text, " + column + " text, other json, PRIMARY KEY (k))");
        source(NASTY.stream()
                .map(text -> "INSERT INTO " + table + " VALUES (" + PostgresLiteral.of(text) + ", "
                        + PostgresLiteral.of(text + text) + ")")
                .toArray(String[]::new));
        target(NASTY.stream()
                .map(text -> "INSERT INTO " + table + " VALUES (" + PostgresLiteral.of(text + ".") + ", "
                        + PostgresLiteral.of(text) + ")")
                .toArray(String[]::new));
        target(NASTY.stream()
                .skip(4)
                .map(text -> "INSERT INTO " + table + " VALUES (" + PostgresLiteral.of(text) + ", "
                        + PostgresLiteral.of(text) + ")")
                .toArray(String[]::new));
    }

    private static List<TablePair> nastyPair() {
        return List.of(TablePair.of("\"; DROP TABLE t; --\n\\q\"", "\"; DROP TABLE t; --\n\\q\"")
                .withColumns(new ColumnSelection(List.of(), Set.of("other"), Map.of())));
    }

    @Test
    void no_value_and_no_name_gets_out_of_its_quotes_over_jdbc() {
        plantNastyValuesAndNames();

        Outcome outcome = databases.mend(nastyPair());

        assertThat(outcome.summary().updates()).isEqualTo(6);
        assertThat(databases.query("SELECT count(*) FROM t")).containsExactly("0");
    }

    @Test
    void no_value_and_no_name_gets_out_of_its_quotes_in_psql() throws Exception {
        assumeTrue(isPsqlAtHand(), "There is no psql here.");
        plantNastyValuesAndNames();
        databases.compare(nastyPair());

        Process psql = new ProcessBuilder(
                        "psql",
                        "-X",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-v",
                        "v=0",
                        "-f",
                        databases.script().toString(),
                        targetUrl.substring("jdbc:".length()))
                .redirectErrorStream(true)
                .start();
        String said = new String(psql.getInputStream().readAllBytes());

        assertThat(psql.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("WARNING").contains("INSERT 0 4");
        assertThat(databases.compare(nastyPair()).report().status()).isEqualTo(Status.PASS);
        assertThat(databases.query("SELECT count(*) FROM t")).containsExactly("0");
    }

    private static boolean isPsqlAtHand() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "psql")));
    }

    @Test
    void every_line_that_is_no_statement_is_a_comment() {
        plantNastyValuesAndNames();

        String head = databases.compare(nastyPair()).script();

        assertThat(head.substring(0, head.indexOf("\nSET ")).lines())
                .allSatisfy(line -> assertThat(line).matches("(--.*)?"));
        assertThat(head.chars()).noneMatch(c -> c == '\u202e' || c == '\r');
    }

    @Test
    void only_its_owner_may_read_the_file_and_nothing_else_is_left() throws Exception {
        both("CREATE TABLE t (id int PRIMARY KEY, v text)", "INSERT INTO t VALUES (1, 'a')");
        target("DELETE FROM t");
        Files.writeString(databases.script(), "an older one");
        Files.setPosixFilePermissions(databases.script(), PosixFilePermissions.fromString("rw-rw-rw-"));

        Outcome outcome = databases.compare(Mended.pairs("t"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(databases.script())))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(databases.script());
        }
        assertThat(outcome.script())
                .startsWith("-- A repair of the target, written by reconcile ")
                .contains("-- Run:     " + outcome.report().runId() + ", ended "
                        + outcome.report().timestamp())
                .contains("-- Source:  the source\n-- Target:  the target\n")
                .contains("-- Rows:    1 to insert, 0 to update, 0 to delete, 0 left out")
                .endsWith("-- The end. A script without this line is not whole.\n");
    }

    @Test
    void where_nothing_differs_the_script_mends_nothing() {
        both("CREATE TABLE t (id int)");

        Outcome outcome = databases.compare(Mended.pairs("t"));

        assertThat(outcome.script()).doesNotContain("BEGIN").contains("0 to insert, 0 to update, 0 to delete");
        assertThat(outcome.summary()).hasToString("Repair script: " + databases.script() + ": nothing to mend.");
    }

    @Test
    void tables_of_which_nothing_is_known_are_named() {
        both("CREATE TABLE t (id int, j json)", "INSERT INTO t VALUES (1)");

        assertThat(databases.compare(Mended.pairs("t", "absent")).script())
                .contains("WARNING: t is INCONCLUSIVE, so it may differ in more than is here: ")
                .contains("WARNING: absent is ERROR, so it may differ in more than is here: ");
    }
}
