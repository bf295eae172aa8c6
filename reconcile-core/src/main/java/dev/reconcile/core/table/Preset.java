package dev.reconcile.core.table;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.ValueType;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a pipeline of a known kind does to the tables that it fills, so that only what it does otherwise is a difference.
 * Whatever of it applies to a pair of tables is told in the report. What a pipeline damages is never part of it.
 */
public enum Preset {
    /** Nothing is known of the pipeline. */
    NONE("none", Fractions.WHOLE, Fractions.WHOLE),

    /**
     * Debezium's SQL Server connector and its JDBC sink, with or without the unwrap transform. Seen with version
     * 3.5.0.Final; {@code docs/debezium.md} lists each effect.
     */
    DEBEZIUM("debezium", Fractions.WHOLE, Fractions.WHOLE),

    /** The same with {@code time.precision.mode=adaptive_time_microseconds}. */
    DEBEZIUM_ADAPTIVE_TIME_MICROSECONDS("debezium-adaptive-time-microseconds", Fractions.MICROSECONDS, Fractions.WHOLE),

    /** The same with {@code time.precision.mode=microseconds}. */
    DEBEZIUM_MICROSECONDS("debezium-microseconds", Fractions.MICROSECONDS, Fractions.MICROSECONDS),

    /** The same with {@code time.precision.mode=connect}. */
    DEBEZIUM_CONNECT("debezium-connect", Fractions.MILLISECONDS, Fractions.MILLISECONDS);

    /** The digits of a second's fraction that reach the sink. */
    private static final class Fractions {

        /** All that SQL Server has. */
        static final int WHOLE = 7;

        static final int MICROSECONDS = 6;
        static final int MILLISECONDS = 3;
    }

    /** What the unwrap transform names its mark of deleted rows, whatever prefix its other columns have. */
    private static final String DELETED_MARK = "__deleted";

    private static final String PREFIX = "__";

    private final String word;
    private final int timeDigits;
    private final int timestampDigits;

    Preset(String word, int timeDigits, int timestampDigits) {
        this.word = word;
        this.timeDigits = timeDigits;
        this.timestampDigits = timestampDigits;
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

    /**
     * What the pipeline leaves out of the values of such columns before the target's type does. Empty where it leaves
     * nothing out, and where the target holds fewer digits than reach it, so that it is the target that reduces them.
     */
    public Optional<Softening> softening(ValueType source, ValueType target) {
        if (source instanceof ValueType.Time from && target instanceof ValueType.Time to) {
            return truncation(from.digits(), to.digits(), timeDigits);
        }
        if (source instanceof ValueType.Timestamp from && target instanceof ValueType.Timestamp to) {
            return truncation(from.digits(), to.digits(), timestampDigits);
        }
        return Optional.empty();
    }

    private Optional<Softening> truncation(int from, int to, int kept) {
        if (from <= kept || to < kept) {
            return Optional.empty();
        }
        return Optional.of(new Softening.OfPreset(this, new Softening.Fraction(kept, Rounding.TRUNCATE)));
    }

    /** The preset as it is written in the settings: {@code debezium}. */
    @Override
    public String toString() {
        return word;
    }
}
