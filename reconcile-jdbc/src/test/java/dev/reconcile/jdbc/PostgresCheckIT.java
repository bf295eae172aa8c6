package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.check.CheckReport;
import dev.reconcile.core.check.Checker;
import dev.reconcile.core.check.ColumnCheck;
import dev.reconcile.core.check.KeyUsed;
import dev.reconcile.core.check.KeyUsed.Origin;
import dev.reconcile.core.check.Note;
import dev.reconcile.core.check.SideCheck;
import dev.reconcile.core.check.SideCheck.Access;
import dev.reconcile.core.check.TableCheck;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TablePair;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a check tells of two PostgreSQL databases whose tables are not quite alike. */
class PostgresCheckIT {

    private static final RunOptions ROWS = RunOptions.DEFAULT.withDepth(Depth.ROWS);

    private static String source = "";
    private static String target = "";

    @BeforeAll
    static void createDatabases() {
        source = EmbeddedPostgresServer.createDatabase();
        target = EmbeddedPostgresServer.createDatabase();
        EmbeddedPostgresServer.execute(source, "CREATE ROLE checking LOGIN");
        for (String url : List.of(source, target)) {
            EmbeddedPostgresServer.execute(
                    url,
                    "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                    "CREATE TABLE same (id int PRIMARY KEY, note text, m mood)",
                    "INSERT INTO same VALUES (1, 'x', 'sad'), (2, 'y', NULL)",
                    "CREATE TABLE odd (id int PRIMARY KEY, j jsonb, b box)",
                    "CREATE VIEW seen AS SELECT id, note FROM same",
                    "CREATE TABLE keyless (id int, note text)",
                    "CREATE TABLE parted (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                    "CREATE TABLE parted_2025 PARTITION OF parted FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
                    "CREATE TABLE secret (id int PRIMARY KEY)",
                    "CREATE TABLE policed (id int PRIMARY KEY)",
                    "ALTER TABLE policed ENABLE ROW LEVEL SECURITY",
                    "GRANT SELECT ON ALL TABLES IN SCHEMA public TO checking",
                    "ANALYZE");
        }
        EmbeddedPostgresServer.execute(target, "REVOKE SELECT ON secret FROM checking");
        EmbeddedPostgresServer.execute(
                source,
                "CREATE TABLE narrow (code varchar(20) COLLATE \"C\" PRIMARY KEY, total numeric(12,4), note text,"
                        + " at timestamp(6), gone text)");
        EmbeddedPostgresServer.execute(
                target,
                "CREATE TABLE narrow (code varchar(10) COLLATE \"POSIX\" PRIMARY KEY, total numeric(8,2) NOT NULL,"
                        + " note varchar(50), at timestamp(3), __op text)");
        for (String url : List.of(source, target)) {
            EmbeddedPostgresServer.execute(url, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO checking");
        }
        EmbeddedPostgresServer.execute(target, "REVOKE SELECT ON secret FROM checking");
    }

    private static CheckReport check(RunOptions options, TablePair... pairs) {
        try (Database from = EmbeddedPostgresServer.open("source", EmbeddedPostgresServer.as(source, "checking"));
                Database to = EmbeddedPostgresServer.open("target", EmbeddedPostgresServer.as(target, "checking"))) {
            return new Checker(from, to, InstantSource.system())
                    .check(Arrays.asList(pairs), options, new Cancellation());
        }
    }

    private static TableCheck check(String table) {
        return check(ROWS, TablePair.of(table, table)).tables().get(0);
    }

    private static List<String> notes(TableCheck table) {
        return table.notes().stream()
                .map(note -> note.level() + " " + note.topic() + " " + note.text())
                .toList();
    }

    @Test
    void finds_nothing_in_the_way_of_tables_that_are_alike() {
        TableCheck table = check("same");

        assertThat(table.atBest()).isEqualTo(Verdict.MATCH);
        assertThat(table.notes()).isEmpty();
        assertThat(table.key()).isEqualTo(new KeyUsed(Origin.PRIMARY_KEY, "same_pkey", List.of("id")));
        assertThat(table.columns())
                .containsExactly(
                        new ColumnCheck("id", "integer", "id", "integer", "whole"),
                        new ColumnCheck("note", "text", "note", "text", "text"),
                        new ColumnCheck("m", "mood", "m", "mood", "text"));
        assertThat(table.sourceSide().table()).isEqualTo("public.same");
        assertThat(table.sourceSide().estimatedRows()).hasValue(2);
        assertThat(table.sourceSide().access()).isEqualTo(Access.GRANTED);
        assertThat(table.targetSide().hashing().place()).isEqualTo(HashPlace.DATABASE);
        assertThat(table.estimate())
                .hasValueSatisfying(time -> assertThat(time.most()).isLessThan(Duration.ofSeconds(1)));
    }

    @Test
    void lists_every_way_in_which_a_target_holds_less() {
        TableCheck table = check("narrow");

        assertThat(table.atBest()).isEqualTo(Verdict.MISMATCH);
        assertThat(notes(table))
                .containsExactlyInAnyOrder(
                        "DIFFERS COLUMN public.narrow lacks the source's column gone (text). Add it, or exclude it.",
                        "WARNS COLUMN Only the target has the column __op; nothing is compared there.",
                        "WARNS PRECISION The target's column total (numeric(8,2)) holds fewer digits than the source's"
                                + " total (numeric(12,4)): values that lost digits are reported as different.",
                        "WARNS PRECISION The target's total (numeric(8,2)) holds smaller numbers than the source's"
                                + " total (numeric(12,4)): others cannot arrive whole.",
                        "WARNS NULLABILITY The source's total (numeric(12,4)) may hold NULL, the target's may not: such"
                                + " a row cannot arrive.",
                        "WARNS LENGTH The target's code (character varying(10)) holds shorter texts than the source's"
                                + " code (character varying(20)): others cannot arrive whole.",
                        "WARNS LENGTH The target's note (character varying(50)) holds shorter texts than the source's"
                                + " note (text): others cannot arrive whole.",
                        "WARNS COLLATION code is collated by C in the source and by POSIX in the target. Values are"
                                + " compared byte by byte all the same. Keys that one side takes for the same may be"
                                + " two on the other.");
        assertThat(table.columnsMissing()).containsExactly("gone");
        assertThat(table.reductions()).singleElement().asString().contains("from 6 digits to 3");
    }

    @Test
    void tells_a_right_that_is_lacking_and_a_policy_apart_and_hides_no_other_table() {
        CheckReport report = check(
                ROWS,
                TablePair.of("secret", "secret"),
                TablePair.of("policed", "policed"),
                TablePair.of("same", "smae"),
                TablePair.of("same", "same"));

        assertThat(report.tables())
                .extracting(TableCheck::atBest)
                .containsExactly(Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.ERROR, Verdict.MATCH);
        assertThat(notes(report.tables().get(0)))
                .singleElement()
                .asString()
                .startsWith("ABORTS PERMISSION Cannot read the target table public.secret: the login lacks a right")
                .contains("docs/grants.md");
        assertThat(notes(report.tables().get(1)))
                .hasSize(2)
                .allMatch(note -> note.startsWith("WEAKENS ROWS Row-level security hides rows of the "));
        assertThat(notes(report.tables().get(2))).singleElement().asString().contains("Did you mean public.same?");
        assertThat(report.ready()).isFalse();
    }

    @Test
    void names_types_without_a_canonical_text_and_passes_them_where_rows_are_only_counted() {
        assertThat(check("odd").atBest()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(check("odd").notes())
                .extracting(Note::text)
                .anyMatch(text -> text.contains("public.odd.j (jsonb): on the source ")
                        && text.endsWith("Give the column the rule compare-as: json, or exclude it."))
                .anyMatch(text -> text.contains("public.odd.b (box): on the source "));
        assertThat(check(RunOptions.DEFAULT, TablePair.of("odd", "odd")).ready())
                .isTrue();
    }

    @Test
    void knows_views_partitions_and_tables_without_a_key() {
        assertThat(check("seen").sourceSide().kind()).isEqualTo(TableKind.VIEW);
        assertThat(check("seen").estimate()).isEmpty();
        assertThat(check("seen").atBest()).isEqualTo(Verdict.MATCH);
        TableCheck parted = check("parted");
        assertThat(parted.sourceSide().kind()).isEqualTo(TableKind.PARTITIONED_TABLE);
        assertThat(parted.key().columns()).containsExactly("id", "at");
        assertThat(parted.notes()).isEmpty();
        assertThat(check("keyless").key().origin()).isEqualTo(Origin.NONE);
        assertThat(notes(check("keyless"))).singleElement().asString().startsWith("WARNS KEY There is no key");
    }

    @Test
    void finds_an_error_in_a_filter_on_the_side_that_has_it() {
        TablePair plain = TablePair.of("same", "same");
        TablePair pair = new TablePair(
                plain.source(),
                plain.target(),
                plain.columns(),
                plain.key(),
                RowFilter.none(),
                new RowFilter("deleted IS NULL"));

        TableCheck table = check(ROWS, pair).tables().get(0);

        assertThat(table.atBest()).isEqualTo(Verdict.ERROR);
        assertThat(table.sourceSide().access()).isEqualTo(Access.GRANTED);
        assertThat(table.targetSide().access()).isEqualTo(Access.REFUSED);
        assertThat(notes(table).get(0)).contains("the target table public.same", "row filter");
    }

    @Test
    void a_cast_of_a_users_sends_hashing_here_or_aborts_where_the_database_must_do_it() {
        EmbeddedPostgresServer.execute(
                source,
                "CREATE FUNCTION as_date(integer) RETURNS date LANGUAGE sql AS $$SELECT DATE '2025-01-01'$$",
                "CREATE CAST (integer AS date) WITH FUNCTION as_date(integer)");
        try {
            assertThat(check("same").sourceSide().hashing().place()).isEqualTo(HashPlace.CLIENT);
            TableCheck forced = check(ROWS.withHashIn(HashIn.DATABASE), TablePair.of("same", "same"))
                    .tables()
                    .get(0);
            assertThat(forced.atBest()).isEqualTo(Verdict.ERROR);
            assertThat(notes(forced).get(0)).startsWith("ABORTS HASHING public.same cannot be hashed in the database");
        } finally {
            EmbeddedPostgresServer.execute(source, "DROP CAST (integer AS date)", "DROP FUNCTION as_date(integer)");
        }
    }

    @Test
    void leaves_no_transaction_and_no_lock_behind() throws Exception {
        try (Database from = EmbeddedPostgresServer.open("source", source);
                Database to = EmbeddedPostgresServer.open("target", target)) {
            SideCheck side = new Checker(from, to, InstantSource.system())
                    .check(List.of(TablePair.of("same", "same")), ROWS, new Cancellation())
                    .tables()
                    .get(0)
                    .sourceSide();
            assertThat(side.access()).isEqualTo(Access.GRANTED);
            try (Connection connection = DriverManager.getConnection(source);
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE same IN ACCESS EXCLUSIVE MODE NOWAIT");
            }
        }
    }
}
