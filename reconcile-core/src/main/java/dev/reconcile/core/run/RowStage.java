package dev.reconcile.core.run;

import dev.reconcile.core.canonical.RowHash;
import dev.reconcile.core.canonical.UnencodableTextException;
import dev.reconcile.core.checkpoint.DifferingHashes;
import dev.reconcile.core.checkpoint.DifferingRange;
import dev.reconcile.core.compare.Acceptance;
import dev.reconcile.core.compare.ChangedRows;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.compare.UnusablePairException;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.port.SegmentRead.Work;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.Halted;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.run.BucketRows.RestartedException;
import dev.reconcile.core.run.UnmatchedRows.Share;
import dev.reconcile.core.run.UnmatchedRows.Unmatched;
import dev.reconcile.core.table.RowAge;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TablePair;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
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

    private final Reading reading;
    private final ReadSide source;
    private final ReadSide target;
    private final TablePair pair;
    private final ComparisonPlan plan;
    private final RunOptions options;
    private final RunListener listener;
    private final Cancellation cancellation;
    private final RowTally tally;
    private final List<Found> open = new ArrayList<>();
    private final HaltRule haltRule;
    private final Locks locks = new Locks();
    private long rowsToSearch;
    private long searchedRows;
    private boolean halted;

    /** @param tableRows how many rows the fuller side has */
    RowStage(
            Reading reading,
            TablePair pair,
            ComparisonPlan plan,
            List<Acceptance> accepted,
            RunListener listener,
            long tableRows) {
        this.reading = reading;
        this.source = reading.sides().source();
        this.target = reading.sides().target();
        this.pair = pair;
        this.plan = plan;
        this.options = reading.options();
        this.listener = listener;
        this.cancellation = reading.cancellation();
        this.haltRule = new HaltRule(options.rows().haltAbove(), tableRows);
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

    /**
     * Rows that are read together.
     *
     * @param range of the canonical keys
     * @param buckets of the hashes of the rows
     * @param rows how many of each side the databases go through at most
     */
    private record Scope(KeyRange range, BitSet buckets, long rows) {

        /** Those of them that have their hashes in other buckets. */
        Scope of(BitSet others) {
            return new Scope(range, others, rows);
        }
    }

    /** What was found without a partner, and where it is found again. */
    private record Found(Scope scope, Share share, List<Unmatched> rows) {}

    /**
     * Which rows differ, where the rows are spread by their hashes.
     *
     * @param ofSource the sums that differ from those of the target
     * @throws UnusablePairException if a text has no UTF-8 form
     */
    RowsReport find(BucketFingerprints ofSource, BucketFingerprints ofTarget) {
        return told(() -> {
            BitSet wanted = ofSource.differences(ofTarget);
            long rows = Math.max(ofSource.total().rows(), ofTarget.total().rows());
            Scope whole = new Scope(KeyRange.ALL, wanted, rows);
            rowsToSearch = rows;
            new Shares(whole, pass -> {
                        // A row that changes between two reads has another hash, and so may be in any bucket now.
                        boolean moved = pass.source().differences(ofSource).intersects(wanted)
                                || pass.target().differences(ofTarget).intersects(wanted);
                        return moved ? whole.of(everyBucket()) : null;
                    })
                    .read();
        });
    }

    /**
     * Which rows differ, where the sums of some ranges of keys do.
     *
     * @param progress how far an earlier search of the same ranges has come, and keeps how far this one has
     * @throws UnusablePairException if a text has no UTF-8 form
     */
    RowsReport find(List<DifferingRange> ranges, SearchProgress progress) {
        return told(() -> {
            rowsToSearch = rows(ranges);
            int begin = progress.goOn(tally);
            searchedRows = rows(ranges.subList(0, begin));
            for (int i = begin; i < ranges.size() && !halts() && !locks.areEverywhere(); i++) {
                DifferingRange range = ranges.get(i);
                locks.read(() -> {
                    shares(range).read();
                    if (progress.isTimeToSettle()) {
                        settleOpen();
                    }
                });
                boolean isLast = i + 1 == ranges.size();
                if (open.isEmpty() && !locks.wereMet() && (isLast || !halts())) {
                    progress.searched(i + 1, tally);
                }
            }
            locks.read(this::settleOpen);
        });
    }

    /** Why rows may differ that were not found: somebody held a lock. Empty where all were sought. */
    Optional<String> locked() {
        return locks.wereMet() ? Optional.of(String.valueOf(locks.last().getMessage())) : Optional.empty();
    }

    private static long rows(List<DifferingRange> ranges) {
        return ranges.stream().mapToLong(DifferingRange::rows).sum();
    }

    /** A row that changes between two reads stays in its range. It has another hash, and may be in any bucket of it now. */
    private Shares shares(DifferingRange range) {
        Scope whole = new Scope(range.range(), everyBucket(), range.rows());
        DifferingHashes hashes = range.hashes();
        if (hashes == null) {
            return new Shares(whole, pass -> null);
        }
        return new Shares(whole.of(hashes.buckets()), pass -> {
            boolean moved = !pass.source().total().equals(hashes.source())
                    || !pass.target().total().equals(hashes.target());
            return moved ? whole : null;
        });
    }

    private RowsReport told(Runnable search) {
        listener.rowsSought(pair, settled(plan, source.read()), settled(plan, target.read()));
        try {
            search.run();
            settleOpen();
            RowsReport rows = tally.report();
            return halted ? rows.halted(new Halted(haltRule.above().toString(), searchedRows, rowsToSearch)) : rows;
        } catch (UnencodableTextException e) {
            throw new UnusablePairException(pair + " holds a text with half of a surrogate pair in "
                    + plan.pairs().get(e.column()).source()
                    + ", which is no valid Unicode and which the other side cannot hold. Mend the value or exclude the"
                    + " column.");
        }
    }

    private BitSet everyBucket() {
        BitSet all = new BitSet();
        all.set(0, options.buckets().count());
        return all;
    }

    /** Reads a scope as often as it takes to hold all that has no partner in memory, a share of the keys each time. */
    private final class Shares {

        private Scope scope;
        private final Function<Pass, @Nullable Scope> wider;

        /** @param wider what is to be read instead, by what a pass gave; null where that was all */
        Shares(Scope scope, Function<Pass, @Nullable Scope> wider) {
            this.scope = scope;
            this.wider = wider;
        }

        void read() {
            Deque<Share> shares = new ArrayDeque<>(List.of(Share.ALL));
            while (!shares.isEmpty() && !halts()) {
                Share asked = shares.pop();
                UnmatchedRows unmatched = read(asked);
                Share taken = unmatched.share();
                for (int rest = asked.remainder() + asked.of(); rest < taken.of(); rest += asked.of()) {
                    shares.push(new Share(rest, taken.of()));
                }
                found(new Found(scope, taken, unmatched.rows()));
                searchedRows += scope.rows() / taken.of();
            }
        }

        private UnmatchedRows read(Share share) {
            Pass pass = pass(share, scope);
            if (scope.buckets().cardinality() < options.buckets().count()) {
                Scope instead = wider.apply(pass);
                if (instead != null) {
                    scope = instead;
                    pass = pass(share, scope);
                }
            }
            return pass.unmatched();
        }
    }

    /** Whether what is left is not read any more: what is known to differ is too much already. */
    private boolean halts() {
        if (!halted && haltRule.isSet()) {
            halted = haltRule.isExceededBy(tally.different());
        }
        return halted;
    }

    /** Rows are looked at again together, as many as may be in memory: each time takes the whole delay. */
    private void found(Found found) {
        if (found.rows().isEmpty()) {
            return;
        }
        if (plan.key().isEmpty()) {
            settleWithoutKey(found);
            return;
        }
        open.add(found);
        long rows = open.stream().mapToLong(part -> part.rows().size()).sum();
        // The next pass holds as many again.
        if (2 * rows > options.rows().keysInMemory() || mayBeTooMany(rows)) {
            settleOpen();
        }
    }

    /** What has no partner is only suspected until it is settled, but may be too much. */
    private boolean mayBeTooMany(long rows) {
        if (!haltRule.isSet()) {
            return false;
        }
        long different = tally.different();
        return haltRule.isWorthSettling(different, rows) && haltRule.isWorthSettling(different, suspectsIn(open));
    }

    private static long suspectsIn(List<Found> found) {
        return found.stream()
                .flatMap(part -> part.rows().stream())
                .map(Unmatched::canonicalKey)
                .distinct()
                .count();
    }

    private void settleOpen() {
        List<Found> settled = List.copyOf(open);
        open.clear();
        if (!haltRule.isSet()) {
            settleByKey(settled);
            return;
        }
        long before = tally.different();
        settleByKey(settled);
        haltRule.cleared(suspectsIn(settled) - (tally.different() - before));
    }

    /** Which rows a difference is about: by their keys they are looked up at every age. */
    static TableRead settled(ComparisonPlan plan, TableRead read) {
        return plan.key().isEmpty() ? read : read.of(null);
    }

    /**
     * What one pass over both sides gave.
     *
     * @param unmatched the rows without a partner
     * @param source the sums of all the rows that were read from the source
     * @param target the same for the target
     */
    private record Pass(UnmatchedRows unmatched, BucketFingerprints source, BucketFingerprints target) {}

    private Pass pass(Share share, Scope scope) {
        return repeated(() -> {
            UnmatchedRows unmatched =
                    new UnmatchedRows(plan.identifyingTypes(), options.rows().keysInMemory(), share);
            BucketFingerprints ofSource = new BucketFingerprints(options.buckets());
            BucketFingerprints ofTarget = new BucketFingerprints(options.buckets());
            Cancellation ofThisRead = new Cancellation();
            try (Cancellation.Registration ignored = cancellation.onCancel(ofThisRead::cancel)) {
                reading.work()
                        .both(
                                () -> read(source, Side.SOURCE, scope, unmatched, ofSource, ofThisRead),
                                () -> read(target, Side.TARGET, scope, unmatched, ofTarget, ofThisRead),
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
                    throw new DatabaseException(
                            DatabaseException.Kind.CONNECTION,
                            pair + ": the connection was lost in each of " + attempt
                                    + " reads of the rows that differ. Run again when the network is steadier.",
                            e);
                }
            }
        }
    }

    private Side read(
            ReadSide side,
            Side which,
            Scope scope,
            UnmatchedRows unmatched,
            BucketFingerprints sums,
            Cancellation ofThisRead) {
        read(side, which, scope, ofThisRead, (high, low, identifying) -> {
            sums.add(high, low);
            unmatched.add(which, high, low, identifying);
        });
        return which;
    }

    /** The database goes through all rows of a segment, also where it hands out only those of some buckets. */
    private void read(ReadSide side, Side which, Scope scope, Cancellation ofThisRead, BucketRows.Taker taker) {
        Pace.OfSide paced = reading.pace().of(which, ofThisRead);
        AtomicLong left = new AtomicLong(scope.rows());
        OwnSegments segments = new OwnSegments(
                side.database(), side.within(scope.range()), options.segments(), reading.clock(), paced, ofThisRead);
        segments.forEach((segment, mostRows, rest) -> {
            reading.segments()
                    .over(
                            which,
                            Work.FETCH,
                            side.place(),
                            Long::longValue,
                            () -> BucketRows.read(
                                    side.database().reader(segment, ofThisRead),
                                    segment,
                                    side.place(),
                                    reading.hashing(),
                                    options.buckets(),
                                    scope.buckets(),
                                    taker));
            long rows = Math.min(mostRows, left.get());
            left.addAndGet(-rows);
            paced.read(rows);
        });
    }

    private void settleByKey(List<Found> first) {
        List<Found> open = first;
        for (int round = 1; !open.isEmpty(); round++) {
            List<Suspect> unfound = looks().settle(suspects(rowsOf(open)));
            open = stillThere(unfound, open);
            if (round == ROUNDS_OF_UNFOUND) {
                rowsOf(open).stream().map(Unmatched::canonicalKey).distinct().forEach(key -> tally.wasNotFound());
                return;
            }
        }
    }

    private static List<Unmatched> rowsOf(List<Found> found) {
        return found.stream().flatMap(part -> part.rows().stream()).toList();
    }

    /**
     * A row that its key finds on neither side was deleted meanwhile, or its key was taken again after the look, or its key
     * does not find it: whether there is one is seen where it was seen first.
     *
     * @return the rows of such keys that are there, to be looked at once more
     */
    private List<Found> stillThere(List<Suspect> unfound, List<Found> before) {
        Set<String> keys = unfound.stream().map(Suspect::canonicalKey).collect(Collectors.toSet());
        List<Found> there = new ArrayList<>();
        for (Found found : before) {
            List<Unmatched> sought = found.rows().stream()
                    .filter(row -> keys.contains(row.canonicalKey()))
                    .toList();
            if (!sought.isEmpty()) {
                Found again = stillThere(new Found(found.scope(), found.share(), sought));
                if (!again.rows().isEmpty()) {
                    there.add(again);
                }
            }
        }
        return there;
    }

    private Found stillThere(Found sought) {
        Set<String> keys = sought.rows().stream().map(Unmatched::canonicalKey).collect(Collectors.toSet());
        KeyRange range = sought.scope().range();
        Scope theirs = sought.scope().of(range.equals(KeyRange.ALL) ? bucketsOf(sought.rows()) : everyBucket());
        UnmatchedRows again = pass(sought.share(), theirs).unmatched();
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
        return new Found(sought.scope(), sought.share(), there);
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
                Looks.Waiting.of(pair, listener, reading.pace()::beforeLook, cancellation),
                reading.clock());
    }

    /** Looks up rows of a side, of every age, that satisfy a condition beside the pair's own. */
    private KeyLookup lookup(ReadSide side, RowFilter condition) {
        return lookup(side, side.read().of(null).and(condition));
    }

    private @Nullable KeyLookup youngInSource() {
        RowAge old = source.read().filter().age();
        // A row that is seen whole is compared, however old either side says it is; but for one that is too young.
        return old == null || old.which() == RowAge.Which.YOUNG
                ? null
                : lookup(source, source.read().of(old.other()));
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
    private void settleWithoutKey(Found found) {
        List<Unmatched> first = found.rows();
        if (options.rows().confirmDelay().isZero()) {
            Map<RowHash, Long> copies = copiesInSource(found.scope(), first);
            first.forEach(row -> differs(row, row.count(), copies));
            return;
        }
        listener.lookingAgain(pair, first.size(), options.rows().confirmDelay());
        Pause.of(options.rows().confirmDelay(), cancellation);
        UnmatchedRows later = readLater(found);
        tally.looked(1);
        Map<RowHash, Long> surplusBefore = surpluses(first);
        Map<RowHash, Long> surplusLater = surpluses(later.rows());
        Map<Side, Long> fresh = new EnumMap<>(Side.class);
        later.rows()
                .forEach(row -> fresh.merge(
                        row.side(), row.count() - inBoth(row, surplusBefore.getOrDefault(row.hash(), 0L)), Long::sum));
        Map<RowHash, Long> copies = copiesInSource(
                found.scope(),
                first.stream()
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
    private Map<RowHash, Long> copiesInSource(Scope scope, List<Unmatched> rows) {
        if (rows.isEmpty() || !listener.countsCopies()) {
            return Map.of();
        }
        return repeated(() -> {
            Map<RowHash, Long> copies = new HashMap<>();
            rows.forEach(row -> copies.put(row.hash(), 0L));
            read(
                    source,
                    Side.SOURCE,
                    scope.of(bucketsOf(rows)),
                    cancellation,
                    (high, low, identifying) ->
                            copies.computeIfPresent(new RowHash(high, low), (hash, count) -> count + 1));
            return copies;
        });
    }

    /** Where some rows gave way, what they gave way to may be in any bucket. */
    private UnmatchedRows readLater(Found found) {
        List<Unmatched> first = found.rows();
        UnmatchedRows later =
                pass(found.share(), found.scope().of(bucketsOf(first))).unmatched();
        Map<RowHash, Long> surplusLater = surpluses(later.rows());
        if (first.stream().allMatch(row -> inBoth(row, surplusLater.getOrDefault(row.hash(), 0L)) == row.count())) {
            return later;
        }
        return pass(found.share(), found.scope().of(everyBucket())).unmatched();
    }

    /** How many of the rows are also among this surplus of equal rows. */
    private static long inBoth(Unmatched row, long other) {
        return Long.signum(surplus(row)) == Long.signum(other) ? Math.min(row.count(), Math.abs(other)) : 0;
    }

    /** Without a key nothing tells whether the source holds the row too, but written since and too young. */
    private void differs(Unmatched row, long times, Map<RowHash, Long> copies) {
        // Nor whether the target holds it too, and says that it is older.
        if ((row.side() == Side.TARGET && plan.oldRows() != null) || plan.changedRows() instanceof ChangedRows.Told) {
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
