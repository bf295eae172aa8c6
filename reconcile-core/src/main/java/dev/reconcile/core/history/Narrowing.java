package dev.reconcile.core.history;

import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Scrub;
import dev.reconcile.core.report.SoftenedColumn.By;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TablePair;
import java.util.EnumSet;
import java.util.Set;

/** In what way a run compared less of a pair of tables than all rows and all columns: a match says nothing of the rest. */
public enum Narrowing {
    /** Only rows that satisfy a condition of the settings were compared. */
    ROW_FILTER,
    /** Rows that were written too lately by the settings were left out. */
    YOUNG_ROWS,
    /** Only rows that were changed lately were compared. */
    OLD_ROWS,
    /** A scrub compared a part of the keys, and to some it has never come. */
    SCRUB_BEGUN,
    /** A scrub compared a part of the keys, and the others in earlier runs. */
    SCRUB_PART,
    /** The values of some columns were not compared: they are excluded, or of types that cannot be. */
    COLUMNS,
    /** Some columns were compared by rules, of their own or of a preset, which take for equal what is not the same. */
    RULES,
    /** The search for the rows that differ ended early, or a part was skipped: at least as many differ as are told. */
    ENDED_EARLY;

    /**
     * In which ways a run did so.
     *
     * @return none where it compared all; without {@link #COLUMNS} and {@link #RULES} where it compared no values at all
     */
    public static Set<Narrowing> of(TablePair pair, TableReport table) {
        Set<Narrowing> all = EnumSet.noneOf(Narrowing.class);
        if (leavesOut(pair.sourceFilter()) || leavesOut(pair.targetFilter())) {
            all.add(ROW_FILTER);
        }
        if (pair.ageLimit() != null) {
            all.add(YOUNG_ROWS);
        }
        if (table.changedSince() != null) {
            all.add(OLD_ROWS);
        }
        Scrub scrub = table.scrub();
        if (scrub != null && !scrub.isWhole()) {
            all.add(scrub.comparedSince().isPresent() ? SCRUB_PART : SCRUB_BEGUN);
        }
        if (table.compared() != Depth.COUNTS && !table.columnsNotCompared().isEmpty()) {
            all.add(COLUMNS);
        }
        boolean byRules = table.columnsCompared().stream().anyMatch(pair.rules()::hasOneFor)
                || !table.columnsSoftened(By.PRESET).isEmpty();
        if (table.compared() != Depth.COUNTS && byRules) {
            all.add(RULES);
        }
        if (table.rows() != null && (table.isHalted() || table.skipped() != null)) {
            all.add(ENDED_EARLY);
        }
        return all;
    }

    /** Whether it does by a condition; what a pipeline marks as deleted is no row of the target. */
    private static boolean leavesOut(RowFilter filter) {
        return !filter.sql().isEmpty() || !filter.further().isEmpty();
    }
}
