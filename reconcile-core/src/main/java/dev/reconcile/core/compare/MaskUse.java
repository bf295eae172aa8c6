package dev.reconcile.core.compare;

import dev.reconcile.core.table.TablePair;
import java.util.List;

/**
 * Which of the columns that are masked wherever a pair has them no pair has. Such a name is most likely mistyped, and the
 * values that somebody wants hidden are shown.
 */
public final class MaskUse {

    private MaskUse() {}

    /**
     * The columns that no table has, one sentence each, in the order of their names; empty where no table is known, for then
     * no value was shown either.
     *
     * @param pairs those that the tables are of, and those whose tables could not be found
     */
    public static List<String> warnings(List<TablePair> pairs, ColumnsMet columns) {
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
