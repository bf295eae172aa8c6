package dev.reconcile.core.alert;

import static dev.reconcile.core.alert.Told.accepted;
import static dev.reconcile.core.alert.Told.at;
import static dev.reconcile.core.alert.Told.error;
import static dev.reconcile.core.alert.Told.filtered;
import static dev.reconcile.core.alert.Told.match;
import static dev.reconcile.core.alert.Told.mismatch;
import static dev.reconcile.core.alert.Told.unsure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.report.Depth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertRulesTest {

    private final AlertRules rules = new AlertRules(Duration.ofHours(24), Duration.ofHours(48));
    private final Map<Problem, OpenAlert> open = new EnumMap<>(Problem.class);
    private @Nullable TableState state;

    @Test
    void a_table_that_differs_is_told_once_until_the_window_is_over() {
        assertThat(told(mismatch(0, Severity.LOW, 3))).containsExactly("DIFFERENT since 0");
        assertThat(told(mismatch(1, Severity.LOW, 3))).isEmpty();
        assertThat(told(mismatch(23, Severity.LOW, 3))).isEmpty();
        assertThat(told(mismatch(24, Severity.LOW, 3))).containsExactly("DIFFERENT since 0 REMINDER");
        assertThat(told(mismatch(25, Severity.LOW, 3))).isEmpty();
    }

    @Test
    void a_table_that_matches_from_the_beginning_is_not_told_of() {
        assertThat(told(match(0, Depth.ROWS))).isEmpty();
        assertThat(told(match(1, Depth.ROWS))).isEmpty();
    }

    @Test
    void what_recovered_and_differs_again_is_new() {
        assertThat(told(mismatch(0, Severity.LOW, 3))).hasSize(1);
        assertThat(told(match(1, Depth.ROWS))).containsExactly("RECOVERED DIFFERENT since 0");
        assertThat(told(match(2, Depth.ROWS))).isEmpty();
        assertThat(told(mismatch(3, Severity.LOW, 3))).containsExactly("DIFFERENT since 3");
    }

    @Test
    void a_difference_that_was_accepted_is_told_as_that() {
        told(mismatch(0, Severity.LOW, 3));
        assertThat(alerts(accepted(1, 3))).extracting(Alert::remark).containsExactly(Remark.ACCEPTED);

        told(mismatch(2, Severity.LOW, 3));
        assertThat(alerts(match(3, Depth.ROWS))).extracting(Alert::remark).containsOnlyNulls();
    }

    @Test
    void a_recovery_by_less_than_everything_is_told_as_that() {
        told(mismatch(0, Severity.LOW, 3));

        assertThat(alerts(filtered(1))).extracting(Alert::remark).containsExactly(Remark.NARROW);
    }

    @Test
    void equal_counts_are_no_recovery_of_contents_that_differ() {
        told(mismatch(0, Severity.LOW, 3));

        assertThat(told(match(1, Depth.COUNTS))).isEmpty();
        assertThat(told(match(2, Depth.ROWS))).containsExactly("RECOVERED DIFFERENT since 0");
    }

    @Test
    void a_run_that_could_not_tell_is_no_recovery() {
        told(mismatch(0, Severity.LOW, 3));

        assertThat(told(unsure(1))).isEmpty();
        assertThat(told(match(2, Depth.ROWS))).hasSize(1);
    }

    @Test
    void a_recovery_tells_of_the_worst_that_was_told() {
        told(mismatch(0, Severity.HIGH, 3));
        told(mismatch(24, Severity.LOW, 3));
        List<Alert> alerts = alerts(match(25, Depth.ROWS));

        assertThat(alerts).extracting(Alert::severity).containsExactly(Severity.HIGH);
    }

    @Test
    void a_higher_severity_is_worse_at_once() {
        told(mismatch(0, Severity.LOW, 3));

        assertThat(told(mismatch(1, Severity.HIGH, 3))).containsExactly("WORSE since 0");
        assertThat(told(mismatch(2, Severity.HIGH, 3))).isEmpty();
        assertThat(told(mismatch(3, Severity.LOW, 3))).isEmpty();
        assertThat(told(mismatch(4, Severity.HIGH, 3))).as("as bad as was told").isEmpty();
        assertThat(told(mismatch(24, Severity.HIGH, 3))).isEmpty();
        assertThat(told(mismatch(25, Severity.HIGH, 3))).containsExactly("DIFFERENT since 0 REMINDER");
    }

    @Test
    void twice_as_many_rows_and_ten_more_are_worse() {
        told(mismatch(0, Severity.LOW, 10));

        assertThat(told(mismatch(1, Severity.LOW, 19))).as("not twice as many").isEmpty();
        assertThat(told(mismatch(2, Severity.LOW, 20))).containsExactly("WORSE since 0");
        assertThat(told(mismatch(3, Severity.LOW, 39))).isEmpty();
        assertThat(told(mismatch(4, Severity.LOW, 40))).hasSize(1);
    }

    @Test
    void a_few_rows_more_are_not_worse() {
        told(mismatch(0, Severity.LOW, 1));

        assertThat(told(mismatch(1, Severity.LOW, 10))).isEmpty();
        assertThat(told(mismatch(2, Severity.LOW, 11))).hasSize(1);
    }

    @Test
    void all_rows_are_not_worse_than_the_first_of_them() {
        Extent first = new Extent(Severity.LOW, 1000L, 1000L, 0L, 0L, 20L, true);
        Extent all = new Extent(Severity.LOW, 1000L, 1000L, 0L, 0L, 900L, false);
        Extent few = new Extent(Severity.LOW, 1000L, 1000L, 0L, 0L, 2L, false);
        Extent graver = new Extent(Severity.HIGH, 1000L, 1000L, 0L, 0L, 900L, false);

        assertThat(all.isWorseThan(first)).isFalse();
        assertThat(graver.isWorseThan(first)).isTrue();
        assertThat(first.isWorseThan(few)).as("at least so many").isTrue();
    }

    @Test
    void what_was_not_counted_before_is_not_worse() {
        Extent counts = new Extent(Severity.LOW, 1000L, 995L, null, null, null, false);
        Extent rows = new Extent(Severity.LOW, 1000L, 995L, 5L, 0L, 90L, false);
        Extent moreCounts = new Extent(Severity.LOW, 1000L, 900L, null, null, null, false);

        assertThat(rows.isWorseThan(counts)).isFalse();
        assertThat(counts.isWorseThan(rows)).isFalse();
        assertThat(moreCounts.isWorseThan(counts)).isTrue();
        assertThat(Extent.UNKNOWN.isWorseThan(counts)).isFalse();
        assertThat(new Extent(null, null, null, Long.MAX_VALUE / 4, 0L, 0L, false)
                        .isWorseThan(new Extent(null, null, null, Long.MAX_VALUE / 5, 0L, 0L, false)))
                .isFalse();
    }

    @Test
    void an_error_is_told_and_its_end_once_a_run_can_tell_again() {
        assertThat(told(error(0))).containsExactly("FAILED since 0");
        assertThat(told(error(1))).isEmpty();
        assertThat(told(unsure(2))).isEmpty();
        assertThat(told(error(26))).containsExactly("FAILED since 0 REMINDER");
        assertThat(told(mismatch(27, Severity.LOW, 3)))
                .containsExactly("DIFFERENT since 27", "RECOVERED FAILED since 0");
    }

    @Test
    void an_error_of_a_table_that_differs_does_not_hide_that_it_does() {
        told(mismatch(0, Severity.LOW, 3));

        assertThat(told(error(1))).containsExactly("FAILED since 1");
        assertThat(told(error(24))).containsExactly("DIFFERENT since 0 REMINDER");
        assertThat(told(match(25, Depth.ROWS)))
                .containsExactlyInAnyOrder("RECOVERED DIFFERENT since 0", "RECOVERED FAILED since 1");
    }

    @Test
    void a_table_that_no_run_could_tell_of_for_long_is_told() {
        told(match(0, Depth.ROWS));

        assertThat(told(unsure(47))).isEmpty();
        assertThat(told(unsure(48))).containsExactly("NOT_CHECKED since 0");
        assertThat(told(unsure(50))).isEmpty();
        assertThat(told(unsure(72))).containsExactly("NOT_CHECKED since 0 REMINDER");
        assertThat(told(match(73, Depth.ROWS))).containsExactly("RECOVERED NOT_CHECKED since 0");
    }

    @Test
    void a_table_that_no_run_looks_at_any_more_is_told() {
        told(match(0, Depth.ROWS));

        assertThat(timePasses(47)).isEmpty();
        assertThat(timePasses(48)).containsExactly("NOT_CHECKED since 0");
        assertThat(timePasses(49)).isEmpty();
        assertThat(timePasses(72)).containsExactly("NOT_CHECKED since 0 REMINDER");
    }

    @Test
    void a_table_of_which_nothing_was_ever_known_is_told_from_its_first_run_on() {
        assertThat(told(unsure(10))).isEmpty();
        assertThat(timePasses(57)).isEmpty();
        assertThat(timePasses(58)).containsExactly("NOT_CHECKED since 10");
    }

    @Test
    void a_longer_time_checks_nothing_by_itself() {
        told(match(0, Depth.ROWS));
        timePasses(48);

        AlertRules longer = new AlertRules(Duration.ofHours(24), Duration.ofHours(100));
        assertThat(longer.asTimePasses(state, open, at(49))).isEmpty();
    }

    @Test
    void without_a_past_a_table_that_was_not_compared_completely_is_told_at_once() {
        assertThat(rules.withoutPast(TableState.after(null, unsure(0)), at(0)))
                .extracting(step -> step.alert().orElseThrow().kind())
                .containsExactly(AlertKind.NOT_CHECKED);
        assertThat(rules.withoutPast(TableState.after(null, error(0)), at(0)))
                .extracting(step -> step.alert().orElseThrow().kind())
                .containsExactly(AlertKind.FAILED);
        assertThat(rules.withoutPast(TableState.after(null, match(0, Depth.COUNTS)), at(0)))
                .isEmpty();
    }

    @Test
    void a_run_that_failed_is_told_once_and_its_end() {
        Optional<AlertStep> first = rules.runFailed("nightly", "r1", Optional.empty(), at(0));
        OpenAlert told = first.orElseThrow().after().orElseThrow().arrived();

        assertThat(first.orElseThrow().alert().orElseThrow().kind()).isEqualTo(AlertKind.FAILED);
        assertThat(rules.runFailed("nightly", "r2", Optional.of(told), at(23))).isEmpty();
        assertThat(rules.runFailed("nightly", "r3", Optional.of(told), at(24))
                        .orElseThrow()
                        .alert()
                        .orElseThrow()
                        .occasion())
                .isEqualTo(Occasion.REMINDER);
        assertThat(rules.runWorked("r4", Optional.of(told), at(25))
                        .orElseThrow()
                        .alert()
                        .orElseThrow()
                        .kind())
                .isEqualTo(AlertKind.RECOVERED);
        assertThat(rules.runWorked("r5", Optional.empty(), at(25))).isEmpty();
    }

    @Test
    void what_never_arrived_is_told_once_more_and_its_end_is_not() {
        told(mismatch(0, Severity.LOW, 3));
        OpenAlert lost = open.get(Problem.DIFFERENT);
        open.put(
                Problem.DIFFERENT,
                new OpenAlert(
                        lost.subject(), lost.problem(), lost.since(), lost.toldAt(), false, lost.told(), null, null));

        TableState still = TableState.after(state, mismatch(1, Severity.LOW, 3));
        assertThat(rules.afterRun(still, open, at(0).plus(Duration.ofMinutes(14))))
                .isEmpty();
        assertThat(rules.afterRun(still, open, at(1)))
                .extracting(step -> step.alert().orElseThrow().occasion())
                .containsExactly(Occasion.NEWS);
        TableState over = TableState.after(state, match(1, Depth.ROWS));
        assertThat(rules.afterRun(over, open, at(1)))
                .singleElement()
                .satisfies(step -> assertThat(step.alert()).isEmpty())
                .satisfies(step -> assertThat(step.after()).isEmpty());
    }

    @Test
    void what_ended_and_began_again_unnoticed_is_new() {
        told(mismatch(0, Severity.LOW, 3));
        TableState again = TableState.after(null, mismatch(5, Severity.LOW, 3));

        assertThat(rules.afterRun(again, open, at(5)))
                .extracting(step -> step.alert().orElseThrow().occasion())
                .containsExactly(Occasion.NEWS);
    }

    private List<String> told(TableEntry entry) {
        return alerts(entry).stream().map(AlertRulesTest::text).toList();
    }

    private List<Alert> alerts(TableEntry entry) {
        state = TableState.after(state, entry);
        return taken(rules.afterRun(state, open, entry.time()));
    }

    private List<String> timePasses(int hour) {
        return taken(rules.asTimePasses(state, open, at(hour))).stream()
                .map(AlertRulesTest::text)
                .toList();
    }

    private List<Alert> taken(List<AlertStep> steps) {
        List<Alert> alerts = new ArrayList<>();
        for (AlertStep step : steps) {
            step.alert().ifPresent(alerts::add);
            step.after()
                    .ifPresentOrElse(
                            after -> open.put(after.problem(), after.arrived()),
                            () -> open.remove(step.key().problem()));
        }
        return alerts;
    }

    private static String text(Alert alert) {
        long hour = Duration.between(Told.MIDNIGHT, alert.since()).toHours();
        String problem = alert.kind() == AlertKind.RECOVERED ? " " + alert.problem() : "";
        String reminder = alert.occasion() == Occasion.REMINDER ? " REMINDER" : "";
        return alert.kind() + problem + " since " + hour + reminder;
    }
}
