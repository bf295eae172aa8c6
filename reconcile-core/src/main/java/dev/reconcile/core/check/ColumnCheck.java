package dev.reconcile.core.check;

import dev.reconcile.core.compare.ColumnPair;
import java.util.Locale;
import java.util.Objects;

/**
 * Two columns that are compared with each other.
 *
 * @param source the source column's name
 * @param sourceType its type in its database's words
 * @param target the target column's name
 * @param targetType its type in its database's words
 * @param comparedAs the canonical type, in lower case: {@code timestamp}
 */
public record ColumnCheck(String source, String sourceType, String target, String targetType, String comparedAs) {

    public ColumnCheck {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sourceType, "sourceType");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(targetType, "targetType");
        Objects.requireNonNull(comparedAs, "comparedAs");
    }

    static ColumnCheck of(ColumnPair pair) {
        return new ColumnCheck(
                pair.source().name(),
                pair.source().nativeType(),
                pair.target().name(),
                pair.target().nativeType(),
                pair.type().getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }
}
