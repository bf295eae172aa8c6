package dev.reconcile.core.run;

import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.run.KeyLookup.FoundRow;
import dev.reconcile.core.run.RowVersions.Partners;
import dev.reconcile.core.run.Suspect.Sight;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks again at keys whose rows differed, until each is settled: source, then target, then source again, by key and in
 * batches. A target at any version that the source has had since is only behind. A target that still differs after the
 * source stood still for the whole delay differs for good. What never comes to rest stays unknown.
 *
 * <p>A row that changes all the time has many versions between two looks, and the target shows one of them some time
 * later. So that it is among those that were seen, such rows are watched while the others are waited for.
 */
final class Looks {

    private static final int KEYS_PER_LOOKUP = 500;

    /** How often rows that change are looked at during one wait, where they are few. */
    private static final int MOST_ROUNDS = 200;

    /** How many versions may be remembered of one wait, so that many rows that change take no more memory than a few. */
    private static final int VERSIONS_OF_A_WAIT = 100_000;

    /** How often they are looked at where nobody waits. */
    private static final int ROUNDS_WITHOUT_WAIT = 20;

    /** A database that is busy for so long with a round is left alone for so many times as long. */
    private static final int REST_AFTER_ROUND = 4;

    private final ComparisonPlan plan;
    private final KeyLookup source;
    private final KeyLookup target;
    private final @Nullable KeyLookup youngInSource;
    private final RowOptions options;
    private final RowPairing pairing;
    private final RowVersions versions;
    private final Settling tally;
    private final Waiting waiting;
    private final InstantSource clock;
    private Duration now = Duration.ZERO;

    /**
     * Looks at rows of every age.
     *
     * @param youngInSource finds the source's rows that are too young to be compared; null where rows of every age are
     * @param clock tells how long a round took, and decides nothing else
     */
    Looks(
            ComparisonPlan plan,
            KeyLookup source,
            KeyLookup target,
            @Nullable KeyLookup youngInSource,
            RowOptions options,
            Settling tally,
            Waiting waiting,
            InstantSource clock) {
        this.plan = plan;
        this.source = source;
        this.target = target;
        this.youngInSource = youngInSource;
        this.options = options;
        this.pairing = new RowPairing(plan);
        this.versions = new RowVersions(plan);
        this.tally = tally;
        this.waiting = waiting;
        this.clock = clock;
    }

    /** Waits between looks. */
    interface Waiting {

        /** So many keys are to be looked at again after so long; nobody waits yet. */
        void begins(int keys, Duration wait);

        /** Waits, as a part of what has begun. */
        void pause(Duration part);

        /** Rows are about to be looked up; waits while the run pauses. */
        default void beforeLookup() {}

        /** Waiting of which a listener is told, and which a cancellation ends. */
        static Waiting of(TablePair pair, RunListener listener, Cancellation cancellation) {
            return of(pair, listener, ofRun -> {}, cancellation);
        }

        /**
         * The same in a run that may pause.
         *
         * @param whilePaused waits until it does not
         */
        static Waiting of(
                TablePair pair, RunListener listener, Consumer<Cancellation> whilePaused, Cancellation cancellation) {
            return new Waiting() {
                @Override
                public void begins(int keys, Duration wait) {
                    listener.lookingAgain(pair, keys, wait);
                }

                @Override
                public void pause(Duration part) {
                    Pause.of(part, cancellation);
                }

                @Override
                public void beforeLookup() {
                    whilePaused.accept(cancellation);
                }
            };
        }
    }

    /**
     * Settles all, and tells the tally what each is.
     *
     * @return those of which no look found a row, so that nothing is known of them
     */
    List<Suspect> settle(List<Suspect> suspects) {
        int planned = options.plannedLooks();
        // The parts of the delay are cut to nanoseconds and may add up to a little less.
        Duration stillNeeded =
                planned == 1 ? Duration.ZERO : options.confirmDelay().minusMillis(1);
        List<Suspect> unfound = new ArrayList<>();
        List<Suspect> open = suspects;
        for (int look = 1; !open.isEmpty(); look++) {
            if (look > 1) {
                open = await(open, options.waitBefore(look));
            }
            boolean last = look >= 2 * planned;
            List<Suspect> next = new ArrayList<>();
            for (List<Suspect> batch : batches(open)) {
                lookAt(batch, stillNeeded, last, next, unfound);
            }
            open = next;
            tally.looked(look);
        }
        return unfound;
    }

    private void lookAt(
            List<Suspect> batch, Duration stillNeeded, boolean last, List<Suspect> open, List<Suspect> unfound) {
        waiting.beforeLookup();
        Map<String, List<FoundRow>> before = fromSource(batch);
        Map<String, List<FoundRow>> between = fromTarget(batch);
        Map<String, List<FoundRow>> after = fromSource(batch);
        Set<String> young = youngKeys(batch);
        for (Suspect suspect : batch) {
            String key = suspect.canonicalKey();
            if (young.contains(key)) {
                tally.isYoung();
                continue;
            }
            Sight sight = suspect.seen(version(before, key), version(between, key), version(after, key), now, versions);
            if (!suspect.wasFound()) {
                unfound.add(suspect);
            } else if (sight != Sight.APART) {
                agrees(sight, version(after, key), version(between, key));
            } else if (suspect.isStill() && suspect.stillFor(now).compareTo(stillNeeded) >= 0) {
                settled(rows(after, key), rows(between, key), Confirmation.PERSISTENT);
            } else if (last) {
                settled(rows(after, key), rows(between, key), Confirmation.VOLATILE);
            } else {
                open.add(suspect);
            }
        }
    }

    /**
     * Waits, and meanwhile watches the rows that change until the target shows one of the source's versions.
     *
     * @return the rows that are left
     */
    private List<Suspect> await(List<Suspect> suspects, Duration wait) {
        if (!wait.isZero()) {
            waiting.begins(suspects.size(), wait);
        }
        List<Suspect> open = new ArrayList<>(suspects);
        List<Suspect> restless =
                open.stream().filter(suspect -> !suspect.isStill()).toList();
        int rounds = wait.isZero()
                ? ROUNDS_WITHOUT_WAIT
                : Math.min(MOST_ROUNDS, 1 + VERSIONS_OF_A_WAIT / Math.max(1, restless.size()));
        Duration left = wait;
        for (int round = 0; round < rounds && !restless.isEmpty(); round++) {
            Instant start = clock.instant();
            Set<Suspect> agreeing = agreeing(restless);
            Duration rest = shorter(left, longer(wait.dividedBy(rounds), restAfter(start)));
            restless = restless.stream()
                    .filter(suspect -> !agreeing.contains(suspect))
                    .toList();
            open.removeAll(agreeing);
            if (!open.isEmpty()) {
                pause(rest);
                left = left.minus(rest);
            }
        }
        if (!open.isEmpty()) {
            pause(left);
        }
        return open;
    }

    private Duration restAfter(Instant start) {
        return Duration.between(start, clock.instant()).multipliedBy(REST_AFTER_ROUND);
    }

    private void pause(Duration part) {
        if (!part.isZero()) {
            waiting.pause(part);
            now = now.plus(part);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Which of these rows the target shows at a version that the source had, or near enough to one. */
    private Set<Suspect> agreeing(List<Suspect> suspects) {
        Set<Suspect> agreeing = new HashSet<>();
        for (List<Suspect> batch : batches(suspects)) {
            waiting.beforeLookup();
            Map<String, List<FoundRow>> ofTarget = fromTarget(batch);
            Map<String, List<FoundRow>> ofSource = fromSource(batch);
            for (Suspect suspect : batch) {
                String key = suspect.canonicalKey();
                Sight sight = suspect.seenMoving(version(ofTarget, key), version(ofSource, key), now, versions);
                if (sight != Sight.APART) {
                    agrees(sight, version(ofSource, key), version(ofTarget, key));
                    agreeing.add(suspect);
                }
            }
        }
        return agreeing;
    }

    private void agrees(Sight sight, List<RowVersion> ofSource, List<RowVersion> ofTarget) {
        if (sight == Sight.NEAR) {
            tally.wereTolerated(versions.partners(ofSource, ofTarget).near().size());
        } else {
            tally.wereInFlight(1);
        }
    }

    private static List<List<Suspect>> batches(List<Suspect> suspects) {
        List<List<Suspect>> batches = new ArrayList<>();
        for (int from = 0; from < suspects.size(); from += KEYS_PER_LOOKUP) {
            batches.add(suspects.subList(from, Math.min(suspects.size(), from + KEYS_PER_LOOKUP)));
        }
        return batches;
    }

    private void settled(List<FoundRow> ofSource, List<FoundRow> ofTarget, Confirmation confirmation) {
        if (confirmation == Confirmation.PERSISTENT && (collide(ofSource) || collide(ofTarget))) {
            tally.keyCollides();
        }
        Partners partners = versions.partners(KeyLookup.version(ofSource), KeyLookup.version(ofTarget));
        tally.wereTolerated(partners.near().size());
        pairing.differences(ofSource, ofTarget, partners, confirmation).forEach(tally::differs);
    }

    private boolean collide(List<FoundRow> rows) {
        return rows.size() > 1
                && rows.stream()
                                .map(row -> row.values().subList(0, plan.key().size()))
                                .distinct()
                                .count()
                        > 1;
    }

    /** A key is as young as the youngest of its rows in the source: the target may still lack that one. */
    private Set<String> youngKeys(List<Suspect> suspects) {
        return youngInSource == null
                ? Set.of()
                : find(youngInSource, suspects, suspect -> plan.soughtInSource(suspect.key()))
                        .keySet();
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

    private static List<RowVersion> version(Map<String, List<FoundRow>> found, String key) {
        return KeyLookup.version(rows(found, key));
    }
}
