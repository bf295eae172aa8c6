package dev.reconcile.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.alert.AlertMessage;
import dev.reconcile.core.alert.AlertText;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * JSON of the user's with places such as <code>{{title}}</code> in its texts. A text that is nothing but one place becomes what
 * stands for it, also a number or a list. The JSON is read before anything is put into it, so that nothing can break out.
 */
public final class BodyTemplate implements WebhookBody {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*)}}");

    private final JsonNode json;

    private BodyTemplate(JsonNode json) {
        this.json = json;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if it is no JSON or has an unknown place, without quoting more than that
     */
    public static BodyTemplate parse(String text) {
        JsonNode json;
        try {
            json = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // Its message quotes the text, which may hold a key.
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new IllegalArgumentException("the template is no JSON, from its line " + line
                    + " on. Places such as {{title}} stand within texts in double quotes.");
        }
        if (!json.isContainerNode()) {
            throw new IllegalArgumentException("the template is no JSON object or list. Write one.");
        }
        check(json);
        return new BodyTemplate(json);
    }

    private static void check(JsonNode node) {
        node.fieldNames().forEachRemaining(name -> {
            if (PLACE.matcher(name).find()) {
                throw new IllegalArgumentException(
                        "the template has a place in the name of a field. Places stand in values alone.");
            }
        });
        node.forEach(BodyTemplate::check);
        if (node.isTextual()) {
            Matcher matcher = PLACE.matcher(node.textValue());
            while (matcher.find()) {
                if (Field.find(matcher.group(1)).isEmpty()) {
                    throw new IllegalArgumentException("the template has a place that there is not. There are "
                            + Arrays.stream(Field.values())
                                    .map(field -> "{{" + field + "}}")
                                    .collect(Collectors.joining(", "))
                            + ".");
                }
            }
        }
    }

    @Override
    public JsonNode of(AlertMessage message) {
        return filled(json, message);
    }

    private static JsonNode filled(JsonNode node, AlertMessage message) {
        if (node instanceof ObjectNode object) {
            ObjectNode filled = NODES.objectNode();
            object.properties().forEach(entry -> filled.set(entry.getKey(), filled(entry.getValue(), message)));
            return filled;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode filled = NODES.arrayNode();
            array.forEach(item -> filled.add(filled(item, message)));
            return filled;
        }
        return node.isTextual() ? filled(node.textValue(), message) : node;
    }

    private static JsonNode filled(String text, AlertMessage message) {
        Matcher matcher = PLACE.matcher(text);
        if (matcher.matches()) {
            return Field.find(matcher.group(1)).orElseThrow().value.apply(message);
        }
        return NODES.textNode(matcher.replaceAll(found -> {
            JsonNode value = Field.find(found.group(1)).orElseThrow().value.apply(message);
            return Matcher.quoteReplacement(value.isContainerNode() ? value.toString() : value.asText());
        }));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BodyTemplate that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    /** Nothing of it: there may be a key in it. */
    @Override
    public String toString() {
        return "a template";
    }

    /** What can stand in a template. */
    enum Field {
        TITLE(message -> text(new AlertText(message).title())),
        TEXT(message -> text(String.join("\n", new AlertText(message).lines()))),
        COUNT(message -> NODES.numberNode(message.alerts().size())),
        COUNTS(AlertJson::counts),
        SEVERITY(message -> text(message.severity().map(Enum::name))),
        JOB(message -> text(message.job())),
        RUN(message -> text(message.run())),
        TIME(message -> text(message.time().toString())),
        LINK(message -> text(Optional.ofNullable(message.link()))),
        ALERTS(AlertJson::alerts);

        @SuppressWarnings("ImmutableEnumChecker") // functions without a state
        private final Function<AlertMessage, JsonNode> value;

        Field(Function<AlertMessage, JsonNode> value) {
            this.value = value;
        }

        static Optional<Field> find(String name) {
            return Arrays.stream(values())
                    .filter(field -> field.toString().equals(name.strip()))
                    .findFirst();
        }

        private static JsonNode text(Optional<String> text) {
            return text(text.orElse(""));
        }

        private static JsonNode text(String text) {
            return NODES.textNode(text);
        }

        @Override
        public String toString() {
            return AlertJson.word(this);
        }
    }
}
