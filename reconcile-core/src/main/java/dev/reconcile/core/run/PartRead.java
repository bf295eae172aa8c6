package dev.reconcile.core.run;

import dev.reconcile.core.checkpoint.ScrubbedPart;
import dev.reconcile.core.checkpoint.ScrubbedPart.Result;
import dev.reconcile.core.checkpoint.TableProgress.Scrubbed;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.key.KeyRange.Between;
import dev.reconcile.core.report.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a part of one table's keys: from where the last run ended until so many rows were read, or to the end of the keys. The
 * parts of earlier runs are gone through in their order and cut at keys that a side holds, and no two keys are ever held
 * against each other; so nothing here needs to know how a database orders them. Used by one thread.
 */
final class PartRead {

    /** What is left of a table behind a part may be so much smaller that it needs no run of its own. */
    private static final int TIMES_SMALLER = 10;

    private final SharedSegments segments;
    private final RangedSums.Totals totals;
    private final Scrubbed before;
    private final Instant start;
    private final RowBudget budget;
    private final long budgetRows;
    private long rows;
    private long rowsOfLast;
    private boolean begun;
    private int last;
    private @Nullable Between rest;
    private @Nullable HeldBackException heldBack;

    private PartRead(Reading reading, Scrubbed before, long budgetRows) {
        this.segments = new SharedSegments(reading, reading.sharedOrder().orElseThrow());
        this.totals = new RangedSums.Totals(reading);
        this.before = before;
        this.start = reading.clock().instant();
        this.budget = new RowBudget(budgetRows);
        this.budgetRows = budgetRows;
        this.last = before.next();
    }

    /**
     * Reads the part that comes next.
     *
     * @param rows about how many rows it has, at least 1
     * @throws HeldBackException if nothing of it may be read in this run
     */
    static PartRead read(Reading reading, Scrubbed before, long rows) {
        PartRead part = new PartRead(reading, before, rows);
        try {
            part.read();
        } catch (HeldBackException e) {
            if (!part.begun) {
                throw e;
            }
            part.heldBack = e;
        }
        return part;
    }

    private void read() {
        int end = before.parts().size() - 1;
        while (true) {
            rest = before.parts().get(last).range();
            rowsOfLast = 0;
            read(rest, budget);
            if (rest != null && last == end && segments.haveFewerRows(rest, 1 + budgetRows / TIMES_SMALLER)) {
                read(rest, RowBudget.NONE);
            }
            if (rest != null || last == end || budget.isSpent()) {
                return;
            }
            last++;
        }
    }

    /** Reads a range, or as much of it as the budget pays for. */
    private void read(Between range, RowBudget paying) {
        rest = segments.forEach(range, paying, totals::sum, (segment, sums, behind) -> {
            long read = totals.add(segment, sums.get());
            rows += read;
            rowsOfLast += read;
            if (behind == null) {
                paying.spend(read);
            }
            // Rows that lack a key are no progress along the keys, and are read again with what comes after them.
            begun |= !segment.equals(KeyRange.WITH_NULL);
            rest = (Between) behind;
        });
    }

    /** What was read. */
    RangedSums sums() {
        return totals.sums();
    }

    /** In which round over all keys this was. */
    int round() {
        return before.round();
    }

    /** The place of what was read among all parts. */
    int place() {
        return before.next();
    }

    /** Why not all was read that was to be; empty where it was. */
    Optional<HeldBackException> heldBack() {
        return Optional.ofNullable(heldBack);
    }

    /** What is to be remembered once it is known how the part compares. */
    Scrubbed compared(Verdict verdict, long differentRows) {
        List<ScrubbedPart> parts = new ArrayList<>(before.parts().subList(0, before.next()));
        parts.add(new ScrubbedPart(range(), new Result(start, verdict, rows, differentRows)));
        int behind = last + 1;
        if (rest != null) {
            parts.add(new ScrubbedPart(
                    rest, withoutRowsRead(before.parts().get(last).last())));
        }
        parts.addAll(before.parts().subList(behind, before.parts().size()));
        boolean isEnd = before.next() + 1 == parts.size();
        return new Scrubbed(
                before.signature(), parts, isEnd ? 0 : before.next() + 1, isEnd ? before.round() + 1 : before.round());
    }

    private Between range() {
        return new Between(
                before.parts().get(before.next()).range().after(),
                rest == null ? before.parts().get(last).range().upTo() : rest.after());
    }

    /** What is left of a part is what it was when it was compared whole. */
    private @Nullable Result withoutRowsRead(@Nullable Result whole) {
        return whole == null
                ? null
                : new Result(
                        whole.at(), whole.verdict(), Math.max(0, whole.rows() - rowsOfLast), whole.differentRows());
    }
}
