package dev.reconcile.core.run;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.run.SideWork.Both;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TablePair;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tables of a pair as their databases describe them, and what is compared of them: known before any row is read.
 *
 * @param tables both descriptions
 * @param plan how their columns are aligned
 */
record AlignedTables(Both<TableDescription, TableDescription> tables, ComparisonPlan plan) {

    /**
     * Has both databases describe the tables of a pair, at once, and aligns their columns.
     *
     * @param now the time that the age of rows is counted from
     * @throws dev.reconcile.core.compare.UnusablePairException if the pair's settings do not fit the tables
     * @throws dev.reconcile.core.port.DatabaseException if a table cannot be described
     * @throws dev.reconcile.core.port.CancelledException if it was cancelled before
     */
    static AlignedTables describe(
            Database source,
            Database target,
            TablePair pair,
            Rounding rounding,
            Instant now,
            SideWork sides,
            Cancellation cancellation) {
        cancellation.check();
        Both<TableDescription, TableDescription> tables = sides.both(
                () -> source.describe(pair.source(), pair.sourceExpressions()),
                () -> target.describe(pair.target(), pair.targetExpressions()),
                cancellation);
        return new AlignedTables(tables, ComparisonPlan.align(tables.source(), tables.target(), pair, rounding, now));
    }

    /** Why the login may not see every row of a table, so that no answer could be trusted; empty where it may. */
    Optional<String> hiddenRows() {
        List<String> reasons = Stream.concat(
                        tables.source().hiddenRows().stream(), tables.target().hiddenRows().stream())
                .toList();
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", reasons));
    }
}
