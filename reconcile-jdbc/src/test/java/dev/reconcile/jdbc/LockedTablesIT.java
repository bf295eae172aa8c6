package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.table.TablePair;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tables that somebody else holds a lock on. */
@Timeout(120)
class LockedTablesIT extends TwoDatabases {

    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'reconcile'"
            + " AND datname = current_database() AND wait_event_type = 'Lock'";

    private Database gentleSource = source;
    private Connection holder = connect();

    @BeforeEach
    void createTables() throws SQLException {
        both("CREATE TABLE free AS SELECT g AS id FROM generate_series(1, 3) g");
        both("CREATE TABLE held AS SELECT g AS id FROM generate_series(1, 5) g");
        ConnectionSettings settings = ConnectionSettings.of("source", sourceUrl, null, null);
        gentleSource = JdbcDatabases.open(new ConnectionSettings(
                "source",
                sourceUrl,
                null,
                null,
                Map.of(),
                4,
                settings.connectTimeout(),
                settings.statementTimeout(),
                Duration.ofMillis(200)));
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("LOCK TABLE held IN ACCESS EXCLUSIVE MODE");
        }
    }

    @AfterEach
    void close() throws SQLException {
        gentleSource.close();
        holder.close();
    }

    private static Connection connect() {
        try {
            return DriverManager.getConnection(sourceUrl);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Report run() {
        return new Reconciler(gentleSource, target, InstantSource.system())
                .run(
                        List.of(TablePair.of("held", "held"), TablePair.of("free", "free")),
                        RunOptions.DEFAULT,
                        RunListener.NONE,
                        new Cancellation());
    }

    @Test
    void a_table_that_is_locked_for_a_while_is_read_once_it_is_free() throws Exception {
        CompletableFuture<Void> release = CompletableFuture.runAsync(() -> {
            untilWaiting(1);
            untilWaiting(0);
            releaseLock();
        });

        Report report = run();

        release.get(60, TimeUnit.SECONDS);
        assertThat(report.status()).isEqualTo(Status.PASS);
        assertThat(report.tables()).extracting(TableReport::sourceCount).containsExactly(5L, 3L);
    }

    @Test
    void a_table_that_stays_locked_is_skipped_and_the_run_goes_on() {
        Report report = run();

        TableReport held = report.tables().get(0);
        assertThat(held.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(held.skipped()).isEqualTo(Skipped.LOCKED);
        assertThat(held.reasons())
                .containsExactly("Skipped, because it stayed locked. Cannot read the source table public.held: a lock"
                        + " was not free in time (SQLState 55P03). Raise --lock-timeout, or run when nobody alters the"
                        + " table.");
        assertThat(report.tables().get(1).verdict()).isEqualTo(Verdict.MATCH);
        assertThat(report.status()).isEqualTo(Status.FAIL);
        assertThat(waiting()).as("nobody waits for the lock any more").isZero();
    }

    private void releaseLock() {
        try {
            holder.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void untilWaiting(int sessions) {
        while (waiting() != sessions) {
            Thread.onSpinWait();
        }
    }

    private static int waiting() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WAITING)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
