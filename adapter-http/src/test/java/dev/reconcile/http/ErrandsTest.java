package dev.reconcile.http;

import static dev.reconcile.http.Served.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.FindingQuery;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.Reach;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.SightedRow;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableOutcome;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
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
    void databases_that_hang_do_not_refuse_checks_and_looks_for_ever() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Served served = over(silent, Map.of("options.connect-timeout", "1h"))) {
            long finding = finding(served);
            CompletableFuture<HttpResponse<String>> check = check(served);
            CompletableFuture<HttpResponse<String>> look =
                    sent(() -> served.post("/api/v1/findings/" + finding + "/look"));
            take(silent, 4);

            for (CompletableFuture<HttpResponse<String>> asked : List.of(check, look)) {
                assertThat(asked.get().statusCode()).as(asked.get().body()).isEqualTo(502);
                assertThat(json(asked.get()).get("detail").asText()).contains("Cannot connect to the source");
            }
            silent.close();
            assertThat(served.post("/api/v1/check", CHECK).statusCode()).isEqualTo(502);
        } finally {
            hangUp();
        }
    }

    /** The number of a row that is known to differ. */
    private static long finding(Served served) {
        PairName pair = new PairName("reconcile", "orders", "orders");
        SightedRow row = new SightedRow(
                "0".repeat(64),
                RowDifference.Kind.MISSING,
                true,
                List.of(new SightedRow.Cell("id", new Value.Whole(7))),
                List.of(),
                List.of());
        TableEntry entry = new TableEntry(
                "r1",
                pair,
                Instant.EPOCH,
                Verdict.MISMATCH,
                Severity.HIGH,
                Depth.ROWS,
                false,
                Reach.NUMBERS,
                Set.of(),
                1L,
                0L,
                1L,
                0L,
                0L,
                0L,
                "A row is missing.",
                1);
        return served.jobs().history().ask(store -> {
            store.begin(new RunStart("r1", "reconcile", Trigger.COMMAND, Instant.EPOCH, null, null, false));
            store.record(
                    new TableOutcome(entry, List.of(row), TableOutcome.Coverage.ALL_ROWS, List.of("id"), Map.of()));
            return store.findings(FindingQuery.openOf("orders", 1))
                    .items()
                    .get(0)
                    .id();
        });
    }

    private Served over(ServerSocket silent, Map<String, String> flags) {
        String url = "jdbc:postgresql://localhost:" + silent.getLocalPort() + "/a?sslmode=disable";
        Map<String, String> all = new HashMap<>(Map.of("source.url", url, "target.url", url));
        all.putAll(flags);
        return Served.withoutDatabases(folder, all);
    }

    private static CompletableFuture<HttpResponse<String>> check(Served served) {
        return sent(() -> served.post("/api/v1/check", CHECK));
    }

    private static CompletableFuture<HttpResponse<String>> sent(Supplier<HttpResponse<String>> request) {
        return CompletableFuture.supplyAsync(request, task -> new Thread(task).start());
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
