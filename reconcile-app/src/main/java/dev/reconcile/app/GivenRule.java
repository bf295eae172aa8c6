package dev.reconcile.app;

import java.util.Map;
import java.util.Optional;

/**
 * A rule for a column in the file, not looked at yet.
 *
 * @param place where it begins
 * @param column the column's name on the source
 * @param fields what it says
 */
record GivenRule(Place place, String column, Map<RuleField, Given> fields) {

    GivenRule {
        fields = Map.copyOf(fields);
    }

    Optional<Given> field(RuleField field) {
        return Optional.ofNullable(fields.get(field));
    }
}
