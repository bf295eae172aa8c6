package dev.reconcile.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reconcile.core.alert.AlertMessage;
import dev.reconcile.core.alert.Told;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.port.AlertException;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebhookTest {

    private static final AlertMessage MESSAGE = Told.message(List.of(Told.different(Told.ORDERS, Severity.HIGH, 12)));
    private static final PairName HOSTILE =
            new PairName("nightly", "dbo.\"},{\"a\\u0022:<!channel> & *x*\n\u0007", "{{link}}");

    private Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private HttpPlace place() {
        return HttpPlace.of(receiver.url("/hook?key=hunter2"));
    }

    @Test
    void posts_all_that_is_known_as_json() {
        new Webhook(place(), new WebhookBody.Plain()).send(MESSAGE);

        assertThat(receiver.posts()).hasSize(1);
        assertThat(receiver.posts().get(0).target()).isEqualTo("/hook?key=hunter2");
        assertThat(receiver.posts().get(0).type()).isEqualTo("application/json");
        assertThat(receiver.posts().get(0).json().toPrettyString().replace("\r", ""))
                .isEqualTo("""
                        {
                          "version" : 1,
                          "title" : "nightly: 1 table differs (worst: HIGH)",
                          "text" : "dbo.orders → orders differs since 2026-11-28T01:00:00Z: HIGH, 12 missing",
                          "time" : "2026-11-28T02:00:00Z",
                          "job" : "nightly",
                          "run_id" : "run-1",
                          "severity" : "HIGH",
                          "link" : null,
                          "counts" : {
                            "different" : 1,
                            "worse" : 0,
                            "failed" : 0,
                            "not_checked" : 0,
                            "recovered" : 0
                          },
                          "alerts" : [ {
                            "kind" : "different",
                            "problem" : "different",
                            "occasion" : "news",
                            "job" : "nightly",
                            "source_table" : "dbo.orders",
                            "target_table" : "orders",
                            "since" : "2026-11-28T01:00:00Z",
                            "run_id" : "run-1",
                            "remark" : null,
                            "severity" : "HIGH",
                            "source_rows" : 1000,
                            "target_rows" : 988,
                            "missing_rows" : 12,
                            "extra_rows" : 0,
                            "changed_rows" : 0,
                            "at_least" : false
                          } ],
                          "alerts_not_listed" : 0
                        }""".stripIndent());
    }

    @Test
    void lists_the_worst_of_very_many_and_counts_all() {
        AlertMessage message = Told.message(IntStream.rangeClosed(1, 300)
                .mapToObj(i -> Told.different(new PairName("nightly", "t" + i, "t"), Severity.LOW, i))
                .toList());

        JsonNode json = new WebhookBody.Plain().of(message);

        assertThat(json.at("/counts/different").intValue()).isEqualTo(300);
        assertThat(json.at("/alerts")).hasSize(100);
        assertThat(json.at("/alerts/0/source_table").textValue()).isEqualTo("t300");
        assertThat(json.at("/alerts_not_listed").intValue()).isEqualTo(200);
    }

    @Test
    void slack_is_told_in_its_form_and_takes_no_name_for_markup() {
        AlertMessage message = new AlertMessage(
                Told.at(2),
                List.of(Told.different(HOSTILE, Severity.HIGH, 12)),
                List.of(),
                List.of(),
                "https://reconcile.example.com/?a=1&b=2");

        new Webhook(place(), new WebhookBody.Slack()).send(message);

        JsonNode json = receiver.posts().get(0).json();
        assertThat(json.fieldNames()).toIterable().containsExactly("text", "mrkdwn");
        assertThat(json.get("mrkdwn").booleanValue()).isFalse();
        assertThat(json.get("text").textValue().lines())
                .containsExactly(
                        "nightly: 1 table differs (worst: HIGH)",
                        "dbo.\"},{\"a\\u0022:&lt;!channel&gt; &amp; *x*\uFFFD\uFFFD → {{link}} differs since"
                                + " 2026-11-28T01:00:00Z: HIGH, 12 missing",
                        "https://reconcile.example.com/?a=1&amp;b=2");
    }

    @Test
    void a_template_of_the_users_is_filled_and_nothing_breaks_out_of_it() {
        BodyTemplate template = BodyTemplate.parse("""
                {"summary": "{{title}} <{{ link }}>", "n": "{{count}}", "say": "n={{count}} {{counts}}",
                 "list": ["{{alerts}}", 7, null, {"text": "{{text}}"}],
                 "routing_key": "k", "severity": "{{severity}}", "when": "{{time}}{{run}}{{job}}"}""");
        AlertMessage message = Told.message(List.of(Told.different(HOSTILE, Severity.HIGH, 12)));

        new Webhook(place(), template).send(message);

        JsonNode json = receiver.posts().get(0).json();
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("summary", "n", "say", "list", "routing_key", "severity", "when");
        assertThat(json.at("/summary").textValue()).isEqualTo("nightly: 1 table differs (worst: HIGH) <>");
        assertThat(json.at("/n").isInt()).isTrue();
        assertThat(json.at("/say").textValue()).startsWith("n=1 {\"different\":1,");
        assertThat(json.at("/list/0/0/source_table").textValue()).isEqualTo(HOSTILE.source());
        assertThat(json.at("/list/1").intValue()).isEqualTo(7);
        assertThat(json.at("/list/3/text").textValue()).contains("→ {{link}} differs");
        assertThat(json.at("/when").textValue()).isEqualTo("2026-11-28T02:00:00Zrun-1nightly");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "{\"a\": {{title}}}",
                "{\"a\": \"{{hunter2}}\"}",
                "{\"a\": \"x\"} hunter2",
                "{\"{{title}}\": \"hunter2\"}",
                "\"{{title}} hunter2\"",
                "",
                "{\"a\": \"hunter2",
            })
    void a_template_that_cannot_be_filled_is_refused(String template) {
        assertThatThrownBy(() -> BodyTemplate.parse(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the template ")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void headers_and_a_login_go_with_it() {
        HttpPlace place = HttpPlace.of(receiver.url("/x").replace("//", "//me%40home:p+%3Aw@"));
        new Webhook(place, new WebhookBody.Plain()).send(MESSAGE);
        new Webhook(place.with(Map.of("authorization", "Bearer hunter2")), new WebhookBody.Plain()).send(MESSAGE);

        assertThat(receiver.posts())
                .extracting(Receiver.Post::authorization)
                .containsExactly("Basic bWVAaG9tZTpwKzp3", "Bearer hunter2");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 408, 429, 503})
    void what_may_pass_is_worth_another_try(int status) {
        assertThat(failure(status).isLasting()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 401, 403, 404, 410})
    void what_lasts_is_not_and_nobody_is_led_elsewhere(int status) {
        assertThat(failure(status).isLasting()).isTrue();
        assertThat(receiver.posts()).hasSize(1);
    }

    @Test
    void who_asks_for_patience_gets_it_within_bounds() {
        receiver.askingToWait("7");
        assertThat(failure(429).pause()).contains(Duration.ofSeconds(7));
        receiver.askingToWait("86400");
        assertThat(failure(429).pause()).contains(Duration.ofMinutes(1));
        receiver.askingToWait("Fri, 31 Dec 1999 23:59:59 GMT");
        assertThat(failure(503).pause()).isEmpty();
    }

    @Test
    void who_does_not_answer_is_left() {
        receiver.answering(Receiver.HANG);

        AlertException failure = failureOf(place().within(Duration.ofMillis(300)));

        assertThat(failure).hasMessage("it did not answer in 300 ms");
        assertThat(failure.isLasting()).isFalse();
    }

    @Test
    void who_is_not_there_is_worth_another_try() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        AlertException failure = failureOf(HttpPlace.of("http://localhost:" + port + "/hunter2"));

        assertThat(failure).hasMessage("the connection failed (ConnectException)");
        assertThat(failure.isLasting()).isFalse();
    }

    private AlertException failure(int status) {
        receiver.answering(status);
        return failureOf(place().with(Map.of("X-Key", "hunter2")));
    }

    /** No failure tells anything of the address, of a header or of the answer. */
    private static AlertException failureOf(HttpPlace place) {
        Webhook webhook = new Webhook(place, new WebhookBody.Slack());
        AlertException failure = catchThrowableOfType(AlertException.class, () -> webhook.send(MESSAGE));
        assertThat(failure)
                .hasNoCause()
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("localhost")
                .hasMessageNotContaining("secret");
        assertThat(webhook.toString()).doesNotContain("hunter2").doesNotContain("localhost");
        return failure;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "ftp://hunter2/x",
                "http:///hunter2",
                "https://h/ hunter2",
                "https://h/#hunter2",
                "https://h:99999/hunter2",
                "mailto:hunter2",
                ""
            })
    void what_is_no_url_is_refused_without_quoting_it(String url) {
        assertThatThrownBy(() -> HttpPlace.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void a_header_that_would_split_the_request_is_refused() {
        HttpPlace place = HttpPlace.of("https://h/");

        for (Map<String, String> headers : List.of(
                Map.of("X-Key", "hunter2\r\nHost: x"),
                Map.of("X-Key", "hunter2\u20AC"),
                Map.of("X Key", "hunter2"),
                Map.of("Host", "hunter2"),
                Map.of("", "hunter2"))) {
            assertThatThrownBy(() -> place.with(headers))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("hunter2");
        }
    }
}
