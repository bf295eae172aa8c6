package dev.reconcile.core.canonical;

import java.math.BigDecimal;

/**
 * Takes the values of rows as a reader finds them: column by column in the order in which the columns were asked for,
 * each row ended by {@link #endRow}. Exactly one method is called for each value. Arrays are the reader's: the sink
 * copies what it keeps. A sink is used by one thread at a time.
 */
public interface RowSink {

    /** SQL NULL, of whatever type. */
    void nullValue();

    /** A boolean or bit. */
    void booleanValue(boolean value);

    /** An integer of any width. */
    void longValue(long value);

    /** A decimal number; its scale carries no meaning. */
    void decimalValue(BigDecimal value);

    /**
     * A decimal number without an object for it: {@code unscaled} × 10<sup>-{@code scale}</sup>. The same number is the same
     * value in both methods.
     */
    default void decimalValue(long unscaled, int scale) {
        decimalValue(BigDecimal.valueOf(unscaled, scale));
    }

    /** A decimal number that is none: NaN or an infinity. */
    void specialDecimal(SpecialDecimal value);

    /** A floating point number, a 32-bit one widened. */
    void doubleValue(double value);

    /** A day, counted from 1970-01-01 in the proleptic Gregorian calendar. */
    void dateValue(long epochDay);

    /** A time of day in nanoseconds since midnight, from 0 to 86,400,000,000,000 (24:00) inclusive. */
    void timeValue(long nanoOfDay);

    /**
     * A date with its time of day.
     *
     * @param epochSecond seconds from 1970-01-01 00:00:00, as if the value stood in UTC; for a point in time, in UTC
     * @param nano nanoseconds of the second, 0 to 999,999,999
     */
    void timestampValue(long epochSecond, int nano);

    /** A date or timestamp later than all others ({@code infinity}). */
    void latest();

    /** A date or timestamp earlier than all others ({@code -infinity}). */
    void earliest();

    /** A UUID in its two big-endian halves. */
    void uuidValue(long high, long low);

    /** Characters. */
    void textValue(String value);

    /** Characters, already in valid UTF-8. */
    void utf8Value(byte[] bytes, int offset, int length);

    /** Bytes. */
    void binaryValue(byte[] bytes, int offset, int length);

    /** Ends the row; as many values were given as columns were asked for. */
    void endRow();

    /** The values of a decimal type that are not numbers. */
    enum SpecialDecimal {
        /** No number. */
        NAN("NaN"),
        /** Above all numbers. */
        INFINITY("Infinity"),
        /** Below all numbers. */
        NEGATIVE_INFINITY("-Infinity");

        private final String text;

        SpecialDecimal(String text) {
            this.text = text;
        }

        /** The canonical text. */
        public String text() {
            return text;
        }
    }
}
