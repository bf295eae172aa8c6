package dev.reconcile.core.report;

import java.util.Objects;

/**
 * A compared column whose values are taken for equal, by the settings, where they are not the same. A column that is softened in
 * several ways stands in as many of these. What the columns' types alone leave out, spaces that one side pads with, is none.
 *
 * @param column its name on the source
 * @param by in what way
 */
public record SoftenedColumn(String column, By by) {

    public SoftenedColumn {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(by, "by");
    }

    /** In what way values are softened. */
    public enum By {
        /** A rule of the column. */
        RULE,
        /** The preset of the pair: the pipeline leaves something out. */
        PRESET,
        /** Fractions of a second lose digits and are rounded half up, as is done where nothing else is said. */
        ROUNDING,
        /** Fractions of a second lose digits and are truncated, as the run or the column's rule has it. */
        TRUNCATION
    }
}
