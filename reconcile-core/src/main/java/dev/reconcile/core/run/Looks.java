package dev.reconcile.core.run;

import dev.reconcile.core.canonical.RowHash;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.run.KeyLookup.FoundRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks again at keys whose rows differed, until each is settled: source, then target, then source again, by key and in
 * batches. A target at any version that the source has had since is only behind. A target that still differs after the
 * source stood still for the whole delay differs for good. What never comes to rest stays unknown.
 */
final class Looks {

    private static final int KEYS_PER_LOOKUP = 500;

    /** How often rows that change while they are looked at are looked at once more, at once. */
    private static final int ROUNDS_OF_RESTLESS = 20;

    private final ComparisonPlan plan;
    private final KeyLookup source;
    private final KeyLookup target;
    private final RowOptions options;
    private final RowPairing pairing;
    private final RowTally tally;
    private final BiConsumer<Integer, Duration> pause;

    /**
     * @param pause is given how many keys are to be looked at again, and how long to wait before
     */
    Looks(
            ComparisonPlan plan,
            KeyLookup source,
            KeyLookup target,
            RowOptions options,
            RowTally tally,
            BiConsumer<Integer, Duration> pause) {
        this.plan = plan;
        this.source = source;
        this.target = target;
        this.options = options;
        this.pairing = new RowPairing(plan);
        this.tally = tally;
        this.pause = pause;
    }

    /** Settles all, and tells the tally what each is. */
    void settle(List<Suspect> suspects) {
        int planned = options.plannedLooks();
        List<Suspect> open = suspects;
        for (int look = 1; !open.isEmpty(); look++) {
            Duration wait = options.waitBefore(look);
            if (!wait.isZero()) {
                pause.accept(open.size(), wait);
            }
            // The parts of the delay are cut to nanoseconds and may add up to a little less.
            Duration stillNeeded =
                    planned == 1 ? Duration.ZERO : options.confirmDelay().minusMillis(1);
            boolean last = look >= 2 * planned;
            open = lookAt(open, wait, stillNeeded, last);
            tally.looked(look);
        }
    }

    private List<Suspect> lookAt(List<Suspect> suspects, Duration wait, Duration stillNeeded, boolean last) {
        List<Suspect> open = new ArrayList<>();
        for (int from = 0; from < suspects.size(); from += KEYS_PER_LOOKUP) {
            List<Suspect> batch = suspects.subList(from, Math.min(suspects.size(), from + KEYS_PER_LOOKUP));
            open.addAll(lookAtBatch(batch, wait, stillNeeded, last));
        }
        return open;
    }

    private List<Suspect> lookAtBatch(List<Suspect> batch, Duration wait, Duration stillNeeded, boolean last) {
        Map<String, List<FoundRow>> before = fromSource(batch);
        Map<String, List<FoundRow>> between = fromTarget(batch);
        Map<String, List<FoundRow>> after = fromSource(batch);
        List<Suspect> open = new ArrayList<>();
        List<Suspect> restless = new ArrayList<>();
        for (Suspect suspect : batch) {
            String key = suspect.canonicalKey();
            List<FoundRow> ofSource = rows(after, key);
            List<FoundRow> ofTarget = rows(between, key);
            boolean onlyBehind = suspect.seen(version(before, key), version(between, key), version(after, key), wait);
            if (!suspect.wasFound()) {
                tally.wasNotFound();
            } else if (onlyBehind) {
                tally.wereInFlight(1);
            } else if (suspect.isStill() && suspect.stillFor().compareTo(stillNeeded) >= 0) {
                settled(ofSource, ofTarget, Confirmation.PERSISTENT);
            } else if (suspect.isStill() && !last) {
                open.add(suspect);
            } else {
                restless.add(suspect);
            }
        }
        for (Suspect suspect : watch(restless)) {
            if (last) {
                String key = suspect.canonicalKey();
                settled(rows(after, key), rows(between, key), Confirmation.VOLATILE);
            } else {
                open.add(suspect);
            }
        }
        return open;
    }

    /** Watches rows that change all the time until the target shows one of the source's versions; gives those left. */
    private List<Suspect> watch(List<Suspect> restless) {
        List<Suspect> open = restless;
        for (int round = 0; round < ROUNDS_OF_RESTLESS && !open.isEmpty(); round++) {
            Map<String, List<FoundRow>> ofTarget = fromTarget(open);
            Map<String, List<FoundRow>> ofSource = fromSource(open);
            List<Suspect> left = open.stream()
                    .filter(suspect -> !suspect.seenMoving(
                            version(ofTarget, suspect.canonicalKey()), version(ofSource, suspect.canonicalKey())))
                    .toList();
            tally.wereInFlight(open.size() - left.size());
            open = left;
        }
        return open;
    }

    private void settled(List<FoundRow> ofSource, List<FoundRow> ofTarget, Confirmation confirmation) {
        if (confirmation == Confirmation.PERSISTENT && (collide(ofSource) || collide(ofTarget))) {
            tally.keyCollides();
        }
        pairing.differences(ofSource, ofTarget, confirmation).forEach(tally::differs);
    }

    private boolean collide(List<FoundRow> rows) {
        return rows.size() > 1
                && rows.stream()
                                .map(row -> row.values().subList(0, plan.key().size()))
                                .distinct()
                                .count()
                        > 1;
    }

    private Map<String, List<FoundRow>> fromSource(List<Suspect> suspects) {
        return find(source, suspects, suspect -> plan.soughtInSource(suspect.key()));
    }

    private Map<String, List<FoundRow>> fromTarget(List<Suspect> suspects) {
        return find(target, suspects, suspect -> plan.soughtInTarget(suspect.keyForTarget()));
    }

    private static Map<String, List<FoundRow>> find(
            KeyLookup lookup, List<Suspect> suspects, Function<Suspect, SoughtKey> sought) {
        Set<String> wanted = suspects.stream().map(Suspect::canonicalKey).collect(Collectors.toSet());
        return lookup.find(suspects.stream().map(sought).toList(), wanted);
    }

    private static List<FoundRow> rows(Map<String, List<FoundRow>> found, String key) {
        return found.getOrDefault(key, List.of());
    }

    private static List<RowHash> version(Map<String, List<FoundRow>> found, String key) {
        return KeyLookup.version(rows(found, key));
    }
}
