package dev.reconcile.core.run;

import dev.reconcile.core.canonical.RowHash;
import dev.reconcile.core.canonical.UnencodableTextException;
import dev.reconcile.core.compare.Acceptance;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.compare.UnusablePairException;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.run.BucketRows.RestartedException;
import dev.reconcile.core.run.UnmatchedRows.Share;
import dev.reconcile.core.run.UnmatchedRows.Unmatched;
import dev.reconcile.core.table.RowAge;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TablePair;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows that differ: reads the buckets that differ once more from both sides, drops the rows that are equal, and
 * looks again at what is left until it is known to be late or different.
 *
 * <p>Holds no more rows in memory than the options allow: where more differ, the buckets are read several times, each time
 * for another share of the keys.
 */
final class RowStage {

    private static final int READS_OF_A_SHARE = 5;

    /** How often rows are looked at that no look found, although they are there when their buckets are read again. */
    private static final int ROUNDS_OF_UNFOUND = 3;

    private final ReadSide source;
    private final ReadSide target;
    private final TablePair pair;
    private final ComparisonPlan plan;
    private final RunOptions options;
    private final RunListener listener;
    private final SideWork sides;
    private final InstantSource clock;
    private final Pace pace;
    private final Cancellation cancellation;
    private final RowTally tally;
    private BitSet wanted = new BitSet();

    RowStage(
            ReadSide source,
            ReadSide target,
            TablePair pair,
            ComparisonPlan plan,
            List<Acceptance> accepted,
            RunOptions options,
            RunListener listener,
            SideWork sides,
            InstantSource clock,
            Pace pace,
            Cancellation cancellation) {
        this.source = source;
        this.target = target;
        this.pair = pair;
        this.plan = plan;
        this.options = options;
        this.listener = listener;
        this.sides = sides;
        this.clock = clock;
        this.pace = pace;
        this.cancellation = cancellation;
        ValuePolicy values = new ValuePolicy(pair, plan, options.rows().shownValues());
        this.tally = new RowTally(
                options.rows().maxDetails(),
                values,
                new AcceptedTally(
                        accepted,
                        new FilterLooks(plan, filter -> lookup(source, filter), filter -> lookup(target, filter)),
                        options.rows().maxDetails(),
                        difference -> values.kept(values.told(difference))),
                difference -> listener.rowDiffers(pair, difference));
    }

    /** One side, where its rows are hashed, and the sums of them that were found to differ from the other side's. */
    record ReadSide(Database database, TableRead read, HashPlace place, BucketFingerprints sums) {}

    /**
     * Which rows differ.
     *
     * @param different the buckets whose sums do
     * @throws UnusablePairException if a text has no UTF-8 form
     */
    RowsReport find(BitSet different) {
        listener.rowsSought(pair, settled(source.read()), settled(target.read()));
        wanted = different;
        try {
            Deque<Share> shares = new ArrayDeque<>(List.of(Share.ALL));
            while (!shares.isEmpty()) {
                Share asked = shares.pop();
                UnmatchedRows unmatched = readWhatDiffered(asked);
                Share taken = unmatched.share();
                for (int rest = asked.remainder() + asked.of(); rest < taken.of(); rest += asked.of()) {
                    shares.push(new Share(rest, taken.of()));
                }
                settle(unmatched.rows(), taken);
            }
            return tally.report();
        } catch (UnencodableTextException e) {
            throw new UnusablePairException(pair + " holds a text with half of a surrogate pair in "
                    + plan.pairs().get(e.column()).source()
                    + ", which is no valid Unicode and which the other side cannot hold. Mend the value or exclude the"
                    + " column.");
        }
    }

    /** Which rows a difference is about: by their keys they are looked up at every age. */
    private TableRead settled(TableRead read) {
        return plan.key().isEmpty() ? read : read.of(null);
    }

    /**
     * A row that changes between two reads has another hash and so another bucket: what differed in a wanted bucket may be
     * in any bucket now. Where the sums show that rows moved, every bucket is read.
     */
    private UnmatchedRows readWhatDiffered(Share share) {
        Pass pass = pass(share, wanted);
        if (wanted.cardinality() < options.buckets().count() && pass.shows(source, target, wanted)) {
            wanted = new BitSet();
            wanted.set(0, options.buckets().count());
            pass = pass(share, wanted);
        }
        return pass.unmatched();
    }

    /**
     * What one pass over both sides gave.
     *
     * @param unmatched the rows without a partner
     * @param source the sums of all the rows that were read from the source
     * @param target the same for the target
     */
    private record Pass(UnmatchedRows unmatched, BucketFingerprints source, BucketFingerprints target) {

        /** Whether either side holds other rows in these buckets than it did. */
        boolean shows(ReadSide sourceBefore, ReadSide targetBefore, BitSet buckets) {
            return source.differences(sourceBefore.sums()).intersects(buckets)
                    || target.differences(targetBefore.sums()).intersects(buckets);
        }
    }

    private UnmatchedRows read(Share share, BitSet buckets) {
        return pass(share, buckets).unmatched();
    }

    private Pass pass(Share share, BitSet buckets) {
        return repeated(() -> {
            UnmatchedRows unmatched =
                    new UnmatchedRows(plan.identifyingTypes(), options.rows().keysInMemory(), share);
            BucketFingerprints ofSource = new BucketFingerprints(options.buckets());
            BucketFingerprints ofTarget = new BucketFingerprints(options.buckets());
            Cancellation ofThisRead = new Cancellation();
            try (Cancellation.Registration ignored = cancellation.onCancel(ofThisRead::cancel)) {
                sides.both(
                        () -> read(source, Side.SOURCE, buckets, unmatched, ofSource, ofThisRead),
                        () -> read(target, Side.TARGET, buckets, unmatched, ofTarget, ofThisRead),
                        ofThisRead);
                return new Pass(unmatched, ofSource, ofTarget);
            }
        });
    }

    /** What a read gives that is begun anew where it was lost. */
    private <T> T repeated(Supplier<T> read) {
        for (int attempt = 1; ; attempt++) {
            try {
                return read.get();
            } catch (RestartedException e) {
                cancellation.check();
                if (attempt == READS_OF_A_SHARE) {
                    throw new UnusablePairException(pair + ": the connection was lost in each of " + attempt
                            + " reads of the rows that differ. Run again when the network is steadier.");
                }
            }
        }
    }

    private Side read(
            ReadSide side,
            Side which,
            BitSet buckets,
            UnmatchedRows unmatched,
            BucketFingerprints sums,
            Cancellation ofThisRead) {
        read(side, which, buckets, ofThisRead, (high, low, identifying) -> {
            sums.add(high, low);
            unmatched.add(which, high, low, identifying);
        });
        return which;
    }

    /** The database goes through all rows of a segment, also where it hands out only those of some buckets. */
    private void read(ReadSide side, Side which, BitSet buckets, Cancellation ofThisRead, BucketRows.Taker taker) {
        Pace.OfSide paced = pace.of(which, ofThisRead);
        AtomicLong left = new AtomicLong(side.sums().total().rows());
        new OwnSegments(side.database(), side.read(), options.segments(), clock, paced, ofThisRead)
                .forEach((segment, mostRows) -> {
                    BucketRows.read(
                            side.database().reader(segment, ofThisRead),
                            segment,
                            side.place(),
                            options.buckets(),
                            buckets,
                            taker);
                    long rows = Math.min(mostRows, left.get());
                    left.addAndGet(-rows);
                    paced.read(rows);
                });
    }

    private void settle(List<Unmatched> unmatched, Share share) {
        if (unmatched.isEmpty()) {
            return;
        }
        if (plan.key().isEmpty()) {
            settleWithoutKey(unmatched, share);
        } else {
            settleByKey(unmatched, share);
        }
    }

    private void settleByKey(List<Unmatched> first, Share share) {
        List<Unmatched> open = first;
        for (int round = 1; !open.isEmpty(); round++) {
            open = stillThere(looks().settle(suspects(open)), open, share);
            if (round == ROUNDS_OF_UNFOUND) {
                open.stream().map(Unmatched::canonicalKey).distinct().forEach(key -> tally.wasNotFound());
                return;
            }
        }
    }

    /**
     * A row that its key finds on neither side was deleted meanwhile, or its key was taken again after the look, or its key
     * does not find it: whether there is one is seen where it was seen first.
     *
     * @return the rows of such keys that are there, to be looked at once more
     */
    private List<Unmatched> stillThere(List<Suspect> unfound, List<Unmatched> before, Share share) {
        if (unfound.isEmpty()) {
            return List.of();
        }
        Set<String> keys = unfound.stream().map(Suspect::canonicalKey).collect(Collectors.toSet());
        UnmatchedRows again = read(
                share,
                bucketsOf(before.stream()
                        .filter(row -> keys.contains(row.canonicalKey()))
                        .toList()));
        List<Unmatched> there = again.rows().stream()
                .filter(row -> keys.contains(row.canonicalKey()))
                .toList();
        there.forEach(row -> keys.remove(row.canonicalKey()));
        for (String gone : keys) {
            if (again.share().takes(gone)) {
                tally.wereInFlight(1);
            } else {
                tally.wasNotFound();
            }
        }
        return there;
    }

    private BitSet bucketsOf(List<Unmatched> rows) {
        BitSet theirs = new BitSet();
        rows.forEach(row -> theirs.set(options.buckets().of(row.hash().low())));
        return theirs;
    }

    private Looks looks() {
        return new Looks(
                plan,
                lookup(source, RowFilter.none()),
                lookup(target, RowFilter.none()),
                youngInSource(),
                options.rows(),
                tally,
                Looks.Waiting.of(pair, listener, pace::beforeLook, cancellation),
                clock);
    }

    /** Looks up rows of a side, of every age, that satisfy a condition beside the pair's own. */
    private KeyLookup lookup(ReadSide side, RowFilter condition) {
        return lookup(side, side.read().of(null).and(condition));
    }

    private @Nullable KeyLookup youngInSource() {
        RowAge old = source.read().filter().age();
        return old == null ? null : lookup(source, source.read().of(old.other()));
    }

    private KeyLookup lookup(ReadSide side, TableRead read) {
        return new KeyLookup(side.database().reader(read, cancellation), plan);
    }

    private static List<Suspect> suspects(List<Unmatched> unmatched) {
        Map<String, Suspect> suspects = new LinkedHashMap<>();
        for (Unmatched row : unmatched) {
            Suspect suspect = suspects.computeIfAbsent(row.canonicalKey(), Suspect::new);
            if (row.side() == Side.SOURCE) {
                suspect.differedInSource(row.identifying());
            } else {
                suspect.differedInTarget(row.identifying());
            }
        }
        return new ArrayList<>(suspects.values());
    }

    /**
     * Rows without a key cannot be looked up: the buckets are read once more after the delay. A row that differed at first
     * and does not any more was late, unless others differ instead: it may be one of those by now.
     */
    private void settleWithoutKey(List<Unmatched> first, Share share) {
        if (options.rows().confirmDelay().isZero()) {
            Map<RowHash, Long> copies = copiesInSource(first);
            first.forEach(row -> differs(row, row.count(), copies));
            return;
        }
        listener.lookingAgain(pair, first.size(), options.rows().confirmDelay());
        Pause.of(options.rows().confirmDelay(), cancellation);
        UnmatchedRows later = readLater(first, share);
        tally.looked(1);
        Map<RowHash, Long> surplusBefore = surpluses(first);
        Map<RowHash, Long> surplusLater = surpluses(later.rows());
        Map<Side, Long> fresh = new EnumMap<>(Side.class);
        later.rows()
                .forEach(row -> fresh.merge(
                        row.side(), row.count() - inBoth(row, surplusBefore.getOrDefault(row.hash(), 0L)), Long::sum));
        Map<RowHash, Long> copies = copiesInSource(first.stream()
                .filter(row -> inBoth(row, surplusLater.getOrDefault(row.hash(), 0L)) > 0)
                .toList());
        for (Unmatched row : first) {
            long lasting = inBoth(row, surplusLater.getOrDefault(row.hash(), 0L));
            long gone = row.count() - lasting;
            // A row of a share that is not this one's, or was given up, is not seen: it may be there.
            long open = later.share().of() > 1 ? gone : Math.min(gone, fresh.getOrDefault(row.side(), 0L));
            fresh.merge(row.side(), -open, Long::sum);
            tally.areUnknown(open);
            tally.wereInFlight(gone - open);
            differs(row, lasting, copies);
        }
    }

    /** How often the source holds each of these rows; empty where nobody asks. Reads their buckets of the source once more. */
    private Map<RowHash, Long> copiesInSource(List<Unmatched> rows) {
        if (rows.isEmpty() || !listener.countsCopies()) {
            return Map.of();
        }
        return repeated(() -> {
            Map<RowHash, Long> copies = new HashMap<>();
            rows.forEach(row -> copies.put(row.hash(), 0L));
            read(
                    source,
                    Side.SOURCE,
                    bucketsOf(rows),
                    cancellation,
                    (high, low, identifying) ->
                            copies.computeIfPresent(new RowHash(high, low), (hash, count) -> count + 1));
            return copies;
        });
    }

    /** Where some rows gave way, what they gave way to may be in any bucket. */
    private UnmatchedRows readLater(List<Unmatched> first, Share share) {
        UnmatchedRows later = read(share, bucketsOf(first));
        Map<RowHash, Long> surplusLater = surpluses(later.rows());
        if (first.stream().allMatch(row -> inBoth(row, surplusLater.getOrDefault(row.hash(), 0L)) == row.count())) {
            return later;
        }
        BitSet all = new BitSet();
        all.set(0, options.buckets().count());
        return read(share, all);
    }

    /** How many of the rows are also among this surplus of equal rows. */
    private static long inBoth(Unmatched row, long other) {
        return Long.signum(surplus(row)) == Long.signum(other) ? Math.min(row.count(), Math.abs(other)) : 0;
    }

    /** Without a key nothing tells whether the source holds the row too, but written since and too young. */
    private void differs(Unmatched row, long times, Map<RowHash, Long> copies) {
        if (row.side() == Side.TARGET && plan.oldRows() != null) {
            tally.areUnknown(times);
        } else if (times > 0) {
            RowPairing pairing = new RowPairing(plan);
            tally.differs(
                    row.side() == Side.SOURCE
                            ? pairing.missing(row.identifying(), times, Confirmation.PERSISTENT, copies.get(row.hash()))
                            : pairing.extra(row.identifying(), times, Confirmation.PERSISTENT, copies.get(row.hash())));
        }
    }

    private static Map<RowHash, Long> surpluses(List<Unmatched> rows) {
        return rows.stream().collect(Collectors.toMap(Unmatched::hash, RowStage::surplus));
    }

    private static long surplus(Unmatched row) {
        return row.side() == Side.SOURCE ? row.count() : -row.count();
    }
}
