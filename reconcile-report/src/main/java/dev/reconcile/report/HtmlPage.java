package dev.reconcile.report;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page being written, piece by piece: nothing of it is kept. All markup comes from here and every text goes through here,
 * so that none can become markup, and what is opened is closed in its order. The page is well-formed as XML too.
 *
 * <p>Of a text, what would not be seen or would turn the direction of writing is replaced as on the console; the browser
 * isolates the direction of what stands in a {@code bdi} by itself.
 */
final class HtmlPage {

    /** Elements within a line, where a line feed in the markup would be a blank on the page. */
    private static final Set<String> INLINE = Set.of("a", "bdi", "code", "mark", "small", "span", "time");

    /** The style sheet folds tables on narrow screens; without roles some browsers take what is folded for no table. */
    private static final Map<String, String> ROLES = Map.of(
            "table", "table",
            "thead", "rowgroup",
            "tbody", "rowgroup",
            "tfoot", "rowgroup",
            "tr", "row",
            "td", "cell");

    private static final Map<String, String> HEADER_ROLES =
            Map.of("col", "columnheader", "row", "rowheader", "rowgroup", "rowheader");

    private final Appendable out;
    private final Deque<String> unclosed = new ArrayDeque<>();

    /** Nothing yet but the document's type. */
    HtmlPage(Appendable out) throws IOException {
        this.out = out;
        out.append("<!DOCTYPE html>");
    }

    /**
     * Opens an element within the one that is open.
     *
     * @param attributes names, each with its value; an attribute without a value, null, is left out
     */
    HtmlPage open(String element, @Nullable String... attributes) throws IOException {
        start(element, attributes);
        out.append('>');
        unclosed.push(element);
        return this;
    }

    /** An element that never has content. */
    HtmlPage empty(String element, @Nullable String... attributes) throws IOException {
        start(element, attributes);
        out.append("/>");
        return this;
    }

    private void start(String element, @Nullable String... attributes) throws IOException {
        if (!INLINE.contains(element)) {
            out.append('\n');
        }
        out.append('<').append(name(element));
        String role = ROLES.get(element);
        if (role != null) {
            attribute("role", role);
        }
        for (int i = 0; i < attributes.length; i += 2) {
            String name = name(String.valueOf(attributes[i]));
            String value = attributes[i + 1];
            if (value != null) {
                attribute(name, value);
                if (name.equals("scope")) {
                    attribute("role", HEADER_ROLES.getOrDefault(value, "columnheader"));
                }
            }
        }
    }

    private void attribute(String name, String value) throws IOException {
        out.append(' ').append(name).append("=\"");
        characters(value);
        out.append('"');
    }

    /** Closes the element that was opened last. */
    HtmlPage close() throws IOException {
        String element = unclosed.pop();
        out.append("</").append(element).append('>');
        return this;
    }

    /** Closes so many elements. */
    HtmlPage close(int elements) throws IOException {
        for (int i = 0; i < elements; i++) {
            close();
        }
        return this;
    }

    /** A text in the element that is open. */
    HtmlPage text(String text) throws IOException {
        characters(text);
        return this;
    }

    /** A character in the element that is open. */
    HtmlPage character(int c) throws IOException {
        int harmless = ConsoleText.harmless(c);
        switch (harmless) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> {
                int shown = isNoCharacter(harmless) ? 0xFFFD : harmless;
                if (Character.isBmpCodePoint(shown)) {
                    out.append((char) shown);
                } else {
                    out.append(Character.highSurrogate(shown)).append(Character.lowSurrogate(shown));
                }
            }
        }
        return this;
    }

    /** An element that holds a text alone. */
    HtmlPage element(String element, String text, @Nullable String... attributes) throws IOException {
        return open(element, attributes).text(text).close();
    }

    /**
     * A style sheet of our own in an element {@code style}, which is the one place where text is no text of the page.
     *
     * @throws IllegalArgumentException if it holds anything that could end it or be taken for markup
     */
    HtmlPage style(StyleSheet sheet) throws IOException {
        if (sheet.text().indexOf('<') >= 0 || sheet.text().indexOf('&') >= 0) {
            throw new IllegalArgumentException("A style sheet with markup in it cannot be a part of a page.");
        }
        open("style");
        out.append(sheet.text());
        return close();
    }

    /**
     * Ends the page.
     *
     * @throws IllegalStateException if an element is still open
     */
    void end() throws IOException {
        if (!unclosed.isEmpty()) {
            throw new IllegalStateException("These elements are still open: " + unclosed + ".");
        }
        out.append('\n');
    }

    private void characters(String text) throws IOException {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            character(c);
            i += Character.charCount(c);
        }
    }

    /** Code points that stand for no character in any version of Unicode, and that XML refuses. */
    private static boolean isNoCharacter(int c) {
        return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    }

    private static String name(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && c != '-' && (i == 0 || c < '0' || c > '9')) {
                throw new IllegalArgumentException("No element or attribute of ours has such a name.");
            }
        }
        return name;
    }
}
