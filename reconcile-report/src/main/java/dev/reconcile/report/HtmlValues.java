package dev.reconcile.report;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Values of rows on a page: as on the console a text is in quotes, and what would not be seen is escaped. Each value is
 * isolated, so that one written from right to left turns nothing around it.
 */
final class HtmlValues {

    /** As many characters that differ are told by their numbers too, for some look like others. */
    private static final int MOST_CODE_POINTS = 6;

    /** What an excerpt ends with that is not the end of its value. */
    private static final String CUT_OFF = "…";

    private static final int LAST_OF_ASCII = 127;

    private HtmlValues() {}

    /** A key, column by column. */
    static void writeKey(HtmlPage page, List<NamedValue> key) throws IOException {
        for (NamedValue named : key) {
            page.open("span", "class", "named");
            HtmlTags.writeName(page, named.column());
            page.text(" = ");
            write(page, Value.Excerpt.of(named.value()));
            page.close();
        }
    }

    /** A value by itself. */
    static void write(HtmlPage page, Value value) throws IOException {
        write(page, value, List.of());
    }

    /** What the source holds of a column, with what the target has otherwise marked. */
    static void writeSource(HtmlPage page, ChangedColumn column) throws IOException {
        write(
                page,
                column,
                column.source(),
                parting(column).parts().stream()
                        .map(part -> new Marked(part.start(), part.end()))
                        .toList());
    }

    /** What the target holds of a column, with what the source has otherwise marked. */
    static void writeTarget(HtmlPage page, ChangedColumn column) throws IOException {
        write(
                page,
                column,
                column.target(),
                parting(column).parts().stream()
                        .map(part -> new Marked(part.otherStart(), part.otherEnd()))
                        .toList());
    }

    private static Parting parting(ChangedColumn column) {
        String source = told(column.source());
        String target = told(column.target());
        if (!isComparable(column)) {
            return Parting.whole(source, target);
        }
        Parting parting = Parting.of(source, target);
        boolean areCutOff = column.source() instanceof Value.Excerpt
                && column.target() instanceof Value.Excerpt
                && source.endsWith(CUT_OFF)
                && target.endsWith(CUT_OFF);
        return areCutOff
                ? parting.withoutEnd(source.length() - CUT_OFF.length(), target.length() - CUT_OFF.length())
                : parting;
    }

    /** A part of a value that is marked; where it is empty, the place is. */
    private record Marked(int start, int end) {}

    private static void write(HtmlPage page, ChangedColumn column, Value value, List<Marked> marks) throws IOException {
        write(page, value, marks);
        if (isComparable(column)) {
            writeCodePoints(page, told(value), marks);
        }
    }

    private static void write(HtmlPage page, Value value, List<Marked> marks) throws IOException {
        String told = told(value);
        boolean isText = value instanceof Value.Text;
        page.open("bdi", "class", isTold(value) ? "value" : "value untold");
        quote(page, isText);
        int end = 0;
        int before = 0;
        for (Marked marked : marks) {
            before = write(page, told, end, marked.start(), before);
            page.open("mark", "class", marked.start() == marked.end() ? "lacking" : null);
            before = write(page, told, marked.start(), marked.end(), before);
            page.close();
            end = marked.end();
        }
        write(page, told, end, told.length(), before);
        quote(page, isText);
        String length = value.text().substring(told.length());
        if (!length.isEmpty()) {
            page.element("span", length, "class", "aside");
        }
        page.close();
    }

    private static void quote(HtmlPage page, boolean isText) throws IOException {
        if (isText) {
            page.element("span", "'", "class", "quote");
        }
    }

    /** A part of a value; returns its last character. */
    private static int write(HtmlPage page, String text, int from, int to, int before) throws IOException {
        int last = before;
        for (int i = from; i < to; ) {
            int c = text.codePointAt(i);
            String escape = ConsoleText.escape(c, last);
            if (escape == null) {
                page.character(c);
            } else {
                page.element("span", escape, "class", "escape");
            }
            last = c;
            i += Character.charCount(c);
        }
        return last;
    }

    /** The numbers of a few characters that differ, where they are others than everybody tells apart by their looks. */
    private static void writeCodePoints(HtmlPage page, String told, List<Marked> marks) throws IOException {
        List<Integer> characters = marks.stream()
                .flatMapToInt(marked -> told.substring(marked.start(), marked.end())
                        .codePoints()
                        .limit(MOST_CODE_POINTS + 1L))
                .boxed()
                .toList();
        if (characters.size() <= MOST_CODE_POINTS && characters.stream().anyMatch(c -> c > LAST_OF_ASCII)) {
            page.element(
                    "small",
                    characters.stream()
                            .map(c -> String.format(Locale.ROOT, "U+%04X", c))
                            .collect(Collectors.joining(" ")),
                    "class",
                    "aside");
        }
    }

    private static boolean isComparable(ChangedColumn column) {
        return isTold(column.source()) && isTold(column.target());
    }

    private static boolean isTold(Value value) {
        return value != Value.Null.NULL && value != Value.Hidden.HIDDEN;
    }

    /** The text of a value, of an excerpt without how long the whole is. */
    private static String told(Value value) {
        String text = value.text();
        int length = value instanceof Value.Excerpt && text.endsWith(")") ? text.lastIndexOf(" (") : -1;
        return length < 0 ? text : text.substring(0, length);
    }
}
