package dev.reconcile.app;

import java.util.Map;
import java.util.Optional;

/**
 * A pair of tables in the file, not looked at yet.
 *
 * @param place where it begins
 * @param fields what it says
 */
record GivenPair(Place place, Map<PairField, Given> fields) {

    GivenPair {
        fields = Map.copyOf(fields);
    }

    Optional<Given> field(PairField field) {
        return Optional.ofNullable(fields.get(field));
    }
}
