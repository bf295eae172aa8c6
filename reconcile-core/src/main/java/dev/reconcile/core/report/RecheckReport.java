package dev.reconcile.core.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * What became of the findings of an earlier run.
 *
 * @param runId identifies the earlier run
 * @param runEnded when it ended
 * @param runComplete whether it came to its end
 * @param version the version of reconcile that rechecked
 * @param timestamp when the recheck ended
 * @param tablesMatched how many tables matched in the run; they have no findings and were not looked at
 * @param tables one result for each other table, in the order of the run
 */
public record RecheckReport(
        String runId,
        Instant runEnded,
        boolean runComplete,
        String version,
        Instant timestamp,
        int tablesMatched,
        List<TableRecheck> tables) {

    public RecheckReport {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(runEnded, "runEnded");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(timestamp, "timestamp");
        tables = List.copyOf(tables);
    }

    /**
     * Whether every finding of the run was looked at again and is gone. Where the run was interrupted or had no tables,
     * there may be more than it found, so that this is false.
     */
    public boolean allMended() {
        return runComplete
                && tablesMatched + tables.size() > 0
                && tables.stream().allMatch(table -> table.mending() == Mending.MENDED);
    }

    /** The findings of all tables. */
    public long findings() {
        return total(TableRecheck::findings);
    }

    /** How many of them are mended. */
    public long mended() {
        return total(TableRecheck::mended);
    }

    /** How many of them still differ. */
    public long different() {
        return total(TableRecheck::different);
    }

    /** Of how many of them nothing is known. */
    public long unknown() {
        return total(TableRecheck::unknown);
    }

    /** The recheck in a sentence or two. */
    public String summary() {
        if (tablesMatched + tables.size() == 0) {
            return "The report holds no tables.";
        }
        List<String> sentences = new ArrayList<>();
        if (!runComplete) {
            sentences.add("The run of the report was interrupted.");
        }
        if (allMended()) {
            sentences.add(
                    tables.isEmpty()
                            ? "All tables matched in the report, so there was nothing to look at."
                            : numbered(findings(), "The one finding is", "All %,d findings are") + " mended.");
            return String.join(" ", sentences);
        }
        if (findings() > 0) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "Of %s %,d %s mended, %,d still %s, %,d could not be rechecked.",
                    numbered(findings(), "1 finding", "%,d findings"),
                    mended(),
                    mended() == 1 ? "is" : "are",
                    different(),
                    different() == 1 ? "differs" : "differ",
                    unknown()));
        }
        long notRechecked = tables.stream()
                .filter(table -> table.mending() == Mending.NOT_RECHECKED)
                .count();
        if (notRechecked > 0) {
            sentences.add(numbered(notRechecked, "1 table", "%,d tables") + " could not be rechecked completely.");
        }
        return String.join(" ", sentences);
    }

    private static String numbered(long number, String one, String several) {
        return number == 1 ? one : String.format(Locale.ROOT, several, number);
    }

    private long total(ToLongFunction<TableRecheck> number) {
        return tables.stream().mapToLong(number).sum();
    }
}
