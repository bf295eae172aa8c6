package dev.reconcile.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.alert.Alert;
import dev.reconcile.core.alert.AlertKind;
import dev.reconcile.core.alert.AlertMessage;
import dev.reconcile.core.alert.AlertText;
import dev.reconcile.core.alert.Extent;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message as a program reads it. {@code docs/monitoring.md} says what its fields mean. */
final class AlertJson {

    /** So many alerts are listed, the worst; the counts are of all. */
    static final int MOST_LISTED = 100;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private AlertJson() {}

    static ObjectNode of(AlertMessage message) {
        AlertText text = new AlertText(message);
        ObjectNode json = NODES.objectNode();
        json.put("version", 1);
        json.put("title", text.title());
        json.put("text", String.join("\n", text.lines()));
        json.put("time", message.time().toString());
        put(json, "job", message.job());
        put(json, "run_id", message.run());
        put(json, "severity", message.severity().map(Enum::name));
        put(json, "link", Optional.ofNullable(message.link()));
        json.set("counts", counts(message));
        json.set("alerts", alerts(message));
        json.put("alerts_not_listed", Math.max(0, message.alerts().size() - MOST_LISTED));
        return json;
    }

    static ObjectNode counts(AlertMessage message) {
        ObjectNode counts = NODES.objectNode();
        for (AlertKind kind : AlertKind.values()) {
            counts.put(word(kind), message.count(kind));
        }
        return counts;
    }

    static ArrayNode alerts(AlertMessage message) {
        ArrayNode alerts = NODES.arrayNode();
        message.alerts().stream().limit(MOST_LISTED).forEach(alert -> alerts.add(alert(alert)));
        return alerts;
    }

    private static ObjectNode alert(Alert alert) {
        ObjectNode json = NODES.objectNode();
        json.put("kind", word(alert.kind()));
        json.put("problem", word(alert.problem()));
        json.put("occasion", word(alert.occasion()));
        json.put("job", alert.subject().job());
        put(json, "source_table", Optional.of(alert.subject().source()).filter(name -> !name.isEmpty()));
        put(json, "target_table", Optional.of(alert.subject().target()).filter(name -> !name.isEmpty()));
        json.put("since", alert.since().toString());
        put(json, "run_id", Optional.ofNullable(alert.run()));
        put(json, "remark", Optional.ofNullable(alert.remark()).map(AlertJson::word));
        put(json, "severity", Optional.ofNullable(alert.severity()).map(Enum::name));
        Extent extent = alert.extent();
        put(json, "source_rows", extent.sourceRows());
        put(json, "target_rows", extent.targetRows());
        put(json, "missing_rows", extent.missing());
        put(json, "extra_rows", extent.extra());
        put(json, "changed_rows", extent.changed());
        json.put("at_least", extent.atLeast());
        return json;
    }

    private static void put(ObjectNode json, String name, Optional<String> text) {
        json.set(name, text.<JsonNode>map(NODES::textNode).orElse(NODES.nullNode()));
    }

    private static void put(ObjectNode json, String name, @Nullable Long number) {
        json.set(name, number == null ? NODES.nullNode() : NODES.numberNode(number));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Its text in UTF-8. */
    static byte[] bytes(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
