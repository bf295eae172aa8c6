package dev.reconcile.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.canonical.UnreadableValueException;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueKind;

/**
 * A value of a row as JSON and back: its text, which for numbers is not a JSON number because many readers would round
 * it, and what kind of value has that text.
 */
final class JsonValues {

    private JsonValues() {}

    /** Writes a value into two fields. What has no text of its own is null there: NULL is not the text NULL. */
    static void put(ObjectNode tree, String typeField, String valueField, Value value) {
        tree.put(typeField, ValueKind.of(value).word());
        tree.put(valueField, ValueKind.textOf(value));
    }

    /** Reads what {@link #put} wrote of a report, which knows the types of its values. */
    static Value read(JsonFields fields, String typeField, String valueField) {
        ValueKind kind = fields.word(typeField, ValueKind.class);
        if (kind == ValueKind.UNTYPED) {
            throw fields.unexpected(typeField, "the type of a value");
        }
        try {
            return kind.value(kind.hasText() ? fields.text(valueField) : null);
        } catch (UnreadableValueException e) {
            throw fields.unexpected(valueField, e.expected());
        }
    }
}
