package dev.reconcile.core.run;

import dev.reconcile.core.checkpoint.DifferingRange;
import dev.reconcile.core.fingerprint.Fingerprint;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.key.KeyRange.AnyOf;
import dev.reconcile.core.key.KeyRange.Between;
import java.util.ArrayList;
import java.util.List;

/** Ranges that one statement reads: as many as may be, but not many rows. */
final class RangeBatch {

    static final int MOST_RANGES = 100;
    private static final long MOST_ROWS = 200_000;

    /** Nothing is halted within a batch. */
    private static final long MOST_ROWS_BEFORE_HALTING = 20_000;

    private final long mostRows;
    private final List<DifferingRange> ranges = new ArrayList<>();
    private long rows;

    /** @param mayHalt whether the search may end early */
    RangeBatch(boolean mayHalt) {
        this.mostRows = mayHalt ? MOST_ROWS_BEFORE_HALTING : MOST_ROWS;
    }

    /** Whether a range can be read together with those that are here. */
    boolean takes(DifferingRange range) {
        return ranges.isEmpty()
                || (isPart(range)
                        && ranges.stream().allMatch(RangeBatch::isPart)
                        && ranges.size() < MOST_RANGES
                        && rows + range.rows() <= mostRows);
    }

    private static boolean isPart(DifferingRange range) {
        return range.range() instanceof Between && range.hashes() == null;
    }

    void add(DifferingRange range) {
        ranges.add(range);
        rows += range.rows();
    }

    /** All of them as one. */
    DifferingRange joined() {
        if (ranges.size() == 1) {
            return ranges.get(0);
        }
        int buckets = 0;
        Fingerprint source = Fingerprint.EMPTY;
        Fingerprint target = Fingerprint.EMPTY;
        List<Between> parts = new ArrayList<>();
        for (DifferingRange range : ranges) {
            buckets += range.buckets();
            source = source.plus(range.source());
            target = target.plus(range.target());
            parts.add((Between) range.range());
        }
        KeyRange any = new AnyOf(parts);
        return new DifferingRange(any, buckets, source, target, null);
    }
}
