package dev.reconcile.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pair of tables in the file, not looked at yet.
 *
 * @param place where it begins
 * @param fields what it says
 * @param rules what it says of its columns
 */
record GivenPair(Place place, Map<PairField, Given> fields, List<GivenRule> rules) {

    GivenPair {
        fields = Map.copyOf(fields);
        rules = List.copyOf(rules);
    }

    /** Everything that it says. */
    Stream<Given> all() {
        return Stream.concat(fields.values().stream(), rules.stream().flatMap(rule -> rule.fields().values().stream()));
    }

    Optional<Given> field(PairField field) {
        return Optional.ofNullable(fields.get(field));
    }
}
