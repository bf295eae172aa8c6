package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RowComparison;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowLook;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.TablePair;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A SQL Server that a pipeline fills, which marks rows as deleted instead of deleting them. */
class SqlServerDeletedMarkIT {

    private static final TablePair PAIR = TablePair.of("t", "dbo.t").withPreset(Preset.DEBEZIUM);

    @RegisterExtension
    static final SqlServerTestServer SERVER = new SqlServerTestServer();

    private static Database source;
    private static Database target;

    @BeforeAll
    static void connect() {
        String url = EmbeddedPostgresServer.createDatabase();
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE t (id int PRIMARY KEY, name text)",
                "INSERT INTO t VALUES (1, 'stands'), (2, 'came before the marks')");
        source = EmbeddedPostgresServer.open("source", url);
        target = SERVER.open("target");
    }

    @AfterAll
    static void disconnect() {
        source.close();
    }

    @BeforeEach
    void dropTable() {
        SERVER.execute("IF OBJECT_ID('dbo.t') IS NOT NULL DROP TABLE dbo.t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bit", "char(5)", "varchar(5)", "nvarchar(max)", "text", "ntext"})
    void marked_rows_are_left_out_at_every_depth_and_in_a_lookup(String type) {
        fill(type, "(1, N'stands', 'false')", "(2, N'came before the marks', NULL)", "(3, N'gone', 'true')");

        for (Depth depth : Depth.values()) {
            TableReport table = run(depth, HashIn.AUTO);
            assertThat(table.verdict()).as("%s", table).isEqualTo(Verdict.MATCH);
            assertThat(table.targetCount()).isEqualTo(2);
        }
        assertThat(run(Depth.ROWS, HashIn.CLIENT).verdict()).isEqualTo(Verdict.MATCH);
        assertThat(look("2").matches()).isTrue();
        assertThat(look("3").targetRows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bit", "varchar(5)"})
    void a_row_that_only_the_target_has_marked_is_missing(String type) {
        fill(type, "(1, N'stands', 'false')", "(2, N'came before the marks', 'true')");

        assertThat(differences()).containsExactly("MISSING 2");
    }

    /** The usual collation takes it for the mark. */
    @ParameterizedTest
    @ValueSource(strings = {"char(5)", "varchar(5)", "nvarchar(max)", "ntext"})
    void a_text_that_is_not_the_mark_to_the_letter_marks_nothing(String type) {
        fill(
                type,
                "(1, N'stands', 'TRUE')",
                "(2, N'came before the marks', 'tru')",
                "(3, N'extra', 'True')",
                "(4, N'extra', '')");

        assertThat(differences()).containsExactlyInAnyOrder("EXTRA 3", "EXTRA 4");
    }

    private static void fill(String type, String... rows) {
        SERVER.execute(
                "CREATE TABLE dbo.t (id int NOT NULL PRIMARY KEY, name nvarchar(40), __deleted " + type + " NULL)",
                "INSERT INTO dbo.t VALUES " + String.join(", ", rows));
    }

    private static List<String> differences() {
        TableReport table = run(Depth.ROWS, HashIn.AUTO);
        return Objects.requireNonNull(table.rows(), () -> "No rows: " + table).details().stream()
                .map(row -> row.kind() + " " + row.key().get(0).value().text())
                .toList();
    }

    private static TableReport run(Depth depth, HashIn hashIn) {
        RunOptions options = options(depth).withHashIn(hashIn);
        return new Reconciler(source, target, Clock.systemUTC())
                .run(List.of(PAIR), options)
                .tables()
                .get(0);
    }

    private static RowComparison look(String key) {
        return new RowLook(source, target, Clock.systemUTC())
                .look(PAIR, List.of(key), options(Depth.ROWS), new Cancellation());
    }

    private static RunOptions options(Depth depth) {
        return RunOptions.DEFAULT.withDepth(depth).withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2));
    }
}
