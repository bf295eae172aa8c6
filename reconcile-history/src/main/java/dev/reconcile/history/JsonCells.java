package dev.reconcile.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.canonical.UnreadableValueException;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueKind;
import dev.reconcile.core.history.SightedRow.Cell;
import dev.reconcile.core.history.SightedRow.ChangedCell;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Cells of rows and names of columns as JSON, as the history's tables hold them: each cell an object with the kind of its
 * value. Of cells from before that was kept, which are lists of texts, the kind is not known.
 */
final class JsonCells {

    // In ASCII, which every database can hold: a text may have a NUL in it, or half of a surrogate pair.
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final String COLUMN = "column";
    private static final String SOURCE = "source_";
    private static final String TARGET = "target_";
    private static final String TYPE = "type";
    private static final String VALUE = "value";
    private static final TypeReference<List<JsonNode>> TREES = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private JsonCells() {}

    static String ofKey(List<Cell> key) {
        ArrayNode cells = JSON.createArrayNode();
        for (Cell cell : key) {
            put(cells.addObject().put(COLUMN, cell.column()), "", cell.value());
        }
        return write(cells);
    }

    static List<Cell> key(String json) {
        return cells(
                json,
                cell -> cell.isArray()
                        ? new Cell(text(cell.path(0)), untyped(cell.path(1)))
                        : new Cell(text(cell.path(COLUMN)), value(cell, "")));
    }

    static String ofValues(List<ChangedCell> values) {
        ArrayNode cells = JSON.createArrayNode();
        for (ChangedCell cell : values) {
            ObjectNode object = cells.addObject().put(COLUMN, cell.column());
            put(object, SOURCE, cell.source());
            put(object, TARGET, cell.target());
        }
        return write(cells);
    }

    static List<ChangedCell> values(String json) {
        return cells(
                json,
                cell -> cell.isArray()
                        ? new ChangedCell(text(cell.path(0)), untyped(cell.path(1)), untyped(cell.path(2)))
                        : new ChangedCell(text(cell.path(COLUMN)), value(cell, SOURCE), value(cell, TARGET)));
    }

    static String ofNames(List<String> names) {
        return write(names);
    }

    static List<String> names(String json) {
        return read(json, TEXTS);
    }

    private static void put(ObjectNode cell, String side, Value value) {
        cell.put(side + TYPE, ValueKind.of(value).word()).put(side + VALUE, ValueKind.textOf(value));
    }

    private static Value value(JsonNode cell, String side) {
        String word = text(cell.path(side + TYPE));
        for (ValueKind kind : ValueKind.values()) {
            if (kind.word().equals(word)) {
                try {
                    return kind.value(kind.hasText() ? text(cell.path(side + VALUE)) : null);
                } catch (UnreadableValueException e) {
                    throw unexpected();
                }
            }
        }
        throw unexpected();
    }

    private static Value untyped(JsonNode text) {
        return new Value.Untyped(text(text));
    }

    private static String text(JsonNode text) {
        if (!text.isTextual()) {
            throw unexpected();
        }
        return text.textValue();
    }

    private static <T> List<T> cells(String json, Function<JsonNode, T> reader) {
        List<T> cells = new ArrayList<>();
        read(json, TREES).forEach(cell -> cells.add(reader.apply(cell)));
        return cells;
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Lists of texts can be written.", impossible);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw unexpected();
        }
    }

    /** Its message quotes no values, and it has no cause that would. */
    private static IllegalStateException unexpected() {
        return new IllegalStateException("The history holds a row that it has not written so.");
    }
}
