package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.RowHash;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.Values;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.port.TableReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What each row of a table must hash to, wherever that is done. Rows have a number, counted from 0, as their key and first
 * column.
 *
 * @param what is compared, for the message of a failure
 * @param types the forms of the columns
 * @param expected the hash of each row
 * @param buckets in which the sums are compared
 * @param values the value of each row, for the message of a failure
 */
record RowContract(
        String what, List<CanonicalType> types, List<RowHash> expected, Buckets buckets, IntFunction<Object> values) {

    private static final int MOST_NAMED = 5;

    /** Demands it of the sums and the hashes that the database makes, and of the rows that it hands out. */
    void demandOf(TableReader reader) {
        assertThat(reader.obstacleToHashing()).isEmpty();
        BitSet all = new BitSet();
        all.set(0, buckets.count());
        Differences hashedThere = new Differences();
        reader.hashedKeys(
                buckets,
                all,
                () -> new Values(row ->
                        hashedThere.see(number(row.get(2)), new RowHash(number(row.get(0)), number(row.get(1))))));
        hashedThere.demandNone("hashed in the database");

        Differences hashedHere = new Differences();
        reader.scan(() -> new Values(row -> hashedHere.see(number(row.get(0)), RowEncoder.hashOf(row, types))));
        hashedHere.demandNone("read and hashed here");

        BucketFingerprints sums = new BucketFingerprints(buckets);
        expected.forEach(hash -> sums.add(hash.high(), hash.low()));
        assertThat(reader.fingerprints(buckets).differences(sums).isEmpty())
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
            assertThat(rows.stream().limit(MOST_NAMED).map(row -> "row " + row + ": " + shown(values.apply(row))))
                    .as("%d of %d rows differ, %s: %s", rows.size(), seen, where, what)
                    .isEmpty();
        }

        private static String shown(Object value) {
            return value instanceof byte[] bytes ? "0x" + HexFormat.of().formatHex(bytes) : "<" + value + ">";
        }
    }
}
