package dev.reconcile.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.Trigger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.LogManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When runs are traced, and what is said where they cannot be. */
class TraceSettingsTest {

    private static final RunStart START =
            new RunStart("run-1", "nightly", Trigger.COMMAND, Instant.EPOCH, null, null, false);

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void silenceTheSdk() {
        // As the command does: it tells stack traces of what is said otherwise.
        LogManager.getLogManager().reset();
    }

    private boolean isTraced(Map<String, String> environment) {
        try (Tracing tracing = Tracing.begin(environment, "1", InstantSource.system(), warnings::add)) {
            return tracing.begin(START).isPresent();
        }
    }

    private static Map<String, String> withEndpoint(String name, String value) {
        Map<String, String> environment = new HashMap<>();
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:1");
        environment.put(name, value);
        return environment;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void nothing_is_traced_without_an_endpoint(String endpoint) {
        assertThat(isTraced(Map.of("OTEL_TRACES_EXPORTER", "otlp", "OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)))
                .isFalse();
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"OTEL_SDK_DISABLED,true", "OTEL_SDK_DISABLED,TRUE", "OTEL_TRACES_EXPORTER,none"})
    void what_is_switched_off_is_off_without_a_word(String name, String value) {
        assertThat(isTraced(withEndpoint(name, value))).isFalse();
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_ENDPOINT,http://localhost:1",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT,https://localhost/v1/traces",
        "OTEL_EXPORTER_OTLP_PROTOCOL,http/protobuf",
        "OTEL_TRACES_EXPORTER,otlp",
        "OTEL_SDK_DISABLED,false"
    })
    void what_is_asked_for_is_traced(String name, String value) {
        assertThat(isTraced(withEndpoint(name, value))).isTrue();
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OTEL_EXPORTER_OTLP_PROTOCOL | grpc | Nothing is traced: OTEL_EXPORTER_OTLP_PROTOCOL may only be"
                        + " http/protobuf; gRPC is not spoken. Set it so, and OTEL_EXPORTER_OTLP_ENDPOINT to the port at which"
                        + " the collector takes OTLP by HTTP, usually 4318.",
                "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL | http/json | Nothing is traced: OTEL_EXPORTER_OTLP_TRACES_PROTOCOL may only"
                        + " be http/protobuf; gRPC is not spoken. Set it so, and OTEL_EXPORTER_OTLP_ENDPOINT to the port at which"
                        + " the collector takes OTLP by HTTP, usually 4318.",
                "OTEL_TRACES_EXPORTER | otlp,console | Nothing is traced: OTEL_TRACES_EXPORTER may be otlp or none. Unset it, or"
                        + " set it to otlp.",
                "OTEL_EXPORTER_OTLP_ENDPOINT | localhost:4318 | Nothing is traced: OTEL_EXPORTER_OTLP_ENDPOINT is no http or https"
                        + " URL. Set it to one such as http://localhost:4318.",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT | http://[hush | Nothing is traced: OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is no"
                        + " http or https URL. Set it to one such as http://localhost:4318."
            })
    void what_cannot_be_sent_so_is_said(String name, String value, String warning) {
        assertThat(isTraced(withEndpoint(name, value))).isFalse();
        assertThat(warnings).containsExactly(warning);
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_HEADERS,hush",
        "OTEL_EXPORTER_OTLP_TIMEOUT,hush",
        "OTEL_RESOURCE_ATTRIBUTES,hush",
        "OTEL_TRACES_SAMPLER,hush"
    })
    void the_variable_whose_value_is_wrong_is_named_and_its_value_is_not(String name, String value) {
        try (Tracing tracing = Tracing.begin(withEndpoint(name, value), "1", InstantSource.system(), warnings::add);
                TracedRun run = tracing.begin(START).orElseThrow()) {
            run.failed("As it goes.");
        }
        assertThat(warnings)
                .containsExactly("Nothing is traced: OpenTelemetry does not take the value of " + name
                        + ". Correct it, or set OTEL_SDK_DISABLED=true.");
    }

    @Test
    void the_place_in_messages_holds_no_secret() {
        Map<String, String> environment =
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "https://me:hush@collector.example.com:4317/hush?key=hush");

        TraceSettings settings = TraceSettings.of(environment);

        assertThat(settings.place()).isEqualTo("https://collector.example.com:4317");
        assertThat(settings.isUsuallyGrpc()).isTrue();
    }
}
