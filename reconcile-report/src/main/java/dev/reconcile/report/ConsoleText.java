package dev.reconcile.report;

import dev.reconcile.core.canonical.Value;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text for a terminal: made harmless, measured and broken into lines. */
final class ConsoleText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ConsoleText() {}

    /** A point in time to the second: {@code 2026-01-31 23:59:59 UTC}. */
    static String time(Instant time) {
        return TIME.format(time);
    }

    /**
     * The text without what would move the cursor, change colours or turn the direction of writing; names in a database
     * may hold anything. Each such character becomes U+FFFD, and any white space one blank.
     */
    static String harmless(String text) {
        StringBuilder harmless = new StringBuilder(text.length());
        text.codePoints().forEach(c -> harmless.appendCodePoint(harmless(c)));
        return harmless.toString();
    }

    /** {@link #harmless(String)} of one character. */
    static int harmless(int c) {
        if (Character.isWhitespace(c)) {
            return ' ';
        }
        int type = Character.getType(c);
        boolean isHarmful = type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
        return isHarmful ? 0xFFFD : c;
    }

    /**
     * A value so that nothing of it is lost: a text in quotes, and what a terminal would obey, swallow or not show as the
     * escapes of Java and JSON. Of several blanks in a row all but the first are escaped. Where it is not known whether it is
     * NULL, both are shown that it may be.
     */
    static String shown(Value value) {
        if (value instanceof Value.Text text) {
            return "'" + escaped(text.value()) + "'";
        }
        if (value instanceof Value.Untyped && value.text().equals(Value.Null.NULL.text())) {
            return "NULL or 'NULL'";
        }
        return escaped(value.text());
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        int before = 0;
        for (int c : text.codePoints().toArray()) {
            String escape = escape(c, before);
            escaped.append(escape == null ? Character.toString(c) : escape);
            before = c;
        }
        return escaped.toString();
    }

    /**
     * What is shown of a character that would not be seen as it is, or that an escape begins with; null where it is shown
     * itself.
     *
     * @param before the character before it, 0 where there is none
     */
    static @Nullable String escape(int c, int before) {
        return switch (c) {
            case '\\' -> "\\\\";
            case '\'' -> "\\'";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case ' ' -> before == ' ' ? "\\u0020" : null;
            default -> isUnseen(c) ? String.format(Locale.ROOT, "\\u%04x", c) : null;
        };
    }

    private static boolean isUnseen(int c) {
        int type = Character.getType(c);
        return Character.isSpaceChar(c)
                || type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED;
    }

    /** Two tables that are compared, by one name where both have the same. */
    static String pair(String source, String target) {
        return source.equals(target) ? source : source + " → " + target;
    }

    /** How many columns the text takes, if each character takes one. */
    static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /**
     * The text in lines of whole words. A word wider than a line is broken as a name is, except a URL, which has a line
     * of its own so that it can be copied.
     */
    static List<String> wrapWords(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            for (String piece : word.contains("://") ? List.of(word) : wrapName(word, width)) {
                if (!line.isEmpty() && width(line.toString()) + 1 + width(piece) > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(piece);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /**
     * A name in lines that are never too wide: broken behind a dot, an underscore or a blank where one lies in the second
     * half of a line, else wherever the line ends. No part of it is lost, for names often differ in their middles.
     */
    static List<String> wrapName(String name, int width) {
        List<String> lines = new ArrayList<>();
        int[] rest = name.codePoints().toArray();
        int start = 0;
        while (rest.length - start > width) {
            int end = start + width;
            for (int i = end; i > start + width / 2; i--) {
                if (rest[i - 1] == '.' || rest[i - 1] == '_' || rest[i - 1] == ' ') {
                    end = i;
                    break;
                }
            }
            lines.add(new String(rest, start, end - start));
            start = end;
        }
        lines.add(new String(rest, start, rest.length - start));
        return lines;
    }
}
