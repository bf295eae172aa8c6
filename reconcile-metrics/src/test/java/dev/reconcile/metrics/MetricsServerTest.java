package dev.reconcile.metrics;

import static dev.reconcile.metrics.Nights.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class MetricsServerTest {

    private final MovableClock clock = new MovableClock();
    private final RunMetrics metrics = new RunMetrics(clock, "1.2.3");

    private static HttpResponse<byte[]> send(MetricsServer server, String method, String path, String accept)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .method(method, BodyPublishers.noBody())
                .header("Accept", accept)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }

    @Test
    void shows_what_there_is_now() throws Exception {
        try (MetricsServer server = MetricsServer.start(metrics, 0)) {
            new Nights(clock, metrics).comparingEqual("orders").run("nightly", ROWS);

            HttpResponse<byte[]> answer = send(server, "GET", "/metrics", "text/plain");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
            assertThat(Series.of(answer.body()).of("reconcile_runs_total", "status"))
                    .containsEntry("pass", 1.0);
            assertThat(send(server, "GET", "/metrics?name%5B%5D=x", "application/openmetrics-text; version=1.0.0")
                            .headers()
                            .firstValue("Content-Type")
                            .orElse(""))
                    .startsWith("application/openmetrics-text");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics/", "/metrics/x", "/Metrics", "/metricsx", "/-/healthy", "//metrics"})
    void has_no_other_path(String path) throws Exception {
        try (MetricsServer server = MetricsServer.start(metrics, 0)) {
            assertThat(send(server, "GET", path, "*/*").statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS"})
    void takes_no_other_method(String method) throws Exception {
        try (MetricsServer server = MetricsServer.start(metrics, 0)) {
            HttpResponse<byte[]> answer = send(server, method, "/metrics", "*/*");

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("GET");
        }
    }

    @Test
    void a_port_that_is_taken_is_told() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> MetricsServer.start(metrics, taken.getLocalPort()))
                    .isInstanceOf(MetricsException.class)
                    .hasMessageContaining(":" + taken.getLocalPort() + " (BindException)");
        }
    }

    @Test
    void answers_this_machine_alone_unless_told_otherwise() throws IOException {
        try (MetricsServer server = MetricsServer.start(metrics, 0);
                ServerSocket elsewhere =
                        new ServerSocket(server.port(), 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 2}))) {
            assertThat(elsewhere.isBound()).isTrue();
        }
    }

    @Test
    void those_who_never_end_their_requests_keep_nobody_out() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (MetricsServer server = impatient(Duration.ofMillis(300))) {
            for (int i = 0; i < 2 * ImpatientThreads.THREADS; i++) {
                slow.add(halfARequest(server));
            }

            assertThat(send(server, "GET", "/metrics", "*/*").statusCode()).isEqualTo(200);
            for (Socket socket : slow) {
                assertThat(isCutOff(socket)).isTrue();
            }
        } finally {
            close(slow);
        }
    }

    @Test
    void who_comes_when_too_many_wait_is_cut_off_at_once() throws Exception {
        List<Socket> slow = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (MetricsServer server = impatient(Duration.ofDays(1))) {
            for (int i = 0; i <= ImpatientThreads.THREADS + ImpatientThreads.WAITING; i++) {
                slow.add(halfARequest(server));
            }
            // It need not be the last one: they may arrive together.
            CompletableFuture<?>[] ends = slow.stream()
                    .map(socket -> CompletableFuture.supplyAsync(() -> isCutOff(socket), threads))
                    .toArray(CompletableFuture<?>[]::new);
            assertThat(CompletableFuture.anyOf(ends).get()).isEqualTo(true);
        } finally {
            close(slow);
            threads.shutdownNow();
        }
    }

    private MetricsServer impatient(Duration slowest) {
        return MetricsServer.start(metrics, InetAddress.getLoopbackAddress(), 0, new ImpatientThreads(slowest));
    }

    private static Socket halfARequest(MetricsServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nX".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Waits until the other end closes the connection. */
    private static boolean isCutOff(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
