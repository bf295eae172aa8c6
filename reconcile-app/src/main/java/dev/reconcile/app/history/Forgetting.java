package dev.reconcile.app.history;

import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.TableState;
import java.util.List;

/**
 * Which of the pairs that a name fits are forgotten. What is known of a pair that is compared still cannot be had back: where it
 * is not clear that it is meant, it is kept.
 *
 * @param forgotten those that are forgotten
 * @param kept the others; where none is forgotten, it is not clear which is meant
 */
public record Forgetting(List<PairName> forgotten, List<PairName> kept) {

    public Forgetting {
        forgotten = List.copyOf(forgotten);
        kept = List.copyOf(kept);
    }

    /** Those that are no longer compared, if any is; or else the only one there is. */
    static Forgetting of(List<TableState> fitting) {
        Forgetting leftOut = ofLeftOut(fitting);
        return fitting.size() == 1 && leftOut.forgotten().isEmpty()
                ? new Forgetting(leftOut.kept(), List.of())
                : leftOut;
    }

    /** Those that are no longer compared. */
    static Forgetting ofLeftOut(List<TableState> fitting) {
        return new Forgetting(
                pairs(fitting.stream().filter(state -> state.leftOut() != null).toList()),
                pairs(fitting.stream().filter(state -> state.leftOut() == null).toList()));
    }

    private static List<PairName> pairs(List<TableState> states) {
        return states.stream().map(TableState::pair).toList();
    }
}
