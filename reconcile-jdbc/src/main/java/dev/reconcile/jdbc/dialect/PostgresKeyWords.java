package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.TableRead.ReadColumn;
import java.util.Optional;

/**
 * Keys as PostgreSQL writes them. A literal is of the widest type that the column's index still compares with: in the
 * column's own type a key of the other side might overflow, or fail a domain's check. Relies on
 * {@code standard_conforming_strings}.
 */
final class PostgresKeyWords implements KeySql.Words {

    @Override
    public String name(ReadColumn column) {
        String name = PostgresSql.quoted(column.column().name());
        return column.column().valueType() instanceof ValueType.Text && !isTextOfPostgres(column)
                // An enum compares with its own labels only, and fails at others.
                ? name + "::text"
                : name;
    }

    private static boolean isTextOfPostgres(ReadColumn column) {
        String type = column.column().nativeType();
        return type.startsWith("character") || type.equals("text") || type.equals("citext") || type.equals("name");
    }

    @Override
    public Optional<String> literal(Value value, ReadColumn column) {
        return KeyValues.fit(value, column.column().valueType())
                .flatMap(PostgresKeyWords::text)
                .map(text -> cast(text, column));
    }

    @Override
    public Optional<String> withoutTrailingBlanks(String text, ReadColumn column) {
        boolean padded = column.column().valueType() instanceof ValueType.Text type && type.blankPadded();
        Optional<String> literal = text(new Value.Text(text));
        // Only bpchar itself takes spaces at the end for nothing.
        return padded
                ? literal.map(held -> name(column) + " = " + cast(held, column))
                : literal.map(held -> "rtrim(" + name(column) + "::text, ' ') = " + quoted(held) + "::text");
    }

    private static String cast(String text, ReadColumn column) {
        return quoted(text) + "::" + type(column);
    }

    private static String type(ReadColumn column) {
        ValueType type = column.column().valueType();
        if (type instanceof ValueType.Bool) {
            return "boolean";
        }
        if (type instanceof ValueType.Whole) {
            return "bigint";
        }
        if (column.column().nativeType().equals("money")) {
            return "money";
        }
        if (type instanceof ValueType.FixedDecimal || type instanceof ValueType.FreeDecimal) {
            return "numeric";
        }
        if (type instanceof ValueType.Floating) {
            return "float8";
        }
        if (type instanceof ValueType.Date) {
            return "date";
        }
        if (type instanceof ValueType.Time) {
            return "time";
        }
        if (type instanceof ValueType.Timestamp) {
            return "timestamp";
        }
        if (type instanceof ValueType.Instant) {
            return "timestamptz";
        }
        if (type instanceof ValueType.Uuid) {
            return "uuid";
        }
        if (type instanceof ValueType.Binary) {
            return "bytea";
        }
        if (column.column().nativeType().equals("citext")) {
            return "citext";
        }
        return column.column().nativeType().startsWith("character(") ? "bpchar" : "text";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** The value as its type's input function reads it; empty where PostgreSQL has no such value. */
    private static Optional<String> text(Value value) {
        if (value instanceof Value.Text text) {
            return isStorable(text.value()) ? Optional.of(text.value()) : Optional.empty();
        }
        if (value instanceof Value.Binary binary) {
            return Optional.of("\\x" + binary.hex());
        }
        return Optional.of(value.text());
    }

    /** PostgreSQL stores neither U+0000 nor half of a surrogate pair. */
    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }
}
