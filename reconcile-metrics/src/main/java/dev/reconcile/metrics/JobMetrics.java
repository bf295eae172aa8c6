package dev.reconcile.metrics;

import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.port.DatabaseTraffic;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.port.RunTraffic;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.metrics.Metric.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All that is known of one job. Its methods are called by one thread at a time, apart from {@link #rowsRead}. */
final class JobMetrics {

    private final String job;
    private final Map<RunStatus, Long> runs = new EnumMap<>(RunStatus.class);
    private final Map<Side, LongAdder> rowsRead = new EnumMap<>(Side.class);
    private final Set<MeasuredRun> inProgress = new LinkedHashSet<>();
    private final Map<PairName, List<Sample>> tables = new LinkedHashMap<>();
    private List<Sample> newestRun = List.of();
    private RunTraffic traffic = new RunTraffic(DatabaseTraffic.NONE, DatabaseTraffic.NONE);
    private RunPauses pauses = new RunPauses(0, Duration.ZERO, 0);

    /** What all runs have found; null where nobody told. */
    private @Nullable Map<PairName, TableState> known;

    /** Whether a run of the job began in this process: then it knows better than what an earlier one left. */
    private boolean begun;

    JobMetrics(String job) {
        this.job = job;
        for (RunStatus status : RunStatus.values()) {
            runs.put(status, 0L);
        }
        for (Side side : Side.values()) {
            rowsRead.put(side, new LongAdder());
        }
    }

    String name() {
        return job;
    }

    boolean hasBegun() {
        return begun;
    }

    void begins(MeasuredRun run) {
        begun = true;
        inProgress.add(run);
    }

    /** May be called by several threads at once. */
    void rowsRead(Side side, long rows) {
        LongAdder read = rowsRead.get(side);
        if (read != null) {
            read.add(rows);
        }
    }

    /**
     * A run came to a report.
     *
     * @param checked when the run was done with each of its tables
     */
    void finished(MeasuredRun run, Report report, RunTraffic sent, Map<PairName, Instant> checked) {
        List<Sample> result = new ArrayList<>(RunResult.of(job, report, sent, run.pauses()));
        RunStatus status = RunStatus.of(report);
        if (status == RunStatus.PASS) {
            result.add(new Sample(Metric.LAST_SUCCESS, List.of(job), RunResult.seconds(report.timestamp())));
        } else {
            result.addAll(lastSuccess());
        }
        ended(run, status, result);
        traffic = new RunTraffic(sum(traffic.source(), sent.source()), sum(traffic.target(), sent.target()));

        Map<PairName, List<Sample>> earlier = new LinkedHashMap<>(tables);
        tables.clear();
        worstOfEach(report.tables())
                .forEach((names, table) -> tables.put(
                        names,
                        TableResult.of(
                                job,
                                table,
                                report,
                                earlier.getOrDefault(names, List.of()),
                                checked.getOrDefault(names, report.timestamp()))));
    }

    /** A run came to no report: what is known of the tables stays as it was. */
    void failed(MeasuredRun run, Instant end, Duration duration) {
        List<Sample> result = new ArrayList<>(RunResult.failed(job, end, duration));
        result.addAll(lastSuccess());
        ended(run, RunStatus.FAILED, result);
    }

    private void ended(MeasuredRun run, RunStatus status, List<Sample> result) {
        inProgress.remove(run);
        runs.merge(status, 1L, Long::sum);
        newestRun = List.copyOf(result);
        RunPauses more = run.pauses();
        pauses = new RunPauses(
                pauses.pauses() + more.pauses(),
                pauses.paused().plus(more.paused()),
                pauses.lockedParts() + more.lockedParts());
    }

    private List<Sample> lastSuccess() {
        return newestRun.stream()
                .filter(sample -> sample.metric() == Metric.LAST_SUCCESS)
                .toList();
    }

    /** What earlier runs left of the job, in place of what was known of it. */
    void restore(List<Sample> samples) {
        tables.clear();
        samples.stream()
                .filter(sample -> sample.metric().span() == Span.TABLE)
                .forEach(sample -> tables.computeIfAbsent(
                                new PairName(
                                        job,
                                        sample.labels().get(1),
                                        sample.labels().get(2)),
                                names -> new ArrayList<>())
                        .add(sample));
        newestRun = samples.stream()
                .filter(sample -> sample.metric().span() == Span.RUN)
                .toList();
    }

    /** What is known of all its tables, in place of what was. */
    void know(List<TableState> states) {
        Map<PairName, TableState> all = new LinkedHashMap<>();
        states.forEach(state -> all.put(state.pair(), state));
        known = all;
    }

    /** What is known of one of them. */
    void know(TableState state) {
        if (known != null) {
            known.put(state.pair(), state);
        }
    }

    /** What a run found of one of them. */
    void found(TableEntry entry) {
        if (known != null) {
            known.put(entry.pair(), TableState.after(known.get(entry.pair()), entry));
        }
    }

    /** What is known of its tables from all runs; nothing where nobody told. */
    List<Sample> known() {
        List<Sample> samples = new ArrayList<>();
        if (known != null) {
            known.values().forEach(state -> samples.addAll(TableKnowledge.of(state)));
        }
        return samples;
    }

    /** What lasts until the next run: that of the newest run and of its tables. */
    List<Sample> lasting() {
        List<Sample> samples = new ArrayList<>(newestRun);
        tables.values().forEach(samples::addAll);
        return samples;
    }

    /** What is true of the process at this moment. */
    List<Sample> ofProcess() {
        List<Sample> samples = new ArrayList<>();
        runs.forEach((status, number) -> samples.add(new Sample(Metric.RUNS, List.of(job, status.toString()), number)));
        samples.add(sample(Metric.RUNS_IN_PROGRESS, inProgress.size()));
        inProgress.stream()
                .map(MeasuredRun::start)
                .min(Comparator.naturalOrder())
                .ifPresent(start -> samples.add(sample(Metric.RUN_BEGAN, RunResult.seconds(start))));
        samples.add(sample(
                Metric.RUNS_PAUSED,
                inProgress.stream().filter(MeasuredRun::isPaused).count()));
        samples.add(sample(
                Metric.SUSPECTS,
                inProgress.stream().mapToLong(MeasuredRun::suspects).sum()));
        rowsRead.forEach((side, rows) ->
                samples.add(new Sample(Metric.ROWS_READ, List.of(job, TableResult.word(side)), rows.sum())));
        ofSides(Metric.STATEMENTS, DatabaseTraffic::statements, samples);
        ofSides(Metric.RETRIES, DatabaseTraffic::retries, samples);
        samples.add(sample(Metric.PAUSES, pauses.pauses()));
        samples.add(sample(Metric.PAUSE_TIME, RunResult.seconds(pauses.paused())));
        samples.add(sample(Metric.LOCKED_PARTS, pauses.lockedParts()));
        return samples;
    }

    private void ofSides(Metric metric, Function<DatabaseTraffic, Long> number, List<Sample> samples) {
        samples.add(new Sample(metric, List.of(job, "source"), number.apply(traffic.source())));
        samples.add(new Sample(metric, List.of(job, "target"), number.apply(traffic.target())));
    }

    private Sample sample(Metric metric, Number value) {
        return new Sample(metric, List.of(job), value.doubleValue());
    }

    private static DatabaseTraffic sum(DatabaseTraffic one, DatabaseTraffic other) {
        return new DatabaseTraffic(one.statements() + other.statements(), one.retries() + other.retries());
    }

    /** Of several results under the same names, which no scrape can tell apart, the worst counts. */
    private Map<PairName, TableReport> worstOfEach(List<TableReport> tables) {
        Map<PairName, TableReport> worst = new LinkedHashMap<>();
        for (TableReport table : tables) {
            worst.merge(
                    new PairName(job, table.source(), table.target()),
                    table,
                    (one, other) -> badness(other.verdict()) > badness(one.verdict()) ? other : one);
        }
        return worst;
    }

    private static int badness(Verdict verdict) {
        return switch (verdict) {
            case MATCH -> 0;
            case INCONCLUSIVE -> 1;
            case ERROR -> 2;
            case MISMATCH -> 3;
        };
    }
}
