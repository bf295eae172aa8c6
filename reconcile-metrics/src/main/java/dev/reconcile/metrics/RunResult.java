package dev.reconcile.metrics;

import dev.reconcile.core.port.DatabaseTraffic;
import dev.reconcile.core.port.RunTraffic;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is said of a run as a whole, in numbers. What is not known of it has none. */
final class RunResult {

    private final String job;
    private final List<Sample> samples = new ArrayList<>();

    private RunResult(String job) {
        this.job = job;
    }

    /** The numbers of a run that came to a report. */
    static List<Sample> of(String job, Report report, RunTraffic traffic, RunPauses pauses) {
        RunResult result = new RunResult(job);
        result.ended(RunStatus.of(report), report.timestamp(), Duration.ofMillis(report.durationMs()));
        for (Verdict verdict : Verdict.values()) {
            long tables = count(report, table -> table.verdict() == verdict);
            result.add(Metric.LAST_TABLES, tables, TableResult.word(verdict));
        }
        for (Skipped reason : Skipped.values()) {
            long tables = count(report, table -> table.skipped() == reason);
            result.add(Metric.LAST_SKIPPED, tables, TableResult.word(reason));
        }
        result.rows(report);
        result.traffic("source", traffic.source());
        result.traffic("target", traffic.target());
        result.add(Metric.LAST_LOCKED_PARTS, pauses.lockedParts());
        result.add(Metric.LAST_PAUSES, pauses.pauses());
        result.add(Metric.LAST_PAUSE_TIME, seconds(pauses.paused()));
        return List.copyOf(result.samples);
    }

    /** The numbers of a run that came to none. */
    static List<Sample> failed(String job, Instant end, Duration duration) {
        RunResult result = new RunResult(job);
        result.ended(RunStatus.FAILED, end, duration);
        return List.copyOf(result.samples);
    }

    private void ended(RunStatus how, Instant end, Duration duration) {
        for (RunStatus status : RunStatus.values()) {
            add(Metric.LAST_STATUS, status == how ? 1 : 0, status.toString());
        }
        add(Metric.LAST_TIME, seconds(end));
        add(Metric.LAST_DURATION, seconds(duration));
    }

    private void rows(Report report) {
        boolean source = sideWasRead(report, TableReport::sourceCount);
        boolean target = sideWasRead(report, TableReport::targetCount);
        if (source) {
            add(Metric.LAST_ROWS, report.sourceTotalRows(), "source");
        }
        if (target) {
            add(Metric.LAST_ROWS, report.targetTotalRows(), "target");
        }
        if (source && target && report.durationMs() > 0) {
            double rows = report.sourceTotalRows() + (double) report.targetTotalRows();
            add(Metric.LAST_RATE, rows * 1000 / report.durationMs());
        }
    }

    private static boolean sideWasRead(Report report, Function<TableReport, @Nullable Long> count) {
        return report.tables().stream().anyMatch(table -> count.apply(table) != null);
    }

    private void traffic(String side, DatabaseTraffic traffic) {
        add(Metric.LAST_STATEMENTS, traffic.statements(), side);
        add(Metric.LAST_RETRIES, traffic.retries(), side);
    }

    private static long count(Report report, Predicate<TableReport> which) {
        return report.tables().stream().filter(which).count();
    }

    private void add(Metric metric, Number value, String... ownLabels) {
        List<String> all = new ArrayList<>(List.of(job));
        all.addAll(List.of(ownLabels));
        samples.add(new Sample(metric, all, value.doubleValue()));
    }

    static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }

    static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
