package dev.reconcile.core.alert;

import static dev.reconcile.core.alert.Told.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.table.TablePattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlertFilterTest {

    private static final PairName ITEMS = new PairName("hourly", "sales.items", "items");
    private static final Set<AlertKind> ALL = Set.of(AlertKind.values());

    private final AlertMessage message = new AlertMessage(
            at(2),
            List.of(
                    Told.different(Told.ORDERS, Severity.LOW, 1),
                    Told.different(ITEMS, Severity.HIGH, 1),
                    alert(AlertKind.FAILED, Problem.FAILED, AlertSubject.ofJob("nightly"), null),
                    alert(AlertKind.RECOVERED, Problem.DIFFERENT, AlertSubject.of(ITEMS), Severity.LOW)),
            List.of(
                    Told.open(AlertSubject.of(Told.ORDERS), Problem.DIFFERENT, Severity.LOW),
                    Told.open(AlertSubject.of(ITEMS), Problem.FAILED, null)),
            List.of(Told.open(AlertSubject.of(ITEMS), Problem.DIFFERENT, Severity.HIGH)),
            null);

    @Test
    void without_wishes_everything_is_told() {
        assertThat(AlertFilter.ALL.of(message)).isEqualTo(message);
    }

    @Test
    void only_the_kinds_that_are_wanted_are_told() {
        AlertMessage left = new AlertFilter(Set.of(AlertKind.FAILED), Set.of(), List.of(), null).of(message);

        assertThat(left.alerts()).extracting(Alert::kind).containsExactly(AlertKind.FAILED);
        assertThat(left.open()).extracting(OpenAlert::problem).containsExactly(Problem.FAILED);
        assertThat(left.ended()).isEmpty();
    }

    @Test
    void only_the_jobs_that_are_wanted_are_told() {
        AlertMessage left = new AlertFilter(ALL, Set.of("hourly"), List.of(), null).of(message);

        assertThat(left.alerts())
                .allMatch(alert -> alert.subject().job().equals("hourly"))
                .hasSize(2);
        assertThat(left.open()).hasSize(1);
    }

    @Test
    void only_the_tables_that_are_wanted_are_told_and_runs_as_a_whole() {
        AlertMessage left = new AlertFilter(ALL, Set.of(), List.of(TablePattern.parse("dbo.*")), null).of(message);

        assertThat(left.alerts())
                .extracting(alert -> alert.subject().source())
                .containsExactlyInAnyOrder("dbo.orders", "");
        assertThat(new AlertFilter(ALL, Set.of(), List.of(TablePattern.parse("orders")), null)
                        .of(message)
                        .alerts())
                .as("a target's name")
                .hasSize(2);
    }

    @Test
    void of_tables_that_differ_only_grave_ones_are_told() {
        AlertMessage left = new AlertFilter(ALL, Set.of(), List.of(), Severity.MEDIUM).of(message);

        assertThat(left.alerts())
                .extracting(Alert::kind)
                .containsExactlyInAnyOrder(AlertKind.DIFFERENT, AlertKind.FAILED);
        assertThat(left.open()).extracting(OpenAlert::problem).containsExactly(Problem.FAILED);
        assertThat(left.ended()).hasSize(1);
    }

    @Test
    void a_table_that_becomes_grave_enough_is_told_as_one_that_differs() {
        AlertFilter duty = new AlertFilter(
                Set.of(AlertKind.FAILED, AlertKind.NOT_CHECKED, AlertKind.DIFFERENT),
                Set.of(),
                List.of(),
                Severity.HIGH);
        Alert crossing = worse(Severity.LOW, Severity.CRITICAL);

        assertThat(duty.wants(crossing)).isTrue();
        assertThat(duty.of(Told.message(List.of(crossing))).alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.DIFFERENT);
        assertThat(duty.wants(worse(Severity.LOW, Severity.MEDIUM))).isFalse();
        assertThat(duty.wants(worse(Severity.HIGH, Severity.CRITICAL)))
                .as("it was told that the table differs")
                .isFalse();
    }

    @Test
    void a_table_that_becomes_grave_enough_is_told_as_worse_where_only_that_is_wanted() {
        AlertFilter worse = new AlertFilter(Set.of(AlertKind.WORSE), Set.of(), List.of(), Severity.HIGH);
        Alert crossing = worse(Severity.LOW, Severity.CRITICAL);

        assertThat(worse.of(Told.message(List.of(crossing))).alerts()).containsExactly(crossing);
        assertThat(AlertFilter.ALL.of(Told.message(List.of(crossing))).alerts()).containsExactly(crossing);
    }

    /** What the rules make of a table that was told with the one severity and has the other. */
    private static Alert worse(Severity told, Severity now) {
        AlertRules rules = new AlertRules(Duration.ofHours(24), Duration.ofHours(26));
        TableState first = TableState.after(null, Told.mismatch(1, told, 1));
        OpenAlert open = rules.afterRun(first, Map.of(), at(1))
                .get(0)
                .after()
                .orElseThrow()
                .arrived();
        TableState second = TableState.after(first, Told.mismatch(2, now, 1));
        Alert worse = rules.afterRun(second, Map.of(Problem.DIFFERENT, open), at(2))
                .get(0)
                .alert()
                .orElseThrow();
        assertThat(worse.kind()).isEqualTo(AlertKind.WORSE);
        return worse;
    }

    private static Alert alert(AlertKind kind, Problem problem, AlertSubject subject, Severity severity) {
        return new Alert(
                kind,
                problem,
                subject,
                at(1),
                new Extent(severity, null, null, null, null, null, false),
                "r",
                Occasion.NEWS);
    }
}
