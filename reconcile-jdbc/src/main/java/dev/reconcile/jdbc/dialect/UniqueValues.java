package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.RowHash;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.table.UniqueKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The values of a table's rows of which no two rows may have the same, as far as they are compared and not hidden. */
final class UniqueValues {

    private final TableRead read;

    UniqueValues(TableRead read) {
        this.read = read;
    }

    /**
     * A hash of what the row has of each unique key that holds one of these columns. A key in which it has NULL keeps no
     * other row from anything.
     *
     * @param row all compared columns
     * @param columns their places in it
     */
    Set<RowHash> of(List<Value> row, List<Integer> columns) {
        Set<RowHash> hashes = new HashSet<>();
        List<UniqueKey> keys = read.table().uniqueKeys();
        for (int i = 0; i < keys.size(); i++) {
            Optional<List<Integer>> places = places(keys.get(i));
            if (places.isPresent() && places.get().stream().anyMatch(columns::contains)) {
                hash(i, places.get(), row).ifPresent(hashes::add);
            }
        }
        return hashes;
    }

    /** Where the key's columns are in a row; empty where not all of them are compared as they are. */
    private Optional<List<Integer>> places(UniqueKey key) {
        List<Integer> places = new ArrayList<>();
        for (String name : key.columns()) {
            for (int i = 0; i < read.columns().size(); i++) {
                boolean whole =
                        new PostgresCell(read.columns().get(i), read.table().writing()).isToldExactly();
                if (whole && read.columns().get(i).column().name().equals(name)) {
                    places.add(i);
                }
            }
        }
        return places.size() == key.columns().size() ? Optional.of(places) : Optional.empty();
    }

    private Optional<RowHash> hash(int key, List<Integer> places, List<Value> row) {
        List<Value> values = new ArrayList<>(List.of(new Value.Whole(key)));
        List<CanonicalType> types = new ArrayList<>(List.of(new CanonicalType.Whole()));
        for (int place : places) {
            Value value = row.get(place);
            if (value == Value.Null.NULL || value == Value.Hidden.HIDDEN) {
                return Optional.empty();
            }
            values.add(value);
            types.add(read.columns().get(place).canonicalType());
        }
        return Optional.of(RowEncoder.hashOf(values, types));
    }
}
