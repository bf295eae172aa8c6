package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.RowHash;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.Values;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.memory.CanonicalText;
import dev.reconcile.core.port.TableReader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each row of a table must hash to, wherever that is done. Rows have a number, counted from 0, as their key and first
 * column; the others all hold the row's value, each in a form of its own.
 *
 * @param what is compared, for the message of a failure
 * @param types the forms of all columns
 * @param expected the hash of each row
 * @param values the value of each row, for the message of a failure
 */
record RowContract(String what, List<CanonicalType> types, List<RowHash> expected, List<@Nullable Object> values) {

    private static final int MOST_NAMED = 5;
    private static final Buckets BUCKETS = new Buckets(64);

    /**
     * What {@link CanonicalText} makes of the values, which has no line in common with the encoder that streamed rows go
     * through.
     *
     * @param values of a {@link Sample}
     * @param forms those in which the columns beside the number have the value
     */
    static RowContract of(String what, List<@Nullable Object> values, List<CanonicalType> forms) {
        List<CanonicalType> types = new ArrayList<>();
        types.add(new CanonicalType.Whole());
        types.addAll(forms);
        List<RowHash> expected = new ArrayList<>();
        for (Object value : values) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add((long) expected.size());
            forms.forEach(form -> row.add(plain(value)));
            expected.add(md5(CanonicalText.frame(row, types)));
        }
        return new RowContract(what, types, expected, values);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Spelled spelled) {
            return spelled.plain();
        }
        return value instanceof OffsetDateTime instant ? instant.toInstant() : value;
    }

    private static RowHash md5(byte[] frame) {
        try {
            ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(frame));
            return new RowHash(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Demands it of the sums and the hashes that the database makes, and of the rows that it hands out. */
    void demandOf(TableReader reader) {
        assertThat(reader.obstacleToHashing()).isEmpty();
        BitSet all = new BitSet();
        all.set(0, BUCKETS.count());
        Differences hashedThere = new Differences();
        reader.hashedKeys(
                BUCKETS,
                all,
                () -> new Values(row ->
                        hashedThere.see(number(row.get(2)), new RowHash(number(row.get(0)), number(row.get(1))))));
        hashedThere.demandNone("hashed in the database");

        Differences hashedHere = new Differences();
        reader.scan(() -> new Values(row -> hashedHere.see(number(row.get(0)), RowEncoder.hashOf(row, types))));
        hashedHere.demandNone("read and hashed here");

        BucketFingerprints sums = new BucketFingerprints(BUCKETS);
        expected.forEach(hash -> sums.add(hash.high(), hash.low()));
        assertThat(reader.fingerprints(BUCKETS).differences(sums).isEmpty())
                .as("The sums of the database: %s", what)
                .isTrue();
    }

    private static long number(Value value) {
        return ((Value.Whole) value).value();
    }

    /** Rows that were seen, and those of them with another hash. */
    private final class Differences {

        private final List<Integer> rows = new ArrayList<>();
        private int seen;

        void see(long row, RowHash hash) {
            seen++;
            if (!expected.get((int) row).equals(hash)) {
                rows.add((int) row);
            }
        }

        void demandNone(String where) {
            assertThat(seen).as("rows %s: %s", where, what).isEqualTo(expected.size());
            assertThat(rows.stream().limit(MOST_NAMED).map(row -> "row " + row + ": " + shown(values.get(row))))
                    .as("%d of %d rows differ, %s: %s", rows.size(), seen, where, what)
                    .isEmpty();
        }

        private static String shown(@Nullable Object value) {
            return value instanceof byte[] bytes ? "0x" + HexFormat.of().formatHex(bytes) : "<" + value + ">";
        }
    }
}
