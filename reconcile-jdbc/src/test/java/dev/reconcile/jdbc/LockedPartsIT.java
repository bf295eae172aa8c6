package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.run.SegmentOptions;
import dev.reconcile.core.table.TablePair;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that somebody locks while their segments are read. */
@Timeout(240)
class LockedPartsIT extends TwoDatabases {

    private static final RunOptions OPTIONS = RunOptions.DEFAULT
            .withDepth(Depth.ROWS)
            .withSegments(new SegmentOptions(1_000, 1_000, Duration.ofSeconds(1)))
            .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 1));

    private Database gentleTarget = target;
    private Connection holder = connect();

    @BeforeEach
    void createTables() throws SQLException {
        both("CREATE TABLE t (id integer PRIMARY KEY, v text)");
        both("INSERT INTO t SELECT g, 'v' FROM generate_series(1, 9000) g");
        ConnectionSettings settings = ConnectionSettings.of("target", targetUrl, null, null);
        gentleTarget = JdbcDatabases.open(new ConnectionSettings(
                "target",
                targetUrl,
                null,
                null,
                Map.of(),
                4,
                settings.connectTimeout(),
                settings.statementTimeout(),
                Duration.ofMillis(100)));
        holder.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        gentleTarget.close();
        holder.close();
    }

    private static Connection connect() {
        try {
            return DriverManager.getConnection(targetUrl);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private TableReport run(Locking listener) {
        return run(listener, OPTIONS);
    }

    private TableReport run(Locking listener, RunOptions options) {
        return new Reconciler(source, gentleTarget, InstantSource.system())
                .run(List.of(TablePair.of("t", "t")), options, listener, new Cancellation())
                .tables()
                .get(0);
    }

    /** Somebody locks the target's table once so many of its rows were read. */
    private class Locking implements RunListener {

        private final List<String> different = new ArrayList<>();
        private final int when;
        private long read;
        private int parts;

        Locking(int when) {
            this.when = when;
        }

        @Override
        public synchronized void rowsRead(TablePair pair, Side side, long rows) {
            long before = read;
            read += side == Side.TARGET ? rows : 0;
            if (before < when && read >= when) {
                lock();
            }
        }

        @Override
        public synchronized void partLocked(TablePair pair) {
            parts++;
        }

        @Override
        public synchronized void rowDiffers(TablePair pair, RowDifference difference) {
            different.add(difference.key().get(0).value().text());
        }
    }

    private void lock() {
        try (Statement statement = holder.createStatement()) {
            statement.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void release() {
        try {
            holder.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_was_read_before_is_compared_and_what_stays_locked_is_named() {
        target("DELETE FROM t WHERE id = 1500");
        Locking locking = new Locking(3_000) {
            @Override
            public synchronized void rowsSought(TablePair pair, TableRead from, TableRead to) {
                release();
            }
        };

        TableReport report = run(locking);

        assertThat(report.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(report.skipped()).isEqualTo(Skipped.LOCKED);
        assertThat(report.sourceCount()).isEqualTo(3_001);
        assertThat(report.targetCount()).isEqualTo(3_000);
        assertThat(report.reasons().get(0))
                .startsWith("Rows with these keys were not compared, because they stayed locked: (id) after 3001. ")
                .contains("a lock was not free in time (SQLState 55P03)");
        assertThat(locking.different).containsExactly("1500");
    }

    @Test
    void a_lock_that_is_gone_later_is_no_matter() {
        Locking locking = new Locking(3_000) {
            @Override
            public synchronized void partLocked(TablePair pair) {
                super.partLocked(pair);
                release();
            }
        };

        TableReport report = run(locking);

        // The next segment may have been cut by then, or not.
        assertThat(locking.parts).isBetween(1, 2);
        assertThat(report.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(report.skipped()).isNull();
        assertThat(report.sourceCount()).isEqualTo(9_000);
    }

    /** Somebody locks the target's table once it is known that sums differ. */
    private final class LockingTheSearch extends Locking {

        LockingTheSearch() {
            super(Integer.MAX_VALUE);
        }

        @Override
        public synchronized void rowsSought(TablePair pair, TableRead from, TableRead to) {
            lock();
        }
    }

    @ParameterizedTest
    @EnumSource(HashIn.class)
    void rows_that_stay_locked_once_sums_differ_are_said_to_be_unknown_and_what_the_sums_say_is_kept(HashIn place) {
        target("DELETE FROM t WHERE id = 1500");

        TableReport report = run(new LockingTheSearch(), OPTIONS.withHashIn(place));

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.skipped()).isEqualTo(Skipped.LOCKED);
        assertThat(report.sourceCount()).isEqualTo(9_000);
        assertThat(report.targetCount()).isEqualTo(8_999);
        assertThat(report.bucketsDifferent()).isEqualTo(1);
        assertThat(report.reasons().get(0))
                .startsWith("Not all rows that differ were sought, because they stayed locked. ")
                .contains("a lock was not free in time (SQLState 55P03)");
    }
}
