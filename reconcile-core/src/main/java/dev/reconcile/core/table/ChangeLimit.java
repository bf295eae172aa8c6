package dev.reconcile.core.table;

import dev.reconcile.core.table.AgeLimit.Lack;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/**
 * Since when a row must have been changed to be compared, by a column that says when it was written last. What is older is
 * not looked at, however wrong it may be: that is for another run.
 *
 * @param since since when
 * @param columns names of columns on the source; the first that both tables have, with types that say when, counts. Empty where
 *     nobody named one, so that nobody can tell.
 * @param lack what it means that the tables have none of them
 * @param zone of what columns hold that have no zone
 */
public record ChangeLimit(Since since, List<String> columns, Lack lack, ZoneId zone) {

    public ChangeLimit {
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(lack, "lack");
        Objects.requireNonNull(zone, "zone");
        columns = List.copyOf(columns);
    }
}
