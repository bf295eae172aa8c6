package dev.reconcile.metrics;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunTraffic;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A run whose numbers are taken: have it watch the run, then tell it how the run ended, once. One that is closed before has
 * failed.
 */
public final class MeasuredRun implements RunListener, AutoCloseable {

    private final RunMetrics metrics;
    private final JobMetrics job;
    private final InstantSource clock;
    private final Instant start;
    private final Map<PairName, Instant> checked = new ConcurrentHashMap<>();
    private final Map<TablePair, Long> suspects = new ConcurrentHashMap<>();
    private final LongAdder lockedParts = new LongAdder();
    private final Object pausing = new Object();
    private long pauses;
    private Duration pausedFor = Duration.ZERO;
    private boolean paused;
    private boolean ended;

    MeasuredRun(RunMetrics metrics, JobMetrics job, InstantSource clock) {
        this.metrics = metrics;
        this.job = job;
        this.clock = clock;
        this.start = clock.instant();
    }

    @Override
    public void rowsRead(TablePair pair, Side side, long rows) {
        job.rowsRead(side, rows);
    }

    @Override
    public void lookingAgain(TablePair pair, long rows, Duration wait) {
        suspects.put(pair, rows);
    }

    @Override
    public void pausing(String reason) {
        synchronized (pausing) {
            // The same pause may have another reason after a while.
            if (!paused) {
                pauses++;
            }
            paused = true;
        }
    }

    @Override
    public void goingOn(Duration time) {
        synchronized (pausing) {
            paused = false;
            pausedFor = pausedFor.plus(time);
        }
    }

    @Override
    public void partLocked(TablePair pair) {
        lockedParts.increment();
    }

    @Override
    public void tableFinished(TablePair pair, TableReport report, List<Discrepancy> discrepancies) {
        suspects.remove(pair);
        checked.put(new PairName(job.name(), report.source(), report.target()), clock.instant());
    }

    /**
     * The run came to a report, whatever it says. Only one that passed counts as a success.
     *
     * @param report what it says, tables that are no longer in it are forgotten
     * @param traffic how much the run asked of its databases
     */
    public void finished(Report report, RunTraffic traffic) {
        metrics.change(() -> {
            if (!ended) {
                ended = true;
                job.finished(this, report, traffic, checked);
            }
        });
    }

    /** The run came to no report: settings, secrets, a database or the tables were not to be had. */
    public void failed() {
        metrics.change(() -> {
            if (!ended) {
                ended = true;
                Instant end = clock.instant();
                Duration duration = Duration.between(start, end);
                job.failed(this, end, duration.isNegative() ? Duration.ZERO : duration);
            }
        });
    }

    /** Counts the run as {@link #failed} where nobody told how it ended. */
    @Override
    public void close() {
        failed();
    }

    Instant start() {
        return start;
    }

    boolean isPaused() {
        synchronized (pausing) {
            return paused;
        }
    }

    long suspects() {
        return suspects.values().stream().mapToLong(Long::longValue).sum();
    }

    RunPauses pauses() {
        synchronized (pausing) {
            return new RunPauses(pauses, pausedFor, lockedParts.sum());
        }
    }
}
