package dev.reconcile.metrics;

import dev.reconcile.core.history.Narrowing;
import dev.reconcile.core.history.Reach;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a history knows once a run came to its end. */
final class Remembered {

    private Remembered() {}

    static EarlierJob of(String job, Report report, @Nullable Instant lastSuccess, @Nullable Instant lastMatch) {
        RunStart start = new RunStart("r", job, Trigger.SCHEDULE, report.timestamp(), null, null, false);
        RunEntry run = new RunEntry(
                start,
                RunState.COMPLETED,
                report.status(),
                report.timestamp(),
                report.summary(),
                report.tables().size(),
                count(report, Verdict.MATCH),
                count(report, Verdict.MISMATCH),
                count(report, Verdict.INCONCLUSIVE),
                count(report, Verdict.ERROR));
        return new EarlierJob(
                job,
                lastSuccess,
                run,
                report.tables().stream()
                        .map(table -> new EarlierJob.Table(entry(job, table, report), report.timestamp(), lastMatch))
                        .toList());
    }

    /** The entry of the first of its tables. */
    static TableEntry entry(String job, Report report) {
        return entry(job, report.tables().get(0), report);
    }

    private static TableEntry entry(String job, TableReport table, Report report) {
        TablePair pair = TablePair.of(table.source(), table.target());
        return TableEntry.of(
                "r",
                job,
                report.timestamp(),
                table,
                Reach.of(pair, table, report.discrepancies()),
                Narrowing.of(pair, table),
                report.discrepancies());
    }

    private static int count(Report report, Verdict verdict) {
        return (int) report.tables().stream()
                .filter(table -> table.verdict() == verdict)
                .count();
    }
}
