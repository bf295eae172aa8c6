package dev.reconcile.report;

import dev.reconcile.report.ConsoleStyle.Tone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tables of a database, a row each, in aligned columns. The names are in the second column, which takes the room that
 * the others leave; a name that needs more goes on below, where it has the rest of the line to itself.
 */
final class ConsoleTable {

    private static final int NAMES = 1;
    private static final int LEAST_NAME_WIDTH = 16;
    private static final String GAP = "  ";

    private final List<Heading> headings;
    private final List<Row> rows = new ArrayList<>();

    /** A table without rows; its second column is that of the names. */
    ConsoleTable(Heading... headings) {
        this.headings = List.of(headings);
        rows.add(
                new Row(Tone.HEADING, this.headings.stream().map(Heading::title).toList(), null));
    }

    /**
     * The head of a column.
     *
     * @param numeric whether it holds numbers, which end where the column ends
     */
    record Heading(String title, boolean numeric) {

        static Heading text(String title) {
            return new Heading(title, false);
        }

        static Heading number(String title) {
            return new Heading(title, true);
        }
    }

    /**
     * Adds a row.
     *
     * @param tone the tone of the verdict
     * @param cells one for each column, the source's name in that of the names
     * @param target the target's name; null where the one name is enough
     */
    void add(Tone tone, List<String> cells, @Nullable String target) {
        rows.add(new Row(
                tone,
                cells.stream().map(ConsoleText::harmless).toList(),
                target == null ? null : ConsoleText.harmless(target)));
    }

    /** The rows as lines without trailing blanks, no wider than asked for unless the numbers alone are. */
    List<String> lines(int width, ConsoleStyle style) {
        int[] widths = new int[headings.size()];
        int others = GAP.length() * (headings.size() - 1);
        for (int column = 0; column < widths.length; column++) {
            for (Row row : rows) {
                widths[column] = Math.max(widths[column], ConsoleText.width(row.wholeCell(column)));
            }
            others += column == NAMES ? 0 : widths[column];
        }
        widths[NAMES] = Math.min(widths[NAMES], Math.max(width - others, LEAST_NAME_WIDTH));

        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            List<String> names = row.nameLines(widths[NAMES], width - widths[0] - GAP.length());
            lines.add(row.line(names.get(0), headings, widths, style));
            for (String further : names.subList(1, names.size())) {
                lines.add(" ".repeat(widths[0]) + GAP + further);
            }
        }
        return lines;
    }

    private record Row(
            Tone tone, List<String> cells, @Nullable String target) {

        String wholeCell(int column) {
            return column == NAMES && target != null ? cells.get(NAMES) + " → " + target : cells.get(column);
        }

        /** The names in lines, the first beside the other columns, the further ones below. */
        List<String> nameLines(int firstWidth, int furtherWidth) {
            String whole = wholeCell(NAMES);
            if (ConsoleText.width(whole) <= firstWidth) {
                return List.of(whole);
            }
            List<String> lines = new ArrayList<>();
            String name = cells.get(NAMES);
            String first = ConsoleText.wrapName(name, firstWidth).get(0);
            lines.add(first);
            if (first.length() < name.length()) {
                lines.addAll(ConsoleText.wrapName(name.substring(first.length()), furtherWidth));
            }
            if (target != null) {
                lines.addAll(ConsoleText.wrapName("→ " + target, furtherWidth));
            }
            return lines;
        }

        String line(String name, List<Heading> headings, int[] widths, ConsoleStyle style) {
            StringBuilder line = new StringBuilder();
            String blanks = "";
            for (int column = 0; column < widths.length; column++) {
                String cell = column == NAMES ? name : cells.get(column);
                String padding = " ".repeat(Math.max(0, widths[column] - ConsoleText.width(cell)));
                String painted = column == 0 || tone == Tone.HEADING ? style.paint(tone, cell) : cell;
                if (headings.get(column).numeric()) {
                    line.append(blanks).append(padding).append(painted);
                    blanks = GAP;
                } else {
                    line.append(blanks).append(painted);
                    blanks = padding + GAP;
                }
            }
            return line.toString().stripTrailing();
        }
    }
}
