package dev.reconcile.app.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes what is posted to it. */
final class Inbox implements AutoCloseable {

    private final BlockingQueue<JsonNode> posts = new LinkedBlockingQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile int status = 200;
    private volatile boolean hangs;

    Inbox() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    void answer(int with) {
        status = with;
    }

    void hang() {
        hangs = true;
    }

    /** Its URL, with something in it that nobody may see. */
    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/hunter2";
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode post =
                    new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes());
            if (hangs) {
                end.await();
                return;
            }
            int answer = status;
            if (answer == 200) {
                // Whoever has the answer finds it here.
                posts.add(post);
            }
            exchange.sendResponseHeaders(answer, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What came next. */
    JsonNode next() throws InterruptedException {
        JsonNode post = posts.poll(20, TimeUnit.SECONDS);
        assertThat(post).as("something is posted").isNotNull();
        return post;
    }

    /** What came and nobody asked for. */
    List<String> titles() {
        List<JsonNode> all = new ArrayList<>();
        posts.drainTo(all);
        return all.stream().map(post -> post.get("title").textValue()).toList();
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
