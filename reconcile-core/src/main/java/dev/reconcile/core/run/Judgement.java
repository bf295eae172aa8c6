package dev.reconcile.core.run;

import dev.reconcile.core.compare.BucketDifferences;
import dev.reconcile.core.compare.ChangedRows;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence;
import dev.reconcile.core.finding.Evidence.CollidingKeys;
import dev.reconcile.core.finding.Evidence.Contents;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.Evidence.UnpairedColumn;
import dev.reconcile.core.report.AcceptedRows;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Halted;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.SideWork.Both;
import dev.reconcile.core.run.TableComparison.Outcome;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the descriptions of a pair's tables, their reads and the search for the rows that differ say of the pair: evidence,
 * reasons, and from them the verdict. It reads nothing itself.
 */
final class Judgement {

    private final RunOptions options;
    private final TablePair pair;
    private final Both<TableDescription, TableDescription> tables;
    private final ComparisonPlan plan;
    private final Stopwatch watch;
    private final List<String> reasons = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<String> unusedEntries = new ArrayList<>();
    private final List<String> furtherWarnings = new ArrayList<>();
    private boolean countsLeftOpen;
    private boolean contentsLeftOpen;
    private boolean readAgain;
    private boolean partial;
    private boolean partsUnread;
    private boolean notAllWasSought;
    private @Nullable Skipped skipped;

    Judgement(
            TablePair pair,
            Both<TableDescription, TableDescription> tables,
            ComparisonPlan plan,
            RunOptions options,
            Stopwatch watch) {
        this.options = options;
        this.pair = pair;
        this.tables = tables;
        this.plan = plan;
        this.watch = watch;
    }

    /** The outcome where neither side is read, for this reason: what the descriptions tell stands all the same. */
    Outcome withoutReading(String reason) {
        reasons.add(reason);
        judgeSchema();
        return outcome(new TableReport(
                pair.source().toString(),
                pair.target().toString(),
                evidence.isEmpty() ? Verdict.INCONCLUSIVE : Verdict.MISMATCH,
                reasons,
                null,
                null,
                null,
                null,
                null,
                null,
                plan.key(),
                List.of(),
                plan.uncompared(),
                List.of(),
                watch.milliseconds()));
    }

    /** Sums differed, and when the rows were read none did; the sums are read again. */
    void sumsDifferedForNoRow() {
        readAgain = true;
    }

    /** Only a part of the keys is compared, as a sentence. */
    void isOfPart(String which) {
        partial = true;
        reasons.add(which);
    }

    /** Somebody held a lock on a part of the tables, and nothing is known of it. What differs elsewhere stands all the same. */
    void wasNotRead(Unread unread) {
        skipped = Skipped.LOCKED;
        partsUnread = true;
        ValuePolicy values = new ValuePolicy(pair, plan, options.rows().shownValues());
        reasons.add("Rows with these keys were not compared, because they stayed locked: " + unread.told(values) + ". "
                + unread.reason() + " What is said here is said of the others.");
    }

    /** Somebody held a lock while the rows that differ were sought. */
    void wasNotSought(String reason) {
        skipped = Skipped.LOCKED;
        contentsLeftOpen = true;
        notAllWasSought = true;
        reasons.add("Not all rows that differ were sought, because they stayed locked. " + reason);
    }

    /** Something that the reader of the report should know, as a sentence that names the table. */
    void warn(String warning) {
        furtherWarnings.add(warning);
    }

    /** The outcome of these counts. */
    Outcome ofCounts(CountLooks.Counted counted) {
        judgeLooks(counted);
        return concluded(counted.last(), null, null);
    }

    /** The outcome of these reads, and of the search for the rows that differ where there was one. */
    Outcome of(Both<SideRead, SideRead> reads, @Nullable BucketDifferences differences, @Nullable RowsReport rows) {
        judgeSchema();
        if (rows != null && differences != null) {
            judgeRows(rows, differences, reads);
        } else {
            judgeCounts(reads.source().count(), reads.target().count());
            if (readAgain) {
                reasons.add("The contents differed when they were read first, and agreed when they were read again.");
            }
            if (differences != null) {
                judgeContents(differences, reads);
                sayThatNobodyLookedAgain(differences);
            }
        }
        return concluded(reads, differences, rows);
    }

    /** The outcome of these reads where the search for the rows that differ was held back. */
    Outcome unsought(Both<SideRead, SideRead> reads, BucketDifferences differences, HeldBackException heldBack) {
        judgeSchema();
        contentsLeftOpen = true;
        skipped = heldBack.why();
        reasons.add(String.format(
                Locale.ROOT,
                "The contents differ in %,d of %,d buckets, and which rows differ was not sought, because that %s. %s",
                differences.different(),
                differences.compared(),
                heldBack.why().reason(),
                heldBack.getMessage()));
        return concluded(reads, differences, null);
    }

    private Outcome concluded(
            Both<SideRead, SideRead> reads, @Nullable BucketDifferences differences, @Nullable RowsReport rows) {
        Verdict verdict = verdict(rows);
        if (options.depth() == Depth.ROWS && !partial && skipped == null && changed() == null) {
            unusedEntries.addAll(AcceptedWarnings.unused(plan, watch.day(), rows));
        }
        TableReport report = new TableReport(
                pair.source().toString(),
                pair.target().toString(),
                verdict,
                reasons,
                options.depth(),
                reads.source().report(),
                reads.target().report(),
                differences == null ? null : differences.compared(),
                differences == null ? null : differences.different(),
                rows,
                plan.key(),
                differences == null ? List.of() : plan.comparedColumns(),
                differences == null ? List.of() : plan.uncompared(),
                reductions(differences),
                watch.milliseconds());
        return outcome(differences == null ? report : report.softened(plan.softenedColumns()));
    }

    private Outcome outcome(TableReport report) {
        Instant now = watch.clock().instant();
        return new Outcome(
                asFar(report),
                evidence.stream()
                        .map(e -> Discrepancy.of(
                                pair.source().toString(), pair.target().toString(), e, now))
                        .toList(),
                warnings());
    }

    private TableReport asFar(TableReport report) {
        TableReport reached = skipped == null ? report : report.skipped(skipped);
        return changed() == null
                ? reached
                : reached.ofRowsChangedSince(changed().since());
    }

    private void judgeLooks(CountLooks.Counted counted) {
        Both<SideRead, SideRead> first = counted.first();
        switch (counted.answer()) {
            case AGREE -> {
                if (counted.looks() > 1) {
                    reasons.add(String.format(
                            Locale.ROOT,
                            "The row counts differed at first: %,d in the source, %,d in the target. They agreed when"
                                    + " they were taken again, at look %d.",
                            first.source().count(),
                            first.target().count(),
                            counted.looks()));
                }
            }
            case DIFFER -> {
                judgeCounts(
                        counted.last().source().count(), counted.last().target().count());
                if (counted.looks() > 1) {
                    reasons.add(String.format(
                            Locale.ROOT,
                            "Neither count changed in %s and %d looks.",
                            seconds(options.rows().confirmDelay()),
                            counted.looks()));
                }
            }
            case UNKNOWN -> {
                countsLeftOpen = true;
                reasons.add(String.format(
                        Locale.ROOT,
                        "The row counts differed at each of %d looks, last %,d in the source and %,d in the target, and"
                                + " they change: counts cannot tell a target that is behind from one that lacks rows."
                                + " Use --validate-checksums, which looks at each row again, or run when nobody"
                                + " writes.",
                        counted.looks(),
                        counted.last().source().count(),
                        counted.last().target().count()));
            }
        }
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }

    private void judgeCounts(long sourceCount, long targetCount) {
        if (sourceCount == targetCount) {
            return;
        }
        if (changed() != null) {
            countsLeftOpen = true;
            reasons.add(String.format(
                    Locale.ROOT,
                    "Of the rows changed since %s there are %,d in the source and %,d in the target, which says only that"
                            + " some differ or that the target has yet to change them: it is the keys that tell. Use"
                            + " --validate-checksums without --no-row-details.",
                    ChangedRows.text(changed().since()),
                    sourceCount,
                    targetCount));
            return;
        }
        if (plan.oldRows() != null && targetCount > sourceCount) {
            countsLeftOpen = true;
            reasons.add(String.format(
                    Locale.ROOT,
                    "The target holds more old rows: %,d in the source, %,d in the target. So do rows that were written"
                            + " in the source since and that the target still holds as they were; only the keys tell"
                            + " which. Use --validate-checksums without --no-row-details.",
                    sourceCount,
                    targetCount));
            return;
        }
        evidence.add(RowCounts.of(sourceCount, targetCount));
        reasons.add(String.format(
                Locale.ROOT, "The row counts differ: %,d in the source, %,d in the target.", sourceCount, targetCount));
    }

    /** A column that the target lacks is a finding where contents are compared, and a warning where they are not. */
    private void judgeSchema() {
        if (options.depth() == Depth.COUNTS) {
            return;
        }
        for (Column column : plan.unpaired()) {
            evidence.add(new UnpairedColumn(column.name(), column.nativeType()));
            reasons.add(tables.target().name() + " lacks the source's column " + column + ".");
        }
    }

    /** Two numbers of the target's rows stand in the report then. */
    private void sayHowOftenTheTargetDatesOtherwise(long byKey, long counted) {
        if (byKey != counted) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "The target has %,d rows where they are looked up by their keys, and dates %,d of its own since then.",
                    byKey,
                    counted));
        }
    }

    private void judgeContents(BucketDifferences differences, Both<SideRead, SideRead> reads) {
        if (differences.none()) {
            return;
        }
        if (differences.explainedByCounts()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "The contents differ in %,d of %,d buckets, no more than the row counts explain; whether rows"
                            + " that both sides have differ too is not known.",
                    differences.different(),
                    differences.compared()));
            return;
        }
        if (changed() != null) {
            contentsLeftOpen = true;
            reasons.add(String.format(
                    Locale.ROOT,
                    "The contents of the rows changed since %s differ in %,d of %,d buckets. Whether in more than rows"
                            + " that the target calls older only the rows tell: leave out --no-row-details.",
                    ChangedRows.text(changed().since()),
                    differences.different(),
                    differences.compared()));
            return;
        }
        if (plan.oldRows() != null) {
            contentsLeftOpen = true;
            reasons.add(String.format(
                    Locale.ROOT,
                    "The contents of the old rows differ in %,d of %,d buckets. Whether in more than rows that were"
                            + " written in the source since only the rows tell: leave out --no-row-details.",
                    differences.different(),
                    differences.compared()));
            return;
        }
        if (!plan.tolerantColumns().isEmpty()) {
            contentsLeftOpen = true;
            reasons.add(String.format(
                    Locale.ROOT,
                    "The contents differ in %,d of %,d buckets. Whether by more than the tolerance of %s only the rows"
                            + " tell: leave out --no-row-details.",
                    differences.different(),
                    differences.compared(),
                    String.join(", ", plan.tolerantColumns())));
            return;
        }
        evidence.add(contents(differences, reads));
        reasons.add(String.format(
                Locale.ROOT,
                "The contents differ in %,d of %,d buckets.",
                differences.different(),
                differences.compared()));
    }

    private void sayThatNobodyLookedAgain(BucketDifferences differences) {
        if (!differences.none()
                && !contentsLeftOpen
                && !options.rows().confirmDelay().isZero()) {
            reasons.add("What differs was seen once and not looked at again: on a table that moves, rows may have been"
                    + " on their way. Leave out --no-row-details to have each looked at again.");
        }
    }

    private static Contents contents(BucketDifferences differences, Both<SideRead, SideRead> reads) {
        return new Contents(
                String.valueOf(reads.source().report().checksum()),
                String.valueOf(reads.target().report().checksum()),
                differences.compared(),
                differences.different());
    }

    /** The rows that were changed lately, where only those are compared. */
    private ChangedRows.@Nullable Told changed() {
        return plan.changedRows() instanceof ChangedRows.Told told ? told : null;
    }

    /** What the rows say stands above what counts and sums said: those were read earlier, and only once. */
    private void judgeRows(RowsReport rows, BucketDifferences differences, Both<SideRead, SideRead> reads) {
        long sourceCount = reads.source().count();
        long acceptedMissing =
                rows.accepted().stream().mapToLong(AcceptedRows::missing).sum();
        long acceptedExtra =
                rows.accepted().stream().mapToLong(AcceptedRows::extra).sum();
        // The target may call rows of its own older that the source has changed: they are there all the same.
        long targetCount = changed() == null
                ? reads.target().count()
                : sourceCount - rows.missing() - acceptedMissing + rows.extra() + acceptedExtra;
        boolean countsDiffer =
                sourceCount != targetCount + acceptedMissing - acceptedExtra && rows.missing() != rows.extra();
        if (countsDiffer) {
            evidence.add(new RowCounts(
                    sourceCount, targetCount, rows.missing(), rows.extra(), acceptedMissing, acceptedExtra));
            sayHowOftenTheTargetDatesOtherwise(targetCount, reads.target().count());
        }
        if (rows.changed() > 0 || (rows.different() > 0 && !countsDiffer)) {
            evidence.add(contents(differences, reads));
        }
        Halted halted = rows.halted();
        if (halted != null) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "More than %s %s: halted after %,d of the %,d rows among which they were sought. The numbers of rows"
                            + " that differ are those of the part that was searched.",
                    halted.above(),
                    halted.above().equals("1 row") ? "differs" : "differ",
                    halted.searchedRows(),
                    halted.rowsToSearch()));
            if (!countsDiffer && sourceCount != targetCount) {
                reasons.add(String.format(
                        Locale.ROOT,
                        "The row counts differed when they were read: %,d in the source, %,d in the target.",
                        sourceCount,
                        targetCount));
            }
        }
        if (rows.different() > 0) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "Rows differ: %,d missing in the target, %,d extra there, %,d changed.",
                    rows.missing(),
                    rows.extra(),
                    rows.changed()));
        }
        for (AcceptedRows accepted : rows.accepted()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "Accepted until %s by %s (%s): %,d missing, %,d extra, %,d changed.",
                    accepted.until(),
                    accepted.entry(),
                    accepted.reason(),
                    accepted.missing(),
                    accepted.extra(),
                    accepted.changed()));
        }
        if (rows.keyCollisions() > 0) {
            evidence.add(new CollidingKeys(plan.key(), rows.keyCollisions()));
            reasons.add(String.format(
                    Locale.ROOT,
                    "Several rows of one side share a key once it is reduced to what both sides hold: %,d %s.",
                    rows.keyCollisions(),
                    rows.keyCollisions() == 1 ? "key" : "keys"));
        }
        if (rows.isEmpty() && !notAllWasSought) {
            reasons.add("The contents differed, and no row differed when the rows were read again: the tables may have"
                    + " come to agree meanwhile. Run again to be sure.");
        }
        if (rows.tolerated() > 0) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "Rows that differ by no more than the tolerance of %s and count as equal: %,d.",
                    String.join(", ", plan.tolerantColumns()),
                    rows.tolerated()));
        }
        if (rows.inFlight() > 0) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "Rows that differed at first agreed when they were looked at again: %,d were in flight.",
                    rows.inFlight()));
        }
        if (rows.younger() > 0) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "Keys that differed and whose source row is too young to be compared: %,d. They are left out.",
                    rows.younger()));
        }
        if (rows.unsettled() > 0) {
            reasons.add(String.format(Locale.ROOT, unsettledRows(), rows.unsettled()));
        }
    }

    private String unsettledRows() {
        if (!plan.key().isEmpty()) {
            return "Rows that changed whenever they were looked at, or that their keys no longer found: %,d; whether they"
                    + " differ is not known. Run again.";
        }
        if (changed() != null) {
            return "Rows without a key that only one side holds as changed lately: %,d; whether the other one holds them as"
                    + " older is not known. Give the pair a key, or compare rows of every age.";
        }
        return plan.oldRows() == null
                ? "Rows without a key that differed at first, while others differed later: %,d; whether those are the same"
                        + " rows is not known. Run when nobody writes, or give the pair a key."
                : "Rows without a key that only the target holds as old ones, or that differed while others did later: %,d;"
                        + " whether the source has written them since is not known. Give the pair a key, or compare rows"
                        + " of every age.";
    }

    private Verdict verdict(@Nullable RowsReport rows) {
        boolean contentsCompared = options.depth() != Depth.COUNTS;
        if (contentsCompared) {
            plan.uncompared().stream()
                    .filter(column -> !column.excluded())
                    .forEach(column -> reasons.add(column.column() + " was not compared: " + column.reason()));
        }
        if (!evidence.isEmpty()) {
            return Verdict.MISMATCH;
        }
        if (countsLeftOpen || contentsLeftOpen || (contentsCompared && plan.leavesGaps())) {
            return Verdict.INCONCLUSIVE;
        }
        // Sums that differ although no row was seen to be late, near enough or different leave something unexplained.
        if (rows != null && (rows.unsettled() > 0 || rows.isEmpty())) {
            return Verdict.INCONCLUSIVE;
        }
        if (partsUnread) {
            reasons.add("The others agree in " + columns(plan.pairs().size()) + ".");
            return Verdict.INCONCLUSIVE;
        }
        reasons.addAll(plan.leftOutRows(pair));
        reasons.add(agreement(rows, contentsCompared));
        return Verdict.MATCH;
    }

    private String agreement(@Nullable RowsReport rows, boolean contentsCompared) {
        String columns = columns(plan.pairs().size()) + ".";
        boolean isAll = rows == null || rows.acceptedRows() + rows.younger() == 0;
        if (changed() != null) {
            String which = "rows changed since " + ChangedRows.text(changed().since());
            if (!contentsCompared) {
                return "The numbers of the " + which + " agree; contents and older rows were not compared.";
            }
            String how = rows == null ? "The " : isAll ? "In the end all " : "In the end all other ";
            return how + which + " agree in " + columns + " Older rows were not compared.";
        }
        if (!contentsCompared) {
            return "The row counts agree; contents were not compared.";
        }
        String how = rows == null
                ? "The row counts agree, and so do the contents of "
                : isAll ? "In the end all rows agree in " : "In the end all other rows agree in ";
        return how + columns;
    }

    /** What of the rows and of their values was left out before comparing. */
    private List<String> reductions(@Nullable BucketDifferences differences) {
        List<String> reductions = new ArrayList<>(plan.leftOutRows(pair));
        if (differences != null) {
            reductions.addAll(plan.reductions());
        }
        return reductions;
    }

    private static String columns(int count) {
        return count == 1 ? "the 1 column compared" : "all " + count + " columns compared";
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        warnings.addAll(tables.source().warnings());
        warnings.addAll(tables.target().warnings());
        warnings.addAll(furtherWarnings);
        plan.leftOutRows(pair).forEach(left -> warnings.add(pair + ": " + left));
        plan.warnings().forEach(warning -> warnings.add(pair + ": " + warning));
        AcceptedWarnings.notApplied(plan, watch.day(), options.depth())
                .forEach(warning -> warnings.add(pair + ": " + warning));
        unusedEntries.forEach(warning -> warnings.add(pair + ": " + warning));
        if (options.depth() == Depth.COUNTS) {
            for (Column column : plan.unpaired()) {
                warnings.add(pair + ": the target lacks the source's column " + column + ".");
            }
        }
        return warnings;
    }
}
