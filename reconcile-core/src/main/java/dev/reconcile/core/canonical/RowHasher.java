package dev.reconcile.core.canonical;

import dev.reconcile.core.canonical.CanonicalType.Binary;
import dev.reconcile.core.canonical.CanonicalType.Bool;
import dev.reconcile.core.canonical.CanonicalType.Date;
import dev.reconcile.core.canonical.CanonicalType.Decimal;
import dev.reconcile.core.canonical.CanonicalType.Floating;
import dev.reconcile.core.canonical.CanonicalType.Instant;
import dev.reconcile.core.canonical.CanonicalType.MadeHere;
import dev.reconcile.core.canonical.CanonicalType.SpelledUuid;
import dev.reconcile.core.canonical.CanonicalType.Text;
import dev.reconcile.core.canonical.CanonicalType.Time;
import dev.reconcile.core.canonical.CanonicalType.Timestamp;
import dev.reconcile.core.canonical.CanonicalType.Uuid;
import dev.reconcile.core.canonical.CanonicalType.Whole;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Takes rows and hands on each row's hash. Of two rows of the same columns the hashes of one {@link RowHashing} are equal if
 * the values are equal in their canonical texts, and otherwise differ but for an accident.
 *
 * <p>All that makes two values equal happens here, once for every kind of hash: what is rounded, stripped or folded, and that
 * 5, 5.0 and 5.00 are one number whichever method brought it. A subclass writes what is left, in a form that no other value
 * has.
 *
 * <p>Holds one row in memory. Used by one thread at a time.
 */
public abstract sealed class RowHasher implements RowSink permits RowEncoder, BinaryRowEncoder {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int NO_COLUMN = -1;

    private final CanonicalType[] types;
    private int column;
    private int watchedColumn = NO_COLUMN;
    private long watched;
    private boolean watchedIsNull;

    RowHasher(List<CanonicalType> types) {
        this.types = types.toArray(CanonicalType[]::new);
    }

    /**
     * Has {@link #watched} tell the values of one column.
     *
     * @param watched the column's position, counted from 0
     * @throws IllegalArgumentException if its values are not compared as integers
     */
    public final void watch(int watched) {
        if (!(types[watched] instanceof Whole)) {
            throw new IllegalArgumentException("Only a column of integers can be watched, not one compared as "
                    + types[watched].getClass().getSimpleName() + ".");
        }
        watchedColumn = watched;
    }

    /**
     * The watched column's value in the row whose hash is being handed on. Without a meaning where it {@link #watchedIsNull
     * is NULL}, or where no column is watched.
     */
    public final long watched() {
        return watched;
    }

    /** Whether the watched column is NULL in the row whose hash is being handed on. */
    public final boolean watchedIsNull() {
        return watchedIsNull;
    }

    @Override
    public final void nullValue() {
        nextType();
        if (column - 1 == watchedColumn) {
            watchedIsNull = true;
        }
        writeNull();
    }

    @Override
    public final void booleanValue(boolean value) {
        longValue(value ? 1 : 0);
    }

    @Override
    public final void longValue(long value) {
        CanonicalType type = nextType();
        if (type instanceof Whole) {
            if (column - 1 == watchedColumn) {
                watched = value;
                watchedIsNull = false;
            }
            writeWhole(value);
        } else if (type instanceof Bool) {
            writeWhole(value);
        } else if (type instanceof Decimal decimal) {
            decimal(value, 0, decimal.minScale());
        } else {
            throw misplaced("an integer", type);
        }
    }

    @Override
    public final void decimalValue(long unscaled, int scale) {
        CanonicalType type = nextType();
        if (!(type instanceof Decimal decimal)) {
            throw misplaced("a decimal", type);
        }
        decimal(unscaled, scale, decimal.minScale());
    }

    private void decimal(long unscaled, int scale, int minScale) {
        if (scale == minScale) {
            writeDecimal(unscaled, minScale, minScale);
        } else if (scale > minScale) {
            long shortest = unscaled;
            int shortestScale = scale;
            while (shortestScale > minScale && shortest % 10 == 0) {
                shortest /= 10;
                shortestScale--;
            }
            writeDecimal(shortest, shortestScale, minScale);
        } else if ((long) minScale - scale < PowersOfTen.COUNT && PowersOfTen.productFits(unscaled, minScale - scale)) {
            writeDecimal(unscaled * PowersOfTen.of(minScale - scale), minScale, minScale);
        } else {
            decimal(BigDecimal.valueOf(unscaled, scale), minScale);
        }
    }

    @Override
    public final void decimalValue(BigDecimal value) {
        CanonicalType type = nextType();
        if (!(type instanceof Decimal decimal)) {
            throw misplaced("a decimal", type);
        }
        decimal(value, decimal.minScale());
    }

    private void decimal(BigDecimal value, int minScale) {
        // Zeros are stripped only where there may be too many: that takes time quadratic in their number.
        BigDecimal shortest = value.scale() <= minScale ? value : value.stripTrailingZeros();
        BigDecimal padded = shortest.setScale(Math.max(shortest.scale(), minScale));
        BigInteger unscaled = padded.unscaledValue();
        if (unscaled.bitLength() < Long.SIZE) {
            writeDecimal(unscaled.longValue(), padded.scale(), minScale);
        } else {
            writeLargeDecimal(padded);
        }
    }

    @Override
    public final void specialDecimal(SpecialDecimal value) {
        CanonicalType type = nextType();
        if (!(type instanceof Decimal)) {
            throw misplaced("a decimal", type);
        }
        writeSpecialDecimal(value);
    }

    @Override
    public final void doubleValue(double value) {
        CanonicalType type = nextType();
        if (!(type instanceof Floating)) {
            throw misplaced("a floating point number", type);
        }
        writeDouble(value == 0 ? 0 : Double.doubleToLongBits(value));
    }

    @Override
    public final void dateValue(long epochDay) {
        CanonicalType type = nextType();
        if (!(type instanceof Date)) {
            throw misplaced("a date", type);
        }
        writeDate(epochDay);
    }

    @Override
    public final void timeValue(long nanoOfDay) {
        CanonicalType type = nextType();
        if (!(type instanceof Time time)) {
            throw misplaced("a time", type);
        }
        writeTime(time.rounding().reduce(nanoOfDay, time.digits()), time.digits());
    }

    @Override
    public final void timestampValue(long epochSecond, int nano) {
        CanonicalType type = nextType();
        if (type instanceof Timestamp timestamp) {
            timestamp(epochSecond, timestamp.rounding().reduce(nano, timestamp.digits()), timestamp.digits());
        } else if (type instanceof Instant instant) {
            timestamp(epochSecond, instant.rounding().reduce(nano, instant.digits()), instant.digits());
        } else {
            throw misplaced("a timestamp", type);
        }
    }

    private void timestamp(long epochSecond, long reduced, int digits) {
        if (reduced < NANOS_PER_SECOND) {
            writeTimestamp(epochSecond, (int) reduced, digits);
        } else {
            writeTimestamp(epochSecond + 1, (int) (reduced - NANOS_PER_SECOND), digits);
        }
    }

    @Override
    public final void latest() {
        requireEnds();
        writeLatest();
    }

    @Override
    public final void earliest() {
        requireEnds();
        writeEarliest();
    }

    private void requireEnds() {
        CanonicalType type = nextType();
        if (!(type instanceof Date || type instanceof Timestamp || type instanceof Instant)) {
            throw misplaced("an infinite date", type);
        }
    }

    @Override
    public final void uuidValue(long high, long low) {
        CanonicalType type = nextType();
        if (type instanceof Uuid) {
            writeUuid(high, low);
        } else if (type instanceof SpelledUuid form) {
            madeHere(form, new UUID(high, low).toString());
        } else {
            throw misplaced("a UUID", type);
        }
    }

    @Override
    public final void textValue(String value) {
        if (hasLoneSurrogate(value)) {
            throw new UnencodableTextException(column);
        }
        CanonicalType type = nextType();
        if (type instanceof MadeHere form) {
            madeHere(form, value);
        } else {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            text(type, utf8, 0, utf8.length);
        }
    }

    @Override
    public final void utf8Value(byte[] bytes, int offset, int length) {
        CanonicalType type = nextType();
        if (type instanceof MadeHere form) {
            madeHere(form, new String(bytes, offset, length, StandardCharsets.UTF_8));
        } else {
            text(type, bytes, offset, length);
        }
    }

    private void text(CanonicalType type, byte[] bytes, int offset, int length) {
        if (!(type instanceof Text text)) {
            throw misplaced("a text", type);
        }
        int kept = length;
        if (text.trailingBlanksStripped()) {
            while (kept > 0 && bytes[offset + kept - 1] == ' ') {
                kept--;
            }
        }
        writeText(bytes, offset, kept);
    }

    private void madeHere(MadeHere form, String value) {
        byte[] utf8 = form.of(value).getBytes(StandardCharsets.UTF_8);
        writeText(utf8, 0, utf8.length);
    }

    @Override
    public final void binaryValue(byte[] bytes, int offset, int length) {
        CanonicalType type = nextType();
        if (!(type instanceof Binary)) {
            throw misplaced("a binary", type);
        }
        writeBinary(bytes, offset, length);
    }

    @Override
    public final void endRow() {
        if (column != types.length) {
            throw new IllegalStateException("A row of " + types.length + " columns ended after " + column + ".");
        }
        hashRow();
        column = 0;
    }

    private CanonicalType nextType() {
        if (column == types.length) {
            throw new IllegalStateException("A row of " + types.length + " columns was given one more value.");
        }
        return types[column++];
    }

    private IllegalStateException misplaced(String what, CanonicalType type) {
        return new IllegalStateException(
                "Column " + column + " is compared as " + type + " but was given " + what + ".");
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }

    abstract void writeNull();

    abstract void writeWhole(long value);

    /**
     * A number whose digits fit: none behind the point beyond {@code minScale} is the last one and 0.
     *
     * @param scale at least {@code minScale}
     * @param minScale the column's
     */
    abstract void writeDecimal(long unscaled, int scale, int minScale);

    /** A number whose digits do not fit in a long; otherwise as in {@link #writeDecimal}. */
    abstract void writeLargeDecimal(BigDecimal value);

    abstract void writeSpecialDecimal(SpecialDecimal value);

    /** The bits of a number that is neither -0 nor one of the unusual NaNs. */
    abstract void writeDouble(long bits);

    abstract void writeDate(long epochDay);

    /** A time without more digits behind the second than these. */
    abstract void writeTime(long nanoOfDay, int digits);

    /** A time without more digits behind the second than these. */
    abstract void writeTimestamp(long epochSecond, int nano, int digits);

    abstract void writeLatest();

    abstract void writeEarliest();

    abstract void writeUuid(long high, long low);

    abstract void writeText(byte[] utf8, int offset, int length);

    abstract void writeBinary(byte[] bytes, int offset, int length);

    /** Hands on the row's hash, and begins another row. */
    abstract void hashRow();
}
