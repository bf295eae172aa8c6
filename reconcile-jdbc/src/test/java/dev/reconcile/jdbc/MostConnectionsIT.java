package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.LoadMeasure;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.LoadCondition;
import dev.reconcile.core.run.PaceOptions;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.run.SegmentOptions;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableName;
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
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cap on connections, whatever is compared at once. */
@Timeout(120)
class MostConnectionsIT {

    private static final int TABLES = 8;
    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(60);

    private static final List<LoadCondition> ASKING =
            List.of(new LoadCondition(null, LoadMeasure.ACTIVE_SESSIONS, 1_000));

    private final String sourceUrl = EmbeddedPostgresServer.createDatabase();
    private final String targetUrl = EmbeddedPostgresServer.createDatabase();

    @ParameterizedTest
    @CsvSource({"1, 4, DATABASE", "1, 4, CLIENT", "2, 8, DATABASE", "3, 3, CLIENT"})
    void no_run_has_more_connections_than_it_may_or_waits_for_ever(int most, int parallelism, HashIn hashIn)
            throws Exception {
        for (String url : List.of(sourceUrl, targetUrl)) {
            EmbeddedPostgresServer.execute(
                    url,
                    "DO $$ BEGIN FOR n IN 0 .. " + (TABLES - 1) + " LOOP EXECUTE format('"
                            + "CREATE TABLE t%s AS SELECT g AS id, ''row '' || g AS name FROM generate_series(1, 20000) g', n);"
                            + " EXECUTE format('ALTER TABLE t%s ADD PRIMARY KEY (id)', n); END LOOP; END $$");
        }
        EmbeddedPostgresServer.execute(
                targetUrl,
                "DO $$ BEGIN FOR n IN 0 .. " + (TABLES - 1) + " LOOP EXECUTE format('"
                        + "DELETE FROM t%s WHERE id = 77', n); END LOOP; END $$");
        AtomicBoolean over = new AtomicBoolean();
        RunOptions options = new RunOptions(
                Depth.ROWS,
                hashIn,
                Rounding.HALF_UP,
                Buckets.DEFAULT,
                parallelism,
                SegmentOptions.DEFAULT,
                RowOptions.DEFAULT.confirmed(Duration.ofMillis(50), 2),
                PaceOptions.NONE.withPauseWhen(ASKING));
        Report report;
        try (Database from = open("source", sourceUrl, most);
                Database to = open("target", targetUrl, most)) {
            // What opened the databases may not have gone yet.
            untilNoMoreThan(most);
            CompletableFuture<Integer> seen = CompletableFuture.supplyAsync(() -> mostSessionsUntil(over));
            report = new Reconciler(from, to, InstantSource.system())
                    .run(
                            IntStream.range(0, TABLES)
                                    .mapToObj(number -> TablePair.of("t" + number, "t" + number))
                                    .toList(),
                            options,
                            RunListener.NONE,
                            new Cancellation());
            over.set(true);
            assertThat(seen.get()).isBetween(1, most);
        } finally {
            over.set(true);
        }
        assertThat(report.tables())
                .extracting(TableReport::verdict)
                .hasSize(TABLES)
                .containsOnly(Verdict.MISMATCH);
    }

    @Test
    void who_waits_for_a_connection_heeds_a_cancellation() throws Exception {
        EmbeddedPostgresServer.execute(
                sourceUrl, "CREATE VIEW endless AS SELECT 1 AS id, pg_sleep(3600)::text AS name");
        try (Database database = open("source", sourceUrl, 1)) {
            Cancellation ofHolder = new Cancellation();
            Cancellation ofWaiter = new Cancellation();
            TableRead read = new TableRead(database.describe(TableName.parse("endless")), List.of(), RowFilter.none());
            TableRead slow = read.and(new RowFilter("name IS NOT NULL"));
            CompletableFuture<Long> holder = CompletableFuture.supplyAsync(
                    () -> database.reader(slow, ofHolder).count());
            try (Connection connection = DriverManager.getConnection(sourceUrl);
                    Statement statement = connection.createStatement()) {
                while (!isTrue(
                        statement,
                        "SELECT count(*) > 0 FROM pg_stat_activity WHERE state = 'active'"
                                + " AND query LIKE '%endless%' AND pid <> pg_backend_pid()")) {
                    Thread.onSpinWait();
                }
            }
            FutureTask<Long> waiter =
                    new FutureTask<>(() -> database.reader(read, ofWaiter).count());
            Thread waiting = new Thread(waiter, "waiting");
            waiting.setDaemon(true);
            waiting.start();
            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }

            ofWaiter.cancel();

            assertThatThrownBy(() -> waiter.get(WAIT_FOR_CONNECTION.toSeconds() / 2, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(CancelledException.class);
            assertThat(holder).isNotDone();
            ofHolder.cancel();
            assertThatThrownBy(holder::get).hasCauseInstanceOf(CancelledException.class);
        }
    }

    private static boolean isTrue(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static Database open(String name, String url, int most) {
        ConnectionSettings usual = ConnectionSettings.of(name, url, null, null);
        return JdbcDatabases.open(new ConnectionSettings(
                name,
                url,
                null,
                null,
                Map.of(),
                most,
                WAIT_FOR_CONNECTION,
                usual.statementTimeout(),
                usual.lockTimeout()));
    }

    private void untilNoMoreThan(int most) {
        try (Connection connection = DriverManager.getConnection(sourceUrl);
                Statement statement = connection.createStatement()) {
            while (mostSessions(statement) > most) {
                Thread.onSpinWait();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int mostSessionsUntil(AtomicBoolean over) {
        int most = 0;
        try (Connection connection = DriverManager.getConnection(sourceUrl);
                Statement statement = connection.createStatement()) {
            while (!over.get()) {
                most = Math.max(most, mostSessions(statement));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return most;
    }

    /** How many sessions of this library the one of the two databases has that has more of them. */
    private int mostSessions(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM pg_stat_activity"
                        + " WHERE application_name = 'reconcile' AND datname IN ('" + name(sourceUrl) + "', '"
                        + name(targetUrl) + "') GROUP BY datname) s")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static String name(String url) {
        return url.replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    }
}
