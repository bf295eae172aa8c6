package dev.reconcile.core.table;

import java.util.Objects;

/**
 * How one column is compared otherwise than as it is.
 *
 * @param softening what of its values is not compared
 * @param source what is read of the source in the column's place
 * @param target what is read of the target in the place of the column's partner
 */
public record ColumnRule(Softening softening, SqlExpression source, SqlExpression target) {

    public ColumnRule {
        Objects.requireNonNull(softening, "softening");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }

    /** Whether the column is compared as it is. */
    public boolean isNone() {
        return softening == Softening.Nothing.NOTHING && source.isNone() && target.isNone();
    }

    /** A rule for the columns as they are stored. */
    public ColumnRule(Softening softening) {
        this(softening, SqlExpression.none(), SqlExpression.none());
    }
}
