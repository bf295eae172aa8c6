package dev.reconcile.core.canonical;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What kind of value a text stands for, where values are kept or sent as texts: the text {@code NULL} is not NULL, and the
 * text {@code 0x00} is no byte.
 */
public enum ValueKind {
    /** {@link Value.Null}, which has no text. */
    NULL(null),
    /** {@link Value.Hidden}, which has no text. */
    HIDDEN(null),
    /** {@link Value.Excerpt}. */
    EXCERPT(null),
    /** {@link Value.Untyped}. */
    UNTYPED(null),
    /** {@link Value.Bool}. */
    BOOLEAN(new ValueType.Bool()),
    /** {@link Value.Whole}. */
    INTEGER(new ValueType.Whole()),
    /** {@link Value.Decimal} and {@link Value.NotANumber}. */
    DECIMAL(new ValueType.FreeDecimal()),
    /** {@link Value.Floating}. */
    FLOAT(new ValueType.Floating(64)),
    /** {@link Value.Date}. */
    DATE(new ValueType.Date()),
    /** {@link Value.Time}. */
    TIME(new ValueType.Time(7)),
    /** {@link Value.Timestamp} and {@link Value.Infinite}. */
    TIMESTAMP(new ValueType.Timestamp(7)),
    /** {@link Value.Uuid}. */
    UUID(new ValueType.Uuid()),
    /** {@link Value.Text}. */
    TEXT(new ValueType.Text(ValueType.Text.UNBOUNDED, false)),
    /** {@link Value.Binary}. */
    BINARY(new ValueType.Binary(ValueType.Text.UNBOUNDED));

    @SuppressWarnings("ImmutableEnumChecker") // a record of values that do not change
    private final @Nullable ValueType type;

    ValueKind(@Nullable ValueType type) {
        this.type = type;
    }

    /** The kind of a value. */
    public static ValueKind of(Value value) {
        if (value == Value.Null.NULL) {
            return NULL;
        }
        if (value == Value.Hidden.HIDDEN) {
            return HIDDEN;
        }
        if (value instanceof Value.Excerpt) {
            return EXCERPT;
        }
        if (value instanceof Value.Untyped) {
            return UNTYPED;
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
        throw new IllegalArgumentException("No kind is defined for a " + value.getClass() + ".");
    }

    /** The word for it wherever values are told as texts: {@code integer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether values of this kind have a text of their own, so that {@link #value} must be given one. */
    public boolean hasText() {
        return this != NULL && this != HIDDEN;
    }

    /** The text of a value; null where it has none of its own. */
    public static @Nullable String textOf(Value value) {
        return of(value).hasText() ? value.text() : null;
    }

    /**
     * The value of this kind that has this text.
     *
     * @param text as {@link #textOf} tells it
     * @throws UnreadableValueException if no value of the kind has such a text; it does not hold the text
     */
    public Value value(@Nullable String text) {
        return switch (this) {
            case NULL -> Value.Null.NULL;
            case HIDDEN -> Value.Hidden.HIDDEN;
            case EXCERPT -> new Value.Excerpt(required(text));
            case UNTYPED -> new Value.Untyped(required(text));
            case BOOLEAN, INTEGER, DECIMAL, FLOAT, DATE, TIME, TIMESTAMP, UUID, TEXT, BINARY ->
                Value.parse(required(text), Objects.requireNonNull(type));
        };
    }

    private static String required(@Nullable String text) {
        if (text == null) {
            throw new UnreadableValueException("a text");
        }
        return text;
    }
}
