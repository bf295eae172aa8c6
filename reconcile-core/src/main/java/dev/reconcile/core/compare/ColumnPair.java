package dev.reconcile.core.compare;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.table.Column;
import java.util.Objects;
import java.util.Optional;

/**
 * A source column, the target column it is compared with, and the text form in which that is done.
 *
 * @param source the source column
 * @param target the target column
 * @param type a form that both have
 */
public record ColumnPair(Column source, Column target, CanonicalType type) {

    public ColumnPair {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(type, "type");
    }

    /** How values are reduced before they are compared, as a sentence; empty where they are compared as they are. */
    public Optional<String> reduction() {
        return Reduction.of(source.valueType(), target.valueType(), type)
                .map(what -> source.name() + ": " + what + " (" + source.nativeType() + " against "
                        + target.nativeType() + ").");
    }
}
