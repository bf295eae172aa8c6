package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.ValueType;

/** PostgreSQL's types in the terms that both engines share. */
final class PostgresTypes {

    /** What {@code atttypmod} adds to a declared length or precision. */
    private static final int TYPMOD_OFFSET = 4;

    private static final int MICROSECOND_DIGITS = 6;

    private PostgresTypes() {}

    /**
     * What a column of this type holds.
     *
     * @param name the type's name in {@code pg_type}; a domain's base type; empty for a type that is not PostgreSQL's own
     * @param kind its {@code typtype}: {@code b} base, {@code e} enum, …
     * @param modifier the column's {@code atttypmod}; -1 for none
     * @param display the type as the user writes it
     */
    static ValueType of(String name, String kind, int modifier, String display) {
        if (kind.equals("e")) {
            return new ValueType.Text(ValueType.Text.UNBOUNDED, false);
        }
        return switch (name) {
            case "bool" -> new ValueType.Bool();
            case "int2", "int4", "int8" -> new ValueType.Whole();
            case "numeric" -> numeric(modifier);
            case "money" -> new ValueType.FreeDecimal();
            case "float4" -> new ValueType.Floating(32);
            case "float8" -> new ValueType.Floating(64);
            case "date" -> new ValueType.Date();
            case "time" -> new ValueType.Time(fraction(modifier));
            case "timestamp" -> new ValueType.Timestamp(fraction(modifier));
            case "timestamptz" -> new ValueType.Instant(fraction(modifier));
            case "uuid" -> new ValueType.Uuid();
            case "text", "citext", "name" -> new ValueType.Text(ValueType.Text.UNBOUNDED, false);
            case "varchar" -> new ValueType.Text(length(modifier), false);
            case "bpchar" -> new ValueType.Text(length(modifier), true);
            case "bytea" -> new ValueType.Binary(ValueType.Text.UNBOUNDED);
            default -> new ValueType.Incomparable("no canonical text is defined for " + display);
        };
    }

    /** A scale below 0 (PostgreSQL 15 and later) rounds before the point, so no digit follows it. */
    private static ValueType numeric(int modifier) {
        if (modifier < 0) {
            return new ValueType.FreeDecimal();
        }
        int precision = ((modifier - TYPMOD_OFFSET) >> 16) & 0xffff;
        int elevenBits = (modifier - TYPMOD_OFFSET) & 0x7ff;
        int scale = (elevenBits ^ 0x400) - 0x400;
        return new ValueType.FixedDecimal(precision, Math.max(0, scale));
    }

    private static int fraction(int modifier) {
        return modifier < 0 ? MICROSECOND_DIGITS : modifier;
    }

    private static long length(int modifier) {
        return modifier < 0 ? ValueType.Text.UNBOUNDED : modifier - TYPMOD_OFFSET;
    }
}
