package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.TextFold;
import dev.reconcile.core.canonical.Tolerance;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.jdbc.Mended.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where no unique key tells rows apart, their number does: however often and however far a script runs, in the end the target
 * holds each row as often as the source.
 */
class RepairWithoutKeyIT extends RepairFixture {

    private static final int MOST_VALUES = 25;

    private static final TablePair BY_K = TablePair.of("t", "t").withKey(List.of("k"));

    private static TablePair ruled(String column, Softening softening) {
        return TablePair.of("t", "t").withRules(ColumnRules.of(Map.of(column, new ColumnRule(softening))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.reconcile.jdbc.PostgresContractIT#samples")
    void every_value_is_told_from_the_others(Sample sample) {
        List<String> values = sample.values().stream()
                .limit(MOST_VALUES)
                .filter(value -> value != null)
                .map(PostgresLiteral::of)
                .toList();
        both(PostgresSamples.declarations().toArray(String[]::new));
        both(
                "CREATE TABLE t (v " + sample.declared() + ", n int)",
                "INSERT INTO t VALUES "
                        + values.stream()
                                .map(v -> "(" + v + ", 1), (" + v + ", 2)")
                                .collect(Collectors.joining(", ")),
                "INSERT INTO t VALUES (NULL, NULL)");
        target(
                "DELETE FROM t WHERE n = 1",
                "INSERT INTO t SELECT v, 2 FROM t WHERE ctid IN (SELECT ctid FROM t LIMIT 3)",
                "INSERT INTO t VALUES (NULL, NULL)");
        source("DELETE FROM t WHERE ctid IN (SELECT ctid FROM t WHERE n = 2 ORDER BY ctid DESC LIMIT 2)");

        databases.mend(Mended.pairs("t"));
    }

    @Test
    void rows_that_came_or_went_since_do_not_count_twice() {
        both("CREATE TABLE t (a int, b text)", "INSERT INTO t VALUES (1, 'x'), (2, 'y'), (2, 'y')");
        source("INSERT INTO t VALUES (1, 'x'), (1, 'x'), (1, 'x')");
        target("INSERT INTO t VALUES (2, 'y'), (2, 'y')");
        Outcome outcome = databases.compare(Mended.pairs("t"));
        target(
                "INSERT INTO t VALUES (1, 'x'), (2, 'y')",
                "DELETE FROM t WHERE ctid IN (SELECT min(ctid) FROM t WHERE a = 2)");

        databases.run();
        databases.run();

        assertThat(outcome.script()).contains("3 to insert, 0 to update, 2 to delete, 0 left out");
        assertThat(databases.compare(Mended.pairs("t")).report().status()).isEqualTo(Status.PASS);
    }

    @Test
    void rows_are_counted_after_a_delay_too() {
        both("CREATE TABLE t (a int)", "INSERT INTO t VALUES (1), (1), (2)");
        target("DELETE FROM t WHERE a = 1", "INSERT INTO t VALUES (2), (3)");

        databases.mend(Mended.pairs("t"), Mended.ROWS.withRows(RowOptions.DEFAULT.confirmed(Duration.ofMillis(20), 2)));
    }

    @Test
    void rows_of_one_key_are_changed_inserted_and_deleted_as_often_as_need_be() {
        both("CREATE TABLE t (k int, v text, own text)");
        source("INSERT INTO t VALUES (1, 'a'), (1, 'b'), (1, 'b'), (1, 'c'), (2, 'd'), (3, 'e'), (3, 'e')");
        target("INSERT INTO t VALUES (1, 'a', 'kept'), (1, 'x', 'kept'), (1, 'x', 'kept'), (2, 'd', NULL),"
                + " (2, 'd', NULL), (2, 'y', NULL), (2, 'y', NULL)");
        TablePair pair = BY_K.withColumns(new ColumnSelection(List.of(), Set.of("own"), Map.of()));

        Outcome outcome = databases.mend(List.of(pair));

        assertThat(outcome.script()).contains("3 to insert, 2 to update, 3 to delete, 0 left out");
        assertThat(databases.query("SELECT count(own) FROM t")).containsExactly("3");
    }

    @Test
    void a_script_that_ends_anywhere_can_run_again_from_its_beginning() {
        Seeds.each(6, random -> {
            both("DROP TABLE IF EXISTS t", "CREATE TABLE t (k int, v int)");
            source(rows(random));
            target(rows(random));
            List<TablePair> pairs = List.of(random.nextBoolean() ? BY_K : TablePair.of("t", "t"));
            Outcome outcome = databases.compare(pairs);
            List<String> statements = Stream.of(outcome.script().split("(?<=;)\n"))
                    .filter(statement -> !statement.matches("(?s)(--[^\n]*\n)*(BEGIN|COMMIT);.*|-- .*end.*"))
                    .toList();
            target("CREATE TABLE damaged AS TABLE t");
            for (int end = 0; end <= statements.size(); end += 1 + random.nextInt(3)) {
                target("TRUNCATE t", "INSERT INTO t SELECT * FROM damaged ORDER BY random()");
                for (String statement : statements.subList(0, end)) {
                    databases.run(statement);
                }
                databases.run(outcome.script());
                assertThat(databases.compare(pairs).report().status())
                        .as("after %s of %s%n%s", end, statements.size(), outcome.script())
                        .isEqualTo(Status.PASS);
            }
            target("DROP TABLE damaged");
        });
    }

    private static String rows(Random random) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            rows.add("(" + random.nextInt(3) + ", " + random.nextInt(3) + ")");
        }
        return "INSERT INTO t VALUES " + String.join(", ", rows);
    }

    @ParameterizedTest
    @CsvSource({"char(5), text", "char(5), varchar(9)", "text, char(5)", "char(5), char(7)", "varchar(5), feeling"})
    void blanks_that_the_comparison_leaves_out_do_not_count(String from, String to) {
        target("CREATE DOMAIN feeling AS char(6) COLLATE \"en-x-icu\"");
        source(
                "CREATE TABLE t (v " + from + ", n int)",
                "INSERT INTO t VALUES ('ab', 1), ('ab  ', 1), ('ab', 1), (' c', 2), ('d', 3), ('', 4)");
        target(
                "CREATE TABLE t (v " + to + ", n int)",
                "INSERT INTO t VALUES ('ab   ', 1), ('d', 3), ('d  ', 3), ('d ', 3)");

        assertThat(databases.mend(Mended.pairs("t")).summary().leftOut()).isZero();
    }

    @Test
    void generated_columns_identities_and_other_keys_do_not_stand_in_the_way() {
        both(
                "CREATE TABLE t (k int, v text, id int GENERATED ALWAYS AS IDENTITY UNIQUE,"
                        + " twice text GENERATED ALWAYS AS (v || v) STORED)",
                "INSERT INTO t (k, v) SELECT i % 5, 'v' || i % 2 FROM generate_series(1, 20) i");
        target(
                "DELETE FROM t WHERE id IN (3, 4, 17)",
                "UPDATE t SET v = 'x' WHERE id IN (5, 6)",
                "INSERT INTO t (k, v) VALUES (1, 'v1')",
                "ALTER TABLE t ADD UNIQUE (k, id) DEFERRABLE");

        databases.mend(List.of(BY_K));
    }

    @Test
    void rows_that_refer_to_each_other_without_a_key_of_the_pair_are_mended_in_one_transaction() {
        both("CREATE TABLE t (k int, id int UNIQUE, up int REFERENCES t (id) DEFERRABLE, v text)");
        source(
                "BEGIN; SET CONSTRAINTS ALL DEFERRED; INSERT INTO t VALUES (1, 1, 2, 'a'), (1, 2, 1, 'b'), (2, 3, 1, 'c');"
                        + " COMMIT");
        target("BEGIN; SET CONSTRAINTS ALL DEFERRED; INSERT INTO t VALUES (1, 1, 9, 'a'), (2, 9, 1, 'c'); COMMIT");

        databases.mend(List.of(BY_K));
    }

    @Test
    void a_row_that_is_inserted_before_others_come_to_be_like_it_leaves_them_their_place() {
        both("CREATE TABLE t (id serial UNIQUE, k int, v text, up int REFERENCES t (id))");
        source("INSERT INTO t (k, v) VALUES (1, 'a'), (1, 'a'), (1, 'a')");
        target("INSERT INTO t (k, v) VALUES (1, 'x'), (1, 'y')");

        Outcome outcome =
                databases.mend(List.of(BY_K.withColumns(new ColumnSelection(List.of(), Set.of("id"), Map.of()))));

        assertThat(outcome.script()).contains("1 to insert, 2 to update, 0 to delete, 0 left out");
    }

    // What cannot be counted

    @Test
    void rows_of_which_rules_compare_a_part_are_left_out_where_no_key_tells_them() {
        both("CREATE TABLE t (k int, v text, at timestamp)");
        source("INSERT INTO t VALUES (1, 'a', '2024-01-01 00:00:00.1234'), (2, 'b', NULL)");
        target("INSERT INTO t VALUES (2, 'x', NULL), (2, 'y', NULL)");
        List<Outcome> outcomes = List.of(
                databases.compare(List.of(ruled("v", new Softening.Text(Set.of(TextFold.CASE))))),
                databases.compare(List.of(ruled("v", new Softening.As(Softening.As.Meaning.JSON)))),
                databases.compare(List.of(ruled("at", new Softening.Fraction(3, Rounding.TRUNCATE)))));

        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.script())
                    .contains(
                            "WARNING: public.t: No unique key tells its rows apart, and rules compare only a part of ")
                    .contains("0 to insert, 0 to update, 0 to delete, 4 left out")
                    .doesNotContain("BEGIN");
            assertThat(outcome.summary().leftOut()).isEqualTo(4);
        });

        both("ALTER TABLE t ADD id int");
        source("UPDATE t SET id = k");
        target(
                "UPDATE t SET id = 3 - k WHERE v = 'x'",
                "UPDATE t SET id = 7 WHERE v = 'y'",
                "ALTER TABLE t ADD PRIMARY KEY (id)");
        databases.mend(
                List.of(ruled("v", new Softening.Text(Set.of(TextFold.CASE))).withKey(List.of("id"))));
    }

    @Test
    void rows_that_are_near_enough_are_left_out_where_no_unique_key_tells_them() {
        both("CREATE TABLE t (k int, n numeric(10,2))");
        source("INSERT INTO t VALUES (1, 1.00), (1, 2.00), (2, 1.00)");
        target("INSERT INTO t VALUES (1, 1.01), (1, 3.00)");
        Softening near = new Softening.Within(new Tolerance(new BigDecimal("0.01"), null));

        Outcome outcome = databases.compare(List.of(ruled("n", near).withKey(List.of("k"))));

        assertThat(outcome.script())
                .containsOnlyOnce(
                        "WARNING: public.t: No unique key tells its rows apart, and a rule takes values for equal"
                                + " that are only near")
                .contains("0 to insert, 0 to update, 0 to delete, 2 left out");
    }

    @Test
    void rows_that_are_accepted_are_not_taken_for_others_like_them() {
        both("CREATE TABLE t (k int, v text)");
        source("INSERT INTO t VALUES (1, 'a'), (1, 'b'), (2, 'c')");
        target("INSERT INTO t VALUES (1, 'a'), (1, 'x'), (1, 'x'), (2, 'y')");
        AcceptedDifference changes = new AcceptedDifference(
                "accepted[1]",
                List.of(Map.of("k", "1")),
                RowFilter.none(),
                RowFilter.none(),
                Set.of(Kind.CHANGED),
                Set.of(),
                "Ticket 4711",
                LocalDate.of(9999, 12, 31));

        Outcome outcome = databases.compare(List.of(BY_K.withAccepted(List.of(changes))));
        databases.run();

        assertThat(outcome.script())
                .contains(
                        "WARNING: public.t: Its DELETEs are comments only. Rows that differ are accepted by the settings, and"
                                + " no unique key tells them from others like them.")
                .contains("0 to insert, 1 to update, 0 to delete, 1 left out");
        assertThat(databases.query("SELECT k || v FROM t ORDER BY 1")).containsExactly("1a", "1x", "1x", "2c");
    }

    @Test
    void many_rows_that_each_need_a_read_of_the_table_are_warned_of() {
        both("CREATE TABLE t (k int)");
        target("INSERT INTO t SELECT generate_series(1, 10000)");
        assertThat(databases.compare(Mended.pairs("t")).script())
                .contains(
                        "WARNING: public.t: No unique key tells its rows apart, so that each statement reads the whole"
                                + " table where no index serves.");

        both("ALTER TABLE t ADD PRIMARY KEY (k)");
        assertThat(databases.compare(Mended.pairs("t")).script()).doesNotContain("WARNING");
    }

    @Test
    void what_a_filter_takes_of_a_new_row_is_not_known_and_what_a_preset_does_is() {
        both("CREATE TABLE t (a int, region text DEFAULT 'us')");
        source("INSERT INTO t VALUES (1, 'eu'), (2, 'eu')");
        target("INSERT INTO t VALUES (2, 'eu'), (2, 'eu'), (2, 'us')");
        TablePair filtered = new TablePair(
                TablePair.of("t", "t").source(),
                TablePair.of("t", "t").target(),
                new ColumnSelection(List.of("a"), Set.of(), Map.of()),
                List.of(),
                RowFilter.none(),
                new RowFilter("region = 'eu'"));

        Outcome outcome = databases.compare(List.of(filtered));
        databases.run();
        databases.run();

        assertThat(outcome.script())
                .contains(
                        "WARNING: public.t: Its INSERTs are comments only. Whether the row filter takes an inserted row is"
                                + " not known")
                .contains("0 to insert, 0 to update, 1 to delete, 1 left out");
        assertThat(databases.query("SELECT a || region FROM t ORDER BY 1")).containsExactly("2eu", "2us");

        target("ALTER TABLE t DROP region", "ALTER TABLE t ADD __deleted text", "UPDATE t SET __deleted = 'true'");
        source("ALTER TABLE t DROP region");
        databases.mend(List.of(TablePair.of("t", "t").withPreset(Preset.DEBEZIUM)));
        assertThat(databases.query("SELECT a FROM t WHERE __deleted = 'true'")).containsExactly("2", "2");
    }
}
