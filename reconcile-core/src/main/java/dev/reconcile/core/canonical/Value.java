package dev.reconcile.core.canonical;

import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * One value of one row as its database holds it, before anything is reduced: what a {@link RowSink} is given, kept. SQL
 * NULL is a value of its own. The text is for people; to compare values, encode them.
 */
public sealed interface Value {

    /** Hands the value on. */
    void giveTo(RowSink sink);

    /** The value for a person: {@code 17}, {@code 2024-02-29 12:00:00.5}, {@code 0x00ff}; {@code NULL}. */
    String text();

    /**
     * The value of a type that has this {@link #text}; the value's text read so equals the value in every canonical form.
     * Other spellings that mean one value only are taken too: {@code T} before a time, an offset behind a point in time,
     * upper-case digits.
     *
     * @param text of a value that is neither NULL nor hidden nor an excerpt, for those have no text of their own
     * @throws UnreadableValueException if no value of the type has such a text; it does not hold the text
     */
    static Value parse(String text, ValueType type) {
        return ValueParser.parse(text, type);
    }

    /**
     * The value as the target's column of a pair can hold it: with no more digits of a second's fraction than the form has.
     * Of the forms only the temporal ones reduce; other values stay as they are.
     *
     * @param type the form in which the pair's values are compared
     */
    default Value reducedTo(CanonicalType type) {
        return this;
    }

    /**
     * The greatest value that is {@linkplain #reducedTo reduced to} this one or to less; of some nanoseconds where the form
     * reduces.
     *
     * @param type the form in which the pair's values are compared
     */
    default Value greatestReducedTo(CanonicalType type) {
        return this;
    }

    /** SQL NULL, of whatever type. */
    enum Null implements Value {
        /** The only one. */
        NULL;

        @Override
        public void giveTo(RowSink sink) {
            sink.nullValue();
        }

        @Override
        public String text() {
            return "NULL";
        }
    }

    /** A value that is not told. */
    enum Hidden implements Value {
        /** The only one. */
        HIDDEN;

        /** @throws IllegalStateException always: there is nothing to hand on */
        @Override
        public void giveTo(RowSink sink) {
            throw new IllegalStateException("A hidden value cannot be handed on.");
        }

        @Override
        public String text() {
            return "(hidden)";
        }
    }

    /**
     * A part of a value that is too long to be shown: {@code …red boots… (4,711 characters)}.
     *
     * @param text the part, and how long the whole value is
     */
    record Excerpt(String text) implements Value {

        /** Values are shown up to this many characters, digits or half bytes. */
        public static final int LONGEST = 160;

        /** How much of what two long values have in common is shown before the place where they part. */
        private static final int COMMON = 40;

        public Excerpt {
            Objects.requireNonNull(text, "text");
        }

        /** The value, or its beginning where it is long. */
        public static Value of(Value value) {
            return of(value, 0);
        }

        /** Two values, or where one of them is long the parts in which they begin to differ. */
        public static <T> T ofBoth(Value one, Value other, BiFunction<Value, Value, T> both) {
            String left = one.text();
            String right = other.text();
            int common = 0;
            while (common < Math.min(left.length(), right.length()) && left.charAt(common) == right.charAt(common)) {
                common++;
            }
            // An even place keeps the two digits of a byte together.
            int from = Math.max(0, common - COMMON) / 2 * 2;
            return both.apply(of(one, from), of(other, from));
        }

        private static Value of(Value value, int from) {
            String text = value.text();
            if (text.length() <= LONGEST || value instanceof Excerpt) {
                return value;
            }
            int start = characterStart(text, Math.min(from, text.length() - LONGEST));
            int end = characterStart(text, start + LONGEST);
            return new Excerpt((start == 0 ? "" : "…") + text.substring(start, end) + (end == text.length() ? "" : "…")
                    + " (" + length(value) + ")");
        }

        /** A place in the text that does not lie within a surrogate pair. */
        private static int characterStart(String text, int at) {
            boolean within = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
            return within ? at - 1 : at;
        }

        private static String length(Value value) {
            if (value instanceof Binary binary) {
                return String.format(Locale.ROOT, "%,d bytes", binary.hex().length() / 2);
            }
            String text = value.text();
            return String.format(
                    Locale.ROOT,
                    "%,d %s",
                    text.codePointCount(0, text.length()),
                    value instanceof Text ? "characters" : "digits");
        }

        /** @throws IllegalStateException always: a part is not the value */
        @Override
        public void giveTo(RowSink sink) {
            throw new IllegalStateException("A part of a value cannot be handed on.");
        }
    }

    /**
     * A value of which nothing but its text for people is known any more: the text {@code NULL} may be NULL or that word.
     *
     * @param text what {@link Value#text} said of it
     */
    record Untyped(String text) implements Value {

        public Untyped {
            Objects.requireNonNull(text, "text");
        }

        /** @throws IllegalStateException always: it is not known what to hand on */
        @Override
        public void giveTo(RowSink sink) {
            throw new IllegalStateException("A value of an unknown type cannot be handed on.");
        }
    }

    /** The ends of time that PostgreSQL knows. */
    enum Infinite implements Value {
        /** Later than all others. */
        LATEST,
        /** Earlier than all others. */
        EARLIEST;

        @Override
        public void giveTo(RowSink sink) {
            if (this == LATEST) {
                sink.latest();
            } else {
                sink.earliest();
            }
        }

        @Override
        public String text() {
            return this == LATEST ? "infinity" : "-infinity";
        }
    }

    /** True or false. */
    record Bool(boolean value) implements Value {

        @Override
        public void giveTo(RowSink sink) {
            sink.booleanValue(value);
        }

        @Override
        public String text() {
            return Boolean.toString(value);
        }
    }

    /** An integer. */
    record Whole(long value) implements Value {

        @Override
        public void giveTo(RowSink sink) {
            sink.longValue(value);
        }

        @Override
        public String text() {
            return Long.toString(value);
        }
    }

    /** A decimal number. */
    record Decimal(BigDecimal value) implements Value {

        public Decimal {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public void giveTo(RowSink sink) {
            sink.decimalValue(value);
        }

        @Override
        public String text() {
            return value.toPlainString();
        }
    }

    /** A decimal number that is none. */
    record NotANumber(SpecialDecimal value) implements Value {

        public NotANumber {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public void giveTo(RowSink sink) {
            sink.specialDecimal(value);
        }

        @Override
        public String text() {
            return value.text();
        }
    }

    /** A floating point number. */
    record Floating(double value) implements Value {

        @Override
        public void giveTo(RowSink sink) {
            sink.doubleValue(value);
        }

        @Override
        public String text() {
            return Double.toString(value);
        }
    }

    /** A day, counted from 1970-01-01. */
    record Date(long epochDay) implements Value {

        @Override
        public void giveTo(RowSink sink) {
            sink.dateValue(epochDay);
        }

        @Override
        public String text() {
            return RowEncoder.textOf(this, new CanonicalType.Date());
        }
    }

    /** A time of day in nanoseconds since midnight, up to 24:00. */
    record Time(long nanoOfDay) implements Value {

        @Override
        public void giveTo(RowSink sink) {
            sink.timeValue(nanoOfDay);
        }

        @Override
        public Time reducedTo(CanonicalType type) {
            return type instanceof CanonicalType.Time time
                    ? new Time(time.rounding().reduce(nanoOfDay, time.digits()))
                    : this;
        }

        @Override
        public Time greatestReducedTo(CanonicalType type) {
            return type instanceof CanonicalType.Time time
                    ? new Time(time.rounding().greatest(nanoOfDay, time.digits()))
                    : this;
        }

        @Override
        public String text() {
            int digits = FractionDigits.needed(Math.floorMod(nanoOfDay, 1_000_000_000L));
            return RowEncoder.textOf(this, new CanonicalType.Time(digits, Rounding.TRUNCATE));
        }
    }

    /** A date with its time of day, or a point in time in UTC; as in {@link RowSink#timestampValue}. */
    record Timestamp(long epochSecond, int nano) implements Value {

        private static final long NANOS_PER_SECOND = 1_000_000_000L;

        @Override
        public void giveTo(RowSink sink) {
            sink.timestampValue(epochSecond, nano);
        }

        @Override
        public Timestamp reducedTo(CanonicalType type) {
            if (type instanceof CanonicalType.Timestamp timestamp) {
                return plus(timestamp.rounding().reduce(nano, timestamp.digits()) - nano);
            }
            return type instanceof CanonicalType.Instant instant
                    ? plus(instant.rounding().reduce(nano, instant.digits()) - nano)
                    : this;
        }

        @Override
        public Timestamp greatestReducedTo(CanonicalType type) {
            if (type instanceof CanonicalType.Timestamp timestamp) {
                return plus(timestamp.rounding().greatest(nano, timestamp.digits()) - nano);
            }
            return type instanceof CanonicalType.Instant instant
                    ? plus(instant.rounding().greatest(nano, instant.digits()) - nano)
                    : this;
        }

        /** The timestamp so many nanoseconds later, or earlier where they are negative. */
        public Timestamp plus(long nanos) {
            long sum = nano + nanos;
            return new Timestamp(
                    epochSecond + Math.floorDiv(sum, NANOS_PER_SECOND), (int) Math.floorMod(sum, NANOS_PER_SECOND));
        }

        @Override
        public String text() {
            return RowEncoder.textOf(this, new CanonicalType.Timestamp(FractionDigits.needed(nano), Rounding.TRUNCATE));
        }
    }

    /** A UUID. */
    record Uuid(long high, long low) implements Value {

        @Override
        public void giveTo(RowSink sink) {
            sink.uuidValue(high, low);
        }

        @Override
        public String text() {
            return new UUID(high, low).toString();
        }
    }

    /** Characters. */
    record Text(String value) implements Value {

        public Text {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public void giveTo(RowSink sink) {
            sink.textValue(value);
        }

        @Override
        public String text() {
            return value;
        }
    }

    /** Bytes, as lower-case hexadecimal digits: a record of an array would not be equal to its copy. */
    record Binary(String hex) implements Value {

        public Binary {
            Objects.requireNonNull(hex, "hex");
        }

        @Override
        public void giveTo(RowSink sink) {
            byte[] bytes = HexFormat.of().parseHex(hex);
            sink.binaryValue(bytes, 0, bytes.length);
        }

        @Override
        public String text() {
            return "0x" + hex;
        }
    }
}
