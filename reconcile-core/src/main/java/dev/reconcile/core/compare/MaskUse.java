package dev.reconcile.core.compare;

import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TablePair;
import java.util.List;

/**
 * Which of the columns that are masked wherever a pair has them some pair has. One that no pair has is most likely mistyped,
 * and the values that somebody wants hidden are shown. Several threads may tell it of tables.
 */
public final class MaskUse {

    private final ColumnsMet columns;

    /** @param columns of no table yet */
    public MaskUse(ColumnsMet columns) {
        this.columns = columns;
    }

    /** A pair's tables are known. */
    public void met(TableDescription source, TableDescription target) {
        columns.met(source, target);
    }

    /**
     * The columns that no table has, one sentence each, in the order of their names; empty where no table is known, for then
     * no value was shown either.
     *
     * @param pairs those that the tables are of, and those whose tables could not be found
     */
    public List<String> warnings(List<TablePair> pairs) {
        if (columns.isEmpty()) {
            return List.of();
        }
        return pairs.stream()
                .flatMap(pair -> pair.columns().maskedWherePresent().stream())
                .distinct()
                .filter(name -> !columns.hasOnEitherSide(name))
                .sorted()
                .map(name -> "No table has the masked column " + name
                        + ", so nothing is masked for it. Correct its name, or take it out.")
                .toList();
    }
}
