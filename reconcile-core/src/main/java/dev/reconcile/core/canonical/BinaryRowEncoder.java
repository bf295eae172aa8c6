package dev.reconcile.core.canonical;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Encodes rows in binary and hands on each row's {@link Murmur3} hash. For rows that are hashed in this process on both
 * sides: no database makes this form. Two rows of the same columns have the same form if and only if they have the same frame
 * of {@link RowEncoder}.
 *
 * <p><b>The form.</b> The columns follow each other in the order given. Each value begins with a byte that says what
 * follows, so that every value ends where only its own bytes say so:
 *
 * <table>
 * <caption>The forms of values, numbers of more bytes with the lowest first</caption>
 * <tr><td>0</td><td>NULL: nothing</td></tr>
 * <tr><td>1</td><td>a value in the usual form of its type: an integer, a day, the bits of a floating point number or the
 * nanoseconds of a time in 8 bytes; a decimal without more digits behind the point than the type's least scale has, in units
 * of the last of them, in 8 bytes; a timestamp's second in 8 and its nanoseconds in 4; a UUID in 16; a text or a binary as
 * its length in 4 and its bytes</td></tr>
 * <tr><td>2, 3</td><td>the infinities, of dates and of decimals alike: nothing</td></tr>
 * <tr><td>4</td><td>NaN of a decimal: nothing</td></tr>
 * <tr><td>5</td><td>a decimal with more digits behind the point: its digits in 8 bytes, how many of them stand behind the
 * point in 4</td></tr>
 * <tr><td>6</td><td>a decimal whose digits do not fit in 8 bytes: how many of them stand behind the point in 4 bytes, the
 * length of its digits in 4, its digits as {@link java.math.BigInteger#toByteArray} writes them</td></tr>
 * </table>
 *
 * <p>Holds one row in memory. Used by one thread at a time.
 */
public final class BinaryRowEncoder extends RowHasher {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final byte NULL = 0;
    private static final byte USUAL = 1;
    private static final byte NEGATIVE_INFINITY = 2;
    private static final byte INFINITY = 3;
    private static final byte NOT_A_NUMBER = 4;
    private static final byte FINER_DECIMAL = 5;
    private static final byte LARGE_DECIMAL = 6;

    private final RowHashes hashes;
    private final Murmur3 murmur3 = new Murmur3(0);
    private byte[] row = new byte[512];
    private int length;

    /**
     * An encoder for rows of these columns.
     *
     * @param types the columns' canonical types in the order in which the values will come
     * @param hashes takes the hash of each row as it ends
     */
    public BinaryRowEncoder(List<CanonicalType> types, RowHashes hashes) {
        super(types);
        this.hashes = hashes;
    }

    @Override
    void writeNull() {
        begin(NULL, 0);
    }

    @Override
    void writeWhole(long value) {
        begin(USUAL, Long.BYTES);
        append(value);
    }

    @Override
    void writeDecimal(long unscaled, int scale, int minScale) {
        if (scale == minScale) {
            begin(USUAL, Long.BYTES);
            append(unscaled);
        } else {
            begin(FINER_DECIMAL, Long.BYTES + Integer.BYTES);
            append(unscaled);
            append(scale);
        }
    }

    @Override
    void writeLargeDecimal(BigDecimal value) {
        byte[] digits = value.unscaledValue().toByteArray();
        begin(LARGE_DECIMAL, 2 * Integer.BYTES + digits.length);
        append(value.scale());
        append(digits.length);
        append(digits, 0, digits.length);
    }

    @Override
    void writeSpecialDecimal(SpecialDecimal value) {
        begin(
                switch (value) {
                    case NAN -> NOT_A_NUMBER;
                    case INFINITY -> INFINITY;
                    case NEGATIVE_INFINITY -> NEGATIVE_INFINITY;
                },
                0);
    }

    @Override
    void writeDouble(long bits) {
        begin(USUAL, Long.BYTES);
        append(bits);
    }

    @Override
    void writeDate(long epochDay) {
        begin(USUAL, Long.BYTES);
        append(epochDay);
    }

    @Override
    void writeTime(long nanoOfDay, int digits) {
        begin(USUAL, Long.BYTES);
        append(nanoOfDay);
    }

    @Override
    void writeTimestamp(long epochSecond, int nano, int digits) {
        begin(USUAL, Long.BYTES + Integer.BYTES);
        append(epochSecond);
        append(nano);
    }

    @Override
    void writeLatest() {
        begin(INFINITY, 0);
    }

    @Override
    void writeEarliest() {
        begin(NEGATIVE_INFINITY, 0);
    }

    @Override
    void writeUuid(long high, long low) {
        begin(USUAL, 2 * Long.BYTES);
        append(high);
        append(low);
    }

    @Override
    void writeText(byte[] utf8, int offset, int count) {
        appendBytes(utf8, offset, count);
    }

    @Override
    void writeBinary(byte[] bytes, int offset, int count) {
        appendBytes(bytes, offset, count);
    }

    private void appendBytes(byte[] bytes, int offset, int count) {
        begin(USUAL, Integer.BYTES + count);
        append(count);
        append(bytes, offset, count);
    }

    @Override
    void hashRow() {
        Arrays.fill(row, length, length + Murmur3.ZEROS_BEHIND, (byte) 0);
        murmur3.hash(row, length);
        length = 0;
        hashes.add(murmur3.first(), murmur3.second());
    }

    /** The form of the row so far. */
    byte[] frame() {
        return Arrays.copyOf(row, length);
    }

    /** Appends the byte that a value begins with, and makes room for what follows. */
    private void begin(byte form, int following) {
        int needed = Math.addExact(length, 1 + following + Murmur3.ZEROS_BEHIND);
        if (needed > row.length) {
            row = Arrays.copyOf(row, Math.max(2 * row.length, needed));
        }
        row[length++] = form;
    }

    private void append(long value) {
        LONGS.set(row, length, value);
        length += Long.BYTES;
    }

    private void append(int value) {
        INTS.set(row, length, value);
        length += Integer.BYTES;
    }

    private void append(byte[] bytes, int offset, int count) {
        System.arraycopy(bytes, offset, row, length, count);
        length += count;
    }
}
