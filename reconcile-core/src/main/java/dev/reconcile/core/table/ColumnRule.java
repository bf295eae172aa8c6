package dev.reconcile.core.table;

import java.util.Objects;

/**
 * How one column is compared otherwise than as it is.
 *
 * @param softening what of its values is not compared
 */
public record ColumnRule(Softening softening) {

    public ColumnRule {
        Objects.requireNonNull(softening, "softening");
    }
}
