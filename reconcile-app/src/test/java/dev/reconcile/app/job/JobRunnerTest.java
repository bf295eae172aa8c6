package dev.reconcile.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.app.Settings;
import dev.reconcile.app.alert.Alerts;
import dev.reconcile.app.history.History;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.metrics.RunMetrics;
import dev.reconcile.trace.Tracing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of runs that end without a word. */
@Timeout(60)
class JobRunnerTest {

    private static final Duration BEAT = Duration.ofMillis(50);
    private static final Duration SILENCE = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private JobSettings jobs;
    private History history;
    private Alerts alerts;
    private JobRunner runner;

    @BeforeEach
    void begin() {
        jobs = new JobSettings(
                Map.of(
                        "source.url",
                        "jdbc:postgresql://localhost:1/a?user=a",
                        "target.url",
                        "jdbc:postgresql://localhost:1/b?user=b",
                        "tables.source-tables",
                        "orders"),
                Map.of(),
                folder);
        Settings settings = jobs.all().get(0);
        InstantSource clock = InstantSource.system();
        history = History.begin(settings.history());
        RunMetrics metrics = new RunMetrics(clock, "1.2.3");
        alerts = Alerts.begin(settings, history, metrics, clock);
        Tracing tracing = Tracing.begin(Map.of(), "1.2.3", clock, warning -> {});
        HistoryMetrics remembered = new HistoryMetrics(jobs.all(), history, metrics);
        runner = new JobRunner(jobs, history, remembered, metrics, alerts, tracing, clock, BEAT, SILENCE);
    }

    @AfterEach
    void end() {
        runner.close();
        alerts.close();
        history.close();
    }

    @Test
    void a_run_whose_process_fell_silent_is_marked_again_and_again_and_not_at_the_beginning_alone() throws Exception {
        for (String silent : new String[] {"first", "second"}) {
            history.submit(store ->
                    store.begin(new RunStart(silent, "weekly", Trigger.COMMAND, Instant.now(), null, null, false)));
            while (stateOf(silent) == RunState.RUNNING) {
                Thread.sleep(50);
            }
            assertThat(stateOf(silent)).isEqualTo(RunState.INTERRUPTED);
        }
    }

    @Test
    void a_run_of_this_process_that_goes_on_is_never_marked() throws Exception {
        RunRequest request = RunRequest.of("reconcile", Trigger.REQUEST);
        Cancellation cancellation = new Cancellation();
        // It waits for another process that runs its job.
        try (JobLocks.Held ignored = new JobLocks(
                        jobs.all().get(0).history().place().orElseThrow())
                .await("reconcile", new Cancellation())) {
            Thread running = new Thread(() -> runner.run(request, new LoggedRun(true), cancellation));
            running.start();
            while (runner.live().running().isEmpty()) {
                Thread.sleep(20);
            }
            history.submit(store ->
                    store.begin(new RunStart("silent", "weekly", Trigger.COMMAND, Instant.now(), null, null, false)));
            while (stateOf("silent") == RunState.RUNNING) {
                Thread.sleep(50);
            }

            assertThat(stateOf(request.id())).isEqualTo(RunState.RUNNING);
            cancellation.cancel();
            running.join();
        }
    }

    private RunState stateOf(String run) {
        assertThat(history.await(Duration.ofSeconds(20))).isTrue();
        return history.ask(store -> store.run(run)).map(RunEntry::state).orElseThrow();
    }
}
