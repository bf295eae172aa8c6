package dev.reconcile.core.report;

import dev.reconcile.core.finding.Discrepancy;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The report of one run. Every rendering shows this one model.
 *
 * @param runId identifies the run
 * @param version the version of reconcile that ran
 * @param timestamp when the run ended
 * @param durationMs how long it took, in milliseconds
 * @param complete whether the run came to its end; false where it was interrupted
 * @param tables one result for each table pair, in the order asked for
 * @param discrepancies all findings, in the order of the tables
 * @param recommendations what to do about them, in the order in which to do it
 * @param warnings what the reader should know beside the results, one sentence each
 * @param detailsFile the file in which every row that differs stands; null where there is none
 */
public record Report(
        String runId,
        String version,
        Instant timestamp,
        long durationMs,
        boolean complete,
        List<TableReport> tables,
        List<Discrepancy> discrepancies,
        List<String> recommendations,
        List<String> warnings,
        @Nullable String detailsFile) {

    public Report {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(timestamp, "timestamp");
        tables = List.copyOf(tables);
        discrepancies = List.copyOf(discrepancies);
        recommendations = List.copyOf(recommendations);
        warnings = List.copyOf(warnings);
    }

    /** A report without a file of details. */
    public Report(
            String runId,
            String version,
            Instant timestamp,
            long durationMs,
            boolean complete,
            List<TableReport> tables,
            List<Discrepancy> discrepancies,
            List<String> recommendations,
            List<String> warnings) {
        this(runId, version, timestamp, durationMs, complete, tables, discrepancies, recommendations, warnings, null);
    }

    /** The same report with these warnings instead of its own. */
    public Report withWarnings(List<String> others) {
        return new Report(
                runId,
                version,
                timestamp,
                durationMs,
                complete,
                tables,
                discrepancies,
                recommendations,
                others,
                detailsFile);
    }

    /** The same report with no values of rows but their keys; of tables without a key, with none at all. */
    public Report withoutValues() {
        return new Report(
                runId,
                version,
                timestamp,
                durationMs,
                complete,
                tables.stream().map(TableReport::withoutValues).toList(),
                discrepancies,
                recommendations,
                warnings,
                detailsFile);
    }

    /** The same report with nothing of any row, nor where it stands, for those who may see verdicts and numbers alone. */
    public Report withoutRows() {
        return new Report(
                runId,
                version,
                timestamp,
                durationMs,
                complete,
                tables.stream().map(TableReport::withoutRows).toList(),
                discrepancies,
                recommendations,
                warnings,
                null);
    }

    /** The same report with the file in which every row that differs stands. */
    public Report withDetailsFile(String file) {
        return new Report(
                runId,
                version,
                timestamp,
                durationMs,
                complete,
                tables,
                discrepancies,
                recommendations,
                warnings,
                file);
    }

    /** What the run says as a whole. An interrupted run never passes. */
    public Status status() {
        if (tables.isEmpty()) {
            return complete ? Status.NO_DATA : Status.FAIL;
        }
        return complete && tablesMatched() == totalTables() ? Status.PASS : Status.FAIL;
    }

    /** How many table pairs the run was asked for. */
    public int totalTables() {
        return tables.size();
    }

    /** How many pairs match. */
    public int tablesMatched() {
        return countOf(Verdict.MATCH);
    }

    /** How many pairs differ. */
    public int tablesMismatched() {
        return countOf(Verdict.MISMATCH);
    }

    /** How many pairs could not be compared completely. */
    public int tablesInconclusive() {
        return countOf(Verdict.INCONCLUSIVE);
    }

    /** How many pairs failed. */
    public int tablesErrored() {
        return countOf(Verdict.ERROR);
    }

    /** The rows of all source tables that were counted. */
    public long sourceTotalRows() {
        return totalOf(TableReport::sourceCount);
    }

    /** The rows of all target tables that were counted. */
    public long targetTotalRows() {
        return totalOf(TableReport::targetCount);
    }

    /** The run in a sentence or two. */
    public String summary() {
        String interrupted = complete ? "" : "The run was interrupted. ";
        if (tables.isEmpty()) {
            return interrupted + "No tables were compared.";
        }
        if (status() == Status.PASS) {
            return tablesAre(totalTables(), "consistent") + apartFromAccepted() + asFarAsCompared() + ".";
        }
        StringBuilder summary = new StringBuilder(interrupted);
        if (tablesMismatched() > 0) {
            summary.append("Reconciliation found discrepancies in ")
                    .append(tablesMismatched())
                    .append(" of ")
                    .append(totalTables())
                    .append(totalTables() == 1 ? " table" : " tables")
                    .append(haltedTables())
                    .append(". ");
        }
        if (tablesInconclusive() > 0) {
            summary.append(tablesAre(tablesInconclusive(), "not fully compared"))
                    .append(skippedTables())
                    .append(". ");
        }
        if (tablesErrored() > 0) {
            summary.append(tablesErrored())
                    .append(tablesErrored() == 1 ? " table" : " tables")
                    .append(" failed to compare. ");
        }
        if (tablesMatched() > 0) {
            summary.append(tablesAre(tablesMatched(), "consistent"))
                    .append(apartFromAccepted())
                    .append(asFarAsCompared())
                    .append(". ");
        }
        return summary.toString().strip();
    }

    /** How many tables differ in more than was found, it may be, and why; empty where none does. */
    private String haltedTables() {
        int halted = countOf(TableReport::isHalted);
        int readInPart = countOf(table -> table.verdict() == Verdict.MISMATCH && table.skipped() != null);
        return (halted == 0 ? "" : " (" + halted + " halted before all rows that differ were found)")
                + (readInPart == 0 ? "" : " (" + readInPart + " compared only in part)");
    }

    /** How many tables were skipped, and why; empty where none was. */
    private String skippedTables() {
        List<String> skipped = Arrays.stream(Skipped.values())
                .flatMap(why -> Stream.of(
                        skipped(countOf(table -> isSkipped(table, why) && !isReadInPart(table)), "", why),
                        skipped(countOf(table -> isSkipped(table, why) && isReadInPart(table)), "a part of ", why)))
                .filter(text -> !text.isEmpty())
                .toList();
        return skipped.isEmpty() ? "" : " (skipped: " + String.join(", ", skipped) + ")";
    }

    private static String skipped(int tables, String part, Skipped why) {
        return tables == 0 ? "" : part + tables + " that " + why.reason();
    }

    private static boolean isSkipped(TableReport table, Skipped why) {
        return table.verdict() == Verdict.INCONCLUSIVE && table.skipped() == why;
    }

    private static boolean isReadInPart(TableReport table) {
        return table.compared() != null;
    }

    /** That the tables that match hold differences all the same. */
    private String apartFromAccepted() {
        long accepted = tables.stream()
                .filter(table -> table.verdict() == Verdict.MATCH)
                .map(TableReport::rows)
                .filter(Objects::nonNull)
                .mapToLong(RowsReport::acceptedRows)
                .sum();
        return accepted == 0
                ? ""
                : String.format(Locale.ROOT, ", apart from %,d accepted %s", accepted, accepted == 1 ? "row" : "rows");
    }

    /** Of how many tables that match only some rows were compared, and which; empty where of none. */
    private String asFarAsCompared() {
        int parts = countOf(table -> table.verdict() == Verdict.MATCH
                && table.scrub() != null
                && !table.scrub().isWhole());
        int changed = countOf(table -> table.verdict() == Verdict.MATCH && table.changedSince() != null);
        int earlier = countOf(table -> table.verdict() == Verdict.MATCH && table.earlier() != null);
        return asFarAs(parts, parts == 1 ? " in the part that was compared" : " in the parts that were compared")
                + asFarAs(changed, " in the rows that were changed lately")
                + asFarAs(earlier, earlier == 1 ? " as an earlier run read it" : " as an earlier run read them");
    }

    private String asFarAs(int some, String what) {
        if (some == 0) {
            return "";
        }
        return some == tablesMatched() ? what : ", " + some + " of them" + what;
    }

    private static String tablesAre(int count, String adjective) {
        return count + (count == 1 ? " table is " : " tables are ") + adjective;
    }

    private int countOf(Verdict verdict) {
        return countOf(table -> table.verdict() == verdict);
    }

    private int countOf(Predicate<TableReport> which) {
        return (int) tables.stream().filter(which).count();
    }

    private long totalOf(Function<TableReport, @Nullable Long> count) {
        return tables.stream()
                .map(count)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }
}
