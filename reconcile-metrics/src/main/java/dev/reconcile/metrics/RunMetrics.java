package dev.reconcile.metrics;

import dev.reconcile.core.alert.AlertOutcome;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState;
import dev.reconcile.metrics.Metric.Span;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of all runs of a process, for Prometheus. There are as many series as the newest run of each job has tables,
 * times a number that does not grow; what nobody knows has none. Safe for use by several threads.
 */
public final class RunMetrics {

    private final InstantSource clock;
    private final String version;
    private final Map<String, JobMetrics> jobs = new LinkedHashMap<>();
    private final Map<String, Map<AlertOutcome, Long>> alerts = new TreeMap<>();

    /**
     * Metrics without any run yet.
     *
     * @param version of reconcile
     */
    public RunMetrics(InstantSource clock, String version) {
        this.clock = clock;
        this.version = version;
    }

    /**
     * Begins to take the numbers of a run. Close it, or tell it how the run ended.
     *
     * @param job what the run is one of, again and again: the value of the label {@code reconcile_job}
     */
    public synchronized MeasuredRun begin(String job) {
        JobMetrics metrics = jobs.computeIfAbsent(job, JobMetrics::new);
        MeasuredRun run = new MeasuredRun(this, metrics, clock);
        metrics.begins(run);
        return run;
    }

    /**
     * Tells what is known of a job from before this process began, so that a restart forgets neither how its newest run ended nor
     * what that said of its tables. Does nothing where a run of the job has begun.
     */
    public synchronized void restore(EarlierJob earlier) {
        restore(earlier.job(), EarlierResult.of(earlier));
    }

    /**
     * Tells what is known of a job's tables from all runs, in place of what was.
     *
     * @param states those of the pairs that the job has, all of them
     */
    public synchronized void know(String job, List<TableState> states) {
        jobs.computeIfAbsent(job, JobMetrics::new).know(states);
    }

    /** Tells what is known of one more table, or of one better. Does nothing where nothing was told of its job. */
    public synchronized void know(TableState state) {
        JobMetrics job = jobs.get(state.pair().job());
        if (job != null) {
            job.know(state);
        }
    }

    /**
     * Tells what a run found, of which nobody said yet what is known by it. So a difference is not hidden, nor taken back, while
     * a history is off. Does nothing where nothing was told of its job: what is known of the table may be worse.
     */
    public synchronized void found(TableEntry entry) {
        JobMetrics job = jobs.get(entry.pair().job());
        if (job != null) {
            job.found(entry);
        }
    }

    /** Forgets a job that there is no longer. A run of it that is going on is not measured to its end. */
    public synchronized void forget(String job) {
        jobs.remove(job);
    }

    /** Begins to count the messages of alerts to a place. Does nothing where it does already. */
    public synchronized void beginAlerts(String channel) {
        alerts.computeIfAbsent(channel, any -> new EnumMap<>(AlertOutcome.class));
    }

    /** Counts a message to a place; one that the place does not want is none. */
    public synchronized void alert(String channel, AlertOutcome outcome) {
        alerts.computeIfAbsent(channel, any -> new EnumMap<>(AlertOutcome.class))
                .merge(outcome, 1L, Long::sum);
    }

    /**
     * All there is to know at this moment.
     *
     * @param accept the header {@code Accept} of the request; null where it has none. Whoever takes OpenMetrics gets it, and
     *     everybody else Prometheus' own text.
     */
    public Scrape scrape(@Nullable String accept) {
        List<Sample> samples = new ArrayList<>();
        samples.add(new Sample(Metric.BUILD, List.of(version), 1));
        synchronized (this) {
            alerts.forEach((channel, counts) -> samples.addAll(ofAlerts(channel, counts)));
            for (JobMetrics job : jobs.values()) {
                samples.addAll(job.ofProcess());
                samples.addAll(job.lasting());
                samples.addAll(job.known());
            }
        }
        return TextFormat.write(samples, accept);
    }

    /**
     * Goes on with what an earlier process left in a file, for jobs of which no run has begun in this one. Does nothing where
     * there is no such file; what is no metric of reconcile in it is passed over.
     *
     * @throws MetricsException if the file cannot be read
     */
    public void resume(Path file) {
        Map<String, List<Sample>> samples = MetricsFile.read(file).stream()
                .collect(Collectors.groupingBy(
                        sample -> sample.labels().get(0), LinkedHashMap::new, Collectors.toList()));
        synchronized (this) {
            samples.forEach(this::restore);
        }
    }

    /**
     * Writes what lasts until the next run, of all jobs, for the textfile collector of Prometheus' node_exporter. What counts
     * from the beginning of this process is left out: it would begin anew with every run. What the file holds of other jobs
     * stays in it. It is replaced as a whole; nobody ever reads half of it.
     *
     * @throws MetricsException if it cannot be written; it is as it was then
     */
    public void writeFile(Path file) {
        resume(file);
        List<Sample> samples = new ArrayList<>();
        synchronized (this) {
            jobs.values().forEach(job -> samples.addAll(job.lasting()));
        }
        MetricsFile.write(file, TextFormat.write(samples, null).body());
    }

    /**
     * Sends what lasts until the next run of a job to a Pushgateway, into the group of the job. It is added to what the group
     * holds: metrics of which there is nothing to say stay what they are there.
     *
     * @throws MetricsException if the Pushgateway does not take it, or not in {@link Pushgateway#PATIENCE}
     */
    public void push(Pushgateway gateway, String job) {
        List<Sample> samples;
        synchronized (this) {
            JobMetrics metrics = jobs.get(job);
            samples = metrics == null ? List.of() : metrics.lasting();
        }
        gateway.add(job, TextFormat.write(samples, null));
    }

    private static List<Sample> ofAlerts(String channel, Map<AlertOutcome, Long> counts) {
        return Stream.of(AlertOutcome.SENT, AlertOutcome.GIVEN_UP, AlertOutcome.DROPPED)
                .map(outcome -> new Sample(
                        Metric.ALERTS, List.of(channel, TableResult.word(outcome)), counts.getOrDefault(outcome, 0L)))
                .toList();
    }

    synchronized void change(Runnable change) {
        change.run();
    }

    private void restore(String job, List<Sample> samples) {
        JobMetrics metrics = jobs.computeIfAbsent(job, JobMetrics::new);
        if (!metrics.hasBegun()) {
            metrics.restore(samples);
        }
    }

    static boolean isLasting(Metric metric) {
        return metric.span() == Span.RUN || metric.span() == Span.TABLE;
    }
}
