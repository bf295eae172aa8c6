package dev.reconcile.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reconcile.core.history.SightedRow.Cell;
import dev.reconcile.core.history.SightedRow.ChangedCell;
import java.util.List;

/** Cells of rows and names of columns as JSON, as the history's tables hold them. */
final class JsonCells {

    // In ASCII, which every database can hold: a text may have a NUL in it, or half of a surrogate pair.
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final TypeReference<List<List<String>>> LISTS = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private JsonCells() {}

    static String ofKey(List<Cell> key) {
        return write(
                key.stream().map(cell -> List.of(cell.column(), cell.value())).toList());
    }

    static List<Cell> key(String json) {
        return read(json, LISTS).stream()
                .map(parts -> new Cell(parts.get(0), parts.get(1)))
                .toList();
    }

    static String ofValues(List<ChangedCell> values) {
        return write(values.stream()
                .map(cell -> List.of(cell.column(), cell.source(), cell.target()))
                .toList());
    }

    static List<ChangedCell> values(String json) {
        return read(json, LISTS).stream()
                .map(parts -> new ChangedCell(parts.get(0), parts.get(1), parts.get(2)))
                .toList();
    }

    static String ofNames(List<String> names) {
        return write(names);
    }

    static List<String> names(String json) {
        return read(json, TEXTS);
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
            // Its message would quote values.
            throw new IllegalStateException("The history holds a row that it has not written so.");
        }
    }
}
