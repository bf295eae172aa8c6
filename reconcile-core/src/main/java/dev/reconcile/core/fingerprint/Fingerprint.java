package dev.reconcile.core.fingerprint;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Objects;

/**
 * What identifies a multiset of rows: how many there are, and the exact sums of both halves of their hashes. Equal
 * multisets have equal fingerprints. Different ones differ unless the sums collide by accident, in about one of
 * 2<sup>128</sup> cases; the fingerprint guards against accidents, not against somebody who plans a collision.
 *
 * @param rows how many rows, at least 0
 * @param highSum the sum of the first 64 bits of each row's hash, each a signed number; of an MD5 big-endian
 * @param lowSum the sum of the last 64 bits, likewise
 */
public record Fingerprint(long rows, BigInteger highSum, BigInteger lowSum) {

    /** The fingerprint of no rows. */
    public static final Fingerprint EMPTY = new Fingerprint(0, BigInteger.ZERO, BigInteger.ZERO);

    public Fingerprint {
        if (rows < 0) {
            throw new IllegalArgumentException("A table cannot have " + rows + " rows.");
        }
        Objects.requireNonNull(highSum, "highSum");
        Objects.requireNonNull(lowSum, "lowSum");
    }

    /** The fingerprint of both multisets together. */
    public Fingerprint plus(Fingerprint other) {
        return new Fingerprint(Math.addExact(rows, other.rows), highSum.add(other.highSum), lowSum.add(other.lowSum));
    }

    /**
     * The fingerprint without that of some of its rows.
     *
     * @throws IllegalArgumentException if those are more rows than there are
     */
    public Fingerprint minus(Fingerprint part) {
        return new Fingerprint(rows - part.rows, highSum.subtract(part.highSum), lowSum.subtract(part.lowSum));
    }

    /**
     * The sums as 32 hexadecimal digits for people and reports: the low 64 bits of each. Compare fingerprints, not these
     * digits.
     */
    public String checksum() {
        return String.format(Locale.ROOT, "%016x%016x", highSum.longValue(), lowSum.longValue());
    }
}
