package dev.reconcile.app.job;

import dev.reconcile.core.report.Depth;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What of a job a run is to do otherwise than its settings say.
 *
 * @param depth how deep it compares; empty for as deep as the settings say
 * @param tables the tables that it compares, each by the name of its source or target as reports spell it; empty for all of
 *     the job's
 */
public record RunChoice(Optional<Depth> depth, Set<String> tables) {

    /** Everything as the settings say. */
    public static final RunChoice NONE = new RunChoice(Optional.empty(), Set.of());

    public RunChoice {
        tables = Set.copyOf(new LinkedHashSet<>(tables));
    }

    /** Whether anything is otherwise, so that the run says nothing of the job as a whole. */
    public boolean isNone() {
        return equals(NONE);
    }
}
