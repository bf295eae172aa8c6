package dev.reconcile.core.run;

import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.UnencodableTextException;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.compare.UnusablePairException;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableRecheck;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.table.TablePair;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at the findings of one table of an earlier report. Used once. */
final class TableRechecking {

    /** So many keys are held in memory, as many as a lookup takes. */
    private static final int KEYS_AT_ONCE = 500;

    private final Database source;
    private final Database target;
    private final TablePair pair;
    private final TableReport earlier;
    private final FoundRows found;
    private final List<String> lacking;
    private final RunOptions options;
    private final RunListener listener;
    private final SideWork sides;
    private final InstantSource clock;
    private final List<String> reasons = new ArrayList<>();
    private final Map<String, Long> obstacles = new LinkedHashMap<>();
    private List<String> reductions = List.of();
    private List<RowDifference> left = List.of();
    private long leftOut;
    private long named;
    private long mended;
    private long different;
    private long absent;
    private long restless;

    /**
     * @param pair of which the age limit does not hold: a row that was old when it was found may have been mended since
     * @param earlier what the run said of the table
     * @param found the rows that it found
     * @param lacking the source's columns that the target lacked then
     */
    TableRechecking(
            Database source,
            Database target,
            TablePair pair,
            TableReport earlier,
            FoundRows found,
            List<String> lacking,
            RunOptions options,
            RunListener listener,
            SideWork sides,
            InstantSource clock) {
        this.source = source;
        this.target = target;
        this.pair = pair.withoutAgeLimit();
        this.earlier = earlier;
        this.found = found;
        this.lacking = List.copyOf(lacking);
        this.options = options;
        this.listener = listener;
        this.sides = sides;
        this.clock = clock;
    }

    /** What became of them; what a database or a table does is a reason why nothing is known. */
    TableRecheck run(Cancellation cancellation) {
        sayWhatTheReportDoesNotName();
        Cancellation ofThisTable = new Cancellation();
        try (Cancellation.Registration ignored = cancellation.onCancel(ofThisTable::cancel)) {
            if (findings() > 0) {
                look(ofThisTable);
            }
        } catch (DatabaseException | UnusablePairException e) {
            giveUp(String.valueOf(e.getMessage()));
        } catch (UnencodableTextException e) {
            giveUp(
                    "A key of the report, or a row, holds a text with half of a surrogate pair, which is no valid Unicode.");
        }
        return new TableRecheck(
                earlier.source(), earlier.target(), findings(), mended, different, reasons, left, leftOut, reductions);
    }

    /** What was seen until then is of no use without the rest. */
    private void giveUp(String reason) {
        reasons.add(reason);
        mended = 0;
        different = 0;
        left = List.of();
        leftOut = 0;
    }

    private long findings() {
        RowsReport rows = earlier.rows();
        return lacking.size() + (rows == null ? 0 : rows.different() + rows.unsettled());
    }

    private void sayWhatTheReportDoesNotName() {
        RowsReport rows = earlier.rows();
        if (earlier.isHalted()) {
            reasons.add("The run halted the search for the rows that differ, so there may be more than it found. Run"
                    + " again.");
        }
        if (earlier.skipped() != null && rows != null) {
            reasons.add("The run did not compare a part of the table, so there may be more than it found. Run again.");
        }
        if (rows == null && (lacking.isEmpty() || earlier.compared() != Depth.ROWS)) {
            reasons.add("The report names no row that differs. It says: " + String.join(" ", earlier.reasons())
                    + " Run again"
                    + (earlier.compared() == Depth.COUNTS || earlier.compared() == Depth.CHECKSUMS
                            ? " with --validate-checksums and without --no-row-details."
                            : "."));
        }
        if (rows != null && rows.different() + rows.unsettled() == 0 && (lacking.isEmpty() || rows.isEmpty())) {
            reasons.add("The report names no row that differs. It says: " + String.join(" ", earlier.reasons())
                    + " Run again.");
        }
    }

    private void look(Cancellation cancellation) {
        AlignedTables aligned =
                AlignedTables.describe(source, target, pair, options.rounding(), clock.instant(), sides, cancellation);
        Optional<String> hidden = aligned.hiddenRows();
        if (hidden.isPresent()) {
            reasons.add(hidden.get());
            return;
        }
        ComparisonPlan plan = aligned.plan();
        List<String> leftOutRows = plan.leftOutRows(pair);
        reductions = new ArrayList<>(leftOutRows);
        reductions.addAll(plan.reductions());
        judgeColumns(plan);
        RowsReport rows = earlier.rows();
        if (rows == null
                || rows.different() + rows.unsettled() == 0
                || !noLongerCompared(plan).isEmpty()) {
            return;
        }
        List<String> newlyLeftOut = leftOutRows.stream()
                .filter(reason -> !earlier.reductions().contains(reason))
                .toList();
        if (!newlyLeftOut.isEmpty()) {
            reasons.add("Rows are left out now that the run did not leave out, and what is left out seems gone: "
                    + String.join(" ", newlyLeftOut) + " Run again.");
            return;
        }
        lookUp(rows.different() + rows.unsettled(), aligned, cancellation);
    }

    /** Rows that agree in the columns compared are no more than that: the others are said. */
    private void judgeColumns(ComparisonPlan plan) {
        plan.unpaired().forEach(column -> {
            boolean before = lacking.contains(column.name());
            different += before ? 1 : 0;
            reasons.add(
                    earlier.target() + (before ? " still" : " by now") + " lacks the source's column " + column + ".");
        });
        plan.uncompared().stream()
                .filter(column -> !column.excluded())
                .forEach(column -> reasons.add(column.column() + " is not compared: " + column.reason()));
        Set<String> excluded = plan.uncompared().stream()
                .filter(UncomparedColumn::excluded)
                .map(UncomparedColumn::column)
                .collect(Collectors.toSet());
        mended += lacking.stream().filter(excluded::contains).count();
        if (earlier.compared() != Depth.ROWS) {
            return;
        }
        List<String> newlyCompared = plan.comparedColumns().stream()
                .filter(column -> !earlier.columnsCompared().contains(column))
                .toList();
        if (!newlyCompared.isEmpty()) {
            reasons.add("The run did not compare " + String.join(", ", newlyCompared)
                    + ", so rows that it does not name may differ there. Run again.");
        }
        List<String> noLongerCompared = noLongerCompared(plan);
        if (!noLongerCompared.isEmpty()) {
            reasons.add(
                    "The run compared " + String.join(", ", noLongerCompared)
                            + ", which the settings leave out now: a row may still differ there. Give the settings of that run.");
        }
    }

    private List<String> noLongerCompared(ComparisonPlan plan) {
        return earlier.columnsCompared().stream()
                .filter(column -> !plan.comparedColumns().contains(column))
                .toList();
    }

    /** What is looked for by one key, and what the report says of it. */
    private record Sought(Suspect suspect, List<RowDifference> findings) {

        long rows() {
            return findings.stream().mapToLong(RowDifference::occurrences).sum();
        }

        /**
         * Whether it is mended if neither side has such a row. Of a row that both sides had, only the source's form of the
         * key is known: it may be the key that does not find the target's row.
         */
        boolean isMendedByAbsence() {
            return findings.stream().noneMatch(finding -> finding.kind() == Kind.CHANGED);
        }
    }

    /** Takes the rows one after the other, and looks them up whenever there are enough of them. */
    private void lookUp(long counted, AlignedTables aligned, Cancellation cancellation) {
        ComparisonPlan plan = aligned.plan();
        LeftRows leftRows = new LeftRows(
                plan,
                new ValuePolicy(pair, plan, options.rows().shownValues()),
                options.rows().maxDetails());
        Looks looks = looks(aligned, leftRows, cancellation);
        Map<String, Sought> sought = new LinkedHashMap<>();
        found.of(earlier, finding -> {
            named += finding.occurrences();
            Optional<String> obstacle = obstacle(finding, plan);
            if (obstacle.isPresent()) {
                obstacles.merge(obstacle.get(), finding.occurrences(), Long::sum);
                return;
            }
            seek(finding, plan, sought);
            if (sought.size() == KEYS_AT_ONCE) {
                settle(sought, looks, leftRows);
            }
        });
        settle(sought, looks, leftRows);
        if (named > counted) {
            giveUp("More rows are named than the report counts: they are not those of this run.");
            return;
        }
        left = leftRows.details();
        leftOut = leftRows.leftOut();
        sayWhatIsOpen(counted);
    }

    private static void seek(RowDifference finding, ComparisonPlan plan, Map<String, Sought> sought) {
        List<Value> key = finding.key().stream().map(NamedValue::value).toList();
        Sought of = sought.computeIfAbsent(
                RowEncoder.frameOf(key, plan.identifyingTypes()),
                canonical -> new Sought(new Suspect(canonical), new ArrayList<>()));
        of.findings().add(finding);
        if (finding.kind() == Kind.EXTRA) {
            of.suspect().differedInTarget(key);
        } else {
            of.suspect().differedInSource(key);
        }
    }

    /** Why a row cannot be looked up by its key. */
    private Optional<String> obstacle(RowDifference finding, ComparisonPlan plan) {
        if (plan.key().isEmpty() || earlier.key().isEmpty()) {
            return Optional.of("the tables have no key. Run again.");
        }
        if (finding.key().isEmpty()) {
            return Optional.of("the report does not hold its key. Run again.");
        }
        List<String> columns = finding.key().stream().map(NamedValue::column).toList();
        if (!columns.equals(plan.key())) {
            return Optional.of("the report knows rows by " + String.join(", ", columns) + ", and the key is "
                    + String.join(", ", plan.key()) + " now. Run again.");
        }
        if (finding.key().stream()
                .anyMatch(named -> named.value() == Value.Hidden.HIDDEN || named.value() instanceof Value.Excerpt)) {
            return Optional.of("the report does not hold its whole key, because a column of it is masked. Run again.");
        }
        return fits(finding, plan) ? Optional.empty() : Optional.of("the key is of another type now. Run again.");
    }

    private static boolean fits(RowDifference finding, ComparisonPlan plan) {
        try {
            RowEncoder.frameOf(finding.key().stream().map(NamedValue::value).toList(), plan.identifyingTypes());
            return true;
        } catch (IllegalStateException ofAnotherType) {
            return false;
        }
    }

    private Looks looks(AlignedTables aligned, LeftRows leftRows, Cancellation cancellation) {
        ComparisonPlan plan = aligned.plan();
        return new Looks(
                plan,
                new KeyLookup(source.reader(plan.sourceRead(aligned.tables().source(), pair), cancellation), plan),
                new KeyLookup(target.reader(plan.targetRead(aligned.tables().target(), pair), cancellation), plan),
                null,
                options.rows(),
                leftRows,
                Looks.Waiting.of(pair, listener, cancellation),
                clock);
    }

    private void settle(Map<String, Sought> sought, Looks looks, LeftRows leftRows) {
        leftRows.beginBatch();
        Set<String> unfound = looks
                .settle(sought.values().stream().map(Sought::suspect).toList())
                .stream()
                .map(Suspect::canonicalKey)
                .collect(Collectors.toSet());
        sought.forEach((key, each) -> {
            if (leftRows.differ(key)) {
                different += each.rows();
            } else if (leftRows.areRestless(key)) {
                restless += each.rows();
            } else if (unfound.contains(key) && !each.isMendedByAbsence()) {
                absent += each.rows();
            } else {
                mended += each.rows();
            }
        });
        sought.clear();
    }

    private void sayWhatIsOpen(long counted) {
        long nameless = Math.min(earlier.namelessRows(), counted - named);
        if (nameless > 0) {
            reasons.add(numbered(nameless, "Of 1 row", "Of %,d rows")
                    + " without a key the run knew no more than how many they are. Run again.");
        }
        if (counted - nameless > named) {
            reasons.add(numbered(counted - nameless - named, "1 row is", "%,d rows are")
                    + " only counted in the report and not named. Give the --details-file of the run, or run again with"
                    + " more --max-details.");
        }
        obstacles.forEach((obstacle, rows) ->
                reasons.add(numbered(rows, "1 row", "%,d rows") + " could not be looked up: " + obstacle));
        if (absent > 0) {
            reasons.add(numbered(absent, "1 row that differed is", "%,d rows that differed are")
                    + " found on neither side by the key in the report: deleted, or there under a key that this one does"
                    + " not find. Run again.");
        }
        if (restless > 0) {
            reasons.add(numbered(restless, "1 row changes whenever it is", "%,d rows change whenever they are")
                    + " looked at. Recheck with --confirm-delay, or run again.");
        }
    }

    private static String numbered(long number, String one, String several) {
        return number == 1 ? one : String.format(Locale.ROOT, several, number);
    }
}
