package dev.reconcile.core.canonical;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * MurmurHash3 in its form of 128 bits for processors of 64, as its author Austin Appleby put it into the public domain. It
 * spreads every bit of its input over all bits of its output; it does not withstand somebody who looks for a collision. See <a
 * href="https://github.com/aappleby/smhasher/wiki/MurmurHash3">MurmurHash3</a>.
 *
 * <p>Holds the hash of one input. Used by one thread at a time.
 */
final class Murmur3 {

    /** How many bytes of 0 must stand behind the input. */
    static final int ZEROS_BEHIND = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int BLOCK = 16;
    private static final long FACTOR_1 = 0x87c37b91114253d5L;
    private static final long FACTOR_2 = 0x4cf5ad432745937fL;

    private final long seed;
    private long first;
    private long second;

    /** A hash function of its own for every seed, of which the bits count as an unsigned number. */
    Murmur3(int seed) {
        this.seed = Integer.toUnsignedLong(seed);
    }

    /**
     * Hashes the beginning of an array.
     *
     * @param bytes holds at least {@link #ZEROS_BEHIND} bytes more, all of them 0
     */
    void hash(byte[] bytes, int length) {
        long h1 = seed;
        long h2 = seed;
        int whole = length & -BLOCK;
        for (int at = 0; at < whole; at += BLOCK) {
            h1 ^= mixed1((long) LONGS.get(bytes, at));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= mixed2((long) LONGS.get(bytes, at + Long.BYTES));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        // What is missing of the last block counts as 0, and 0 leaves a half as it is: no end needs a case of its own.
        h1 ^= mixed1((long) LONGS.get(bytes, whole));
        h2 ^= mixed2((long) LONGS.get(bytes, whole + Long.BYTES));
        h1 ^= length;
        h2 ^= length;
        h1 += h2;
        h2 += h1;
        h1 = spread(h1);
        h2 = spread(h2);
        first = h1 + h2;
        second = h2 + first;
    }

    /** The first half of the last hash. */
    long first() {
        return first;
    }

    /** The second half of the last hash. */
    long second() {
        return second;
    }

    private static long mixed1(long half) {
        return Long.rotateLeft(half * FACTOR_1, 31) * FACTOR_2;
    }

    private static long mixed2(long half) {
        return Long.rotateLeft(half * FACTOR_2, 33) * FACTOR_1;
    }

    private static long spread(long bits) {
        long spread = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        spread = (spread ^ (spread >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return spread ^ (spread >>> 33);
    }
}
