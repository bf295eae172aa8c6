package dev.reconcile.core.run;

import dev.reconcile.core.checkpoint.ScrubbedPart;
import dev.reconcile.core.checkpoint.TableProgress.Scrubbed;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.key.KeyRange.Between;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Scrub;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.SideWork.Both;
import dev.reconcile.core.run.TableComparison.Outcome;
import dev.reconcile.core.table.TablePair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The scrub of one table pair: which part of it a run compares, and what is known of the others. Used by one thread. */
final class PairScrub {

    private final Scrubbing scrubbing;
    private final @Nullable Scrubbed before;
    private final Consumer<@Nullable Scrubbed> keep;

    /**
     * @param before what earlier runs left; null where there were none
     * @param keep is given what the next run is to know; null where it is to begin anew
     */
    PairScrub(Scrubbing scrubbing, @Nullable Scrubbed before, Consumer<@Nullable Scrubbed> keep) {
        this.scrubbing = scrubbing;
        this.before = before;
        this.keep = keep;
    }

    /** How many rows a part of a table has of which the database thinks that it has so many. */
    long partOf(long rows) {
        return rows <= scrubbing.wholeUpTo() ? rows : 1 + (rows - 1) / scrubbing.runs();
    }

    /** Whether the tables are so small that they are compared whole. */
    boolean isForWhole(Reading reading) {
        return isSmall(reading, Side.SOURCE) && isSmall(reading, Side.TARGET);
    }

    private boolean isSmall(Reading reading, Side which) {
        ReadSide side = reading.side(which);
        return SmallTable.is(
                side.database(), side.read(), scrubbing.wholeUpTo(), reading.pace(which), reading.cancellation());
    }

    /** The outcome where the tables are compared whole. */
    Outcome whole(Outcome outcome) {
        keep.accept(null);
        return new Outcome(
                outcome.report().scrubbed(Scrub.whole(scrubbing.runs())), outcome.discrepancies(), outcome.warnings());
    }

    /** Why no part of the tables can be compared, as sentences that say what to do; empty where it can. */
    Optional<String> obstacle(Reading reading) {
        return ScrubObstacle.of(reading.sides(), reading.cancellation())
                .map(why -> "The table was not scrubbed. " + why);
    }

    /** Looks for the rows that differ, and judges. */
    @FunctionalInterface
    interface Search {

        /**
         * What the pair comes to.
         *
         * @throws HeldBackException if rows would have to be read and no read may begin any more
         */
        Outcome of(Sums sums);
    }

    /**
     * Compares the part that comes next.
     *
     * @throws HeldBackException if nothing of it may be read in this run
     */
    Outcome compare(Reading reading, TablePair pair, ComparisonPlan plan, Judgement judgement, Search search) {
        long estimate = ScrubObstacle.rows(reading.sides()).orElseThrow();
        PartRead part = PartRead.read(reading, known(reading, pair, plan, judgement), Math.max(1, partOf(estimate)));
        judgement.isOfPart("Only a part of the table was compared in this run: what is said and counted here is of that"
                + " part.");
        Outcome outcome = judged(part, judgement, search);
        RowsReport rows = outcome.report().rows();
        Scrubbed after = part.compared(outcome.report().verdict(), rows == null ? 0 : rows.different());
        keep.accept(after);
        Scrub scrub = new ScrubStory(
                        after, pair, plan, reading.sides().source().read().keyOrder())
                .tell(scrubbing.runs(), part.round(), part.place(), estimate);
        return new Outcome(
                concluded(
                        outcome.report(),
                        scrub,
                        reached(scrub, estimate, plan.oldRows() != null),
                        part.heldBack().orElse(null)),
                outcome.discrepancies(),
                outcome.warnings());
    }

    /** What was compared of these tables before. */
    private Scrubbed known(Reading reading, TablePair pair, ComparisonPlan plan, Judgement judgement) {
        String signature = Signature.ofScrub(
                plan,
                new Both<>(
                        reading.sides().source().read(),
                        reading.sides().target().read()),
                reading.options(),
                pair);
        if (before != null && Signature.scrubGoesOn(before.signature(), signature)) {
            return new Scrubbed(signature, before.parts(), before.next(), before.round());
        }
        if (before != null) {
            judgement.warn(pair
                    + ": its columns, keys, rules or accepted differences are others than when a part of it was compared last. Nothing"
                    + " of what was compared then counts any more, and its scrub begins anew.");
        }
        return new Scrubbed(signature, List.of(new ScrubbedPart(Between.EVERY_KEY, null)), 0, 1);
    }

    private static Outcome judged(PartRead part, Judgement judgement, Search search) {
        Sums sums = part.sums();
        try {
            return search.of(sums);
        } catch (HeldBackException e) {
            // The next run goes on behind this part all the same: it would come no further in it.
            return judgement.unsought(sums.reads(), sums.differences(), e);
        }
    }

    /** What the part came to, and what is known of the rest, is the table's result. */
    private static TableReport concluded(
            TableReport ofPart, Scrub scrub, String reached, @Nullable HeldBackException heldBack) {
        List<String> reasons = new ArrayList<>(ofPart.reasons());
        Verdict verdict = ofPart.verdict();
        if (heldBack != null) {
            verdict = verdict == Verdict.MATCH ? Verdict.INCONCLUSIVE : verdict;
            reasons.add("The part ends earlier than it should, because what follows "
                    + heldBack.why().reason() + ". The next run goes on from there. " + heldBack.getMessage());
        }
        List<Scrub.Part> doubtful = scrub.doubtful();
        if (!doubtful.isEmpty()) {
            verdict = verdict == Verdict.MATCH ? Verdict.INCONCLUSIVE : verdict;
            reasons.add(ofDoubtful(doubtful));
        }
        reasons.add(reached);
        TableReport report = ofPart.judged(verdict, reasons).scrubbed(scrub);
        return heldBack == null ? report : report.skipped(heldBack.why());
    }

    /** How much of the table has ever been compared. */
    private static String reached(Scrub scrub, long estimate, boolean ofOldRows) {
        Optional<Instant> since = scrub.comparedSince();
        if (since.isPresent()) {
            return "Every key of the table was compared since " + seconds(since.get())
                    + (ofOldRows ? ", where its row was old enough then." : ".");
        }
        long compared = scrub.parts().stream()
                .filter(part -> part.comparedAt() != null)
                .mapToLong(Scrub.Part::rows)
                .sum();
        return compared < estimate
                ? "About " + scrub.percentCompared() + "% of the table has been compared so far; the rest never was."
                : String.format(
                        Locale.ROOT,
                        "So far %,d rows have been compared, as many as the databases think the table has; it has more, and"
                                + " the rest never was. Nobody knows how many: have the databases gather statistics"
                                + " (PostgreSQL: ANALYZE).",
                        compared);
    }

    private static String ofDoubtful(List<Scrub.Part> parts) {
        Instant first = parts.stream()
                .map(Scrub.Part::comparedAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "Other parts that did not match when they were compared last: %,d, compared since %s; rows that were"
                        + " found to differ then: %,d. Nobody knows whether they do by now, until the scrub comes to them again. Recheck what those runs"
                        + " reported, or compare the table whole, to know sooner.",
                parts.size(),
                seconds(first),
                parts.stream().mapToLong(Scrub.Part::differentRows).sum());
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
