package dev.reconcile.core.run;

import dev.reconcile.core.canonical.RowHash;
import dev.reconcile.core.canonical.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a row held when it was looked at. Two are equal where the rows were.
 *
 * @param hash of the whole row
 * @param rest the hash of the values that have to be equal
 * @param near the values that may be near each other instead
 */
record RowVersion(RowHash hash, RowHash rest, List<Value> near) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowVersion that && hash.equals(that.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }
}
