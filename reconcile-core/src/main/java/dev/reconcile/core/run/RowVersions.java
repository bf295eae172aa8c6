package dev.reconcile.core.run;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.RowHash;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.compare.ColumnPair;
import dev.reconcile.core.compare.ComparisonPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the versions of a table pair's rows, and tells which of both sides agree. */
final class RowVersions {

    /** With more rows of one key, each takes the first partner near enough, although another choice might pair more. */
    private static final long MOST_REARRANGED = 250_000;

    private final List<CanonicalType> types;
    private final List<ColumnPair> tolerant = new ArrayList<>();
    private final List<Integer> tolerantAt = new ArrayList<>();
    private final List<CanonicalType> restTypes = new ArrayList<>();
    private final List<Integer> restAt = new ArrayList<>();

    RowVersions(ComparisonPlan plan) {
        types = plan.types();
        for (int i = 0; i < plan.pairs().size(); i++) {
            ColumnPair pair = plan.pairs().get(i);
            if (pair.tolerance().isPresent()) {
                tolerant.add(pair);
                tolerantAt.add(i);
            } else {
                restTypes.add(pair.type());
                restAt.add(i);
            }
        }
    }

    /** The version of a row of these values. */
    RowVersion of(List<Value> values) {
        RowHash hash = RowEncoder.hashOf(values, types);
        return tolerant.isEmpty()
                ? new RowVersion(hash, hash, List.of())
                : new RowVersion(
                        hash,
                        RowEncoder.hashOf(restAt.stream().map(values::get).toList(), restTypes),
                        tolerantAt.stream().map(values::get).toList());
    }

    /** Whether the rows of one key are near each other on both sides, some of them without being equal. */
    boolean areNear(List<RowVersion> source, List<RowVersion> target) {
        if (tolerant.isEmpty() || source.size() != target.size()) {
            return false;
        }
        return source.size() == 1
                ? areNear(source.get(0), target.get(0))
                : partners(source, target).allHaveOne();
    }

    /**
     * How the rows of one key on both sides stand to each other, each by its place in its list.
     *
     * @param equal the equal row of the target for each row of the source that has one to itself
     * @param near the same for rows that are only near
     * @param source the rows of the source that have no partner
     * @param target the rows of the target that have none
     */
    record Partners(Map<Integer, Integer> equal, Map<Integer, Integer> near, BitSet source, BitSet target) {

        boolean allHaveOne() {
            return source.isEmpty() && target.isEmpty();
        }
    }

    /** Sets equal rows against each other, then those that are near enough, as many of them as possible. */
    Partners partners(List<RowVersion> source, List<RowVersion> target) {
        Map<RowHash, BitSet> byHash = new HashMap<>();
        for (int t = 0; t < target.size(); t++) {
            byHash.computeIfAbsent(target.get(t).hash(), hash -> new BitSet()).set(t);
        }
        Partners partners = new Partners(new TreeMap<>(), new TreeMap<>(), new BitSet(), new BitSet());
        partners.target().set(0, target.size());
        for (int s = 0; s < source.size(); s++) {
            BitSet equal = byHash.getOrDefault(source.get(s).hash(), new BitSet());
            if (equal.isEmpty()) {
                partners.source().set(s);
            } else {
                int t = equal.nextSetBit(0);
                equal.clear(t);
                partners.target().clear(t);
                partners.equal().put(s, t);
            }
        }
        if (!tolerant.isEmpty() && !partners.allHaveOne()) {
            new Matching(source, target).pairUp(partners);
        }
        return partners;
    }

    private boolean areNear(RowVersion source, RowVersion target) {
        if (!source.rest().equals(target.rest())) {
            return false;
        }
        for (int i = 0; i < tolerant.size(); i++) {
            if (!tolerant.get(i).agree(source.near().get(i), target.near().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Pairs rows that are near enough, and rearranges pairs where that lets one more find a partner. */
    private final class Matching {

        private final List<RowVersion> source;
        private final List<RowVersion> target;
        private final int[] partners;

        Matching(List<RowVersion> source, List<RowVersion> target) {
            this.source = source;
            this.target = target;
            this.partners = new int[target.size()];
            Arrays.fill(partners, -1);
        }

        void pairUp(Partners found) {
            BitSet targets = (BitSet) found.target().clone();
            boolean rearranges = (long) found.source().cardinality() * targets.cardinality() <= MOST_REARRANGED;
            found.source().stream().forEach(s -> pairs(s, (BitSet) targets.clone(), rearranges));
            targets.stream().filter(t -> partners[t] >= 0).forEach(t -> {
                found.near().put(partners[t], t);
                found.source().clear(partners[t]);
                found.target().clear(t);
            });
        }

        private boolean pairs(int s, BitSet untried, boolean rearranges) {
            for (int t = untried.nextSetBit(0); t >= 0; t = untried.nextSetBit(t + 1)) {
                if ((partners[t] < 0 || rearranges) && areNear(source.get(s), target.get(t))) {
                    untried.clear(t);
                    if (partners[t] < 0 || pairs(partners[t], untried, true)) {
                        partners[t] = s;
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
