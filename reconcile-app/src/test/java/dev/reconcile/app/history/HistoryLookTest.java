package dev.reconcile.app.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.app.HistorySettings;
import dev.reconcile.core.history.DueTimes;
import dev.reconcile.core.history.DueTimes.DueTime;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.Reach;
import dev.reconcile.core.history.Retention;
import dev.reconcile.core.history.RunEnd;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableOutcome;
import dev.reconcile.core.history.TableOutcome.Coverage;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.Tick;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.port.HistoryException;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.history.HistoryStore;
import dev.reconcile.history.StorePlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of schedules, and what of tables is forgotten for him. */
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
    void a_table_that_is_only_named_otherwise_is_not_told_as_one_of_which_nothing_differs() {
        try (HistoryStore history = store()) {
            compared(history, new PairName("main", "items", "m.items"), new PairName("main", "orders", "orders"));
        }

        assertThatThrownBy(() -> look().look(Optional.empty(), "public.ITEMS", false, 20))
                .isInstanceOf(HistoryException.class)
                .hasMessageEndingWith("of this name: public.ITEMS. Is it items, m.items?");
        assertThatThrownBy(() -> look().look(Optional.empty(), "other", false, 20))
                .hasMessageEndingWith("There are items, m.items, orders.");
        assertThat(look().look(Optional.empty(), "items", false, 20).states()).hasSize(1);
    }

    @Test
    void of_several_pairs_that_a_name_fits_those_are_forgotten_that_are_no_longer_compared() {
        PairName live = new PairName("other", "m.t001", "m.t001");
        PairName renamed = new PairName("main", "m.t001", "m.t001_old");
        try (HistoryStore history = store()) {
            compared(history, live, renamed, new PairName("main", "m.t001", "m.t001"));
            leaveOut(history, "main");
        }

        Forgetting told = look().forget(Optional.empty(), "m.t001");

        assertThat(told.forgotten()).containsExactly(new PairName("main", "m.t001", "m.t001"), renamed);
        assertThat(told.kept()).containsExactly(live);
        assertThat(known()).containsExactly(live);
        assertThat(look().forget(Optional.empty(), "m.t001").forgotten()).containsExactly(live);
        assertThat(known()).isEmpty();
    }

    @Test
    void where_it_is_not_clear_which_pair_is_meant_none_is_forgotten() {
        PairName one = new PairName("main", "m.t001", "m.one");
        PairName other = new PairName("main", "m.t001", "m.other");
        PairName twin = new PairName("twin", "m.t001", "m.one");
        try (HistoryStore history = store()) {
            compared(history, one, other, twin);
        }

        assertThat(look().forget(Optional.empty(), "m.t001"))
                .isEqualTo(new Forgetting(List.of(), List.of(one, other, twin)));
        assertThat(look().forget(Optional.empty(), "m.t001=m.one").forgotten()).isEmpty();
        assertThat(known()).containsExactly(one, other, twin);
        assertThat(look().forget(Optional.of("main"), "m.t001=m.one").forgotten())
                .containsExactly(one);
        assertThat(look().look(Optional.empty(), "m.t001=m.one", false, 20).states())
                .extracting(TableState::pair)
                .containsExactly(twin);
        assertThat(known()).containsExactly(other, twin);
        assertThat(look().forget(Optional.empty(), "m.absent")).isEqualTo(new Forgetting(List.of(), List.of()));
    }

    @Test
    void what_is_no_longer_compared_is_forgotten_at_once() {
        PairName live = new PairName("main", "m.a", "m.a");
        try (HistoryStore history = store()) {
            compared(history, new PairName("gone", "m.a", "m.a"), new PairName("past", "m.b", "m.b"), live);
            leaveOut(history, "gone");
            leaveOut(history, "past");
        }

        assertThat(look().forgetLeftOut(Optional.of("past"), null).forgotten()).hasSize(1);
        assertThat(look().forgetLeftOut(Optional.empty(), "m.b").forgotten()).isEmpty();
        assertThat(look().forgetLeftOut(Optional.empty(), null).forgotten()).hasSize(1);
        assertThat(known()).containsExactly(live);
    }

    private List<PairName> known() {
        return look().look(Optional.empty(), null, false, 20).states().stream()
                .map(TableState::pair)
                .toList();
    }

    private static void compared(HistoryStore history, PairName... pairs) {
        for (PairName pair : pairs) {
            String run = "of " + pair.job();
            if (history.run(run).isEmpty()) {
                history.begin(new RunStart(run, pair.job(), Trigger.SCHEDULE, NOW, null, null, false));
            }
            history.record(new TableOutcome(
                    new TableEntry(
                            run,
                            pair,
                            NOW,
                            Verdict.MATCH,
                            null,
                            Depth.ROWS,
                            false,
                            Reach.NUMBERS,
                            Set.of(),
                            1L,
                            1L,
                            0L,
                            0L,
                            0L,
                            0L,
                            "",
                            1),
                    List.of(),
                    Coverage.ALL_ROWS,
                    List.of(),
                    Map.of()));
        }
    }

    /** A run of the whole job that holds none of its pairs any more. */
    private static void leaveOut(HistoryStore history, String job) {
        history.end("of " + job, new RunEnd(RunState.COMPLETED, Status.PASS, NOW, "", null, Set.of()));
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
