package dev.reconcile.core.compare;

import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.ChangeLimit;
import dev.reconcile.core.table.TablePair;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of the columns that tell the age of rows, wherever a table has them, no table has. Such a name is most likely
 * mistyped, and rows are chosen by the next name of the list, which may tell something else.
 */
public final class AgeColumnUse {

    private AgeColumnUse() {}

    /**
     * The columns that no table of the source has, one sentence each, change-columns first; empty where no table is known.
     *
     * @param pairs those that the tables are of, and those whose tables could not be found
     */
    public static List<String> warnings(List<TablePair> pairs, ColumnsMet columns) {
        if (columns.isEmpty()) {
            return List.of();
        }
        return Stream.concat(
                        pairs.stream()
                                .flatMap(pair -> changeColumns(pair.changeLimit()))
                                .distinct()
                                .filter(name -> !columns.hasInSource(name))
                                .map(name -> warning("change-column", name, columns)),
                        pairs.stream()
                                .flatMap(pair -> ageColumns(pair.ageLimit()))
                                .distinct()
                                .filter(name -> !columns.hasInSource(name))
                                .map(name -> warning("age-column", name, columns)))
                .toList();
    }

    /** A column that was named for a pair alone is an error of that pair where it has none such. */
    private static Stream<String> changeColumns(@Nullable ChangeLimit limit) {
        return limit == null || limit.lack() == AgeLimit.Lack.IS_AN_ERROR ? Stream.empty() : limit.columns().stream();
    }

    private static Stream<String> ageColumns(@Nullable AgeLimit limit) {
        return limit == null || limit.lack() == AgeLimit.Lack.IS_AN_ERROR ? Stream.empty() : limit.columns().stream();
    }

    private static String warning(String setting, String name, ColumnsMet columns) {
        List<String> near = columns.nearestInSource(name);
        return "The " + setting + " " + name
                + " names no column of any table that is compared, so no row is chosen by it."
                + (near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?")
                + " Correct its name, or take it out.";
    }
}
