package dev.reconcile.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.history.FindingQuery;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.report.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the tables of a history in a file are made, and changed where an earlier version made them. */
class TablesOfHistoryTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1", "3", "4", "5", "6", "7", "8"})
    void what_an_earlier_version_kept_is_kept(String version) throws SQLException {
        migrate(version);
        execute("""
                INSERT INTO reconcile_run (id, job, trigger_kind, state, status, started_at, ended_at, alive_at, owner, goes_on, summary)
                VALUES ('r1', 'nightly', 'SCHEDULE', 'COMPLETED', 'FAIL', '2026-01-01 00:00:00Z', '2026-01-01 00:01:00Z',
                  '2026-01-01 00:01:00Z', 'host/1/x', false, 'One table differs.')""", """
                INSERT INTO reconcile_table_result (run, job, source, target, checked_at, verdict, severity, depth, part, source_rows,
                  target_rows, missing, extra, changed, reason, milliseconds)
                VALUES ('r1', 'nightly', 'orders', 'orders', '2026-01-01 00:01:00Z', 'MISMATCH', 'LOW', 'ROWS', false, 10, 9, 1, 0, 0,
                  'One is missing.', 5)""", """
                INSERT INTO reconcile_table_state (job, source, target, condition, since, depth, last_result, last_conclusive)
                SELECT 'nightly', 'orders', 'orders', 'DIFFERENT', '2026-01-01 00:01:00Z', 'ROWS', id, id FROM reconcile_table_result
                """, """
                INSERT INTO reconcile_finding (job, source, target, row_id, kind, certain, row_key, columns, cells, first_seen, first_run,
                  last_seen, last_run, times_seen, scope)
                VALUES ('nightly', 'orders', 'orders', '%064d', 'MISSING', true, '[]', '[]', '[]', '2026-01-01 00:01:00Z', 'r1',
                  '2026-01-01 00:01:00Z', 'r1', 1, '')""".formatted(17));

        try (HistoryStore history = HistoryStore.open(new StorePlace.Folder(folder), 10)) {
            TableState state = history.states().get(0);
            assertThat(state.verdict()).isEqualTo(Verdict.MISMATCH);
            assertThat(state.lastChecked()).isEqualTo(Instant.parse("2026-01-01T00:01:00Z"));
            assertThat(state.last().narrowings()).isNull();
            assertThat(history.results(new PairName("nightly", "orders", "orders"), 10))
                    .containsExactly(state.last());
            assertThat(history.findings(FindingQuery.openOf("orders", 10)).total())
                    .isEqualTo(1);
            assertThat(history.runs(Optional.empty(), 0, 10).items()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "4", "9"})
    void tables_that_were_half_made_are_made(String version) throws SQLException {
        migrate(version);
        // As a migration leaves it that a full disk or a kill cut short.
        execute(
                "UPDATE \"reconcile_schema_history\" SET \"success\" = false WHERE \"version\" = '" + version + "'",
                version.equals("1") ? "DROP TABLE reconcile_paused" : "SELECT 1");

        assertThatCanBeUsed();
    }

    private void assertThatCanBeUsed() {
        try (HistoryStore history = HistoryStore.open(new StorePlace.Folder(folder), 10)) {
            history.begin(new RunStart("r1", "nightly", Trigger.COMMAND, Instant.EPOCH, null, null, false));
            history.pause("nightly", Instant.EPOCH);

            assertThat(history.run("r1")).isPresent();
            assertThat(history.paused()).containsExactly("nightly");
            assertThat(history.states()).isEmpty();
        }
    }

    private void migrate(String version) {
        OldHistory.make(folder, version);
    }

    private void execute(String... statements) throws SQLException {
        OldHistory.execute(folder, statements);
    }
}
