package dev.reconcile.core.checkpoint;

import dev.reconcile.core.key.KeyRange.Between;
import dev.reconcile.core.report.Verdict;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a table's keys, and what became of it when it was compared last.
 *
 * @param range the keys
 * @param last null where it was never compared
 */
public record ScrubbedPart(Between range, @Nullable Result last) {

    public ScrubbedPart {
        Objects.requireNonNull(range, "range");
    }

    /**
     * What a comparison of a part gave.
     *
     * @param at when it began: what was written since is not in it
     * @param verdict what was known then
     * @param rows how many rows the fuller side held, at least 0; of a part that was cut in two since, those of both
     * @param differentRows how many rows differed for certain, at least 0
     */
    public record Result(Instant at, Verdict verdict, long rows, long differentRows) {

        public Result {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(verdict, "verdict");
        }
    }
}
