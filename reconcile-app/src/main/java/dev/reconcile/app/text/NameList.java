package dev.reconcile.app.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Names in one text, with commas between them: {@code dbo.orders, [dbo].[a,b], "Sales".x}. Within brackets and double
 * quotes a comma is part of the name.
 */
public final class NameList {

    private NameList() {}

    /**
     * The names, still quoted as they were typed, without the blanks around them.
     *
     * @throws IllegalArgumentException if a name is empty or a quote is never closed
     */
    public static List<String> split(String text) {
        List<String> names = new ArrayList<>();
        int start = 0;
        char close = 0;
        boolean partBegins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (close != 0) {
                if (c == close) {
                    // A doubled quote closes and opens again at once, which comes to the same.
                    boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == close;
                    i += doubled ? 1 : 0;
                    close = doubled ? close : 0;
                }
            } else if (c == ',') {
                names.add(text.substring(start, i));
                start = i + 1;
                partBegins = true;
            } else if (partBegins && (c == '[' || c == '"')) {
                close = c == '[' ? ']' : '"';
                partBegins = false;
            } else {
                partBegins = c == '.' || (partBegins && Character.isWhitespace(c));
            }
        }
        if (close != 0) {
            throw new IllegalArgumentException(
                    "a name's " + (close == ']' ? "bracket" : "quote") + " is never closed.");
        }
        names.add(text.substring(start));
        List<String> stripped = names.stream().map(String::strip).toList();
        if (stripped.contains("")) {
            throw new IllegalArgumentException("a name is empty. Put exactly one comma between two names.");
        }
        return stripped;
    }

    /** A name of one part without the brackets or double quotes around it, if there are any. */
    public static String unquoted(String name) {
        if (name.length() < 2) {
            return name;
        }
        String ends = "" + name.charAt(0) + name.charAt(name.length() - 1);
        String inner = name.substring(1, name.length() - 1);
        return switch (ends) {
            case "[]" -> inner.replace("]]", "]");
            case "\"\"" -> inner.replace("\"\"", "\"");
            default -> name;
        };
    }
}
