package dev.reconcile.core.check;

import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.report.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run would meet on one pair of tables.
 *
 * @param source the source table as it was asked for
 * @param target the target table as it was asked for
 * @param sourceSide what was found there; null where the table could not be described
 * @param targetSide the same of the target
 * @param key what tells rows apart; null where a table is missing
 * @param columns the columns that would be compared, the key's first
 * @param columnsMissing source columns that the target lacks, although nobody excluded them
 * @param columnsNotCompared columns whose values would not be compared, and why
 * @param reductions what of the rows and values a run leaves out before it compares
 * @param notes what else it would meet, the worst first
 * @param time how long reading may take; null where the number of rows is not known
 */
public record TableCheck(
        String source,
        String target,
        @Nullable SideCheck sourceSide,
        @Nullable SideCheck targetSide,
        @Nullable KeyUsed key,
        List<ColumnCheck> columns,
        List<String> columnsMissing,
        List<UncomparedColumn> columnsNotCompared,
        List<String> reductions,
        List<Note> notes,
        @Nullable TimeEstimate time) {

    public TableCheck {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        columns = List.copyOf(columns);
        columnsMissing = List.copyOf(columnsMissing);
        columnsNotCompared = List.copyOf(columnsNotCompared);
        reductions = List.copyOf(reductions);
        notes = notes.stream().sorted(Comparator.comparing(Note::level)).toList();
    }

    /** The best verdict that a run can come to: the one on equal rows. */
    public Verdict atBest() {
        return notes.isEmpty() ? Verdict.MATCH : notes.get(0).level().atBest();
    }

    /** How long reading may take; empty where the number of rows is not known. */
    public Optional<TimeEstimate> estimate() {
        return Optional.ofNullable(time);
    }

    /** The pair for a person: {@code dbo.orders → public.orders}; one name where both are the same. */
    public String pair() {
        return source.equals(target) ? source : source + " → " + target;
    }
}
