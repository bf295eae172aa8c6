package dev.reconcile.core.alert;

import static dev.reconcile.core.alert.Told.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.PairName;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertTextTest {

    @Test
    void a_message_says_what_since_when_and_how_badly() {
        Alert failed = alert(AlertKind.FAILED, Problem.FAILED, AlertSubject.of(pair("dbo.items")), Extent.UNKNOWN);
        Alert over = alert(AlertKind.RECOVERED, Problem.DIFFERENT, AlertSubject.of(pair("dbo.a")), Extent.UNKNOWN);
        AlertMessage message = new AlertMessage(
                at(2),
                List.of(over, failed, Told.different(Told.ORDERS, Severity.CRITICAL, 12)),
                List.of(),
                List.of(),
                "https://reconcile.example.com/");

        assertThat(new AlertText(message).all()).isEqualTo("""
                nightly: 1 table differs, 1 table could not be compared, 1 recovered (worst: CRITICAL)
                dbo.orders → orders differs since 2026-11-28T01:00:00Z: CRITICAL, 12 missing
                dbo.items → target could not be compared since 2026-11-28T01:00:00Z
                dbo.a → target is in sync again; it differed since 2026-11-28T01:00:00Z
                https://reconcile.example.com/""");
    }

    @Test
    void numbers_of_a_search_that_ended_early_are_told_as_the_least() {
        Extent first = new Extent(Severity.LOW, 10L, 9L, 1L, 0L, 20L, true);
        Alert alert = alert(AlertKind.DIFFERENT, Problem.DIFFERENT, AlertSubject.of(Told.ORDERS), first);

        assertThat(new AlertText(Told.message(List.of(alert))).line(alert))
                .endsWith(": LOW, at least 1 missing, at least 20 changed");
    }

    @Test
    void every_kind_has_its_words() {
        AlertSubject job = AlertSubject.ofJob("nightly");
        AlertSubject table = AlertSubject.of(Told.ORDERS);
        Extent counts = new Extent(Severity.LOW, 10L, 9L, null, null, null, false);
        List<Alert> alerts = List.of(
                alert(AlertKind.WORSE, Problem.DIFFERENT, table, counts),
                alert(AlertKind.FAILED, Problem.FAILED, job, Extent.UNKNOWN),
                alert(AlertKind.NOT_CHECKED, Problem.NOT_CHECKED, table, Extent.UNKNOWN),
                alert(AlertKind.RECOVERED, Problem.FAILED, table, Extent.UNKNOWN),
                alert(AlertKind.RECOVERED, Problem.FAILED, job, Extent.UNKNOWN),
                alert(AlertKind.RECOVERED, Problem.NOT_CHECKED, table, Extent.UNKNOWN),
                new Alert(AlertKind.FAILED, Problem.FAILED, job, at(1), Extent.UNKNOWN, "run-1", Occasion.REMINDER));
        AlertText text = new AlertText(Told.message(alerts));

        assertThat(alerts.stream().map(text::line))
                .containsExactly(
                        "dbo.orders → orders is worse, and differs since 2026-11-28T01:00:00Z: LOW, 10 rows in the source"
                                + " and 9 in the target",
                        "The job nightly has failed, comparing nothing, since 2026-11-28T01:00:00Z",
                        "dbo.orders → orders was not checked since 2026-11-28T01:00:00Z",
                        "dbo.orders → orders can be compared again; it could not since 2026-11-28T01:00:00Z",
                        "The job nightly runs again; it had failed since 2026-11-28T01:00:00Z",
                        "dbo.orders → orders was checked again; it was not since 2026-11-28T01:00:00Z",
                        "The job nightly still has failed, comparing nothing, since 2026-11-28T01:00:00Z");
    }

    @Test
    void what_was_accepted_is_not_told_as_mended() {
        Alert over = alert(AlertKind.RECOVERED, Problem.DIFFERENT, AlertSubject.of(Told.ORDERS), Extent.UNKNOWN);
        AlertText text = new AlertText(Told.message(List.of(over.with(Remark.ACCEPTED), over)));

        assertThat(text.title()).isEqualTo("nightly: 1 recovered, what differs in 1 is accepted");
        assertThat(text.line(over.with(Remark.ACCEPTED)))
                .isEqualTo("dbo.orders → orders differs only in rows that the settings accept (accepted, not mended);"
                        + " it differed since 2026-11-28T01:00:00Z");
    }

    @Test
    void what_was_not_wholly_compared_is_in_sync_as_far_as_it_was() {
        Alert over = alert(AlertKind.RECOVERED, Problem.DIFFERENT, AlertSubject.of(Told.ORDERS), Extent.UNKNOWN);
        AlertText text = new AlertText(Told.message(List.of(over.with(Remark.NARROW))));

        assertThat(text.title()).isEqualTo("nightly: 1 recovered");
        assertThat(text.line(over.with(Remark.NARROW)))
                .isEqualTo("dbo.orders → orders is in sync again as far as it was compared; it differed since"
                        + " 2026-11-28T01:00:00Z");
    }

    @Test
    void a_bad_night_is_one_message_that_counts_and_names_the_worst() {
        List<Alert> alerts = IntStream.rangeClosed(1, 300)
                .mapToObj(i -> Told.different(pair("dbo.t" + i), i == 177 ? Severity.CRITICAL : Severity.LOW, i))
                .toList();
        AlertText text = new AlertText(Told.message(alerts));

        assertThat(text.title()).isEqualTo("nightly: 300 tables differ (worst: CRITICAL)");
        assertThat(text.lines()).hasSize(11);
        assertThat(text.lines().get(0)).startsWith("dbo.t177 → target differs");
        assertThat(text.lines().get(1)).startsWith("dbo.t300 ");
        assertThat(text.lines().get(10)).isEqualTo("… and 290 more");
    }

    @Test
    void alerts_of_several_jobs_name_theirs() {
        PairName other = new PairName("hourly", "dbo.x", "x");
        AlertText text = new AlertText(Told.message(
                List.of(Told.different(Told.ORDERS, Severity.LOW, 5), Told.different(other, Severity.LOW, 3))));

        assertThat(text.title()).isEqualTo("reconcile: 2 tables differ (worst: LOW)");
        assertThat(text.lines().get(1)).startsWith("dbo.x → x (job hourly) differs");
    }

    @Test
    void a_hostile_name_stays_on_its_line_and_ends() {
        PairName hostile = new PairName("nightly", "a\nb\u202Ec\u0000" + "d".repeat(500), "\uD800");
        String line = new AlertText(Told.message(List.of(Told.different(hostile, Severity.LOW, 1))))
                .lines()
                .get(0);

        assertThat(line)
                .startsWith("a\uFFFDb\uFFFDc\uFFFDddd")
                .contains("d… → \uFFFD differs")
                .hasSizeLessThan(400);
    }

    @Test
    void a_message_says_only_what_all_of_it_has_in_common() {
        AlertMessage one = Told.message(List.of(Told.different(Told.ORDERS, Severity.LOW, 5)));
        assertThat(one.job()).contains("nightly");
        assertThat(one.run()).contains("run-1");
        assertThat(one.severity()).contains(Severity.LOW);

        AlertMessage over = Told.message(List.of(alert(
                AlertKind.RECOVERED,
                Problem.DIFFERENT,
                AlertSubject.of(Told.ORDERS),
                new Extent(Severity.HIGH, null, null, null, null, null, false))));
        assertThat(over.severity()).isEmpty();
        assertThat(Told.message(List.of()).job()).isEmpty();
        assertThat(Told.message(List.of()).run()).isEmpty();
    }

    private static PairName pair(String source) {
        return new PairName("nightly", source, "target");
    }

    private static Alert alert(AlertKind kind, Problem problem, AlertSubject subject, Extent extent) {
        return new Alert(kind, problem, subject, at(1), extent, "run-1", Occasion.NEWS);
    }
}
