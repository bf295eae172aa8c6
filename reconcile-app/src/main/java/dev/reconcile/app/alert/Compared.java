package dev.reconcile.app.alert;

import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.port.RunHistory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a history knows of tables.
 *
 * @param states of those that their jobs still compare
 * @param noLonger of those that the newest complete run of their job did not compare any more
 */
record Compared(List<TableState> states, List<TableState> noLonger) {

    /** So many of the newest runs are looked at. */
    private static final int LATEST = 200;

    /**
     * Reads it. Runs by request may be of some tables alone, and say nothing of the others; nor does a job whose complete run
     * was long before the newest runs of others.
     */
    static Compared of(RunHistory history) {
        // Runs first: what a run that is complete found out is there by then.
        Map<String, Instant> begins = begins(history);
        Map<Boolean, List<TableState>> states = history.states().stream().collect(Collectors.partitioningBy(state -> {
            Instant begin = begins.get(state.pair().job());
            return begin == null || !state.last().time().isBefore(begin);
        }));
        return new Compared(states.getOrDefault(true, List.of()), states.getOrDefault(false, List.of()));
    }

    /** When the newest complete run of each job began, or the one that it goes on with. */
    private static Map<String, Instant> begins(RunHistory history) {
        Map<String, Instant> begins = new HashMap<>();
        for (RunEntry run : history.runs(Optional.empty(), 0, LATEST).items()) {
            if (run.state() == RunState.COMPLETED && run.start().trigger() != Trigger.REQUEST) {
                begins.computeIfAbsent(run.start().job(), job -> begin(history, run));
            }
        }
        return begins;
    }

    private static Instant begin(RunHistory history, RunEntry run) {
        RunEntry first = run;
        for (int i = 0; i < LATEST && first.start().resumes() != null; i++) {
            Optional<RunEntry> earlier = history.run(first.start().resumes());
            if (earlier.isEmpty()) {
                break;
            }
            first = earlier.get();
        }
        return first.start().start();
    }
}
