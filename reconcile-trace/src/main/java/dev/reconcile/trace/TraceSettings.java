package dev.reconcile.trace;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What OpenTelemetry's variables ask for. Only the few that decide whether and where to send spans are looked at here; the SDK
 * reads the others. Their values may be secrets, and stand in no message.
 */
final class TraceSettings {

    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private static final String TRACES_PROTOCOL = "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL";
    private static final String EXPORTER = "OTEL_TRACES_EXPORTER";
    private static final String DISABLED = "OTEL_SDK_DISABLED";

    /** What the SDK takes from elsewhere unless it is told, or would need further libraries for. */
    private static final Map<String, String> FIXED = Map.of(
            "otel.exporter.otlp.traces.protocol", "http/protobuf",
            "otel.traces.exporter", "otlp",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.propagators", "tracecontext");

    private final Map<String, String> environment;

    private TraceSettings(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The settings of an environment. A variable that is empty is not set. */
    static TraceSettings of(Map<String, String> environment) {
        Map<String, String> set = new HashMap<>();
        environment.forEach((name, value) -> {
            if (!value.isBlank()) {
                set.put(name, value.strip());
            }
        });
        return new TraceSettings(set);
    }

    /** Whether spans are asked for: somebody named the place where they go, and nobody switched them off. */
    boolean areAsked() {
        return endpointVariable().isPresent()
                && !"true".equalsIgnoreCase(environment.get(DISABLED))
                && !exporters().equals(List.of("none"));
    }

    /** Why they cannot be sent as they are asked for, and what to do; empty where nothing stands in the way. */
    Optional<String> obstacle() {
        if (!exporters().equals(List.of("otlp"))) {
            return Optional.of("Nothing is traced: " + EXPORTER + " may be otlp or none. Unset it, or set it to otlp.");
        }
        Optional<String> protocol = Optional.of(TRACES_PROTOCOL)
                .filter(environment::containsKey)
                .or(() -> Optional.of(PROTOCOL).filter(environment::containsKey));
        if (protocol.isPresent() && !"http/protobuf".equalsIgnoreCase(environment.get(protocol.get()))) {
            return Optional.of("Nothing is traced: " + protocol.get()
                    + " may only be http/protobuf; gRPC is not spoken. Set it so, and "
                    + endpointVariable().orElse(ENDPOINT)
                    + " to the port at which the collector takes OTLP by HTTP, usually 4318.");
        }
        if (endpoint() == null) {
            return Optional.of("Nothing is traced: " + endpointVariable().orElse(ENDPOINT)
                    + " is no http or https URL. Set it to one such as http://localhost:4318.");
        }
        return Optional.empty();
    }

    /** Where spans go, without what may be a secret: {@code http://localhost:4318}. */
    String place() {
        URI endpoint = endpoint();
        return endpoint == null
                ? "its address"
                : endpoint.getScheme() + "://" + endpoint.getHost()
                        + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
    }

    /** Whether the port is the one that usually speaks gRPC alone. */
    boolean isUsuallyGrpc() {
        URI endpoint = endpoint();
        return endpoint != null && endpoint.getPort() == 4317;
    }

    /** The SDK's settings, by its own names. */
    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("OTEL_")) {
                properties.put(property(name), value);
            }
        });
        properties.putAll(FIXED);
        return properties;
    }

    /** Those of the variables that a message of the SDK is about; not what else stands in it. */
    List<String> namedIn(String message) {
        return environment.keySet().stream()
                .filter(name -> name.startsWith("OTEL_") && message.contains(property(name)))
                .sorted()
                .toList();
    }

    /** What tells of the span that the process is a part of, by the names of W3C's Trace Context. */
    Map<String, String> parent() {
        Map<String, String> parent = new HashMap<>();
        for (String name : List.of("TRACEPARENT", "TRACESTATE")) {
            String value = environment.get(name);
            if (value != null) {
                parent.put(name.toLowerCase(Locale.ROOT), value);
            }
        }
        return parent;
    }

    private Optional<String> endpointVariable() {
        return Optional.of(TRACES_ENDPOINT)
                .filter(environment::containsKey)
                .or(() -> Optional.of(ENDPOINT).filter(environment::containsKey));
    }

    private @Nullable URI endpoint() {
        try {
            URI uri = new URI(endpointVariable().map(environment::get).orElse(""));
            boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return isHttp && uri.getHost() != null ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private List<String> exporters() {
        return Arrays.stream(environment.getOrDefault(EXPORTER, "otlp").split(","))
                .map(String::strip)
                .toList();
    }

    private static String property(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
