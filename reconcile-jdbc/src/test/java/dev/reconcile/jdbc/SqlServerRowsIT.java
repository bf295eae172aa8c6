package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowComparison;
import dev.reconcile.core.report.RowComparison.Agreement;
import dev.reconcile.core.report.RowComparison.State;
import dev.reconcile.core.report.TableRecheck;
import dev.reconcile.core.run.FoundRows;
import dev.reconcile.core.run.Rechecker;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowLook;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.TablePair;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Rows of SQL Server are looked up beside PostgreSQL's, one by one and those of an earlier report, by a key that both hold
 * in forms of their own.
 */
class SqlServerRowsIT {

    private static final RunOptions ROWS =
            RunOptions.DEFAULT.withDepth(Depth.ROWS).withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2));
    private static final TablePair PAIR = TablePair.of("dbo.lines", "lines");

    @RegisterExtension
    static final SqlServerTestServer SERVER = new SqlServerTestServer();

    private static String targetUrl = "";
    private static Database source;
    private static Database target;

    @BeforeAll
    static void connect() {
        targetUrl = EmbeddedPostgresServer.createDatabase();
        source = SERVER.open("source");
        target = EmbeddedPostgresServer.open("target", targetUrl);
    }

    @AfterAll
    static void disconnect() {
        target.close();
    }

    @BeforeEach
    void fillTables() {
        SERVER.execute(
                "IF OBJECT_ID('dbo.lines') IS NOT NULL DROP TABLE dbo.lines",
                "CREATE TABLE dbo.lines (code char(6) NOT NULL, name nvarchar(20) NOT NULL, at datetime2(6) NOT NULL,"
                        + " seen datetime NOT NULL, amount money, note nvarchar(20), PRIMARY KEY (code, name, at, seen))",
                "INSERT INTO dbo.lines VALUES"
                        + " ('ab', N'It''s', '2024-02-29T12:00:00.123456', '2024-02-29T12:00:00.003', 1.25, N'same'),"
                        + " ('cd', N'Zoë中😀', '2024-02-29T12:00:00.1236', '2024-02-29T12:00:00.007', 2.25, N'changed'),"
                        + " ('ef', N'[x]', '9999-12-31', '1753-01-01', 3.25, N'missing'),"
                        + " ('gh', N'a\\b', '1900-01-01', '2024-02-29T12:00:00.997', NULL, NULL)");
        EmbeddedPostgresServer.execute(
                targetUrl,
                "DROP TABLE IF EXISTS lines",
                "CREATE TABLE lines (code text, name text, at timestamp(3), seen timestamp, amount numeric(19,4), note text,"
                        + " PRIMARY KEY (code, name, at, seen))",
                "INSERT INTO lines VALUES"
                        + " ('ab', 'It''s', '2024-02-29 12:00:00.123', '2024-02-29 12:00:00.003', 1.25, 'same'),"
                        + " ('cd', 'Zoë中😀', '2024-02-29 12:00:00.124', '2024-02-29 12:00:00.007', 2.26, 'other'),"
                        + " ('gh', 'a\\b', '1900-01-01', '2024-02-29 12:00:00.997', NULL, NULL),"
                        + " ('ij', 'extra', '2024-01-01', '2024-01-01', 5.25, 'extra')");
    }

    @Test
    void a_row_is_found_by_its_key_in_the_form_of_either_side() {
        for (String at : List.of("2024-02-29 12:00:00.123456", "2024-02-29 12:00:00.123")) {
            RowComparison same = look("ab", "It's", at, "2024-02-29 12:00:00.003");
            assertThat(same.matches()).as(at).isTrue();
        }
        for (String at : List.of("2024-02-29 12:00:00.1236", "2024-02-29 12:00:00.124")) {
            RowComparison changed = look("cd", "Zoë中😀", at, "2024-02-29 12:00:00.007");
            assertThat(changed.rows()).as(at).singleElement().satisfies(row -> {
                assertThat(row.state()).isEqualTo(State.CHANGED);
                assertThat(row.columns())
                        .filteredOn(column -> column.agreement() == Agreement.DIFFERENT)
                        .extracting(
                                column -> column.column() + " " + text(column.source()) + " " + text(column.target()))
                        .containsExactly("amount 2.2500 2.2600", "note changed other");
            });
        }
        assertThat(look("gh", "a\\b", "1900-01-01 00:00:00", "2024-02-29 12:00:00.997")
                        .matches())
                .isTrue();
        assertThat(state(look("ef", "[x]", "9999-12-31 00:00:00", "1753-01-01 00:00:00")))
                .isEqualTo(State.MISSING);
        assertThat(state(look("ij", "extra", "2024-01-01 00:00:00", "2024-01-01 00:00:00")))
                .isEqualTo(State.EXTRA);
    }

    @Test
    void a_row_that_only_a_collation_or_a_rounding_takes_for_the_key_s_is_not_the_key_s() {
        for (String[] key : new String[][] {
            {"AB", "It's", "2024-02-29 12:00:00.123456", "2024-02-29 12:00:00.003"},
            {"ab", "it's", "2024-02-29 12:00:00.123456", "2024-02-29 12:00:00.003"},
            {"ab", "It's", "2024-02-29 12:00:00.122", "2024-02-29 12:00:00.003"},
            {"ab", "It's", "2024-02-29 12:00:00.123456", "2024-02-29 12:00:00.002"},
            {"ab", "It's", "2024-02-29 12:00:00.123456", "1700-01-01 00:00:00"}
        }) {
            RowComparison none = look(key);
            assertThat(none.sourceRows() + none.targetRows())
                    .as("%s", List.of(key))
                    .isZero();
        }
    }

    @Test
    void a_masked_column_is_compared_and_shown_on_neither_side() {
        TablePair masked = PAIR.withColumns(ColumnSelection.all().masking(Set.of("name", "note")));

        RowComparison row = look(masked, "cd", "Zoë中😀", "2024-02-29 12:00:00.124", "2024-02-29 12:00:00.007");

        assertThat(state(row)).isEqualTo(State.CHANGED);
        assertThat(row.toString()).contains("2.2600").doesNotContain("Zoë", "changed", "other");
    }

    @Test
    void a_recheck_clears_what_was_mended_and_keeps_what_was_not() {
        Report earlier = new Reconciler(source, target, Clock.systemUTC()).run(List.of(PAIR), ROWS);
        assertThat(recheck(earlier)).isEqualTo("0 mended, 3 differ, 0 unknown");

        EmbeddedPostgresServer.execute(
                targetUrl,
                "UPDATE lines SET amount = 2.25, note = 'changed' WHERE code = 'cd'",
                "DELETE FROM lines WHERE code = 'ij'");
        assertThat(recheck(earlier)).isEqualTo("2 mended, 1 differ, 0 unknown");

        SERVER.execute(
                "DELETE FROM dbo.lines WHERE code = 'ef'", "UPDATE dbo.lines SET note = N'later' WHERE code = 'cd'");
        assertThat(recheck(earlier)).isEqualTo("2 mended, 1 differ, 0 unknown");
    }

    private static String recheck(Report earlier) {
        TableRecheck table = new Rechecker(source, target, Clock.systemUTC())
                .recheck(earlier, FoundRows.OF_THE_REPORT, ignored -> PAIR, ROWS, RunListener.NONE, new Cancellation())
                .tables()
                .get(0);
        return table.mended() + " mended, " + table.different() + " differ, " + table.unknown() + " unknown";
    }

    private static String text(@Nullable Value value) {
        return value == null ? "none" : value.text();
    }

    private static State state(RowComparison comparison) {
        assertThat(comparison.rows()).as("%s", comparison).hasSize(1);
        return comparison.rows().get(0).state();
    }

    private static RowComparison look(String... key) {
        return look(PAIR, key);
    }

    private static RowComparison look(TablePair pair, String... key) {
        return new RowLook(source, target, Clock.systemUTC()).look(pair, List.of(key), ROWS, new Cancellation());
    }
}
