package dev.reconcile.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** A collector that takes OTLP by HTTP, as it comes from any sender, and shows what it took. */
public final class Collector implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private volatile int answer = 200;
    private volatile boolean hangs;

    /**
     * What was sent.
     *
     * @param path where it was sent to
     * @param headers by their names in lower case
     * @param body without compression
     */
    public record Request(String path, Map<String, String> headers, byte[] body) {

        /** The body as if it were text: words in it are found, whatever is around them. */
        public String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }

        ExportTraceServiceRequest decoded() {
            try {
                return ExportTraceServiceRequest.parseFrom(body);
            } catch (IOException e) {
                throw new IllegalStateException("This is no OTLP.", e);
            }
        }
    }

    private Collector(HttpServer server) {
        this.server = server;
    }

    /** Starts one on this machine. */
    public static Collector start() throws IOException {
        Collector collector =
                new Collector(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        collector.server.createContext("/", collector::take);
        collector.server.setExecutor(collector.threads);
        collector.server.start();
        return collector;
    }

    /** From now on it answers with this status, and what comes is not kept unless that is 200. */
    Collector answering(int status) {
        answer = status;
        return this;
    }

    /** From now on it takes what comes and answers nothing. */
    Collector hanging() {
        hangs = true;
        return this;
    }

    /** Where it is. */
    public String endpoint() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
            byte[] body = exchange.getRequestBody().readAllBytes();
            if ("gzip".equals(headers.get("content-encoding"))) {
                body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            }
            if (hangs) {
                hanging.await();
            }
            if (answer == 200) {
                requests.add(new Request(exchange.getRequestURI().getPath(), headers, body));
            }
            exchange.sendResponseHeaders(answer, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What came, in its order. */
    public List<Request> requests() {
        return requests;
    }

    /** All spans that came. */
    public List<Span> spans() {
        return requests.stream()
                .flatMap(request -> request.decoded().getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /** Those that are called so. */
    public List<Span> named(String name) {
        return spans().stream().filter(span -> span.getName().equals(name)).toList();
    }

    /** The one that is called so. */
    public Span only(String name) {
        List<Span> named = named(name);
        if (named.size() != 1) {
            throw new AssertionError("Not one span " + name + " but " + named.size() + " of "
                    + spans().stream().map(Span::getName).toList());
        }
        return named.get(0);
    }

    /** What all spans have in common. */
    public Map<String, String> resource() {
        return texts(requests.get(0)
                .decoded()
                .getResourceSpansList()
                .get(0)
                .getResource()
                .getAttributesList());
    }

    /** What a span tells, as texts. */
    public static Map<String, String> attributes(Span span) {
        return texts(span.getAttributesList());
    }

    static Map<String, String> texts(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        attribute -> text(attribute.getValue()),
                        (one, other) -> other,
                        TreeMap::new));
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            default -> value.toString();
        };
    }

    /** Whether a span is a child of another. */
    public static boolean isChild(Span child, Span parent) {
        return child.getParentSpanId().equals(parent.getSpanId())
                && child.getTraceId().equals(parent.getTraceId());
    }

    @Override
    public void close() {
        hanging.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
