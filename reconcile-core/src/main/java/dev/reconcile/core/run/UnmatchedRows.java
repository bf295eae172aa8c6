package dev.reconcile.core.run;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.RowHash;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.port.RunListener.Side;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one side that have met no equal row of the other yet. Equal rows cancel each other out as they come, so
 * that only those which differ are left at the end.
 *
 * <p>Where more differ than may be held, half of the keys are given up and left for another pass: all rows of one key
 * always belong to the same pass. Safe for use by several threads.
 */
final class UnmatchedRows {

    private final List<CanonicalType> identifyingTypes;
    private final int most;
    private final Map<RowHash, Unmatched> rows = new HashMap<>();
    private Share share;

    UnmatchedRows(List<CanonicalType> identifyingTypes, int most, Share share) {
        this.identifyingTypes = identifyingTypes;
        this.most = most;
        this.share = share;
    }

    /**
     * The keys that one pass takes: those whose hash leaves this remainder.
     *
     * @param remainder from 0 to {@code of - 1}
     * @param of a power of two
     */
    record Share(int remainder, int of) {

        static final Share ALL = new Share(0, 1);

        boolean takes(String canonicalKey) {
            int hash = canonicalKey.hashCode();
            return (((hash * 0x9E3779B9) >>> 8) & (of - 1)) == remainder;
        }
    }

    /** A row and how many of it one side has more than the other. */
    static final class Unmatched {

        private final Side side;
        private final RowHash hash;
        private final List<Value> identifying;
        private final String canonicalKey;
        private long count;

        Unmatched(Side side, RowHash hash, List<Value> identifying, String canonicalKey) {
            this.side = side;
            this.hash = hash;
            this.identifying = identifying;
            this.canonicalKey = canonicalKey;
        }

        Side side() {
            return side;
        }

        RowHash hash() {
            return hash;
        }

        /** The key as this side holds it; all values where there is no key. */
        List<Value> identifying() {
            return identifying;
        }

        String canonicalKey() {
            return canonicalKey;
        }

        /** How many more, at least 1. */
        long count() {
            return count;
        }
    }

    /** Takes one row of one side. */
    synchronized void add(Side side, long high, long low, List<Value> identifying) {
        RowHash hash = new RowHash(high, low);
        Unmatched known = rows.get(hash);
        if (known == null) {
            String key = RowEncoder.frameOf(identifying, identifyingTypes);
            if (share.takes(key)) {
                Unmatched first = new Unmatched(side, hash, identifying, key);
                first.count = 1;
                rows.put(hash, first);
                giveUpWhatIsTooMuch();
            }
        } else if (known.side == side) {
            known.count++;
        } else if (--known.count == 0) {
            rows.remove(hash);
        }
    }

    private void giveUpWhatIsTooMuch() {
        while (rows.size() > most && share.of() < 1 << 20) {
            share = new Share(share.remainder(), 2 * share.of());
            rows.values().removeIf(row -> !share.takes(row.canonicalKey));
        }
    }

    /** What is left. */
    synchronized List<Unmatched> rows() {
        return List.copyOf(rows.values());
    }

    /** The keys that were taken to the end. */
    synchronized Share share() {
        return share;
    }
}
