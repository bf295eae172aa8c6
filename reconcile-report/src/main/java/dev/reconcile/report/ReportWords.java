package dev.reconcile.report;

import dev.reconcile.core.finding.Evidence;
import dev.reconcile.core.finding.Evidence.CollidingKeys;
import dev.reconcile.core.finding.Evidence.Contents;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.Evidence.UnpairedColumn;
import dev.reconcile.core.report.AcceptedRows;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.SoftenedColumn;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.report.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a report says, in the sentences that every format for people has in common. */
final class ReportWords {

    /** For what is not known. */
    static final String UNKNOWN = "-";

    private static final String NOT_ALL_READ = "A part of the table was not compared: the reasons say which.";
    private static final String NOT_ALL_FOUND =
            "Halted before all rows that differ were found: there may be more than are counted here.";

    private ReportWords() {}

    /** With separated thousands: {@code 1,234,567}. */
    static String number(@Nullable Long number) {
        return number == null ? UNKNOWN : String.format(Locale.ROOT, "%,d", number);
    }

    /** Tenths of a second up to a minute, then minutes and seconds. */
    static String duration(long milliseconds) {
        if (milliseconds < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", milliseconds / 1000.0);
        }
        long seconds = milliseconds / 1000;
        return String.format(Locale.ROOT, "%,d min %d s", seconds / 60, seconds % 60);
    }

    /** How often rows were looked at: {@code Looked at 3 times}. */
    static String looks(int looks) {
        return switch (looks) {
            case 0 -> "Not looked at again";
            case 1 -> "Looked at once";
            default -> "Looked at " + looks + " times";
        };
    }

    /** Why more may differ than was found; empty where all was. */
    static Optional<String> caveat(TableReport table) {
        if (table.isHalted()) {
            return Optional.of(NOT_ALL_FOUND);
        }
        return table.skipped() == null ? Optional.empty() : Optional.of(NOT_ALL_READ);
    }

    /** How many differences can be named and are not among the first of the details. */
    static long notShown(TableReport table, RowsReport rows, long shown) {
        return rows.different() + rows.unsettled() - table.namelessRows() - shown;
    }

    /** An equal count is easily read as equal contents. Empty where no table matches by its count alone. */
    static Optional<String> whatCountsLeaveOpen(Report report) {
        long counted = report.tables().stream()
                .filter(table -> table.verdict() == Verdict.MATCH && table.compared() == Depth.COUNTS)
                .count();
        return counted == 0
                ? Optional.empty()
                : Optional.of("Of " + (counted == 1 ? "1 matching table" : number(counted) + " matching tables")
                        + " only the row counts were compared.");
    }

    /** Rows of which nobody looked at the older ones are easily taken for all. Empty where rows of every age were compared. */
    static Optional<String> whatIsOlder(Report report) {
        List<TableReport> changed = report.tables().stream()
                .filter(table -> table.changedSince() != null)
                .toList();
        return changed.stream()
                .map(TableReport::changedSince)
                .filter(Objects::nonNull)
                .findFirst()
                .map(since -> "Of " + (changed.size() == 1 ? "1 table" : number((long) changed.size()) + " tables")
                        + " only rows were compared that were changed since " + ConsoleText.time(since) + ".");
    }

    /** What a finding rests on, in one sentence or several lines. */
    static List<String> describe(Evidence evidence) {
        if (evidence instanceof RowCounts counts) {
            String sentence = number(counts.sourceCount()) + " rows in the source, " + number(counts.targetCount())
                    + " in the target: " + missingAndExtra(counts) + ".";
            return counts.acceptedMissing() + counts.acceptedExtra() == 0
                    ? List.of(sentence)
                    : List.of(
                            sentence,
                            "Accepted beside them: " + number(counts.acceptedMissing()) + " missing, "
                                    + number(counts.acceptedExtra()) + " extra.");
        }
        if (evidence instanceof Contents contents) {
            return List.of(
                    "The contents differ in " + number((long) contents.bucketsDifferent()) + " of "
                            + number((long) contents.bucketsCompared()) + " buckets.",
                    "Source checksum " + contents.sourceChecksum(),
                    "Target checksum " + contents.targetChecksum());
        }
        if (evidence instanceof UnpairedColumn unpaired) {
            return List.of(
                    "The target has no column for the source's " + unpaired.column() + " (" + unpaired.type() + ").");
        }
        if (evidence instanceof CollidingKeys colliding) {
            return List.of("Several rows of one side share a key once it is reduced to what both sides hold: "
                    + number(colliding.keys()) + (colliding.keys() == 1 ? " key" : " keys") + " of "
                    + String.join(", ", colliding.columns()) + ".");
        }
        throw new IllegalArgumentException("No text is defined for " + evidence + ".");
    }

    private static String missingAndExtra(RowCounts counts) {
        if (counts.extraRows() == 0) {
            return "at least " + number(counts.missingRows()) + " missing";
        }
        if (counts.missingRows() == 0) {
            return "at least " + number(counts.extraRows()) + " extra";
        }
        return number(counts.missingRows()) + " missing, " + number(counts.extraRows()) + " extra";
    }

    /** By whose leave rows differ, until when, and how many. */
    static String describe(AcceptedRows accepted) {
        return "Until " + accepted.until() + ", " + accepted.reason() + " (" + accepted.entry() + "): "
                + number(accepted.missing()) + " missing, " + number(accepted.extra()) + " extra, "
                + number(accepted.changed()) + " changed.";
    }

    /** A column and in what way it is softened. */
    static String describe(SoftenedColumn column) {
        String how = switch (column.by()) {
            case RULE -> "by rule";
            case PRESET -> "by preset";
            case ROUNDING -> "fractions rounded half up";
            case TRUNCATION -> "fractions truncated";
        };
        return column.column() + " (" + how + ")";
    }

    /** A column and why it was not compared. */
    static String describe(UncomparedColumn column) {
        return column.column() + (column.excluded() ? " (excluded): " : ": ") + column.reason();
    }
}
