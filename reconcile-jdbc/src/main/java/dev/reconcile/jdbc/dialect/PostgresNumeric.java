package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.RowSink;
import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A numeric as its send function writes it: in 16 bits each how many digits of base 10,000 there are, the exponent of the
 * first, the sign and the scale that is shown; then the digits. Digits that are 0 are left out at both ends, and the last one
 * may reach beyond the scale with zeros only.
 */
final class PostgresNumeric {

    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int NEGATIVE_INFINITY = 0xF000;

    private static final int DIGITS_AT = 4 * Short.BYTES;
    private static final int DECIMALS_PER_DIGIT = 4;
    private static final int BASE = 10_000;

    /** Any four digits fit in a long, and five whose first is less than this. */
    private static final int LEAST_TOO_LARGE_OF_FIVE = 922;

    private PostgresNumeric() {}

    /** Hands on the numeric that begins at this place. */
    static void give(byte[] data, int at, RowSink sink) {
        int digits = BigEndian.int16(data, at);
        int weight = BigEndian.int16(data, at + Short.BYTES);
        int sign = BigEndian.int16(data, at + 2 * Short.BYTES) & 0xffff;
        int scale = BigEndian.int16(data, at + 3 * Short.BYTES);
        switch (sign) {
            case NAN -> sink.specialDecimal(SpecialDecimal.NAN);
            case INFINITY -> sink.specialDecimal(SpecialDecimal.INFINITY);
            case NEGATIVE_INFINITY -> sink.specialDecimal(SpecialDecimal.NEGATIVE_INFINITY);
            default -> {
                int storedScale = DECIMALS_PER_DIGIT * (digits - 1 - weight);
                if (!giveSmall(data, at + DIGITS_AT, digits, storedScale, sign, scale, sink)) {
                    BigDecimal value = new BigDecimal(unscaled(data, at + DIGITS_AT, digits), storedScale);
                    sink.decimalValue((sign == NEGATIVE ? value.negate() : value).setScale(scale));
                }
            }
        }
    }

    /** Hands on a number that needs no object; returns whether it was one. */
    private static boolean giveSmall(
            byte[] data, int at, int digits, int storedScale, int sign, int scale, RowSink sink) {
        if (digits > 5 || (digits == 5 && BigEndian.int16(data, at) >= LEAST_TOO_LARGE_OF_FIVE)) {
            return false;
        }
        long unscaled = 0;
        for (int i = 0; i < digits; i++) {
            unscaled = unscaled * BASE + BigEndian.int16(data, at + i * Short.BYTES);
        }
        int reached = storedScale;
        while (reached > scale && unscaled % 10 == 0) {
            unscaled /= 10;
            reached--;
        }
        while (reached < scale && unscaled <= Long.MAX_VALUE / 10) {
            unscaled *= 10;
            reached++;
        }
        if (reached != scale) {
            return false;
        }
        sink.decimalValue(sign == NEGATIVE ? -unscaled : unscaled, scale);
        return true;
    }

    private static BigInteger unscaled(byte[] data, int at, int digits) {
        if (digits == 0) {
            return BigInteger.ZERO;
        }
        StringBuilder decimal = new StringBuilder(DECIMALS_PER_DIGIT * digits);
        for (int i = 0; i < digits; i++) {
            int digit = BigEndian.int16(data, at + i * Short.BYTES);
            decimal.append((char) ('0' + digit / 1000))
                    .append((char) ('0' + digit / 100 % 10))
                    .append((char) ('0' + digit / 10 % 10))
                    .append((char) ('0' + digit % 10));
        }
        return new BigInteger(decimal.toString());
    }
}
