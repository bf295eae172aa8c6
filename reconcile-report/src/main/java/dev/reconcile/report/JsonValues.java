package dev.reconcile.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.canonical.UnreadableValueException;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A value of a row as JSON and back: its text, which for numbers is not a JSON number because many readers would round
 * it, and what kind of value has that text.
 */
final class JsonValues {

    private JsonValues() {}

    /** What a value is, and what reads its text again. */
    private enum Kind {
        NULL(null),
        HIDDEN(null),
        EXCERPT(null),
        BOOLEAN(new ValueType.Bool()),
        INTEGER(new ValueType.Whole()),
        DECIMAL(new ValueType.FreeDecimal()),
        FLOAT(new ValueType.Floating(64)),
        DATE(new ValueType.Date()),
        TIME(new ValueType.Time(7)),
        TIMESTAMP(new ValueType.Timestamp(7)),
        UUID(new ValueType.Uuid()),
        TEXT(new ValueType.Text(ValueType.Text.UNBOUNDED, false)),
        BINARY(new ValueType.Binary(ValueType.Text.UNBOUNDED));

        @SuppressWarnings("ImmutableEnumChecker") // a record of values that do not change
        private final @Nullable ValueType type;

        Kind(@Nullable ValueType type) {
            this.type = type;
        }

        static Kind of(Value value) {
            if (value == Value.Null.NULL) {
                return NULL;
            }
            if (value == Value.Hidden.HIDDEN) {
                return HIDDEN;
            }
            if (value instanceof Value.Excerpt) {
                return EXCERPT;
            }
            if (value instanceof Value.Bool) {
                return BOOLEAN;
            }
            if (value instanceof Value.Whole) {
                return INTEGER;
            }
            if (value instanceof Value.Decimal || value instanceof Value.NotANumber) {
                return DECIMAL;
            }
            if (value instanceof Value.Floating) {
                return FLOAT;
            }
            if (value instanceof Value.Date) {
                return DATE;
            }
            if (value instanceof Value.Time) {
                return TIME;
            }
            if (value instanceof Value.Timestamp || value instanceof Value.Infinite) {
                return TIMESTAMP;
            }
            if (value instanceof Value.Uuid) {
                return UUID;
            }
            if (value instanceof Value.Text) {
                return TEXT;
            }
            if (value instanceof Value.Binary) {
                return BINARY;
            }
            throw new IllegalArgumentException("No JSON is defined for a " + value.getClass() + ".");
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Writes a value into two fields. What has no text of its own is null there: NULL is not the text NULL. */
    static void put(ObjectNode tree, String typeField, String valueField, Value value) {
        Kind kind = Kind.of(value);
        tree.put(typeField, kind.word());
        tree.put(valueField, kind == Kind.NULL || kind == Kind.HIDDEN ? null : value.text());
    }

    /** Reads what {@link #put} wrote. */
    static Value read(JsonFields fields, String typeField, String valueField) {
        Kind kind = fields.word(typeField, Kind.class);
        if (kind.type == null) {
            return switch (kind) {
                case EXCERPT -> new Value.Excerpt(fields.text(valueField));
                case NULL -> Value.Null.NULL;
                default -> Value.Hidden.HIDDEN;
            };
        }
        try {
            return Value.parse(fields.text(valueField), kind.type);
        } catch (UnreadableValueException e) {
            throw fields.unexpected(valueField, e.expected());
        }
    }
}
