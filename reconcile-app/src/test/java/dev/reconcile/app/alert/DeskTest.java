package dev.reconcile.app.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.alert.Alert;
import dev.reconcile.core.alert.AlertKind;
import dev.reconcile.core.alert.AlertRules;
import dev.reconcile.core.alert.AlertSubject;
import dev.reconcile.core.alert.Extent;
import dev.reconcile.core.alert.OpenAlert;
import dev.reconcile.core.alert.Problem;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.Reach;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeskTest {

    private static final TablePair WHOLE = TablePair.of("dbo.orders", "orders");
    private static final TablePair FILTERED = new TablePair(
            WHOLE.source(),
            WHOLE.target(),
            WHOLE.columns(),
            List.of(),
            new RowFilter("region = 'EU'"),
            RowFilter.none());
    private static final PairName ORDERS = new PairName("nightly", "dbo.orders", "orders");
    private static final AlertRules RULES = new AlertRules(Duration.ofDays(1), Duration.ofDays(2));

    private final Desk desk = new Desk("run-of-part"::equals);

    @Test
    void a_match_of_less_is_no_recovery_from_what_a_history_knows_that_was_off_meanwhile() {
        ran(2, FILTERED);
        desk.know(List.of(TableState.after(null, difference(1))));
        desk.told(List.of(new OpenAlert(
                AlertSubject.of(ORDERS),
                Problem.DIFFERENT,
                at(1),
                at(1),
                true,
                Extent.UNKNOWN,
                Severity.HIGH,
                "run-1")));

        assertThat(ran(3, FILTERED)).isEmpty();
        assertThat(ran(4, WHOLE)).extracting(Alert::kind).containsExactly(AlertKind.RECOVERED);
    }

    @Test
    void what_is_newer_here_than_in_the_history_is_not_forgotten() {
        ran(2, WHOLE);
        desk.know(List.of(TableState.after(null, difference(1))));
        desk.told(List.of(new OpenAlert(
                AlertSubject.of(ORDERS),
                Problem.DIFFERENT,
                at(1),
                at(1),
                true,
                Extent.UNKNOWN,
                Severity.HIGH,
                "run-1")));

        assertThat(desk.asTimePasses(RULES, at(2 + 47))).isEmpty();
        assertThat(ran(3, FILTERED)).extracting(Alert::kind).containsExactly(AlertKind.RECOVERED);
    }

    @Test
    void a_part_that_works_is_no_news_of_a_whole_that_does_not() {
        desk.told(List.of(failed("run-1")));

        assertThat(ran(2, WHOLE, Trigger.COMMAND_FOR_PART)).isEmpty();
        assertThat(ran(3, WHOLE, Trigger.SCHEDULE)).extracting(Alert::kind).containsExactly(AlertKind.RECOVERED);
    }

    @Test
    void a_part_that_works_is_news_of_one_that_did_not() {
        desk.told(List.of(failed("run-of-part")));

        assertThat(ran(2, WHOLE, Trigger.COMMAND_FOR_PART))
                .extracting(Alert::kind)
                .containsExactly(AlertKind.RECOVERED);
    }

    private static OpenAlert failed(String run) {
        return new OpenAlert(
                AlertSubject.ofJob("nightly"), Problem.FAILED, at(1), at(1), true, Extent.UNKNOWN, null, run);
    }

    private List<Alert> ran(int hour, TablePair pair) {
        return ran(hour, pair, Trigger.SCHEDULE);
    }

    /** What is told once a run has found the tables equal. */
    private List<Alert> ran(int hour, TablePair pair, Trigger trigger) {
        RunStart run = new RunStart("run-" + hour, "nightly", trigger, at(hour), null, null, false);
        TableReport match = new TableReport(
                "dbo.orders",
                "orders",
                Verdict.MATCH,
                List.of("Equal."),
                Depth.ROWS,
                null,
                null,
                null,
                null,
                null,
                List.of("id"),
                List.of("id", "price"),
                List.of(),
                List.of(),
                1);
        Report report =
                new Report(run.id(), "1.2.3", at(hour), 10, true, List.of(match), List.of(), List.of(), List.of());
        return desk.runEnded(RULES, run, report, List.of(pair), true, at(hour)).stream()
                .flatMap(step -> step.alert().stream())
                .toList();
    }

    private static TableEntry difference(int hour) {
        return new TableEntry(
                "run-" + hour,
                ORDERS,
                at(hour),
                Verdict.MISMATCH,
                Severity.HIGH,
                Depth.ROWS,
                false,
                new Reach("", Set.of("id", "price")),
                Set.of(),
                10L,
                9L,
                1L,
                0L,
                0L,
                0L,
                "One is missing.",
                1);
    }

    private static Instant at(int hour) {
        return Instant.parse("2026-11-28T00:00:00Z").plus(Duration.ofHours(hour));
    }
}
