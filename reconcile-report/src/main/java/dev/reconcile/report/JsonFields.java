package dev.reconcile.report;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object that is being read. Fields that nobody asks for are ignored. A field that may be null may
 * be absent too.
 *
 * <p>Every method throws a {@link MisplacedException} where the field is absent or not what it must be.
 */
final class JsonFields {

    private final JsonNode object;
    private final JsonPointer place;

    private JsonFields(JsonNode object, JsonPointer place) {
        this.object = object;
        this.place = place;
    }

    /** Reads an object that lies at a place of the document. */
    static <T> T read(JsonNode node, JsonPointer place, Function<JsonFields, T> reader) {
        if (!node.isObject()) {
            throw new MisplacedException(place, "an object is expected here");
        }
        try {
            return reader.apply(new JsonFields(node, place));
        } catch (IllegalArgumentException e) {
            // The model's own rules, such as that a match has been compared.
            throw new MisplacedException(
                    place,
                    "this contradicts itself: " + String.valueOf(e.getMessage()).replaceFirst("\\.$", ""));
        }
    }

    boolean isNull(String field) {
        return object.path(field).isMissingNode() || object.path(field).isNull();
    }

    String text(String field) {
        return required(field, JsonNode::isTextual, "a text").textValue();
    }

    @Nullable
    String textOrNull(String field) {
        return isNull(field) ? null : text(field);
    }

    boolean truth(String field) {
        return required(field, JsonNode::isBoolean, "true or false").booleanValue();
    }

    long whole(String field) {
        return required(field, node -> node.isIntegralNumber() && node.canConvertToLong(), "a whole number")
                .longValue();
    }

    /** A whole number that is 0 where the field is absent. */
    long wholeOrZero(String field) {
        return isNull(field) ? 0 : whole(field);
    }

    @Nullable
    Long wholeOrNull(String field) {
        return isNull(field) ? null : (Long) whole(field);
    }

    /** A whole number that counts things held in memory. */
    int count(String field) {
        return required(field, node -> node.isIntegralNumber() && node.canConvertToInt(), "a small whole number")
                .intValue();
    }

    @Nullable
    Integer countOrNull(String field) {
        return isNull(field) ? null : (Integer) count(field);
    }

    Instant instant(String field) {
        String text = text(field);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw unexpected(field, "a time such as 2026-11-23T14:05:09.000000Z");
        }
    }

    LocalDate day(String field) {
        String text = text(field);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw unexpected(field, "a day such as 2026-11-23");
        }
    }

    /** A constant of a closed set, in upper or lower case. */
    <E extends Enum<E>> E word(String field, Class<E> words) {
        String text = text(field);
        for (E word : words.getEnumConstants()) {
            if (word.name().equalsIgnoreCase(text)) {
                return word;
            }
        }
        String known = Arrays.stream(words.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        throw unexpected(field, "one of " + known + " (a later version of reconcile may write others)");
    }

    <E extends Enum<E>> @Nullable E wordOrNull(String field, Class<E> words) {
        return isNull(field) ? null : word(field, words);
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : required(field, JsonNode::isArray, "a list")) {
            if (!item.isTextual()) {
                throw unexpected(field, "a list of texts");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    <T> T object(String field, Function<JsonFields, T> reader) {
        return read(required(field, JsonNode::isObject, "an object"), place.appendProperty(field), reader);
    }

    <T> List<T> objects(String field, Function<JsonFields, T> reader) {
        List<T> objects = new ArrayList<>();
        JsonPointer list = place.appendProperty(field);
        for (JsonNode item : required(field, JsonNode::isArray, "a list")) {
            objects.add(read(item, list.appendIndex(objects.size()), reader));
        }
        return objects;
    }

    private JsonNode required(String field, Predicate<JsonNode> fits, String expected) {
        JsonNode node = object.get(field);
        if (node == null) {
            throw new MisplacedException(place, "the field " + field + " is missing");
        }
        if (!fits.test(node)) {
            throw unexpected(field, expected);
        }
        return node;
    }

    /** A failure to throw where the field is not what it must be. */
    MisplacedException unexpected(String field, String expected) {
        return new MisplacedException(place.appendProperty(field), field + " must be " + expected);
    }

    /** Something in the document is not as it must be. */
    static final class MisplacedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient JsonPointer place;
        private final String problem;

        MisplacedException(JsonPointer place, String problem) {
            super(problem);
            this.place = place;
            this.problem = problem;
        }

        JsonPointer place() {
            return place;
        }

        /** What is wrong, to stand behind a colon; without a full stop. */
        String problem() {
            return problem;
        }
    }
}
