package dev.reconcile.app.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.app.HistorySettings;
import dev.reconcile.core.history.DueTimes;
import dev.reconcile.core.history.DueTimes.DueTime;
import dev.reconcile.core.history.Retention;
import dev.reconcile.core.history.RunEnd;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.Tick;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.port.HistoryException;
import dev.reconcile.core.report.Status;
import dev.reconcile.history.HistoryStore;
import dev.reconcile.history.StorePlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of schedules. */
class HistoryLookTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void shows_schedules_that_are_paused_and_times_that_did_not_simply_run() {
        try (HistoryStore history = store()) {
            run(history, "r1", "hourly", RunState.COMPLETED);
            run(history, "r2", "hourly", RunState.INTERRUPTED);
            tick(history, "hourly", 1, Tick.Outcome.RAN, "r1");
            tick(history, "hourly", 2, Tick.Outcome.RAN, "r2");
            tick(history, "hourly", 3, Tick.Outcome.OVERLAPPED, null);
            tick(history, "hourly", 4, Tick.Outcome.PAUSED, null);
            history.pause("never-run", NOW);
            history.pause("resumed", NOW);
            history.resume("resumed");
        }

        List<DueTimes> schedules = schedules(Optional.empty(), 20);

        assertThat(schedules).extracting(DueTimes::job).containsExactly("hourly", "never-run");
        assertThat(schedules).extracting(DueTimes::paused).containsExactly(false, true);
        assertThat(schedules.get(0).times()).hasSize(4);
        assertThat(schedules.get(0).amiss())
                .extracting(DueTime::word)
                .containsExactly("PAUSED", "OVERLAPPED", "INTERRUPTED");
        assertThat(schedules(Optional.of("never-run"), 20))
                .extracting(DueTimes::job)
                .containsExactly("never-run");
        assertThat(look().look(Optional.empty(), "orders", false, 20).schedules())
                .as("of one table")
                .isEmpty();
    }

    @Test
    void a_time_whose_run_failed_is_shown_however_many_runs_came_after_it() {
        try (HistoryStore history = store()) {
            run(history, "r1", "hourly", RunState.FAILED);
            tick(history, "hourly", 1, Tick.Outcome.RAN, "r1");
            run(history, "r2", "hourly", RunState.COMPLETED);
            run(history, "r3", "hourly", RunState.COMPLETED);
        }

        assertThat(schedules(Optional.empty(), 1).get(0).amiss())
                .extracting(DueTime::word)
                .containsExactly("FAILED");
    }

    @Test
    void to_look_makes_no_history() {
        assertThatThrownBy(() -> schedules(Optional.empty(), 20))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("there is no history");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private List<DueTimes> schedules(Optional<String> job, int limit) {
        return look().look(job, null, false, limit).schedules();
    }

    private HistoryLook look() {
        HistorySettings settings =
                new HistorySettings(Optional.of(place()), false, new Retention(Duration.ofDays(90), 1_000), 100);
        return new HistoryLook(settings, InstantSource.fixed(NOW));
    }

    private HistoryStore store() {
        return HistoryStore.open(place(), 100);
    }

    private StorePlace place() {
        return new StorePlace.Folder(folder.resolve("data"));
    }

    private static void run(HistoryStore history, String id, String job, RunState state) {
        Instant start = NOW.plusSeconds(id.charAt(1));
        history.begin(new RunStart(id, job, Trigger.SCHEDULE, start, null, null, false));
        history.end(id, new RunEnd(state, state == RunState.COMPLETED ? Status.PASS : null, start, "", null));
    }

    private static void tick(HistoryStore history, String job, int minute, Tick.Outcome outcome, @Nullable String run) {
        Instant due = NOW.plus(Duration.ofMinutes(minute));
        history.account(new Tick(job, due, outcome, due, run, ""));
    }
}
