package dev.reconcile.core.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The name of a table or view: a schema and a name, both exactly as the database spells them, without quotes.
 *
 * <p>Without a schema the database resolves the name itself: PostgreSQL on the search path, SQL Server in the login's
 * default schema.
 *
 * @param schema the schema, or null where the database is to find it
 * @param name the table's own name, never empty
 */
public record TableName(@Nullable String schema, String name) {

    public TableName {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A table name must not be empty.");
        }
        if (schema != null && schema.isEmpty()) {
            throw new IllegalArgumentException("A schema name must not be empty: leave it out instead.");
        }
    }

    /**
     * Reads a name as a person types it: {@code dbo.orders}, {@code orders}, {@code [dbo].[order.lines]},
     * {@code "Sales"."Order ""Lines"""}. A dot separates schema and name unless it stands in brackets or double quotes;
     * a doubled closing bracket or quote stands for itself. Blanks around a part do not belong to it.
     *
     * @throws IllegalArgumentException saying what is wrong with the name, if it has no parts, more than two, an empty
     *     part or an unclosed quote
     */
    public static TableName parse(String text) {
        List<String> parts = parts(text);
        return switch (parts.size()) {
            case 1 -> new TableName(null, parts.get(0));
            case 2 -> new TableName(parts.get(0), parts.get(1));
            default ->
                throw new IllegalArgumentException("'" + text + "' has " + parts.size()
                        + " parts; a table is named as schema.table. The database is the one connected to."
                        + " Put a name that contains a dot in brackets or double quotes.");
        };
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        do {
            StringBuilder part = new StringBuilder();
            at = readPart(text, at, part);
            if (part.isEmpty()) {
                throw new IllegalArgumentException("'" + text + "' is not a table name: a part of it is empty.");
            }
            parts.add(part.toString());
        } while (at++ < text.length());
        return parts;
    }

    /** Reads one part from {@code start}; returns the index of the dot behind it, or the text's length. */
    private static int readPart(String text, int start, StringBuilder part) {
        int first = afterBlanks(text, start);
        char open = first < text.length() ? text.charAt(first) : '.';
        if (open != '[' && open != '"') {
            int end = text.indexOf('.', start);
            end = end < 0 ? text.length() : end;
            part.append(text.substring(start, end).strip());
            return end;
        }
        char close = open == '[' ? ']' : '"';
        for (int i = first + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean doubled = c == close && i + 1 < text.length() && text.charAt(i + 1) == close;
            if (c != close || doubled) {
                part.append(c);
                i += doubled ? 1 : 0;
            } else {
                return endOfQuotedPart(text, i);
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not a table name: " + open + " is never closed.");
    }

    private static int endOfQuotedPart(String text, int close) {
        int end = afterBlanks(text, close + 1);
        if (end < text.length() && text.charAt(end) != '.') {
            throw new IllegalArgumentException("'" + text + "' is not a table name: after " + text.charAt(close)
                    + " a dot or the end is expected.");
        }
        return end;
    }

    private static int afterBlanks(String text, int start) {
        int at = start;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The name without its schema, to be resolved by the database. */
    public TableName unqualified() {
        return new TableName(null, name);
    }

    /** The name as {@link #parse} reads it back; quoted only where a part needs it. */
    @Override
    public String toString() {
        return schema == null ? quotedIfNeeded(name) : quotedIfNeeded(schema) + "." + quotedIfNeeded(name);
    }

    private static String quotedIfNeeded(String part) {
        boolean plain = part.indexOf('.') < 0
                && part.indexOf('"') < 0
                && part.charAt(0) != '['
                && part.equals(part.strip())
                && part.indexOf(',') < 0;
        return plain ? part : '"' + part.replace("\"", "\"\"") + '"';
    }
}
