package dev.reconcile.core.report;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence.CollidingKeys;
import dev.reconcile.core.finding.Evidence.Contents;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.Evidence.UnpairedColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to do about the findings of a run, in the order in which to do it. */
public final class Recommender {

    private static final int MANY = 5;

    private Recommender() {}

    /**
     * Advice for these findings and results, one or two sentences each.
     *
     * @return empty where there are no tables
     */
    public static List<String> recommend(List<Discrepancy> discrepancies, List<TableReport> tables) {
        List<String> halted = tables.stream()
                .filter(TableReport::isHalted)
                .map(TableReport::target)
                .toList();
        Set<String> notAllFound = tables.stream()
                .filter(table -> table.isHalted() || table.skipped() != null)
                .map(TableReport::target)
                .collect(Collectors.toSet());
        List<String> advice = ofDiscrepancies(discrepancies, notAllFound);
        List<String> errored = namesOf(tables, Verdict.ERROR);
        List<String> inconclusive = namesOf(tables, Verdict.INCONCLUSIVE);
        if (!halted.isEmpty()) {
            advice.add("Not all rows that differ were found in " + FirstFew.of(halted)
                    + ": so many differ that the search was halted. Consider loading "
                    + (halted.size() == 1 ? "the table" : "these tables")
                    + " anew; for every row compare without --halt-above.");
        }
        if (!errored.isEmpty()) {
            advice.add("Nothing is known of " + FirstFew.of(errored)
                    + ": mend what the reason of each says, then run the reconciliation again.");
        }
        if (!inconclusive.isEmpty()) {
            advice.add("Do not take " + FirstFew.of(inconclusive)
                    + " for consistent: not everything was compared, for the reasons given.");
        }
        if (tables.stream().allMatch(table -> table.verdict() == Verdict.MATCH) && !tables.isEmpty()) {
            advice.add(
                    tables.stream().anyMatch(table -> table.compared() == Depth.COUNTS)
                            ? "No action needed: the row counts agree. Contents were not compared; run with"
                                    + " --validate-checksums to compare them."
                            : consistent(tables));
        } else if (!tables.isEmpty()) {
            advice.add("Consult docs/troubleshooting.md for detailed resolution steps.");
        }
        return advice;
    }

    private static String consistent(List<TableReport> tables) {
        boolean isAll = tables.stream()
                .allMatch(table -> !table.isOfPart()
                        && table.columnsNotCompared().isEmpty()
                        && table.reductions().isEmpty());
        String what = isAll ? "source and target are" : "what was compared of source and target is";
        return accepted(tables)
                .map(AcceptedRows::until)
                .min(Comparator.naturalOrder())
                .map(first -> "No action needed until " + first + ": " + what
                        + " consistent, apart from differences that are accepted.")
                .orElse("No action needed: " + what + " consistent.");
    }

    private static Stream<AcceptedRows> accepted(List<TableReport> tables) {
        return tables.stream()
                .map(TableReport::rows)
                .filter(Objects::nonNull)
                .flatMap(rows -> rows.accepted().stream());
    }

    private static List<String> namesOf(List<TableReport> tables, Verdict verdict) {
        return tables.stream()
                .filter(table -> table.verdict() == verdict)
                .map(TableReport::target)
                .toList();
    }

    private static List<String> ofDiscrepancies(List<Discrepancy> discrepancies, Set<String> halted) {
        List<String> advice = new ArrayList<>();
        Map<String, Long> missing = new LinkedHashMap<>();
        Map<String, Long> extra = new LinkedHashMap<>();
        List<String> changed = new ArrayList<>();
        Map<String, List<String>> unpaired = new LinkedHashMap<>();
        Map<String, List<String>> colliding = new LinkedHashMap<>();
        for (Discrepancy discrepancy : discrepancies) {
            String table = discrepancy.table();
            if (discrepancy.details() instanceof RowCounts counts) {
                addIfAny(missing, table, counts.missingRows());
                addIfAny(extra, table, counts.extraRows());
            } else if (discrepancy.details() instanceof Contents) {
                changed.add(table);
            } else if (discrepancy.details() instanceof UnpairedColumn column) {
                unpaired.computeIfAbsent(table, t -> new ArrayList<>()).add(column.column());
            } else if (discrepancy.details() instanceof CollidingKeys keys) {
                colliding.put(table, keys.columns());
            }
        }
        if (!unpaired.isEmpty()) {
            advice.add("The target lacks " + columns(unpaired)
                    + ". Add the columns and let the sink fill them (schema evolution), or exclude them if they are"
                    + " left out on purpose.");
        }
        if (!colliding.isEmpty()) {
            advice.add("Rows of one side share a key in " + columns(colliding)
                    + ". Give the key's columns a type that holds all of its digits or characters on both sides, or name"
                    + " another key; the rows cannot be told apart otherwise.");
        }
        if (!missing.isEmpty()) {
            advice.add("Target database is missing " + rows(missing, "", halted)
                    + ". Check replication lag and connector status, then run the reconciliation again.");
            advice.add("Review Kafka Connect logs for errors or backpressure, and the sink's dead letter queue.");
        }
        if (!extra.isEmpty()) {
            advice.add(
                    "Target database has " + rows(extra, "extra ", halted)
                            + ". Check for duplicate inserts and for manual inserts into the target, and review the CDC"
                            + " configuration for deletes that are not captured (on SQL Server EXEC"
                            + " sys.sp_cdc_help_change_data_capture; on PostgreSQL pg_publication and the tables' replica identity).");
        }
        if (!changed.isEmpty()) {
            advice.add("The contents of " + FirstFew.of(changed)
                    + " differ. Check type conversion in Kafka Connect, schema evolution (the schema registry's"
                    + " /subjects) and single message transforms.");
        }
        if (discrepancies.size() > MANY) {
            advice.add("There are " + discrepancies.size()
                    + " discrepancies: consider pausing the sink connector and resynchronising the tables.");
        }
        return advice;
    }

    private static void addIfAny(Map<String, Long> rows, String table, long count) {
        if (count > 0) {
            rows.merge(table, count, Long::sum);
        }
    }

    /** @param halted the tables of which there may be more */
    private static String rows(Map<String, Long> byTable, String kind, Set<String> halted) {
        long total = byTable.values().stream().mapToLong(Long::longValue).sum();
        String tables = FirstFew.of(byTable.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        halted.contains(entry.getKey()) ? "%s: at least %,d" : "%s: %,d",
                        entry.getKey(),
                        entry.getValue()))
                .toList());
        String atLeast = byTable.keySet().stream().anyMatch(halted::contains) ? "at least " : "";
        return String.format(Locale.ROOT, "%s%,d %s%s (%s)", atLeast, total, kind, total == 1 ? "row" : "rows", tables);
    }

    private static String columns(Map<String, List<String>> byTable) {
        return FirstFew.of(byTable.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(column -> entry.getKey() + "." + column))
                .toList());
    }
}
