package dev.reconcile.core.canonical;

import dev.reconcile.core.canonical.CanonicalType.MadeHere;
import dev.reconcile.core.canonical.CanonicalType.Text;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * Encodes rows in their canonical frame and hands on each row's MD5. The Java implementation of {@link CanonicalType},
 * and the one description of the frame that the dialects' expressions build too.
 *
 * <p><b>The frame.</b> The columns follow each other in the order given. A value is its canonical text and {@code |}; a
 * {@link Text} value or a {@link MadeHere} one is preceded by its length in bytes and {@code :}, because only text may
 * contain a {@code |} itself;
 * NULL is {@code ~|}, which no value is. So the row {@code (7, 'a|b', NULL)} of an integer and two texts is
 * {@code 7|3:a|b|~|}, and two rows have the same frame only if they are equal in every column: {@code ('a|b','c')} is
 * {@code 3:a|b|1:c|} and {@code ('a','b|c')} is {@code 1:a|3:b|c|}; NULL is {@code ~|}, the empty text {@code 0:|}.
 *
 * <p>Holds one row in memory. Used by one thread at a time.
 */
public final class RowEncoder extends RowHasher {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_PER_DAY = 86_400L;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final RowHashes hashes;
    private final MessageDigest md5;
    private final byte[] digest = new byte[16];
    private byte[] row = new byte[512];
    private int length;

    /**
     * An encoder for rows of these columns.
     *
     * @param types the columns' canonical types in the order in which the values will come
     * @param hashes takes the hash of each row as it ends
     */
    public RowEncoder(List<CanonicalType> types, RowHashes hashes) {
        super(types);
        this.hashes = hashes;
        try {
            this.md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no MD5, which every Java runtime must have.", e);
        }
    }

    @Override
    void writeNull() {
        append('~');
        endValue();
    }

    @Override
    void writeWhole(long value) {
        appendWhole(value);
        endValue();
    }

    @Override
    void writeDecimal(long unscaled, int scale, int minScale) {
        if (scale == 0) {
            appendWhole(unscaled);
        } else if (unscaled == Long.MIN_VALUE) {
            appendAscii(BigDecimal.valueOf(unscaled, scale).toPlainString());
        } else {
            if (unscaled < 0) {
                append('-');
            }
            long digits = Math.abs(unscaled);
            boolean isFraction = scale >= PowersOfTen.COUNT;
            appendDigits(isFraction ? 0 : digits / PowersOfTen.of(scale), 1);
            append('.');
            appendDigits(isFraction ? digits : digits % PowersOfTen.of(scale), scale);
        }
        endValue();
    }

    @Override
    void writeLargeDecimal(BigDecimal value) {
        appendAscii(value.toPlainString());
        endValue();
    }

    @Override
    void writeSpecialDecimal(SpecialDecimal value) {
        appendAscii(value.text());
        endValue();
    }

    @Override
    void writeDouble(long bits) {
        appendHex(bits, 16);
        endValue();
    }

    @Override
    void writeDate(long epochDay) {
        if (appendDate(epochDay)) {
            appendAscii(" BC");
        }
        endValue();
    }

    @Override
    void writeTime(long nanoOfDay, int digits) {
        appendTime(nanoOfDay, digits);
        endValue();
    }

    @Override
    void writeTimestamp(long epochSecond, int nano, int digits) {
        boolean beforeYearOne = appendDate(Math.floorDiv(epochSecond, SECONDS_PER_DAY));
        append(' ');
        appendTime(Math.floorMod(epochSecond, SECONDS_PER_DAY) * NANOS_PER_SECOND + nano, digits);
        if (beforeYearOne) {
            appendAscii(" BC");
        }
        endValue();
    }

    @Override
    void writeLatest() {
        appendAscii("infinity");
        endValue();
    }

    @Override
    void writeEarliest() {
        appendAscii("-infinity");
        endValue();
    }

    @Override
    void writeUuid(long high, long low) {
        appendHex(high >>> 32, 8);
        append('-');
        appendHex(high >>> 16, 4);
        append('-');
        appendHex(high, 4);
        append('-');
        appendHex(low >>> 48, 4);
        append('-');
        appendHex(low, 12);
        endValue();
    }

    @Override
    void writeText(byte[] utf8, int offset, int count) {
        appendDigits(count, 1);
        append(':');
        require(count);
        System.arraycopy(utf8, offset, row, length, count);
        length += count;
        endValue();
    }

    @Override
    void writeBinary(byte[] bytes, int offset, int count) {
        require(2 * count);
        for (int i = offset; i < offset + count; i++) {
            row[length++] = HEX[(bytes[i] >> 4) & 15];
            row[length++] = HEX[bytes[i] & 15];
        }
        endValue();
    }

    @Override
    void hashRow() {
        try {
            md5.update(row, 0, length);
            md5.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException("MD5 did not fit in 16 bytes.", e);
        }
        length = 0;
        hashes.add(bigEndian(digest, 0), bigEndian(digest, 8));
    }

    /** The canonical text of one value. */
    static String textOf(Value value, CanonicalType type) {
        RowEncoder encoder = new RowEncoder(List.of(type), (high, low) -> {});
        value.giveTo(encoder);
        return new String(encoder.row, 0, encoder.length - 1, StandardCharsets.UTF_8);
    }

    /**
     * The frame of some values by themselves, in UTF-8: equal if and only if the values are equal in their canonical forms.
     *
     * @param values as many as {@code types}
     * @throws UnencodableTextException if a text holds half of a surrogate pair
     */
    public static String frameOf(List<Value> values, List<CanonicalType> types) {
        RowEncoder encoder = new RowEncoder(types, (high, low) -> {});
        values.forEach(value -> value.giveTo(encoder));
        return new String(encoder.row, 0, encoder.length, StandardCharsets.UTF_8);
    }

    /**
     * The hash of a row.
     *
     * @param values as many as {@code types}
     * @throws UnencodableTextException if a text holds half of a surrogate pair
     */
    public static RowHash hashOf(List<Value> values, List<CanonicalType> types) {
        RowHash[] hash = new RowHash[1];
        RowEncoder encoder = new RowEncoder(types, (high, low) -> hash[0] = new RowHash(high, low));
        values.forEach(value -> value.giveTo(encoder));
        encoder.endRow();
        return hash[0];
    }

    /** The frame of the row so far, in UTF-8: for tests and for explaining a hash. */
    public byte[] frame() {
        return Arrays.copyOf(row, length);
    }

    private void endValue() {
        append('|');
    }

    /** Appends the day without the mark of a year before 1; returns whether it needs one. */
    private boolean appendDate(long epochDay) {
        // The civil calendar from a count of days, in eras of 400 years that begin on 1 March.
        long day = epochDay + 719_468;
        long era = Math.floorDiv(day, 146_097);
        int dayOfEra = (int) Math.floorMod(day, 146_097L);
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
        boolean beforeYearOne = year < 1;
        appendDigits(beforeYearOne ? 1 - year : year, 4);
        append('-');
        appendDigits(month, 2);
        append('-');
        appendDigits(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2);
        return beforeYearOne;
    }

    private void appendTime(long nanoOfDay, int digits) {
        long second = nanoOfDay / NANOS_PER_SECOND;
        appendDigits(second / 3600, 2);
        append(':');
        appendDigits(second / 60 % 60, 2);
        append(':');
        appendDigits(second % 60, 2);
        if (digits > 0) {
            append('.');
            appendDigits(nanoOfDay % NANOS_PER_SECOND / PowersOfTen.of(9 - digits), digits);
        }
    }

    private void appendWhole(long value) {
        if (value == Long.MIN_VALUE) {
            appendAscii(Long.toString(value));
            return;
        }
        if (value < 0) {
            append('-');
        }
        appendDigits(Math.abs(value), 1);
    }

    /** The decimal digits of a number that is not negative, with leading zeros up to {@code width}. */
    private void appendDigits(long value, int width) {
        int digits = 1;
        while (digits < PowersOfTen.COUNT && value >= PowersOfTen.of(digits)) {
            digits++;
        }
        int count = Math.max(digits, width);
        require(count);
        long rest = value;
        for (int i = length + count - 1; i >= length; i--) {
            row[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    private void appendHex(long bits, int digits) {
        require(digits);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            row[length++] = HEX[(int) (bits >>> shift) & 15];
        }
    }

    private void appendAscii(String text) {
        int count = text.length();
        require(count);
        for (int i = 0; i < count; i++) {
            row[length++] = (byte) text.charAt(i);
        }
    }

    private void append(char ascii) {
        require(1);
        row[length++] = (byte) ascii;
    }

    private void require(int more) {
        if (length + more > row.length) {
            row = Arrays.copyOf(row, Math.max(2 * row.length, length + more));
        }
    }

    private static long bigEndian(byte[] bytes, int offset) {
        long value = 0;
        for (int i = offset; i < offset + 8; i++) {
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return value;
    }
}
