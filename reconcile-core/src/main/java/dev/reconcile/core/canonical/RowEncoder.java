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
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

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
public final class RowEncoder implements RowSink {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_PER_DAY = 86_400L;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final long[] POWERS_OF_TEN = powersOfTen();

    private final CanonicalType[] types;
    private final RowHashes hashes;
    private final MessageDigest md5;
    private final byte[] digest = new byte[16];
    private byte[] row = new byte[512];
    private int length;
    private int column;

    /**
     * An encoder for rows of these columns.
     *
     * @param types the columns' canonical types in the order in which the values will come
     * @param hashes takes the hash of each row as it ends
     */
    public RowEncoder(List<CanonicalType> types, RowHashes hashes) {
        this.types = types.toArray(CanonicalType[]::new);
        this.hashes = hashes;
        try {
            this.md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no MD5, which every Java runtime must have.", e);
        }
    }

    @Override
    public void nullValue() {
        nextType();
        append('~');
        endValue();
    }

    @Override
    public void booleanValue(boolean value) {
        longValue(value ? 1 : 0);
    }

    @Override
    public void longValue(long value) {
        CanonicalType type = nextType();
        if (type instanceof Bool || type instanceof Whole) {
            appendAscii(Long.toString(value));
        } else if (type instanceof Decimal decimal) {
            appendAscii(Long.toString(value));
            appendZeros(decimal.minScale());
        } else {
            throw misplaced("an integer", type);
        }
        endValue();
    }

    @Override
    public void decimalValue(BigDecimal value) {
        CanonicalType type = nextType();
        if (!(type instanceof Decimal decimal)) {
            throw misplaced("a decimal", type);
        }
        // Zeros are stripped only where there may be too many: that takes time quadratic in their number.
        BigDecimal shortest = value.scale() <= decimal.minScale() ? value : value.stripTrailingZeros();
        appendAscii(shortest.setScale(Math.max(shortest.scale(), decimal.minScale()))
                .toPlainString());
        endValue();
    }

    @Override
    public void specialDecimal(SpecialDecimal value) {
        CanonicalType type = nextType();
        if (!(type instanceof Decimal)) {
            throw misplaced("a decimal", type);
        }
        appendAscii(value.text());
        endValue();
    }

    @Override
    public void doubleValue(double value) {
        CanonicalType type = nextType();
        if (!(type instanceof Floating)) {
            throw misplaced("a floating point number", type);
        }
        long bits = value == 0 ? 0 : Double.doubleToLongBits(value);
        appendHex(bits, 16);
        endValue();
    }

    @Override
    public void dateValue(long epochDay) {
        CanonicalType type = nextType();
        if (!(type instanceof Date)) {
            throw misplaced("a date", type);
        }
        if (appendDate(epochDay)) {
            appendAscii(" BC");
        }
        endValue();
    }

    @Override
    public void timeValue(long nanoOfDay) {
        CanonicalType type = nextType();
        if (!(type instanceof Time time)) {
            throw misplaced("a time", type);
        }
        appendTime(time.rounding().reduce(nanoOfDay, time.digits()), time.digits());
        endValue();
    }

    @Override
    public void timestampValue(long epochSecond, int nano) {
        CanonicalType type = nextType();
        if (type instanceof Timestamp timestamp) {
            appendTimestamp(epochSecond, nano, timestamp.digits(), timestamp.rounding());
        } else if (type instanceof Instant instant) {
            appendTimestamp(epochSecond, nano, instant.digits(), instant.rounding());
        } else {
            throw misplaced("a timestamp", type);
        }
        endValue();
    }

    @Override
    public void latest() {
        infinite("infinity");
    }

    @Override
    public void earliest() {
        infinite("-infinity");
    }

    private void infinite(String text) {
        CanonicalType type = nextType();
        if (!(type instanceof Date || type instanceof Timestamp || type instanceof Instant)) {
            throw misplaced("an infinite date", type);
        }
        appendAscii(text);
        endValue();
    }

    @Override
    public void uuidValue(long high, long low) {
        if (column < types.length && types[column] instanceof SpelledUuid form) {
            madeHere(form, new UUID(high, low).toString());
            return;
        }
        CanonicalType type = nextType();
        if (!(type instanceof Uuid)) {
            throw misplaced("a UUID", type);
        }
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
    public void textValue(String value) {
        if (hasLoneSurrogate(value)) {
            throw new UnencodableTextException(column);
        }
        if (column < types.length && types[column] instanceof MadeHere form) {
            madeHere(form, value);
        } else {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            utf8Value(utf8, 0, utf8.length);
        }
    }

    private void madeHere(MadeHere form, String value) {
        column++;
        byte[] utf8 = form.of(value).getBytes(StandardCharsets.UTF_8);
        appendText(utf8, 0, utf8.length);
    }

    @Override
    public void utf8Value(byte[] bytes, int offset, int length) {
        if (column < types.length && types[column] instanceof MadeHere form) {
            madeHere(form, new String(bytes, offset, length, StandardCharsets.UTF_8));
            return;
        }
        CanonicalType type = nextType();
        if (!(type instanceof Text text)) {
            throw misplaced("a text", type);
        }
        int kept = length;
        if (text.trailingBlanksStripped()) {
            while (kept > 0 && bytes[offset + kept - 1] == ' ') {
                kept--;
            }
        }
        appendText(bytes, offset, kept);
    }

    private void appendText(byte[] bytes, int offset, int count) {
        appendAscii(Integer.toString(count));
        append(':');
        require(count);
        System.arraycopy(bytes, offset, row, length, count);
        length += count;
        endValue();
    }

    @Override
    public void binaryValue(byte[] bytes, int offset, int length) {
        CanonicalType type = nextType();
        if (!(type instanceof Binary)) {
            throw misplaced("a binary", type);
        }
        require(2 * length);
        for (int i = offset; i < offset + length; i++) {
            row[this.length++] = HEX[(bytes[i] >> 4) & 15];
            row[this.length++] = HEX[bytes[i] & 15];
        }
        endValue();
    }

    @Override
    public void endRow() {
        if (column != types.length) {
            throw new IllegalStateException("A row of " + types.length + " columns ended after " + column + ".");
        }
        try {
            md5.update(row, 0, length);
            md5.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException("MD5 did not fit in 16 bytes.", e);
        }
        hashes.add(bigEndian(digest, 0), bigEndian(digest, 8));
        length = 0;
        column = 0;
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

    private CanonicalType nextType() {
        if (column == types.length) {
            throw new IllegalStateException("A row of " + types.length + " columns was given one more value.");
        }
        return types[column++];
    }

    private void endValue() {
        append('|');
    }

    private IllegalStateException misplaced(String what, CanonicalType type) {
        return new IllegalStateException(
                "Column " + column + " is compared as " + type + " but was given " + what + ".");
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

    private void appendTimestamp(long epochSecond, int nano, int digits, Rounding rounding) {
        long rounded = rounding.reduce(nano, digits);
        long second = epochSecond + rounded / NANOS_PER_SECOND;
        boolean beforeYearOne = appendDate(Math.floorDiv(second, SECONDS_PER_DAY));
        append(' ');
        long secondOfDay = Math.floorMod(second, SECONDS_PER_DAY);
        appendTime(secondOfDay * NANOS_PER_SECOND + rounded % NANOS_PER_SECOND, digits);
        if (beforeYearOne) {
            appendAscii(" BC");
        }
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
            appendDigits(nanoOfDay % NANOS_PER_SECOND / POWERS_OF_TEN[9 - digits], digits);
        }
    }

    private void appendZeros(int scale) {
        if (scale > 0) {
            append('.');
            for (int i = 0; i < scale; i++) {
                append('0');
            }
        }
    }

    /** The decimal digits of a number that is not negative, with leading zeros up to {@code width}. */
    private void appendDigits(long value, int width) {
        int digits = 1;
        while (digits < 18 && value >= POWERS_OF_TEN[digits]) {
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

    private static long bigEndian(byte[] bytes, int offset) {
        long value = 0;
        for (int i = offset; i < offset + 8; i++) {
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return value;
    }

    private static long[] powersOfTen() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
