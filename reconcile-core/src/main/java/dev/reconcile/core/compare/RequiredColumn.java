package dev.reconcile.core.compare;

import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.Similarity;
import dev.reconcile.core.table.TableDescription;
import java.util.List;

/** A column that the settings name, so that the table must have it. */
final class RequiredColumn {

    private RequiredColumn() {}

    /**
     * The column.
     *
     * @param purpose what it is needed for, as the end of the sentence "Cannot …"
     * @throws UnusablePairException if the table has none of that name, naming those with similar names
     */
    static Column of(String name, TableDescription table, String purpose) {
        return table.column(name).orElseThrow(() -> {
            List<String> names = table.columns().stream().map(Column::name).toList();
            List<String> similar = Similarity.nearest(name, names);
            return new UnusablePairException("Cannot " + purpose + ": " + table.name() + " has no such column."
                    + (similar.isEmpty()
                            ? " It has " + String.join(", ", names) + "."
                            : " Did you mean " + String.join(" or ", similar) + "?"));
        });
    }
}
