package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.Softening.As.Meaning;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.jdbc.Mended.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a script cannot mend is left out by name, and what it cannot mend for certain a person decides. */
class RepairLimitsIT extends RepairFixture {

    private static TablePair filtered(String ofSource, String ofTarget) {
        return new TablePair(
                TablePair.of("t", "t").source(),
                TablePair.of("t", "t").target(),
                ColumnSelection.all(),
                List.of(),
                new RowFilter(ofSource),
                new RowFilter(ofTarget));
    }

    // Tables

    @Test
    void nothing_is_written_to_a_table_from_which_others_inherit() {
        both("CREATE TABLE t (id int PRIMARY KEY, v text)", "INSERT INTO t VALUES (1, 'a'), (3, 'c')");
        target(
                "CREATE TABLE heir (own int) INHERITS (t)",
                "CREATE TABLE other (own int) INHERITS (t)",
                "UPDATE t SET v = 'x' WHERE id = 1",
                "INSERT INTO heir VALUES (1, 'x'), (2, 'b')");

        Outcome outcome = databases.compare(Mended.pairs("t"));
        databases.run();

        assertThat(outcome.script())
                .contains("WARNING: public.t: Other tables inherit from it (heir, other): their rows were read with its"
                        + " own, and a statement could not tell them apart. Mend it by hand.")
                .contains("public.t: 0 to insert, 0 to update, 0 to delete, 3 left out")
                .doesNotContain("BEGIN");
        assertThat(databases.query("SELECT id || v FROM t ORDER BY 1")).containsExactly("1x", "1x", "2b", "3c");
    }

    @Test
    void a_table_that_inherits_is_mended_as_any_other() {
        both(
                "CREATE TABLE parent (id int, v text)",
                "CREATE TABLE t (PRIMARY KEY (id)) INHERITS (parent)",
                "INSERT INTO parent VALUES (1, 'of the parent')");
        source("INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        target("INSERT INTO t VALUES (1, 'x'), (3, 'c')");

        databases.mend(Mended.pairs("t"));

        assertThat(databases.query("SELECT v FROM ONLY parent")).containsExactly("of the parent");
    }

    @Test
    void no_row_is_changed_that_others_would_lose() {
        both(
                "CREATE TABLE t (id int PRIMARY KEY, code text UNIQUE, name text, other text UNIQUE)",
                "CREATE TABLE audit (code text CONSTRAINT told REFERENCES t (code) ON UPDATE SET NULL)",
                "CREATE TABLE log (other text CONSTRAINT logged REFERENCES t (other) ON UPDATE CASCADE)");
        source("INSERT INTO t VALUES (1, 'c', 'n', 'o'), (2, 'd', 'n', 'p')");
        target(
                "INSERT INTO t VALUES (1, 'z', 'n', 'o'), (2, 'd', 'old', 'p')",
                "INSERT INTO audit VALUES ('z'), ('d')",
                "INSERT INTO log VALUES ('o')");

        Outcome outcome = databases.compare(Mended.pairs("t"));
        databases.run();

        assertThat(outcome.script())
                .contains("rows of public.audit may refer to it and would lose what they refer to (foreign key told, ON"
                        + " UPDATE SET NULL or SET DEFAULT)")
                .contains("WARNING: public.t: An UPDATE of what rows of other tables refer to changes these too: in"
                        + " public.log (foreign key logged)")
                .contains("0 to insert, 1 to update, 0 to delete, 1 left out");
        assertThat(databases.query("SELECT code FROM audit ORDER BY code")).containsExactly("d", "z");
        assertThat(databases.query("SELECT name FROM t WHERE id = 2")).containsExactly("n");
    }

    @Test
    void a_delete_says_which_columns_it_does_not_ask_for() {
        both("CREATE TABLE t (id int PRIMARY KEY, v text, secret text)");
        target("INSERT INTO t VALUES (1, 'v', 'kept')");

        Outcome outcome = databases.compare(List.of(
                TablePair.of("t", "t").withColumns(new ColumnSelection(List.of(), Set.of("secret"), Map.of()))));

        assertThat(outcome.script())
                .contains(
                        "WARNING: public.t: Its DELETEs do not ask what stands in secret (text): these columns were not"
                                + " compared");
    }

    @Test
    void nothing_is_written_to_a_table_whose_statements_a_rule_replaces() {
        both("CREATE TABLE t (id int PRIMARY KEY)", "CREATE TABLE log (id int)");
        source("INSERT INTO t VALUES (1)");
        target(
                "INSERT INTO t VALUES (2)",
                "CREATE RULE keeps AS ON DELETE TO t DO INSTEAD INSERT INTO log VALUES (OLD.id)");

        Outcome outcome = databases.compare(Mended.pairs("t"));
        databases.run();

        assertThat(outcome.script())
                .contains(
                        "WARNING: public.t: Rules put other statements in the place of those that write to it (CREATE RULE"
                                + " keeps). Mend it by hand.")
                .contains("0 to insert, 0 to update, 0 to delete, 2 left out");
        assertThat(databases.query("SELECT id FROM t UNION ALL SELECT id FROM log"))
                .containsExactly("2");

        target("ALTER TABLE t DISABLE RULE keeps");
        databases.mend(Mended.pairs("t"));
    }

    @ParameterizedTest
    @CsvSource({"INITIALLY IMMEDIATE", "INITIALLY DEFERRED"})
    void a_key_that_is_checked_late_is_looked_for_before_a_row_is_inserted(String when) {
        both(
                "CREATE TABLE t (a int, b varchar(5), v text, PRIMARY KEY (a, b) DEFERRABLE " + when + ")",
                "INSERT INTO t SELECT i, 'k', 'v' FROM generate_series(1, 20) i");
        target(
                "ALTER TABLE t ADD UNIQUE (v, a, b) DEFERRABLE",
                "DELETE FROM t WHERE a < 5",
                "UPDATE t SET v = NULL WHERE a = 9",
                "INSERT INTO t VALUES (30, 'k')");
        source("UPDATE t SET v = E'it''s\\n' WHERE a = 2");

        databases.mend(Mended.pairs("t"));
    }

    @Test
    void a_row_that_took_a_late_key_meanwhile_stays() {
        both("CREATE TABLE t (id int PRIMARY KEY DEFERRABLE, v text)", "INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        target("DELETE FROM t");
        databases.compare(Mended.pairs("t"));
        target("INSERT INTO t VALUES (1, 'newer')");

        databases.run();

        assertThat(databases.query("SELECT id || v FROM t ORDER BY 1")).containsExactly("1newer", "2b");
    }

    // Rows

    @Test
    void a_row_that_the_source_may_have_outside_of_its_filter_is_deleted_by_a_person_alone() {
        both("CREATE TABLE t (id int PRIMARY KEY, region text)");
        source("INSERT INTO t VALUES (1, 'eu'), (2, 'us'), (3, 'eu')");
        target("INSERT INTO t VALUES (1, 'EU'), (2, 'eu'), (4, 'eu')");

        Outcome outcome = databases.compare(List.of(filtered("region = 'eu' -- not the rest", "lower(region) = 'eu'")));
        databases.run();

        assertThat(outcome.script())
                .contains(
                        "WARNING: public.t: Its DELETEs are comments only. Only a part of the source's rows was compared")
                .contains("-- DELETE FROM \"public\".\"t\"\n--   WHERE \"id\" = 2 AND \"region\"")
                .contains("Rows:    1 to insert, 1 to update, 0 to delete, 2 left out");
        assertThat(databases.query("SELECT id || region FROM t ORDER BY 1"))
                .containsExactly("1eu", "2eu", "3eu", "4eu");
        assertThat(outcome.summary().deletes()).isZero();
        assertThat(outcome.summary().leftOut()).isEqualTo(2);
    }

    @Test
    void a_row_that_left_the_target_s_filter_since_stays_as_it_is() {
        both("CREATE TABLE t (id int PRIMARY KEY, v text)", "ALTER TABLE t ADD gone boolean DEFAULT false");
        source("INSERT INTO t VALUES (1, 'a'), (3, 'c')");
        target("INSERT INTO t VALUES (1, 'x'), (2, 'b'), (3, 'x')");
        TablePair pair = new TablePair(
                TablePair.of("t", "t").source(),
                TablePair.of("t", "t").target(),
                new ColumnSelection(List.of("id", "v"), Set.of(), Map.of()),
                List.of(),
                RowFilter.none(),
                new RowFilter("NOT gone"));
        Outcome outcome = databases.compare(List.of(pair));
        target("UPDATE t SET gone = true WHERE id < 3");

        databases.run();

        assertThat(outcome.script()).contains("0 to insert, 2 to update, 1 to delete, 0 left out");
        assertThat(databases.query("SELECT id || v FROM t ORDER BY 1")).containsExactly("1x", "2b", "3c");
    }

    @Test
    void a_row_that_is_young_in_the_target_alone_is_mended_and_one_that_is_too_much_deleted() {
        both("CREATE TABLE t (id int PRIMARY KEY, v text, at timestamp)");
        source("INSERT INTO t VALUES (1, 'a', '2024-01-01'), (2, 'b', '2024-01-01'), (4, 'young', now() + '1 day')");
        target("INSERT INTO t VALUES (1, 'x', now()), (3, 'c', '2024-01-01'), (4, 'old', '2024-01-01')");

        Outcome outcome =
                databases.compare(List.of(TablePair.of("t", "t").withAgeLimit(AgeLimit.by("at", Duration.ofHours(1)))));
        databases.run();

        assertThat(outcome.script()).contains("1 to insert, 1 to update, 1 to delete, 0 left out");
        assertThat(databases.query("SELECT concat_ws(' ', id, v, at) FROM t ORDER BY id"))
                .containsExactly("1 a 2024-01-01 00:00:00", "2 b 2024-01-01 00:00:00", "4 old 2024-01-01 00:00:00");
    }

    @Test
    void what_no_value_can_mend_is_counted_as_left_out() {
        both(
                "CREATE TABLE t (k text PRIMARY KEY, id int GENERATED ALWAYS AS IDENTITY, v text,"
                        + " twice text GENERATED ALWAYS AS (v || v) STORED)",
                "INSERT INTO t (k, v) VALUES ('a', 'a'), ('b', 'b'), ('c', 'c')");
        target(
                "DELETE FROM t",
                "INSERT INTO t (k, id, v) OVERRIDING SYSTEM VALUE VALUES ('a', 7, 'x'), ('b', 8, 'b'), ('c', 3, 'x')");

        Outcome outcome = databases.compare(Mended.pairs("t"));
        databases.run();

        assertThat(outcome.script())
                .contains("0 to insert, 1 to update, 0 to delete, 2 left out")
                .contains(
                        "Not written, k=a: the target gives id (integer) its numbers itself (GENERATED ALWAYS), and no"
                                + " UPDATE replaces one.");
        assertThat(databases.compare(Mended.pairs("t")).summary().updates()).isZero();
    }

    @Test
    void what_stands_in_comments_is_promised_nowhere() {
        source("CREATE TABLE t (id serial PRIMARY KEY, v text)", "INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        target(
                "CREATE DOMAIN given AS text NOT NULL",
                "CREATE TABLE t (id serial PRIMARY KEY, v text CHECK (v <> ''), own int NOT NULL, other given, spare int)");

        Outcome outcome = databases.compare(Mended.pairs("t"));

        assertThat(outcome.script())
                .contains("0 to insert, 0 to update, 0 to delete, 2 left out")
                .contains("Each row needs a value in own (integer), other (given), which was not compared")
                .doesNotContain("to their defaults")
                .doesNotContain("CHECK")
                .doesNotContain("setval");
        assertThat(outcome.script().lines().filter(line -> line.contains("WARNING")))
                .hasSize(1);
    }

    // Values

    @Test
    void a_label_that_the_enum_lacks_and_a_null_that_the_domain_refuses_are_left_out_by_name() {
        source(
                "CREATE TABLE t (id int PRIMARY KEY, m text, f text, g text)",
                "INSERT INTO t VALUES (1, 'sad', 'sad', 'x'), (2, 'glad', 'sad', 'x'), (3, 'sad', 'glad', 'x'),"
                        + " (4, 'sad', 'sad', NULL), (5, NULL, NULL, 'x')");
        target(
                "CREATE TYPE mood AS ENUM ('sad', 'ok')",
                "CREATE DOMAIN feeling AS mood",
                "CREATE DOMAIN given AS text NOT NULL",
                "CREATE DOMAIN really_given AS given",
                "CREATE TABLE t (id int PRIMARY KEY, m mood, f feeling, g really_given)",
                "INSERT INTO t VALUES (4, 'ok', 'sad', 'x')");

        Outcome outcome = databases.compare(Mended.pairs("t"));
        databases.run();

        assertThat(outcome.script())
                .contains("id=2: the target's column m (mood) cannot hold the source's value as it is.")
                .contains("id=3: the target's column f (feeling) cannot hold the source's value as it is.")
                .contains("id=4: the target's column g (really_given) takes no NULL.")
                .contains("2 to insert, 0 to update, 0 to delete, 3 left out");
        assertThat(databases.query("SELECT id FROM t ORDER BY id")).containsExactly("1", "4", "5");
    }

    @Test
    void constraints_that_a_row_may_break_are_named() {
        both("CREATE TABLE t (id int PRIMARY KEY, v int)");
        source("INSERT INTO t VALUES (1, 1)");
        target(
                "CREATE DOMAIN small AS int CONSTRAINT is_small CHECK (VALUE < 10)",
                "CREATE DOMAIN odd AS small CONSTRAINT is_odd CHECK (VALUE % 2 = 1)",
                "ALTER TABLE t ALTER v TYPE odd",
                "ALTER TABLE t ADD CONSTRAINT \"few rows\" CHECK (id < 100)");

        assertThat(databases.mend(Mended.pairs("t")).script())
                .contains("WARNING: public.t: A row that breaks one of its CHECK constraints (few rows,"
                        + " is_odd, is_small) fails, and nothing of its batch is written.");
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "uuid, text, 6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "uuid, varchar(36), 6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "uuid, char(40), 6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "text, uuid, {6F9619FF-8B86-D011-B42D-00C04FC964FF}",
        "char(40), uuid, 6F9619FF8B86D011B42D00C04FC964FF",
        "text, text, 6F9619FF8B86D011B42D00C04FC964FF"
    })
    void a_uuid_is_written_as_the_column_spells_it(String from, String to, String value) {
        source(
                "CREATE TABLE t (id int PRIMARY KEY, u " + from + ")",
                "INSERT INTO t VALUES (1, '" + value + "'), (2, NULL)");
        source("INSERT INTO t VALUES (3, '" + value + "')");
        target("CREATE TABLE t (id int PRIMARY KEY, u " + to + ")", "INSERT INTO t VALUES (1, NULL)");

        Outcome outcome = databases.mend(List.of(TablePair.of("t", "t")
                .withRules(ColumnRules.of(Map.of("u", new ColumnRule(new Softening.As(Meaning.UUID)))))));

        assertThat(outcome.summary().leftOut()).isZero();
        assertThat(databases.query("SELECT DISTINCT u::text FROM t WHERE u IS NOT NULL"))
                .containsExactly(
                        to.equals("text") && from.equals("text") ? value : "6f9619ff-8b86-d011-b42d-00c04fc964ff");
    }

    @Test
    void what_is_no_uuid_and_what_is_too_long_for_one_are_left_out() {
        source("CREATE TABLE t (id int PRIMARY KEY, a text, b uuid)");
        source("INSERT INTO t VALUES (1, 'no uuid', NULL), (2, NULL, gen_random_uuid())");
        target("CREATE TABLE t (id int PRIMARY KEY, a uuid, b varchar(32))");

        Outcome outcome = databases.compare(List.of(TablePair.of("t", "t")
                .withRules(ColumnRules.of(Map.of(
                        "a", new ColumnRule(new Softening.As(Meaning.UUID)),
                        "b", new ColumnRule(new Softening.As(Meaning.UUID)))))));

        assertThat(outcome.script())
                .contains("id=1: the target's column a (uuid) cannot hold")
                .contains("id=2: the target's column b (character varying(32)) cannot hold");
    }

    @Test
    void a_number_whose_last_digits_the_column_would_round_away_is_left_out() {
        source(
                "CREATE TABLE t (id int PRIMARY KEY, n numeric, m bigint, d numeric)",
                "INSERT INTO t VALUES (1, 12300, 100, 0.00123), (2, 12345, 0, 0), (3, 0, 150, 0), (4, 9999900, 0, 0),"
                        + " (5, 10000000, 0, 0), (6, 0, 0, 0.01), (7, -100.5, 0, 0), (8, 'NaN', NULL, NULL)");
        target(
                "CREATE DOMAIN hundreds AS numeric(5,-2)",
                "CREATE TABLE t (id int PRIMARY KEY, n numeric(5,-2), m hundreds, d numeric(3,5))",
                "INSERT INTO t VALUES (3, 0, 200, 0)");

        Outcome outcome = databases.compare(Mended.pairs("t"));
        databases.run();

        assertThat(outcome.script())
                .contains("id=2: the target's column n (numeric(5,-2)) cannot hold")
                .contains("id=3: the target's column m (hundreds) cannot hold")
                .contains("id=5: the target's column n (numeric(5,-2)) cannot hold")
                .contains("id=6: the target's column d (numeric(3,5)) cannot hold")
                .contains("id=7: the target's column n (numeric(5,-2)) cannot hold");
        assertThat(databases.query("SELECT concat_ws(' ', id, n, m, d) FROM t ORDER BY id"))
                .containsExactly("1 12300 100 0.00123", "3 0 200 0.00000", "4 9999900 0 0.00000", "8 NaN");
    }
}
