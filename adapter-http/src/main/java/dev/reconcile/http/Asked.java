package dev.reconcile.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a request asks for. What is not understood is refused: a filter that is mistyped would show something else. */
final class Asked {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int PAGE_BY_DEFAULT = 50;

    private final Map<String, List<String>> parameters;

    private Asked(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /**
     * The parameters of a request's address.
     *
     * @throws Problem if there is one of another name, or one twice
     */
    static Asked of(Context context, String... known) {
        Map<String, List<String>> parameters = context.queryParamMap();
        parameters.forEach((name, values) -> {
            if (!Set.of(known).contains(name)) {
                throw Problem.of(
                        400,
                        known.length == 0
                                ? "This takes no parameters."
                                : "A parameter has an unknown name. There are " + String.join(", ", known) + ".");
            }
            if (values.size() != 1 || values.get(0).length() > Limits.TEXT) {
                throw Problem.of(400, "The parameter " + name + " is given more than once, or is too long.");
            }
        });
        return new Asked(parameters);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name)).map(values -> values.get(0));
    }

    int offset() {
        return number("offset", 0, Limits.OFFSET, 0);
    }

    int limit() {
        return number("limit", 1, Limits.PAGE, PAGE_BY_DEFAULT);
    }

    Optional<Boolean> truth(String name) {
        return text(name).map(value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.of(400, "The parameter " + name + " is true or false.");
        });
    }

    <E extends Enum<E>> Optional<E> word(String name, Class<E> words) {
        return text(name).map(value -> word("The parameter " + name, value, words));
    }

    static <E extends Enum<E>> E word(String what, String value, Class<E> words) {
        for (E word : words.getEnumConstants()) {
            if (word.name().toLowerCase(Locale.ROOT).equals(value)) {
                return word;
            }
        }
        throw Problem.of(
                400,
                what + " is one of "
                        + String.join(
                                ", ",
                                Arrays.stream(words.getEnumConstants())
                                        .map(word -> word.name().toLowerCase(Locale.ROOT))
                                        .toList())
                        + ".");
    }

    private int number(String name, int least, int most, int byDefault) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return byDefault;
        }
        if (text.get().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw Problem.of(400, "The parameter " + name + " is a whole number from " + least + " to " + most + ".");
    }

    /**
     * The object in a request's body.
     *
     * @param fields all that it may have
     * @throws Problem if it is none
     */
    static JsonNode body(Context context, String... fields) throws IOException {
        String type = context.req().getContentType();
        if (type == null
                || !type.toLowerCase(Locale.ROOT).matches("application/json\\s*(;\\s*charset=\"?utf-8\"?)?\\s*")) {
            throw Problem.of(415, "The body is JSON: Content-Type: application/json.");
        }
        JsonNode body;
        try {
            body = MAPPER.readTree(bytes(context));
        } catch (JsonProcessingException e) {
            throw Problem.of(400, "The body is not JSON, or has a field twice.");
        }
        if (!body.isObject()) {
            throw Problem.of(400, "The body is not an object of JSON.");
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!Set.of(fields).contains(name)) {
                throw Problem.of(
                        422, "The body has a field of an unknown name. There are " + String.join(", ", fields) + ".");
            }
        });
        return body;
    }

    /**
     * Makes sure that a request asks for nothing in its body.
     *
     * @throws Problem if it has one with more in it than an empty object of JSON
     */
    static void noBody(Context context) throws IOException {
        String body = new String(bytes(context), StandardCharsets.UTF_8);
        if (!body.isBlank() && !body.strip().matches("\\{\\s*}")) {
            throw Problem.of(422, "This takes no body. Leave it out.");
        }
    }

    private static byte[] bytes(Context context) throws IOException {
        return context.appData(Bodies.KEY).read(context);
    }
}
