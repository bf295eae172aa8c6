package dev.reconcile.report;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.report.RowComparison;
import dev.reconcile.core.report.RowComparison.Agreement;
import dev.reconcile.core.report.RowComparison.ColumnValues;
import dev.reconcile.core.report.RowComparison.SideBySide;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.report.ConsoleStyle.Tone;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one key for a person at a terminal of 80 columns: both sides beside each other, marked where they
 * differ. Of long values only the part is shown where they begin to.
 */
public final class ConsoleRowWriter {

    private static final int NAMES = 20;
    private static final int VALUES = 27;
    private static final String GAP = "  ";

    private final ConsoleStyle style;

    /** A writer that sets text off so. */
    public ConsoleRowWriter(ConsoleStyle style) {
        this.style = style;
    }

    /**
     * Writes the whole comparison.
     *
     * @param out left open
     * @throws IOException as {@code out} throws it
     */
    public void write(RowComparison row, Appendable out) throws IOException {
        ConsolePage page = new ConsolePage(style);
        String key = row.key().stream()
                .map(named -> named.column() + "=" + ConsoleText.shown(Value.Excerpt.of(named.value())))
                .collect(Collectors.joining(", "));
        page.labelled(
                0,
                row.matches() ? Tone.GOOD : Tone.BAD,
                outcome(row),
                ConsoleText.pair(row.source(), row.target()) + ", " + key + ": " + explanation(row));
        out.append(page.toString());
        for (SideBySide each : row.rows()) {
            writeRow(each, row.rows().size() > 1, out);
        }
        ConsolePage rest = new ConsolePage(style);
        if (row.rowsLeftOut() > 0) {
            rest.heading("… and " + row.rowsLeftOut() + " more rows of this key");
        }
        if (!row.uncompared().isEmpty()) {
            rest.heading("Not compared");
            for (UncomparedColumn column : row.uncompared()) {
                rest.labelled(2, Tone.DOUBTFUL, "-", column.column() + ": " + column.reason());
            }
        }
        if (!row.notes().isEmpty()) {
            rest.heading("Notes");
            row.notes().forEach(note -> rest.labelled(2, Tone.DOUBTFUL, "-", note));
        }
        out.append(rest.toString());
    }

    private static String outcome(RowComparison row) {
        if (row.rows().isEmpty()) {
            return "NOT FOUND";
        }
        if (row.differentRows() == 0 && !row.matches()) {
            return "NOT FULLY COMPARED";
        }
        return isSeveral(row)
                ? "SEVERAL ROWS, " + (row.differentRows() == 0 ? "EQUAL" : "DIFFERENT")
                : row.rows().get(0).state().name();
    }

    private static boolean isSeveral(RowComparison row) {
        return row.sourceRows() > 1 || row.targetRows() > 1;
    }

    private static String explanation(RowComparison row) {
        if (row.rows().isEmpty()) {
            return "neither side has such a row.";
        }
        if (isSeveral(row)) {
            return row.sourceRows() + " in the source, " + row.targetRows() + " in the target; " + row.differentRows()
                    + " without an equal.";
        }
        SideBySide only = row.rows().get(0);
        return switch (only.state()) {
            case EQUAL ->
                count(only, Agreement.TOLERATED) == 0
                        ? "all columns compared are equal."
                        : "all columns compared are equal or within their tolerance (≈).";
            case MISSING -> "only the source has the row.";
            case EXTRA -> "only the target has the row.";
            case CHANGED ->
                count(only, Agreement.DIFFERENT) + " of " + only.columns().size() + " columns compared differ.";
        };
    }

    private void writeRow(SideBySide row, boolean labelled, Appendable out) throws IOException {
        out.append('\n');
        if (labelled) {
            out.append(style.paint(Tone.HEADING, row.state().name())).append('\n');
        }
        line(Tone.HEADING, "  ", "Column", "Source", "Target", out);
        for (ColumnValues column : row.columns()) {
            String name = column.column().equals(column.targetColumn())
                    ? column.column()
                    : column.column() + " → " + column.targetColumn();
            Value source = column.source();
            Value target = column.target();
            List<String> shown = source == null || target == null
                    ? List.of(begin(source), begin(target))
                    : Value.Excerpt.ofBoth(
                            source, target, (from, to) -> List.of(ConsoleText.shown(from), ConsoleText.shown(to)));
            line(
                    column.agreement() == Agreement.DIFFERENT ? Tone.BAD : null,
                    mark(column.agreement()),
                    ConsoleText.harmless(name),
                    shown.get(0),
                    shown.get(1),
                    out);
        }
    }

    private static String mark(Agreement agreement) {
        return switch (agreement) {
            case DIFFERENT -> "≠ ";
            case TOLERATED -> "≈ ";
            case EQUAL, ONE_SIDED -> "  ";
        };
    }

    private static long count(SideBySide row, Agreement agreement) {
        return row.columns().stream()
                .filter(column -> column.agreement() == agreement)
                .count();
    }

    /** A value beside which there is none, or the place of none. */
    private static String begin(@Nullable Value value) {
        return value == null ? "" : ConsoleText.shown(Value.Excerpt.of(value));
    }

    private void line(@Nullable Tone tone, String mark, String name, String source, String target, Appendable out)
            throws IOException {
        List<String> names = ConsoleText.wrapName(name, NAMES);
        List<String> sources = ConsoleText.wrapName(source, VALUES);
        List<String> targets = ConsoleText.wrapName(target, VALUES);
        int lines = Math.max(names.size(), Math.max(sources.size(), targets.size()));
        for (int i = 0; i < lines; i++) {
            List<String> cells = new ArrayList<>();
            cells.add((i == 0 ? mark : "  ") + padded(names, i, NAMES));
            cells.add(padded(sources, i, VALUES));
            cells.add(padded(targets, i, VALUES));
            String text = String.join(GAP, cells).stripTrailing();
            out.append(tone == null ? text : style.paint(tone, text)).append('\n');
        }
    }

    private static String padded(List<String> lines, int at, int width) {
        String text = at < lines.size() ? lines.get(at) : "";
        return text + " ".repeat(Math.max(0, width - ConsoleText.width(text)));
    }
}
