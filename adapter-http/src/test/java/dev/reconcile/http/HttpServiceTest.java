package dev.reconcile.http;

import static dev.reconcile.http.Served.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reconcile.app.history.History;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer has in common, and how the service begins. */
class HttpServiceTest {

    private static final String CHUNKED = "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

    @TempDir
    private static Path data;

    private static Served served;

    @BeforeAll
    static void start() {
        served = Served.withoutDatabases(data, Map.of());
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void it_lives_and_is_ready_without_asking_a_database() {
        assertThat(json(served.get("/health/live")).get("status").asText()).isEqualTo("live");
        JsonNode ready = json(served.get("/health/ready"));
        assertThat(ready.get("status").asText()).isEqualTo("ready");
        assertThat(ready.get("history").asText()).isEqualTo("on");
    }

    @Test
    void a_history_that_loses_something_is_not_called_off(@TempDir Path folder) {
        try (Served losing = Served.withoutDatabases(folder, Map.of())) {
            History history = losing.jobs().history();
            history.submit("the result of orders", store -> {
                throw new IllegalStateException("It contradicts what is there.");
            });
            assertThat(history.await(Duration.ofSeconds(60))).isFalse();

            JsonNode ready = json(losing.get("/health/ready"));
            assertThat(ready.get("history").asText()).isEqualTo("losing");
            assertThat(ready.get("history_trouble").asText()).contains("The result of orders");

            history.submit("the result of orders", store -> {});
            history.await(Duration.ofSeconds(60));
            assertThat(json(losing.get("/health/ready")).get("history").asText())
                    .isEqualTo("on");
        }
    }

    @Test
    void a_history_that_is_off_is_said_and_takes_nobody_out_of_service(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("data"), "no folder");
        try (Served without = Served.withoutDatabases(file, Map.of())) {
            HttpResponse<String> ready = without.get("/health/ready");

            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(json(ready).get("history").asText()).isEqualTo("off");
            assertThat(json(ready).get("history_trouble").asText()).isNotBlank();
            JsonNode job = json(without.get("/api/v1/jobs")).at("/items/0");
            assertThat(job.get("job").asText()).isEqualTo("reconcile");
            assertThat(job.get("last_run").isNull()).isTrue();
            assertThat(job.get("not_all_compared").isNull()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/tables", "/api/v1/runs", "/api/v1/findings"})
    void whether_there_is_a_job_is_not_said_while_the_history_is_off(String path, @TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(folder.resolve("data"), "no folder");
        try (Served without = Served.withoutDatabases(file, Map.of())) {
            assertThat(without.get(path + "?job=reconcile").statusCode()).isEqualTo(503);
            assertThat(without.get(path + "?job=former").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void how_a_run_ended_is_said_while_the_history_is_off_too(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("data"), "no folder");
        try (Served without = Served.withoutDatabases(file, Map.of())) {
            JsonNode run = json(without.post("/api/v1/runs", "{\"job\":\"reconcile\"}"));
            while (List.of("queued", "running").contains(run.get("state").asText())) {
                Thread.sleep(50);
                run = json(without.get("/api/v1/runs/" + run.get("id").asText()));
            }

            assertThat(run.get("state").asText()).isEqualTo("failed");
            assertThat(run.get("status").isNull()).isTrue();
            assertThat(run.get("ended_at").isNull()).isFalse();
            assertThat(run.get("summary").asText()).contains("Cannot connect");
        }
    }

    @Test
    void metrics_are_those_of_the_process() {
        HttpResponse<String> metrics = served.get("/metrics");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).contains("reconcile_build_info{");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/health/live,200",
        "GET,/,200",
        "GET,/page/page.js,200",
        "GET,/page/,404",
        "GET,/page/../openapi.json,404",
        "GET,/nothing,404",
        "GET,/api/v1/nothing,404",
        "POST,/health/live,405",
        "DELETE,/health/live,405",
        "TRACE,/health/live,405",
    })
    void every_answer_has_the_headers_of_safety_and_every_failure_is_a_problem(String method, String path, int status) {
        HttpResponse<String> answer = served.send(method, path, null);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        if (status >= 400) {
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(json(answer).get("status").asInt()).isEqualTo(status);
            assertThat(json(answer).get("detail").asText()).isNotBlank();
            assertThat(json(answer).get("title").asText()).isNotBlank();
        }
    }

    @Test
    void the_page_runs_and_shows_nothing_but_its_own_files() {
        HttpResponse<String> page = served.get("/");

        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains(
                        "default-src 'none'; script-src 'self'; style-src 'self';",
                        "require-trusted-types-for 'script'; trusted-types 'none';")
                .doesNotContain("unsafe", "*");
        assertThat(page.body()).doesNotContain("http:", "https:", "<style", "onclick");
        Matcher file = Pattern.compile("(?:href|src)=\"(page/[^\"]*)\"").matcher(page.body());
        int files = 0;
        for (; file.find(); files++) {
            assertThat(served.get("/" + file.group(1)).statusCode())
                    .as(file.group(1))
                    .isEqualTo(200);
        }
        assertThat(files).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /health/live HTTP/1.1\r\n\r\n",
                "GET /health/live HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "NONSENSE\r\n\r\n",
                "GET /a/%2e%2e/%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /health%2flive HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /health/;a=b/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET http://169.254.169.254/latest HTTP/1.1\r\nHost: 169.254.169.254\r\nConnection: close\r\n\r\n",
                "POST /health/live HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n"
                        + "Connection: close\r\n\r\n0\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\nConnection: close\r\n\r\n",
            })
    void a_malformed_request_is_a_problem_that_tells_nothing_of_the_server(String request) {
        String answer = served.raw(request);

        assertThat(answer).matches("(?s)HTTP/1\\.1 (4..|505) .*").contains("application/problem+json", "nosniff");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("jetty", "javalin", "exception", "\tat ", "server:", "powered", "<html");
    }

    @Test
    void what_is_too_long_is_refused() {
        String long9000 = "x".repeat(9_000);

        assertThat(served.get("/health/live", "X-Long", long9000).statusCode()).isEqualTo(431);
        assertThat(served.get("/" + long9000).statusCode()).isIn(414, 431);
    }

    @Test
    void a_body_that_does_not_say_how_long_it_is_may_be_no_longer_than_another() {
        String chunk = "1000\r\n" + " ".repeat(4_096) + "\r\n";

        assertThat(served.raw(CHUNKED + chunk.repeat(16) + "0\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(served.raw(CHUNKED + chunk.repeat(16) + "1\r\n \r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json");
        assertThat(served.raw(CHUNKED + chunk.repeat(17))).as("it need not end").startsWith("HTTP/1.1 413");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "413|POST /api/v1/runs|application/json",
                "415|POST /api/v1/runs|text/plain",
                "404|POST /api/v1/nothing|application/json",
                "405|POST /api/v1/tables|application/json",
                "421|POST /api/v1/runs|application/json\r\nHost: evil.example",
            })
    void who_sends_a_body_that_is_refused_before_it_came_learns_why(String refusal) throws Exception {
        String[] parts = refusal.split("\\|");
        String host = parts[2].contains("Host:") ? "" : "Host: localhost\r\n";
        byte[] body = " ".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
        try (Socket socket =
                new Socket(served.address().getHost(), served.address().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((parts[1] + " HTTP/1.1\r\n" + host + "Content-Type: " + parts[2] + "\r\nContent-Length: "
                                    + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            for (int sent = 0; sent < body.length; sent += 100_000) {
                Thread.sleep(20);
                socket.getOutputStream().write(body, sent, 100_000);
            }
            byte[] answer = new byte[12];

            assertThat(socket.getInputStream().readNBytes(answer, 0, answer.length))
                    .isEqualTo(answer.length);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 " + parts[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding: chunked|1\r\n \r\n", "Content-Length: 60000| "})
    void a_body_that_trickles_in_is_given_up_while_it_does(String bodyAndPart) throws Exception {
        String[] parts = bodyAndPart.split("\\|");
        try (Socket socket =
                new Socket(served.address().getHost(), served.address().getPort())) {
            socket.getOutputStream()
                    .write(CHUNKED.replace("Transfer-Encoding: chunked", parts[0])
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            int sent = 0;
            for (; sent < 60 && answer.available() == 0; sent++) {
                socket.getOutputStream().write(parts[1].getBytes(StandardCharsets.US_ASCII));
                Thread.sleep(500);
            }

            assertThat(sent).as("parts that were sent before it was given up").isLessThan(60);
            assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408")
                    .contains("application/problem+json", "too slowly");
        }
    }

    @Test
    void bodies_that_do_not_come_keep_nobody_else_waiting_and_are_given_up() throws Exception {
        String head = "POST /api/v1/check HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\n";
        long begun = System.nanoTime();
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 110; i++) {
                Socket socket =
                        new Socket(served.address().getHost(), served.address().getPort());
                silent.add(socket);
                socket.getOutputStream()
                        .write((head + "Content-Length: 1000\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
            }
            Thread.sleep(1_000);
            long asked = System.nanoTime();

            assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
            assertThat(served.raw(head + "Content-Length: 1\r\n\r\n{"))
                    .as("one whose body came with it")
                    .startsWith("HTTP/1.1 400");

            Map<String, Integer> answers = new TreeMap<>();
            for (Socket socket : silent) {
                socket.setSoTimeout(25_000);
                answers.merge(
                        new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII), 1, Integer::sum);
            }
            assertThat(answers).isEqualTo(Map.of("HTTP/1.1 408", 32, "HTTP/1.1 503", 78));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(25));
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void bodies_that_are_refused_and_trickle_in_keep_nobody_else_waiting() throws Exception {
        String refused = "POST /api/v1/check HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: text/plain\r\nContent-Length: 100000\r\n\r\n ";
        List<Socket> slow = new CopyOnWriteArrayList<>();
        AtomicBoolean asking = new AtomicBoolean(true);
        Thread sender = new Thread(() -> {
            while (asking.get()) {
                for (Socket socket : slow) {
                    try {
                        socket.getOutputStream().write(' ');
                    } catch (IOException answeredAndGone) {
                        continue;
                    }
                }
            }
        });
        sender.start();
        try {
            for (int i = 0; i < 400; i++) {
                Socket socket =
                        new Socket(served.address().getHost(), served.address().getPort());
                slow.add(socket);
                socket.getOutputStream().write(refused.getBytes(StandardCharsets.US_ASCII));
            }
            long asked = System.nanoTime();

            assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));
        } finally {
            asking.set(false);
            sender.join();
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void who_asks_first_whether_to_send_a_body_is_told_to() throws Exception {
        try (Socket socket =
                new Socket(served.address().getHost(), served.address().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(CHUNKED.replace("Transfer-Encoding: chunked", "Content-Length: 3\r\nExpect: 100-continue")
                            .getBytes(StandardCharsets.US_ASCII));
            String wait = "HTTP/1.1 100 Continue\r\n\r\n";

            assertThat(new String(socket.getInputStream().readNBytes(wait.length()), StandardCharsets.US_ASCII))
                    .isEqualTo(wait);
            socket.getOutputStream().write("{]}".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("not JSON");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil:1", "10.0.0.1"})
    void on_loopback_a_name_of_somebody_else_that_leads_here_is_refused(String host) {
        String answer = served.raw("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 421").contains("localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:9", "127.0.0.1:8080", "[::1]:8080"})
    void on_loopback_its_own_names_are_taken(String host) {
        assertThat(served.raw("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void elsewhere_it_does_not_begin_without_tokens(String address, @TempDir Path folder) {
        assertThatThrownBy(() -> Served.withoutDatabases(folder, Map.of("http.address", address)))
                .isInstanceOf(HttpStartException.class)
                .hasMessageContaining("--http-tokens")
                .hasMessageContaining("reconcile token create");
    }

    @Test
    void a_port_that_is_taken_is_said(@TempDir Path folder) {
        String port = Integer.toString(served.address().getPort());

        assertThatThrownBy(() -> Served.withoutDatabases(folder, Map.of("http.port", port)))
                .isInstanceOf(HttpStartException.class)
                .hasMessageContaining("port " + port)
                .hasMessageContaining("--http-port");
    }

    @Test
    void with_a_certificate_it_speaks_https_alone(@TempDir Path folder) throws Exception {
        TestCertificate own = TestCertificate.create(folder, "own", "EC");
        try (Served tls = Served.withoutDatabases(
                folder.resolve("data"),
                Map.of(
                        "http.tls-certificate",
                        own.certificate().toString(),
                        "http.tls-key",
                        own.key().toString()))) {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            SSLContext context = SSLContext.getInstance("TLS");
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("service", own.trusted());
            trust.init(trusted);
            context.init(null, trust.getTrustManagers(), null);
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .sslContext(context)
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create(tls.address() + "/health/live"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(tls.address().getScheme()).isEqualTo("https");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(tls.raw("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void a_certificate_that_is_none_is_said(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("cert.pem"), "nothing");

        assertThatThrownBy(() -> Served.withoutDatabases(
                        folder, Map.of("http.tls-certificate", file.toString(), "http.tls-key", file.toString())))
                .isInstanceOf(HttpStartException.class)
                .hasMessageContaining("--http-tls-certificate");
    }
}
