package dev.reconcile.app;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Accepted differences in the file, not looked at yet.
 *
 * @param place where they begin
 * @param name the key that leads there, such as {@code tables.accepted[1]}
 * @param fields what is said of them
 * @param keys the keys of the rows, each a mapping of columns to values; empty where rows are not told by keys
 */
record GivenAccepted(Place place, String name, Map<AcceptedField, Given> fields, List<Given> keys) {

    GivenAccepted {
        // In the order of the file, so that what is wrong is told in one order too.
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        keys = List.copyOf(keys);
    }

    /** Everything that is said. */
    Stream<Given> all() {
        return Stream.concat(fields.values().stream(), keys.stream());
    }

    Optional<Given> field(AcceptedField field) {
        return Optional.ofNullable(fields.get(field));
    }
}
