package dev.reconcile.core.compare;

import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a preset does to one pair of tables.
 *
 * @param preset the preset
 * @param deletedMark the target's column that marks rows as deleted, which are not read then; null where there is none
 * @param added the target's columns that the pipeline added and that nothing is compared with
 */
public record PresetEffects(Preset preset, @Nullable Column deletedMark, List<Column> added) {

    public PresetEffects {
        Objects.requireNonNull(preset, "preset");
        added = List.copyOf(added);
    }

    /**
     * What a preset does to these tables.
     *
     * @param targetOnly the target's columns that nothing is compared with
     */
    static PresetEffects of(Preset preset, TableDescription source, TableDescription target, List<Column> targetOnly) {
        return new PresetEffects(
                preset,
                preset.deletedMark(source, target).orElse(null),
                targetOnly.stream().filter(column -> preset.adds(column.name())).toList());
    }

    /** The rows of a filter on the target that are not marked as deleted. */
    RowFilter on(RowFilter targetFilter) {
        return deletedMark == null ? targetFilter : targetFilter.withoutMarked(deletedMark);
    }

    /** Which rows are not read, as a sentence; empty where all are. */
    Optional<String> leftOutRows() {
        return Optional.ofNullable(deletedMark)
                .map(mark -> "Target rows whose " + mark.name() + " is true count as deleted and are left out (preset "
                        + preset + ").");
    }

    /** Which columns the pipeline added, as a sentence; empty where none. */
    Optional<String> addedColumns() {
        if (added.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(added.stream().map(Column::name).collect(Collectors.joining(", "))
                + (added.size() == 1 ? " is a column" : " are columns")
                + " that the pipeline adds to the target; nothing is compared there (preset " + preset + ").");
    }
}
