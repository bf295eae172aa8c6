package dev.reconcile.core.key;

import java.util.List;

/**
 * A key to look for.
 *
 * @param conditions one for each key column, in key order
 */
public record SoughtKey(List<KeyCondition> conditions) {

    public SoughtKey {
        conditions = List.copyOf(conditions);
    }

    /** Whether no row can have the key. */
    public boolean isImpossible() {
        return conditions.contains(KeyCondition.Never.NEVER);
    }
}
