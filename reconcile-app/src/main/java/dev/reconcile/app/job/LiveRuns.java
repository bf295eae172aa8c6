package dev.reconcile.app.job;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.core.table.TablesOfPairs;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The runs of this process: those that go on, and the last that ended. No two of them compare one table at once. */
public final class LiveRuns {

    private static final int MOST_ENDED = 100;

    private final InstantSource clock;

    /** Guards everything below. */
    private final Object lock = new Object();

    private final Map<String, LiveRun> running = new LinkedHashMap<>();
    private final Deque<LiveRun> ended = new ArrayDeque<>();

    LiveRuns(InstantSource clock) {
        this.clock = clock;
    }

    /** Those that go on, the oldest first. */
    public List<LiveRun> running() {
        synchronized (lock) {
            return List.copyOf(running.values());
        }
    }

    /** The run of an id, if it goes on or is among the last that ended. */
    public Optional<LiveRun> find(String id) {
        synchronized (lock) {
            return Stream.concat(running.values().stream(), ended.stream())
                    .filter(run -> run.request().id().equals(id))
                    .findFirst();
        }
    }

    LiveRun begin(RunRequest request, Cancellation cancellation) {
        LiveRun run = new LiveRun(request, cancellation, clock);
        synchronized (lock) {
            running.put(request.id(), run);
        }
        return run;
    }

    void end(LiveRun run, RunOutcome outcome) {
        run.end(outcome);
        synchronized (lock) {
            running.remove(run.request().id());
            ended.addFirst(run);
            if (ended.size() > MOST_ENDED) {
                ended.removeLast();
            }
            lock.notifyAll();
        }
    }

    /** Waits until no other run compares what may be one of the tables, or somebody asks this one to stop. */
    void claim(LiveRun run, List<TablePair> pairs, Cancellation cancellation) {
        try (Cancellation.Registration ignored = cancellation.onCancel(this::wake)) {
            List<String> told = new ArrayList<>();
            synchronized (lock) {
                Optional<LiveRun> other = other(run, pairs);
                while (other.isPresent() && !cancellation.isCancelled()) {
                    String id = other.get().request().id();
                    if (!told.contains(id)) {
                        told.add(id);
                        run.waitsFor(id);
                    }
                    lock.wait();
                    other = other(run, pairs);
                }
                if (other.isEmpty()) {
                    run.compares(pairs);
                }
            }
        } catch (InterruptedException e) {
            cancellation.cancel();
            Thread.currentThread().interrupt();
        }
    }

    private Optional<LiveRun> other(LiveRun run, List<TablePair> pairs) {
        TablesOfPairs tables = new TablesOfPairs(pairs);
        return running.values().stream()
                .filter(other -> !Objects.equals(other, run))
                .filter(other -> other.pairs().stream().anyMatch(tables::mayHoldOneOf))
                .findFirst();
    }

    private void wake() {
        synchronized (lock) {
            lock.notifyAll();
        }
    }
}
