package dev.reconcile.core.run;

import dev.reconcile.core.finding.Evidence.UnpairedColumn;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.RecheckReport;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableRecheck;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Looks only at the findings of an earlier report, by key and in batches, and tells which are mended: for the minute after
 * a repair. What the report does not name, or what cannot be looked up, is said and never taken for mended. The databases
 * stay open and are the caller's to close.
 */
public final class Rechecker {

    private final Database source;
    private final Database target;
    private final InstantSource clock;

    /** A recheck in two databases; the clock tells when. */
    public Rechecker(Database source, Database target, InstantSource clock) {
        this.source = source;
        this.target = target;
        this.clock = clock;
    }

    /**
     * Looks at the findings, one table after the other. What fails for one table is said of that table and hides no other's.
     *
     * @param earlier the report; its matching tables are not looked at
     * @param found the rows that the run found
     * @param pairs the pair of each other table, as it is compared now
     * @param options of which the rounding and how rows are looked at and shown count; with a delay for confirmation a row
     *     that still differs is looked at again, without one only if it moves while it is looked at
     * @param listener is told before rows are looked at once more, and of nothing else
     * @param cancellation ends the recheck
     * @throws dev.reconcile.core.port.CancelledException if it was cancelled before all was rechecked
     */
    public RecheckReport recheck(
            Report earlier,
            FoundRows found,
            Function<TableReport, TablePair> pairs,
            RunOptions options,
            RunListener listener,
            Cancellation cancellation) {
        ExecutorService executor = Executors.newCachedThreadPool(new NamedThreads("reconcile-recheck-"));
        try {
            List<TableRecheck> tables = new ArrayList<>();
            for (TableReport table : earlier.tables()) {
                if (table.verdict() != Verdict.MATCH) {
                    cancellation.check();
                    tables.add(new TableRechecking(
                                    source,
                                    target,
                                    pairs.apply(table),
                                    table,
                                    found,
                                    columnsLacking(earlier, table),
                                    options,
                                    listener,
                                    new SideWork(executor),
                                    clock)
                            .run(cancellation));
                }
            }
            return new RecheckReport(
                    earlier.runId(),
                    earlier.timestamp(),
                    earlier.complete(),
                    Reconciler.version(),
                    clock.instant(),
                    earlier.tablesMatched(),
                    tables);
        } finally {
            executor.shutdownNow();
        }
    }

    /** The source's columns that the target lacked. */
    private static List<String> columnsLacking(Report report, TableReport table) {
        return report.discrepancies().stream()
                .filter(finding -> finding.isAbout(table.source(), table.target()))
                .flatMap(finding -> finding.details() instanceof UnpairedColumn unpaired
                        ? Stream.of(unpaired.column())
                        : Stream.empty())
                .toList();
    }
}
