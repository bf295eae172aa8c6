package dev.reconcile.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.app.HistorySettings;
import dev.reconcile.app.history.History;
import dev.reconcile.app.job.RunRequest;
import dev.reconcile.core.history.Retention;
import dev.reconcile.core.history.Tick;
import dev.reconcile.core.schedule.Timetable;
import dev.reconcile.core.schedule.UnixCron;
import dev.reconcile.history.StorePlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {

    private static final Timetable HALF_HOURS = new Timetable.Every(Duration.ofMinutes(30));
    private static final Timetable HOURS = new Timetable.Crontab(UnixCron.parse("0 * * * *"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private History history;

    @BeforeEach
    void open() {
        history = History.begin(new HistorySettings(
                Optional.of(new StorePlace.Folder(folder)), false, new Retention(Duration.ofDays(90), 1_000), 100));
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void a_changed_timetable_is_taken_to_have_held_since_the_last_account() {
        due(HALF_HOURS, "10:00:00", "10:30:00");

        // Killed, and started again with another.
        RunRequest run = due(HOURS, "14:15:00", "14:15:00").orElseThrow();

        assertThat(run.due()).isEqualTo(at("14:00:00"));
        assertThat(ticks()).containsExactly("14:00 RAN", "13:00 MISSED", "12:00 MISSED", "11:00 MISSED", "10:30 RAN");
    }

    @Test
    void no_more_than_a_thousand_times_that_were_missed_have_an_account_each() {
        due(HOURS, "10:00:00", "11:00:00");
        due(new Timetable.Every(Duration.ofSeconds(1)), "12:00:00", "12:00:00");

        List<Tick> all = history.ask(store -> store.ticks("nightly", 10_000));
        assertThat(all).hasSize(1_001);
        assertThat(all.get(999).reason()).startsWith("And 2600 times before it.");
        assertThat(all.get(1_000).due()).isEqualTo(at("11:00:00"));
    }

    @Test
    void a_clock_that_was_ahead_does_not_keep_a_job_from_running_until_then() {
        due(HOURS, "17:30:00", "18:00:00");
        due(HOURS, "18:30:00", "19:00:00");

        assertThat(due(HOURS, "12:15:00", "13:00:00").map(RunRequest::due)).contains(at("13:00:00"));
        assertThat(due(HOURS, "13:15:00", "14:00:00").map(RunRequest::due)).contains(at("14:00:00"));
        assertThat(ticks()).containsExactly("19:00 RAN", "18:00 RAN", "14:00 RAN", "13:00 RAN");
    }

    /** As a process does that begins anew each time. */
    private Optional<RunRequest> due(Timetable timetable, String begun, String fired) {
        Optional<RunRequest> run = new Accounts(history, InstantSource.fixed(at(fired)), any -> Accounts.NOBODY)
                .due("nightly", timetable, at(begun), at(fired));
        assertThat(history.await(Duration.ofSeconds(30))).isTrue();
        return run;
    }

    private List<String> ticks() {
        return history.ask(store -> store.ticks("nightly", 100)).stream()
                .map(tick -> tick.due().toString().substring(11, 16) + " " + tick.outcome())
                .toList();
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-28T" + time + "Z");
    }
}
