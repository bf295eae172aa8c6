package dev.reconcile.app.job;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A run of this process, from its beginning on, and for a while after its end. Safe for use by several threads. */
public final class LiveRun implements RunListener {

    /** More happens to no run but one that pauses again and again; its end is noted all the same. */
    private static final int MOST_EVENTS = 20_000;

    private final RunRequest request;
    private final Cancellation cancellation;
    private final InstantSource clock;
    private final Instant begun;

    /** Guards everything below. */
    private final Object lock = new Object();

    private final List<RunEvent> events = new ArrayList<>();
    private final Map<TablePair, long[]> rows = new LinkedHashMap<>();
    private List<TablePair> pairs = List.of();
    private @Nullable RunEntry end;

    LiveRun(RunRequest request, Cancellation cancellation, InstantSource clock) {
        this.request = request;
        this.cancellation = cancellation;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** What was wanted. */
    public RunRequest request() {
        return request;
    }

    /** Ends it early; what is complete by then is in its report. Does nothing where it is over. */
    public void cancel() {
        cancellation.cancel();
    }

    /** The pairs that it compares; none before they are known and free, and once it is over. */
    public List<TablePair> pairs() {
        synchronized (lock) {
            return pairs;
        }
    }

    /** Whether it is over. */
    public boolean hasEnded() {
        synchronized (lock) {
            return end != null;
        }
    }

    /** The run as it began. */
    public RunEntry running() {
        return new RunEntry(request.start(begun, false), RunState.RUNNING, null, null, "", 0, 0, 0, 0, 0);
    }

    /** What became of it, as this process knows it whatever the history does; empty while it goes on. */
    public Optional<RunEntry> end() {
        synchronized (lock) {
            return Optional.ofNullable(end);
        }
    }

    /**
     * What happened to it, from some event on; waits for one where there is none.
     *
     * @param from how many events to leave out
     * @param patience how long to wait at most
     * @return none where nothing happened by then
     */
    public List<RunEvent> events(int from, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (lock) {
            long millis = patience.toMillis();
            while (events.size() <= from && millis > 0) {
                lock.wait(millis);
                millis = (end - System.nanoTime()) / 1_000_000;
            }
            return List.copyOf(events.subList(Math.min(from, events.size()), events.size()));
        }
    }

    /** How many rows were read of the pairs that are being compared at this moment. */
    public List<Progress> progress() {
        synchronized (lock) {
            List<Progress> all = new ArrayList<>();
            rows.forEach((pair, read) -> all.add(new Progress(pair, read[0], read[1])));
            return all;
        }
    }

    /**
     * How far a pair has come.
     *
     * @param sourceRows how many rows of the source were read, some of them more than once it may be
     * @param targetRows the same of the target
     */
    public record Progress(TablePair pair, long sourceRows, long targetRows) {}

    void compares(List<TablePair> free) {
        synchronized (lock) {
            pairs = List.copyOf(free);
        }
    }

    void waitsFor(String otherRun) {
        add(new RunEvent.Waiting(clock.instant(), otherRun));
    }

    void end(RunOutcome outcome) {
        synchronized (lock) {
            Instant now = clock.instant();
            end = outcome.entry(request.start(begun, false), now);
            pairs = List.of();
            rows.clear();
            events.add(new RunEvent.Ended(now, outcome.isPassed(), outcome.summary()));
            lock.notifyAll();
        }
    }

    @Override
    public void runStarted(String runId, Instant start, int tables) {
        add(new RunEvent.Started(start, tables));
    }

    @Override
    public void tableStarted(TablePair pair, OptionalLong sourceEstimate, OptionalLong targetEstimate) {
        synchronized (lock) {
            rows.put(pair, new long[2]);
        }
        add(new RunEvent.TableStarted(clock.instant(), pair, sourceEstimate, targetEstimate));
    }

    @Override
    public void rowsRead(TablePair pair, Side side, long read) {
        synchronized (lock) {
            long[] counts = rows.get(pair);
            if (counts != null) {
                counts[side == Side.SOURCE ? 0 : 1] += read;
            }
        }
    }

    @Override
    public void pausing(String reason) {
        add(new RunEvent.Pausing(clock.instant(), reason));
    }

    @Override
    public void goingOn(Duration paused) {
        add(new RunEvent.GoingOn(clock.instant()));
    }

    @Override
    public void tableFinished(TablePair pair, TableReport report, List<Discrepancy> discrepancies) {
        synchronized (lock) {
            rows.remove(pair);
        }
        add(RunEvent.TableFinished.of(clock.instant(), pair, report));
    }

    private void add(RunEvent event) {
        synchronized (lock) {
            if (end == null && events.size() < MOST_EVENTS) {
                events.add(event);
                lock.notifyAll();
            }
        }
    }
}
