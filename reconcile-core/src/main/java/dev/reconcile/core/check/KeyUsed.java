package dev.reconcile.core.check;

import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.core.table.UniqueKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tells the rows of a pair apart.
 *
 * @param origin where the key comes from
 * @param name the constraint's or index's name; null where the key is none of the table's own
 * @param columns the columns, named as on the source, in key order; empty where there is no key
 */
public record KeyUsed(Origin origin, @Nullable String name, List<String> columns) {

    public KeyUsed {
        Objects.requireNonNull(origin, "origin");
        columns = List.copyOf(columns);
    }

    /** The key of a plan. */
    static KeyUsed of(ComparisonPlan plan, TableDescription source, TablePair pair) {
        if (plan.key().isEmpty()) {
            return new KeyUsed(Origin.NONE, null, List.of());
        }
        Optional<UniqueKey> own = pair.key().isEmpty() ? source.identifyingKey() : Optional.empty();
        return own.map(key ->
                        new KeyUsed(key.primary() ? Origin.PRIMARY_KEY : Origin.UNIQUE_INDEX, key.name(), plan.key()))
                .orElseGet(() -> new KeyUsed(Origin.SETTINGS, null, plan.key()));
    }

    /** Where a key comes from. */
    public enum Origin {
        /** The settings name it. */
        SETTINGS,
        /** The source's primary key. */
        PRIMARY_KEY,
        /** A unique index of the source over columns that hold no NULL. */
        UNIQUE_INDEX,
        /** There is none: rows are told apart by all their values. */
        NONE
    }
}
