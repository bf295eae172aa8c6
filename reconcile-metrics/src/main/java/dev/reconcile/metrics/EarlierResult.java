package dev.reconcile.metrics;

import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a job, in the numbers that its runs told themselves. What they told and is not remembered, such as what
 * they cost, has none.
 */
final class EarlierResult {

    private final EarlierJob job;
    private final List<Sample> samples = new ArrayList<>();

    private EarlierResult(EarlierJob job) {
        this.job = job;
    }

    static List<Sample> of(EarlierJob job) {
        EarlierResult result = new EarlierResult(job);
        result.add(Metric.LAST_SUCCESS, job.lastSuccess());
        if (job.lastRun() != null) {
            result.run(job.lastRun());
        }
        job.tables().forEach(result::table);
        return List.copyOf(result.samples);
    }

    private void run(RunEntry run) {
        RunStatus how = RunStatus.of(run);
        for (RunStatus status : RunStatus.values()) {
            add(Metric.LAST_STATUS, status == how ? 1 : 0, status.toString());
        }
        add(Metric.LAST_TIME, Objects.requireNonNull(run.end()));
        // Of one that did not come to its end nobody kept the tables that it had not begun with.
        if (run.state() == RunState.COMPLETED) {
            add(Metric.LAST_TABLES, run.matched(), TableResult.word(Verdict.MATCH));
            add(Metric.LAST_TABLES, run.mismatched(), TableResult.word(Verdict.MISMATCH));
            add(Metric.LAST_TABLES, run.inconclusive(), TableResult.word(Verdict.INCONCLUSIVE));
            add(Metric.LAST_TABLES, run.errored(), TableResult.word(Verdict.ERROR));
        }
    }

    private void table(EarlierJob.Table table) {
        TableEntry result = table.result();
        for (Verdict verdict : Verdict.values()) {
            add(result, Metric.TABLE_VERDICT, result.verdict() == verdict ? 1 : 0, TableResult.word(verdict));
        }
        Severity severity = result.severity();
        if (severity != null) {
            add(result, Metric.TABLE_SEVERITY, TableResult.rank(severity));
        } else if (result.verdict() == Verdict.MATCH) {
            add(result, Metric.TABLE_SEVERITY, 0);
        }
        if (result.compared() != null) {
            contents(result);
            add(result, Metric.TABLE_PART, result.part() ? 1 : 0);
            add(result, Metric.TABLE_DURATION, result.milliseconds() / 1000.0);
        }
        rows(result);
        add(result, Metric.TABLE_CHECKED, table.lastChecked());
        add(result, Metric.TABLE_MATCHED, table.lastMatch());
    }

    /** Which columns were compared was not always kept. */
    private void contents(TableEntry result) {
        if (result.compared() == Depth.COUNTS) {
            add(result, Metric.TABLE_CONTENTS, 0);
        } else if (contentsCompared(result)) {
            add(result, Metric.TABLE_CONTENTS, 1);
        }
    }

    private void rows(TableEntry result) {
        Long source = result.sourceRows();
        Long target = result.targetRows();
        add(result, Metric.TABLE_ROWS, source, "source");
        add(result, Metric.TABLE_ROWS, target, "target");
        if (source != null && target != null) {
            add(result, Metric.TABLE_COUNT_DIFFERENCE, target - source);
        }
        // Nobody looks for rows where the sums of all contents agree: there are none.
        boolean agrees = result.verdict() == Verdict.MATCH && result.missing() == null && contentsCompared(result);
        add(result, Metric.TABLE_DIFFERING, agrees ? Long.valueOf(0) : result.missing(), "missing");
        add(result, Metric.TABLE_DIFFERING, agrees ? Long.valueOf(0) : result.extra(), "extra");
        add(result, Metric.TABLE_DIFFERING, agrees ? Long.valueOf(0) : result.changed(), "changed");
        add(result, Metric.TABLE_ACCEPTED, agrees ? Long.valueOf(0) : result.accepted());
    }

    private static boolean contentsCompared(TableEntry result) {
        return result.compared() != null
                && result.compared() != Depth.COUNTS
                && !result.reach().columns().isEmpty();
    }

    private void add(Metric metric, @Nullable Instant time) {
        add(metric, time == null ? null : RunResult.seconds(time));
    }

    private void add(Metric metric, @Nullable Number value, String... ownLabels) {
        add(List.of(job.job()), metric, value, ownLabels);
    }

    private void add(TableEntry result, Metric metric, @Nullable Instant time) {
        add(result, metric, time == null ? null : RunResult.seconds(time));
    }

    private void add(TableEntry result, Metric metric, @Nullable Number value, String... ownLabels) {
        PairName pair = result.pair();
        add(List.of(job.job(), pair.source(), pair.target()), metric, value, ownLabels);
    }

    private void add(List<String> labels, Metric metric, @Nullable Number value, String... ownLabels) {
        if (value != null) {
            List<String> all = new ArrayList<>(labels);
            all.addAll(List.of(ownLabels));
            samples.add(new Sample(metric, all, value.doubleValue()));
        }
    }
}
