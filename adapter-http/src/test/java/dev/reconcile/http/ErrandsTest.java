package dev.reconcile.http;

import static dev.reconcile.http.Served.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of databases that take a connection and then say nothing. */
class ErrandsTest {

    private static final String CHECK = "{\"job\":\"reconcile\"}";

    @TempDir
    private Path folder;

    private final List<Socket> taken = new ArrayList<>();

    @Test
    void two_checks_go_on_at_once_and_a_third_is_refused_until_one_has_ended() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Served served = over(silent, Map.of())) {
            CompletableFuture<HttpResponse<String>> first = check(served);
            CompletableFuture<HttpResponse<String>> second = check(served);
            take(silent, 4);
            HttpResponse<String> third = served.post("/api/v1/check", CHECK);

            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.headers().firstValue("Retry-After")).contains("10");
            assertThat(json(third).get("detail").asText()).contains("asked enough");

            silent.close();
            hangUp();
            assertThat(first.get().statusCode()).isEqualTo(502);
            assertThat(second.get().statusCode()).isEqualTo(502);
            assertThat(json(first.get()).get("detail").asText()).contains("Cannot connect to the source");
            assertThat(served.post("/api/v1/check", CHECK).statusCode()).isEqualTo(502);
        } finally {
            hangUp();
        }
    }

    /** However patient the settings are with runs. */
    @Test
    @Tag("slow")
    void databases_that_hang_do_not_refuse_checks_for_ever() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Served served = over(silent, Map.of("options.connect-timeout", "1h"))) {
            CompletableFuture<HttpResponse<String>> first = check(served);
            CompletableFuture<HttpResponse<String>> second = check(served);
            take(silent, 4);

            assertThat(first.get().statusCode()).as(first.get().body()).isEqualTo(502);
            assertThat(second.get().statusCode()).isEqualTo(502);
            assertThat(json(first.get()).get("detail").asText()).contains("Cannot connect to the source");
            silent.close();
            assertThat(served.post("/api/v1/check", CHECK).statusCode()).isEqualTo(502);
        } finally {
            hangUp();
        }
    }

    private Served over(ServerSocket silent, Map<String, String> flags) {
        String url = "jdbc:postgresql://localhost:" + silent.getLocalPort() + "/a?sslmode=disable";
        Map<String, String> all = new HashMap<>(Map.of("source.url", url, "target.url", url));
        all.putAll(flags);
        return Served.withoutDatabases(folder, all);
    }

    private static CompletableFuture<HttpResponse<String>> check(Served served) {
        return CompletableFuture.supplyAsync(
                () -> served.post("/api/v1/check", CHECK), task -> new Thread(task).start());
    }

    private void take(ServerSocket silent, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            taken.add(silent.accept());
        }
    }

    private void hangUp() throws IOException {
        for (Socket socket : taken) {
            socket.close();
        }
    }
}
