package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.RowHash;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.Values;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.port.TableReader;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a database's own hashes of values must be, whatever the type of the column that holds them: equal where the canonical
 * texts of one form are, and only there.
 */
final class OwnHashContract {

    private static final Buckets BUCKETS = new Buckets(64);

    private final Map<CanonicalType, Map<RowHash, Long>> ofTexts = new HashMap<>();
    private final Map<CanonicalType, Map<Long, RowHash>> ofHashes = new HashMap<>();

    /**
     * Demands it of all values that were seen so far and those of this reader.
     *
     * @param reader reads one column without a key, by the database's own hashes
     * @param form of the column
     */
    void demandOf(TableReader reader, CanonicalType form, String what) {
        BitSet all = new BitSet();
        all.set(0, BUCKETS.count());
        reader.hashedKeys(BUCKETS, all, () -> new Values(row -> see(row, form, what)));
    }

    private void see(List<Value> row, CanonicalType form, String what) {
        RowHash text = RowEncoder.hashOf(row.subList(2, 3), List.of(form));
        long hash = ((Value.Whole) row.get(1)).value();
        Long earlierHash = ofTexts.computeIfAbsent(form, any -> new HashMap<>()).putIfAbsent(text, hash);
        RowHash earlierText =
                ofHashes.computeIfAbsent(form, any -> new HashMap<>()).putIfAbsent(hash, text);
        assertThat(earlierHash).as("the hash of an equal value: %s", what).isIn(null, hash);
        assertThat(earlierText).as("the value of an equal hash: %s", what).isIn(null, text);
    }

    /** How many values were seen that are not equal. */
    int values() {
        return ofTexts.values().stream().mapToInt(Map::size).sum();
    }
}
