package dev.reconcile.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.LoadMeasure;
import dev.reconcile.core.port.LoadReading;
import dev.reconcile.core.port.LoadReading.Known;
import dev.reconcile.core.port.LoadReading.Unknown;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.report.Skipped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final LoadCondition SESSIONS = new LoadCondition(Side.SOURCE, LoadMeasure.ACTIVE_SESSIONS, 50);
    private static final LoadCondition LAG = new LoadCondition(null, LoadMeasure.REPLICA_LAG, 10_000);

    private final HandClock clock = new HandClock();
    private final Cancellation cancellation = new Cancellation();
    private final AtomicBoolean held = new AtomicBoolean();
    private final InMemoryDatabase source = InMemoryDatabase.of();
    private final InMemoryDatabase target = InMemoryDatabase.of();
    private final List<String> told = new ArrayList<>();
    private final RunListener listener = new RunListener() {
        @Override
        public void pausing(String reason) {
            told.add(reason);
        }

        @Override
        public void goingOn(Duration paused) {
            told.add("went on after " + paused.toSeconds() + " s");
        }
    };

    private Pace pace(PaceOptions options) {
        return new Pace(options, new LoadWatch(options.pauseWhen(), source, target), listener, clock, clock);
    }

    private Pace heldByAFile() {
        return pace(PaceOptions.NONE.withHold(new Hold("the file pause exists", held::get)));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    // The rate

    @Test
    void without_a_wish_nobody_waits() {
        Pace pace = pace(PaceOptions.NONE);
        for (int i = 0; i < 10; i++) {
            pace.beforeSegment(Side.SOURCE, cancellation);
            pace.afterSegment(Side.SOURCE, 1_000_000_000);
        }
        assertThat(clock.waits()).isEmpty();
    }

    @Test
    void each_side_is_read_at_the_rate_by_itself() {
        Pace pace = pace(PaceOptions.NONE.withMaxRate(1_000));
        for (int segment = 0; segment < 4; segment++) {
            pace.beforeSegment(Side.SOURCE, cancellation);
            pace.beforeSegment(Side.TARGET, cancellation);
            pace.afterSegment(Side.SOURCE, 5_000);
            pace.afterSegment(Side.TARGET, 5_000);
        }
        assertThat(clock.waits()).containsExactly(seconds(5), seconds(5), seconds(5));
    }

    @Test
    void the_pace_of_a_side_is_that_side_s() {
        Pace pace = pace(PaceOptions.NONE.withMaxRate(10));
        Pace.OfSide ofSource = pace.of(Side.SOURCE, cancellation);
        ofSource.await();
        ofSource.read(70);
        ofSource.await();
        pace.of(Side.TARGET, cancellation).await();
        assertThat(clock.waits()).containsExactly(seconds(7));
    }

    @Test
    void a_clock_that_is_set_back_makes_nobody_wait_longer() {
        Pace pace = pace(PaceOptions.NONE.withMaxRate(10));
        pace.beforeSegment(Side.SOURCE, cancellation);
        pace.afterSegment(Side.SOURCE, 70);
        clock.move(Duration.ofHours(-1));
        pace.beforeSegment(Side.SOURCE, cancellation);
        assertThat(clock.waits()).containsExactly(seconds(7));
    }

    @Test
    void who_waits_for_the_rate_heeds_a_cancellation() {
        Pace pace = pace(PaceOptions.NONE.withMaxRate(1));
        pace.beforeSegment(Side.SOURCE, cancellation);
        pace.afterSegment(Side.SOURCE, 1_000);
        clock.during(1, cancellation::cancel);
        assertThatThrownBy(() -> pace.beforeSegment(Side.SOURCE, cancellation)).isInstanceOf(CancelledException.class);
    }

    // Somebody holds the run

    @Test
    void no_read_begins_while_somebody_holds_the_run() {
        held.set(true);
        Pace pace = heldByAFile();
        clock.during(5, () -> held.set(false));

        pace.beforeSegment(Side.SOURCE, cancellation);

        assertThat(clock.waits()).containsExactly(seconds(1), seconds(2), seconds(4), seconds(5), seconds(5));
        assertThat(told).containsExactly("the file pause exists", "went on after 17 s");
    }

    @Test
    void a_hold_is_heeded_by_looks_and_between_tables_too() {
        Pace pace = heldByAFile();
        held.set(true);
        clock.during(1, () -> held.set(false));
        pace.beforeLook(cancellation);
        held.set(true);
        clock.during(2, () -> held.set(false));
        pace.beforeTable(cancellation);
        assertThat(told)
                .containsExactly(
                        "the file pause exists", "went on after 1 s", "the file pause exists", "went on after 1 s");
    }

    @Test
    void a_hold_that_came_while_the_rate_was_waited_for_is_heeded() {
        Pace pace = pace(PaceOptions.NONE.withMaxRate(1).withHold(new Hold("held", held::get)));
        pace.beforeSegment(Side.SOURCE, cancellation);
        pace.afterSegment(Side.SOURCE, 60);
        clock.during(1, () -> held.set(true));
        clock.during(2, () -> held.set(false));
        pace.beforeSegment(Side.SOURCE, cancellation);
        assertThat(clock.waits()).containsExactly(seconds(60), seconds(1));
        assertThat(told).containsExactly("held", "went on after 1 s");
    }

    @Test
    void a_held_run_heeds_a_cancellation_at_once() {
        held.set(true);
        clock.during(2, cancellation::cancel);
        Pace pace = heldByAFile();
        assertThatThrownBy(() -> pace.beforeSegment(Side.SOURCE, cancellation)).isInstanceOf(CancelledException.class);
        assertThat(clock.waits()).hasSize(2);
    }

    // The load

    @Test
    void no_read_begins_while_a_database_is_too_busy() {
        AtomicInteger sessions = new AtomicInteger(61);
        source.busy(LoadMeasure.ACTIVE_SESSIONS, () -> new Known(sessions.getAndAdd(-5)));
        Pace pace = pace(PaceOptions.NONE.withPauseWhen(List.of(SESSIONS)));

        pace.beforeSegment(Side.TARGET, cancellation);

        assertThat(told).containsExactly("the source has 61 active sessions, more than 50", "went on after 12 s");
        assertThat(sessions.get()).as("61, 56, 51 and 46 were told").isEqualTo(41);
    }

    @Test
    void the_limit_itself_is_not_too_much() {
        source.busy(LoadMeasure.ACTIVE_SESSIONS, () -> new Known(50));
        pace(PaceOptions.NONE.withPauseWhen(List.of(SESSIONS))).beforeSegment(Side.SOURCE, cancellation);
        assertThat(told).isEmpty();
    }

    @Test
    void a_condition_without_a_side_is_held_against_both() {
        source.busy(LoadMeasure.REPLICA_LAG, () -> new Known(0));
        target.busy(LoadMeasure.REPLICA_LAG, once(new Known(12_300), new Known(0)));
        pace(PaceOptions.NONE.withPauseWhen(List.of(LAG))).beforeSegment(Side.SOURCE, cancellation);
        assertThat(told)
                .containsExactly("replication of the target is 12.3 s behind, more than 10 s", "went on after 3 s");
    }

    @Test
    void a_database_is_asked_every_three_seconds_at_most() {
        AtomicInteger questions = new AtomicInteger();
        source.busy(LoadMeasure.ACTIVE_SESSIONS, () -> new Known(0 * questions.incrementAndGet()));
        Pace pace = pace(PaceOptions.NONE.withPauseWhen(List.of(SESSIONS)));
        for (int millis = 0; millis < 6_000; millis += 100) {
            pace.beforeSegment(Side.SOURCE, cancellation);
            clock.move(Duration.ofMillis(100));
        }
        assertThat(questions.get()).isEqualTo(2);
    }

    @Test
    void another_reason_to_pause_is_told_within_one_pause() {
        source.busy(LoadMeasure.ACTIVE_SESSIONS, once(new Known(99), new Known(0)));
        Pace pace = pace(PaceOptions.NONE.withPauseWhen(List.of(SESSIONS)).withHold(new Hold("held", held::get)));
        clock.during(1, () -> held.set(true));
        clock.during(4, () -> held.set(false));
        pace.beforeSegment(Side.SOURCE, cancellation);
        assertThat(told)
                .containsExactly("the source has 99 active sessions, more than 50", "held", "went on after 12 s");
    }

    @Test
    void a_load_that_nobody_knows_is_not_low() {
        source.busy(LoadMeasure.ACTIVE_SESSIONS, once(new Unknown("It does not say."), new Known(1)));
        pace(PaceOptions.NONE.withPauseWhen(List.of(SESSIONS))).beforeSegment(Side.SOURCE, cancellation);
        assertThat(told)
                .containsExactly(
                        "the active-sessions of the source cannot be told. It does not say.", "went on after 3 s");
    }

    @Test
    void a_database_that_fails_to_say_how_busy_it_is_is_waited_for_ten_minutes_and_skipped() {
        source.busy(LoadMeasure.ACTIVE_SESSIONS, () -> {
            throw new DatabaseException(DatabaseException.Kind.CONNECTION, "The connection was lost.", null);
        });
        Pace pace = pace(PaceOptions.NONE.withPauseWhen(List.of(SESSIONS)));

        HeldBackException first = heldBack(() -> pace.beforeSegment(Side.SOURCE, cancellation));

        assertThat(first.why()).isEqualTo(Skipped.LOAD_UNKNOWN);
        assertThat(first)
                .hasMessage(
                        "For 10 minutes the active-sessions of the source cannot be told. The connection was lost.");
        assertThat(clock.waited())
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(10).plusSeconds(5));
        Duration waited = clock.waited();
        heldBack(() -> pace.beforeTable(cancellation));
        assertThat(clock.waited()).as("nobody waits ten minutes more").isEqualTo(waited);

        source.busy(LoadMeasure.ACTIVE_SESSIONS, () -> new Known(1));
        clock.move(seconds(3));
        pace.beforeTable(cancellation);
    }

    @Test
    void a_load_that_is_too_high_is_waited_for_longer_than_one_that_nobody_knows() {
        AtomicInteger questions = new AtomicInteger();
        source.busy(LoadMeasure.ACTIVE_SESSIONS, () -> new Known(questions.incrementAndGet() < 1_000 ? 99 : 0));
        pace(PaceOptions.NONE.withPauseWhen(List.of(SESSIONS))).beforeSegment(Side.SOURCE, cancellation);
        assertThat(clock.waited()).isGreaterThan(Duration.ofHours(1));
    }

    @Test
    void what_can_never_be_told_is_named_before_a_run() {
        source.busy(LoadMeasure.ACTIVE_SESSIONS, () -> new Known(1));
        target.busy(LoadMeasure.REPLICA_LAG, () -> new Known(1));
        source.busy(LoadMeasure.REPLICA_LAG, () -> new Unknown("No replica is connected to it."));
        assertThat(new LoadWatch(List.of(SESSIONS, LAG), source, target).obstacles(cancellation))
                .containsExactly("replica-lag>10s: the replica-lag of the source cannot be told. No replica is"
                        + " connected to it. Or name the side that is meant: target.replica-lag>10s.");
    }

    // The run's time

    @Test
    void no_read_begins_after_the_run_s_time() {
        Pace pace = pace(PaceOptions.NONE.withRunTime(seconds(60)));
        clock.move(Duration.ofMillis(59_999));
        pace.beforeTable(cancellation);
        pace.beforeSegment(Side.SOURCE, cancellation);
        clock.move(Duration.ofMillis(1));
        assertThat(heldBack(() -> pace.beforeSegment(Side.TARGET, cancellation)).why())
                .isEqualTo(Skipped.TIME_OVER);
        assertThat(heldBack(() -> pace.beforeTable(cancellation)).why()).isEqualTo(Skipped.TIME_OVER);
        pace.beforeLook(cancellation);
    }

    @Test
    void nobody_waits_for_the_rate_where_the_time_will_be_over_by_then() {
        Pace pace = pace(PaceOptions.NONE.withMaxRate(1).withRunTime(seconds(60)));
        pace.beforeSegment(Side.SOURCE, cancellation);
        pace.afterSegment(Side.SOURCE, 60);
        heldBack(() -> pace.beforeSegment(Side.SOURCE, cancellation));
        assertThat(clock.waits()).isEmpty();
    }

    @Test
    void a_pause_ends_with_the_run_s_time() {
        held.set(true);
        Pace pace = pace(PaceOptions.NONE.withHold(new Hold("held", held::get)).withRunTime(seconds(10)));
        assertThat(heldBack(() -> pace.beforeLook(cancellation)).why()).isEqualTo(Skipped.TIME_OVER);
        assertThat(clock.waits()).containsExactly(seconds(1), seconds(2), seconds(4), seconds(3));
    }

    private static HeldBackException heldBack(Runnable read) {
        HeldBackException held = catchThrowableOfType(HeldBackException.class, read::run);
        assertThat(held).isNotNull();
        return held;
    }

    private static Supplier<LoadReading> once(LoadReading first, LoadReading then) {
        AtomicBoolean asked = new AtomicBoolean();
        return () -> asked.getAndSet(true) ? then : first;
    }
}
