package dev.reconcile.metrics;

import static dev.reconcile.metrics.Nights.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PushgatewayTest {

    private final MovableClock clock = new MovableClock();
    private final RunMetrics metrics = new RunMetrics(clock, "1.2.3");
    private final Nights nights = new Nights(clock, metrics);
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private int status = 200;
    private @Nullable HttpServer server;

    private record Request(
            String method,
            String path,
            @Nullable String type,
            @Nullable String authorization,
            byte[] body) {}

    @BeforeEach
    void start() throws IOException {
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            try (exchange) {
                requests.add(new Request(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath(),
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        exchange.getRequestBody().readAllBytes()));
                if (status / 100 == 3) {
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                }
                byte[] answer = "row 17 of a secret table".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        gateway.start();
        server = gateway;
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private String address() {
        return "localhost:" + (server == null ? 0 : server.getAddress().getPort());
    }

    private Pushgateway gateway() {
        return Pushgateway.of("http://" + address());
    }

    @Test
    void adds_the_newest_run_to_the_group_of_its_job() {
        nights.comparingEqual("orders").comparingShort("lines").run("nightly", ROWS);
        nights.without().comparingEqual("orders").run("hourly", ROWS);

        metrics.push(gateway(), "nightly");

        assertThat(requests).hasSize(1);
        Request request = requests.get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/metrics/job/nightly");
        assertThat(request.type()).startsWith("text/plain; version=0.0.4");
        assertThat(request.authorization()).isNull();
        Series pushed = Series.of(request.body());
        assertThat(pushed.of("reconcile_last_run_status", "status")).containsEntry("fail", 1.0);
        assertThat(pushed.value("reconcile_table_differing_rows{kind=\"missing\",reconcile_job=\"nightly\","
                        + "source_table=\"dbo.lines\",target_table=\"public.lines\"}"))
                .isEqualTo(1);
        assertThat(pushed.values().keySet()).allMatch(series -> series.contains("reconcile_job=\"nightly\""));
        assertThat(pushed.names()).noneMatch(name -> name.endsWith("_total"));
    }

    @Test
    void says_nothing_of_the_last_success_where_there_was_none_so_that_an_earlier_one_stays() {
        nights.comparingShort("orders").run("nightly", ROWS);

        metrics.push(gateway(), "nightly");

        Series.of(requests.get(0).body()).hasNo("reconcile_last_success_timestamp_seconds");
    }

    @ParameterizedTest
    @CsvSource({
        "nightly, /metrics/job/nightly",
        "a b, /metrics/job@base64/YSBi",
        "a/b, /metrics/job@base64/YS9i",
        "..x/ü?, /metrics/job@base64/Li54L8O8Pw==",
        ".., /metrics/job@base64/Li4=",
    })
    void writes_the_name_of_any_job_into_the_path(String job, String path) {
        metrics.begin(job).failed();

        metrics.push(gateway(), job);

        assertThat(requests).extracting(Request::path).containsExactly(path);
    }

    @Test
    void logs_in_and_finds_a_gateway_behind_a_path() {
        metrics.begin("nightly").failed();

        metrics.push(Pushgateway.of("http://me%40home:p+%3Aw@" + address() + "/prometheus/"), "nightly");

        assertThat(requests)
                .extracting(Request::path, Request::authorization)
                .containsExactly(tuple("/prometheus/metrics/job/nightly", "Basic bWVAaG9tZTpwKzp3"));
    }

    @Test
    void a_user_without_a_password_has_an_empty_one() {
        metrics.begin("nightly").failed();

        metrics.push(Pushgateway.of("http://me@" + address()), "nightly");

        assertThat(requests).extracting(Request::authorization).containsExactly("Basic bWU6");
    }

    @Test
    void an_older_gateway_answers_otherwise() {
        status = 202;
        metrics.begin("nightly").failed();

        metrics.push(gateway(), "nightly");

        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 404, 500})
    void a_refusal_is_told_without_what_was_answered(int answer) {
        status = answer;
        metrics.begin("nightly").failed();

        assertThatThrownBy(() -> metrics.push(Pushgateway.of("http://me:hush@" + address()), "nightly"))
                .isInstanceOf(MetricsException.class)
                .hasMessageContaining("The Pushgateway at http://" + address()
                        + " did not take the metrics: it answered " + answer + ".")
                .hasMessageNotContaining("hush")
                .hasMessageNotContaining("row 17");
        assertThat(requests).as("no redirection is followed with the password").hasSize(1);
    }

    @Test
    void nobody_there_is_told() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> metrics.push(Pushgateway.of("http://me:hush@localhost:" + free), "nightly"))
                .isInstanceOf(MetricsException.class)
                .hasMessageContaining("http://localhost:" + free + ": the connection failed (ConnectException).")
                .hasMessageNotContaining("hush");
    }

    @Test
    void one_that_never_answers_is_given_up() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Pushgateway hanging =
                    Pushgateway.of("http://localhost:" + silent.getLocalPort()).within(Duration.ofMillis(300));

            assertThatThrownBy(() -> metrics.push(hanging, "nightly"))
                    .isInstanceOf(MetricsException.class)
                    .hasMessageContaining("did not answer in 300 ms");
        }
    }

    @Test
    void one_whose_answer_never_ends_is_given_up() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread endless = new Thread(() -> answerWithoutEnd(server));
            endless.setDaemon(true);
            endless.start();
            Pushgateway gateway =
                    Pushgateway.of("http://localhost:" + server.getLocalPort()).within(Duration.ofMillis(500));

            assertThatThrownBy(() -> metrics.push(gateway, "nightly"))
                    .isInstanceOf(MetricsException.class)
                    .hasMessageContaining("did not answer in 500 ms");
        }
    }

    private static void answerWithoutEnd(ServerSocket server) {
        try (Socket socket = server.accept();
                OutputStream out = socket.getOutputStream()) {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('x');
                out.flush();
                Thread.sleep(20);
            }
        } catch (IOException | InterruptedException over) {
            // The one who asked has gone.
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:9091",
                "ftp://localhost:9091",
                "http://",
                "http:///metrics",
                "http://me:hush@",
                "http://me:hush@local host",
                "http://me:hush@localhost:9091?x=1",
                "http://me:hush@localhost:9091#x",
                "http://me:hush@localhost:9091/metrics/job/reconciliation",
                "http://me:hush%@localhost:9091",
            })
    void what_is_no_address_of_a_gateway_is_refused_without_being_quoted(String url) {
        assertThatThrownBy(() -> Pushgateway.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the value is no URL of a Pushgateway.")
                .hasMessageNotContaining("hush")
                .hasNoCause();
    }

    @Test
    void its_text_holds_no_login() {
        assertThat(Pushgateway.of("https://me:hush@[::1]:9091/x/")).hasToString("https://[::1]:9091/x");
    }
}
