package dev.reconcile.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reconcile.core.alert.AlertMessage;
import dev.reconcile.core.alert.AlertSubject;
import dev.reconcile.core.alert.OpenAlert;
import dev.reconcile.core.alert.Problem;
import dev.reconcile.core.alert.Told;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.port.AlertException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AlertmanagerTest {

    private static final OpenAlert DIFFERS = Told.open(AlertSubject.of(Told.ORDERS), Problem.DIFFERENT, Severity.LOW);
    private static final OpenAlert JOB = Told.open(AlertSubject.ofJob("nightly"), Problem.FAILED, null);

    private Receiver receiver;
    private Alertmanager alertmanager;

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver();
        alertmanager =
                new Alertmanager(HttpPlace.of(receiver.url("/prefix/")), Duration.ofHours(48), Map.of("team", "data"));
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void is_told_what_is_open_and_until_when_that_holds() {
        alertmanager.send(message(2, List.of(DIFFERS), List.of()));

        assertThat(receiver.posts()).hasSize(1);
        assertThat(receiver.posts().get(0).target()).isEqualTo("/prefix/api/v2/alerts");
        assertThat(receiver.posts().get(0).json().toPrettyString().replace("\r", ""))
                .isEqualTo("""
                        [ {
                          "labels" : {
                            "alertname" : "ReconcileTableDiffers",
                            "reconcile_job" : "nightly",
                            "severity" : "critical",
                            "source_table" : "dbo.orders",
                            "target_table" : "orders",
                            "team" : "data"
                          },
                          "annotations" : {
                            "summary" : "dbo.orders → orders differs since 2026-11-28T01:00:00Z: LOW, 1 missing",
                            "run_id" : "run-1",
                            "reconcile_severity" : "LOW"
                          },
                          "startsAt" : "2026-11-28T01:00:00Z",
                          "endsAt" : "2026-11-30T02:00:00Z",
                          "generatorURL" : "https://reconcile.example.com/"
                        } ]""");
    }

    @Test
    void is_told_that_something_is_over_for_a_while() {
        alertmanager.send(message(2, List.of(DIFFERS, JOB), List.of()));
        alertmanager.send(message(3, List.of(JOB), List.of(DIFFERS)));
        alertmanager.send(message(3, List.of(JOB), List.of()));
        alertmanager.send(message(4, List.of(JOB), List.of()));

        assertThat(receiver.posts()).hasSize(4);
        JsonNode then = receiver.posts().get(1).json();
        assertThat(ends(then, "ReconcileTableDiffers")).isEqualTo(Told.at(3));
        assertThat(ends(then, "ReconcileJobFailed")).isEqualTo(Told.at(51));
        assertThat(receiver.posts().get(2).json()).isEqualTo(then);
        assertThat(receiver.posts().get(3).json()).hasSize(1);
    }

    @Test
    void what_begins_again_is_not_over_any_more() {
        alertmanager.send(message(2, List.of(), List.of(DIFFERS)));
        alertmanager.send(message(2, List.of(DIFFERS), List.of()));

        JsonNode last = receiver.posts().get(1).json();
        assertThat(last).hasSize(1);
        assertThat(ends(last, "ReconcileTableDiffers")).isEqualTo(Told.at(50));
    }

    @Test
    void is_told_again_of_an_end_that_was_not_taken() {
        receiver.answering(500);
        AlertMessage end = message(3, List.of(), List.of(DIFFERS));

        assertThatThrownBy(() -> alertmanager.send(end)).isInstanceOf(AlertException.class);
        alertmanager.send(end);

        assertThat(receiver.posts().get(1).json())
                .isEqualTo(receiver.posts().get(0).json());
    }

    @Test
    void has_nothing_to_be_told_where_nothing_is_open() {
        alertmanager.send(message(2, List.of(), List.of()));

        assertThat(receiver.posts()).isEmpty();
        assertThat(alertmanager.wantsRepeats()).isTrue();
    }

    @Test
    void labels_do_not_change_as_long_as_an_alert_lasts_and_are_bounded() {
        String name = "x".repeat(2_000);
        OpenAlert low =
                Told.open(AlertSubject.of(new PairName("nightly", name + "1", "t")), Problem.DIFFERENT, Severity.LOW);
        OpenAlert other =
                Told.open(AlertSubject.of(new PairName("nightly", name + "2", "t")), Problem.DIFFERENT, Severity.LOW);
        OpenAlert high = Told.open(low.subject(), Problem.DIFFERENT, Severity.CRITICAL);

        alertmanager.send(message(2, List.of(low, other), List.of()));
        alertmanager.send(message(3, List.of(high), List.of()));

        JsonNode first = receiver.posts().get(0).json();
        assertThat(first.at("/0/labels/source_table").textValue()).hasSizeLessThan(520);
        assertThat(first.at("/0/labels")).isNotEqualTo(first.at("/1/labels"));
        assertThat(receiver.posts().get(1).json().at("/0/labels")).isEqualTo(first.at("/0/labels"));
    }

    @Test
    void very_many_go_in_several_posts() {
        List<OpenAlert> all = IntStream.range(0, 1_100)
                .mapToObj(i ->
                        Told.open(AlertSubject.of(new PairName("nightly", "t" + i, "t")), Problem.NOT_CHECKED, null))
                .toList();

        alertmanager.send(message(2, all, List.of()));

        assertThat(receiver.posts()).extracting(post -> post.json().size()).containsExactly(500, 500, 100);
    }

    private static AlertMessage message(int hour, List<OpenAlert> open, List<OpenAlert> ended) {
        return new AlertMessage(Told.at(hour), List.of(), open, ended, "https://reconcile.example.com/");
    }

    private static Instant ends(JsonNode post, String name) {
        for (JsonNode alert : post) {
            if (alert.at("/labels/alertname").textValue().equals(name)) {
                return Instant.parse(alert.get("endsAt").textValue());
            }
        }
        throw new AssertionError(name);
    }
}
