package dev.reconcile.core.table;

import dev.reconcile.core.canonical.ValueType;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a pipeline of a known kind does to the tables that it fills, so that only what it does otherwise is a difference.
 * Whatever of it applies to a pair of tables is told in the report. What a pipeline damages is never part of it.
 */
public enum Preset {
    /** Nothing is known of the pipeline. */
    NONE("none"),

    /**
     * Debezium's SQL Server connector and its JDBC sink, with or without the unwrap transform. Seen with version
     * 3.5.0.Final; {@code docs/debezium.md} lists each effect.
     */
    DEBEZIUM("debezium");

    /** What the unwrap transform names its mark of deleted rows, whatever prefix its other columns have. */
    private static final String DELETED_MARK = "__deleted";

    private static final String PREFIX = "__";

    private final String word;

    Preset(String word) {
        this.word = word;
    }

    /**
     * The preset of a word.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Preset of(String word) {
        return Arrays.stream(values())
                .filter(preset -> preset.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no preset " + word + "."));
    }

    /**
     * The column by which the pipeline marks the target's rows as deleted instead of deleting them. Empty where the target
     * has none, and where the source has one of that name, which is data then.
     */
    public Optional<Column> deletedMark(TableDescription source, TableDescription target) {
        if (this == NONE || source.column(DELETED_MARK).isPresent()) {
            return Optional.empty();
        }
        return target.column(DELETED_MARK).filter(Preset::canMark);
    }

    private static boolean canMark(Column column) {
        return column.valueType() instanceof ValueType.Text || column.valueType() instanceof ValueType.Bool;
    }

    /** Whether the pipeline itself adds a column of that name to the target. */
    public boolean adds(String targetColumn) {
        return this != NONE && targetColumn.startsWith(PREFIX);
    }

    /** The preset as it is written in the settings: {@code debezium}. */
    @Override
    public String toString() {
        return word;
    }
}
