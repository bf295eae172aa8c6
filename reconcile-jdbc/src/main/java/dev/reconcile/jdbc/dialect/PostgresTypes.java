package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.canonical.ValueType.Document.Format;
import java.util.Optional;

/**
 * PostgreSQL's types in the terms that both engines share. See <a
 * href="https://www.postgresql.org/docs/current/datatype.html">Data Types</a>.
 */
final class PostgresTypes {

    /** What {@code atttypmod} adds to a declared length or precision. */
    static final int TYPMOD_OFFSET = 4;

    private static final int MICROSECOND_DIGITS = 6;

    private PostgresTypes() {}

    /**
     * What a column of this type holds.
     *
     * @param name the type's name in {@code pg_type}; a domain's base type; empty for a type that is not PostgreSQL's own
     * @param kind its {@code typtype}: {@code b} base, {@code e} enum, …; empty where somebody defined a cast to text
     * @param modifier the column's {@code atttypmod}; -1 for none
     * @param display the type as the user writes it
     */
    static ValueType of(String name, String kind, int modifier, String display) {
        if (kind.equals("e")) {
            return new ValueType.Text(ValueType.Text.UNBOUNDED, false);
        }
        ValueType type = of(name, modifier, kind, display);
        boolean isReadByACast = type instanceof ValueType.Textual || type instanceof ValueType.Document;
        return kind.isEmpty() && isReadByACast ? new ValueType.Incomparable(ownCast(display)) : type;
    }

    private static String ownCast(String display) {
        return "somebody defined a cast of their own from " + display + " to text";
    }

    private static ValueType of(String name, int modifier, String kind, String display) {
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
            case "json" ->
                json("json keeps blanks, repeated keys and their order, so that equal values have many texts");
            case "xml" -> new ValueType.Document(Format.XML, "xml has many texts for one document");
            case "jsonb" -> json("jsonb holds numbers of any scale, so that equal values have several texts");
            default ->
                textual(name, modifier)
                        .orElseGet(() -> new ValueType.Incomparable(whyIncomparable(name, kind, display)));
        };
    }

    /**
     * The types whose text says all of a value and nothing else, under the settings of a read. So it is not with those that
     * hold numbers of a free scale (1.0 and 1.00 are equal) or floating point numbers. What is rounded when it is stored is
     * compared only where both sides round alike.
     */
    private static Optional<ValueType> textual(String name, int modifier) {
        return switch (name) {
            // A network and the address of a host may be of either type.
            case "inet", "cidr" -> Optional.of(new ValueType.Textual("inet"));
            case "macaddr", "macaddr8" -> Optional.of(new ValueType.Textual(name));
            case "bit", "varbit" -> Optional.of(new ValueType.Textual("bit string"));
            case "timetz" -> Optional.of(new ValueType.Textual("timetz(" + fraction(modifier) + ")"));
            case "interval" -> Optional.of(new ValueType.Textual("interval of modifier " + modifier));
            case "int4range", "int8range", "daterange", "tsrange", "tstzrange" ->
                Optional.of(new ValueType.Textual(name));
            case "int4multirange", "int8multirange", "datemultirange", "tsmultirange", "tstzmultirange" ->
                Optional.of(new ValueType.Textual(name));
            case "_bool", "_int2", "_int4", "_int8", "_date", "_uuid" ->
                Optional.of(new ValueType.Textual(name.substring(1) + " array"));
            case "_text", "_varchar" -> Optional.of(new ValueType.Textual("text array"));
            default -> Optional.empty();
        };
    }

    private static ValueType json(String reason) {
        return new ValueType.Document(Format.JSON, reason);
    }

    private static String whyIncomparable(String name, String kind, String display) {
        return switch (name) {
            case "char" -> "\"char\" holds a byte that versions of PostgreSQL show in different ways";
            case "jsonpath" -> "no canonical text is defined for jsonpath";
            case "point", "line", "lseg", "box", "path", "polygon", "circle" ->
                display + " holds floating point numbers, which PostgreSQL itself compares only nearly";
            case "tsvector", "tsquery" ->
                display + " is made for searching by the dictionaries of its own database; compare the text that it is"
                        + " made from";
            case "numrange", "nummultirange" ->
                display + " holds numbers of any scale, so that equal values have" + " several texts";
            case "oid",
                    "regclass",
                    "regcollation",
                    "regconfig",
                    "regdictionary",
                    "regnamespace",
                    "regoper",
                    "regoperator",
                    "regproc",
                    "regprocedure",
                    "regrole",
                    "regtype" -> display + " points to an object of its own database";
            case "xid", "xid8", "cid", "tid", "pg_lsn", "txid_snapshot", "pg_snapshot" ->
                display + " counts transactions, rows or log of its own server, which means nothing on another";
            case "" ->
                switch (kind) {
                    case "" -> ownCast("the enum " + display);
                    case "c" -> "no canonical text is defined for the composite type " + display;
                    default -> display + " is no type of PostgreSQL's own";
                };
            default ->
                name.startsWith("_")
                        ? display + " is an array of a type without exactly one text for each value"
                        : "no canonical text is defined for " + display;
        };
    }

    /** Whether values are read in the text that PostgreSQL gives them. */
    static boolean isReadAsText(ValueType type) {
        return type instanceof ValueType.Text
                || type instanceof ValueType.Textual
                || type instanceof ValueType.Document;
    }

    /**
     * Whether a type compares texts as its collation says and does nothing else to them.
     *
     * @param display the type as the user writes it
     */
    static boolean isPlainText(String display) {
        return display.startsWith("character") || display.equals("text");
    }

    /** A scale below 0 (PostgreSQL 15 and later) adds digits before the point that are always 0; none follows it. */
    private static ValueType numeric(int modifier) {
        if (modifier < 0) {
            return new ValueType.FreeDecimal();
        }
        int precision = ((modifier - TYPMOD_OFFSET) >> 16) & 0xffff;
        int scale = scale(modifier);
        return new ValueType.FixedDecimal(precision - Math.min(0, scale), Math.max(0, scale));
    }

    /**
     * How many digits before the point a numeric column rounds to 0.
     *
     * @param modifier the column's {@code atttypmod}; -1 for none
     */
    static int zeros(int modifier) {
        return modifier < 0 ? 0 : Math.max(0, -scale(modifier));
    }

    private static int scale(int modifier) {
        int elevenBits = (modifier - TYPMOD_OFFSET) & 0x7ff;
        return (elevenBits ^ 0x400) - 0x400;
    }

    private static int fraction(int modifier) {
        return modifier < 0 ? MICROSECOND_DIGITS : modifier;
    }

    private static long length(int modifier) {
        return modifier < 0 ? ValueType.Text.UNBOUNDED : modifier - TYPMOD_OFFSET;
    }
}
