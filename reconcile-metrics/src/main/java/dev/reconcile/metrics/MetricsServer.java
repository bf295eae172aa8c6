package dev.reconcile.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Answers {@code GET /metrics} on a port of its own, and nothing else. Few are answered at once and few wait; who sends a
 * request or takes an answer too slowly is cut off, and so is who comes when too many wait.
 */
public final class MetricsServer implements AutoCloseable {

    /** How long a request and its answer may take together. */
    private static final Duration SLOWEST = Duration.ofSeconds(10);

    private final HttpServer server;
    private final ImpatientThreads threads;

    private MetricsServer(HttpServer server, ImpatientThreads threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Begins to answer.
     *
     * @param address where; nobody has to log in, so that an address that others reach shows them the names of tables and
     *     the numbers of their rows
     * @param port from 0 on, which has a free one found
     * @throws MetricsException if the port is not to be had
     */
    public static MetricsServer start(RunMetrics metrics, InetAddress address, int port) {
        return start(metrics, address, port, new ImpatientThreads(SLOWEST));
    }

    /** {@link #start(RunMetrics, InetAddress, int)} for this machine alone. */
    public static MetricsServer start(RunMetrics metrics, int port) {
        return start(metrics, InetAddress.getLoopbackAddress(), port);
    }

    static MetricsServer start(RunMetrics metrics, InetAddress address, int port, ImpatientThreads threads) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(address, port), 0);
        } catch (IOException e) {
            threads.close();
            throw new MetricsException(
                    "Metrics cannot be offered at " + address.getHostAddress() + ":" + port + " ("
                            + e.getClass().getSimpleName()
                            + "). Choose an address of this machine and a port that is free.",
                    e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(metrics, exchange));
        server.start();
        return new MetricsServer(server, threads);
    }

    /** The port on which it answers. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(RunMetrics metrics, HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals("/metrics")) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
            } else {
                Scrape scrape = metrics.scrape(exchange.getRequestHeaders().getFirst("Accept"));
                exchange.getResponseHeaders().set("Content-Type", scrape.contentType());
                exchange.sendResponseHeaders(200, scrape.body().length);
                exchange.getResponseBody().write(scrape.body());
            }
        }
    }

    /** Ends at once, also for those who are being answered. */
    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
