package dev.reconcile.core.table;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of many tables in one: {@code dbo.*}, {@code *}, {@code sales.order_?}, {@code [dbo].[price*list]}.
 *
 * <p>{@code *} stands for any characters or none, {@code ?} for exactly one; the case of letters does not count. A part
 * in brackets or double quotes stands for itself: it has no wildcards, and its case counts. A pattern without a schema
 * matches in every schema.
 */
public final class TablePattern {

    private static final String PART = "\\[(?:[^]]|]])+]|\"(?:[^\"]|\"\")+\"|[^.\\[\\]\"]+";
    private static final Pattern SYNTAX = Pattern.compile("(?:(?<schema>" + PART + ")\\.)?(?<name>" + PART + ")");

    private final @Nullable Part schema;
    private final Part name;

    private TablePattern(@Nullable Part schema, Part name) {
        this.schema = schema;
        this.name = name;
    }

    /**
     * Reads a pattern as a person types it.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static TablePattern parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a pattern of table names. Write schema.name, such as"
                            + " dbo.* or dbo.order_?; a name that contains a dot goes in brackets or double quotes.");
        }
        @Nullable String schema = matcher.group("schema");
        return new TablePattern(
                schema == null ? null : Part.parse(schema), Part.parse(Objects.requireNonNull(matcher.group("name"))));
    }

    /** Whether the pattern stands for this table. */
    public boolean matches(TableName table) {
        return name.matches(table.name())
                && (schema == null || (table.schema() != null && schema.matches(table.schema())));
    }

    /**
     * Whether the pattern may stand for the table that a person means by this name: its schema may be left out, and case and
     * accents may be other than in the database.
     */
    public boolean mayMatch(TableName table) {
        return name.mayMatch(table.name())
                && (schema == null || table.schema() == null || schema.mayMatch(table.schema()));
    }

    /** Whether the pattern has a wildcard; one without names a single table. */
    public boolean hasWildcards() {
        return name.hasWildcards() || (schema != null && schema.hasWildcards());
    }

    /**
     * The table that a pattern without wildcards names.
     *
     * @throws IllegalStateException if it {@linkplain #hasWildcards() has wildcards}
     */
    public TableName tableName() {
        if (hasWildcards()) {
            throw new IllegalStateException(this + " stands for many tables.");
        }
        return new TableName(schema == null ? null : schema.text(), name.text());
    }

    /** The pattern as {@link #parse} reads it back. */
    @Override
    public String toString() {
        return schema == null ? name.toString() : schema + "." + name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TablePattern that && Objects.equals(schema, that.schema) && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(schema, name);
    }

    private record Part(String text, boolean quoted) {

        static Part parse(String typed) {
            char open = typed.charAt(0);
            if (open != '[' && open != '"') {
                return new Part(typed.strip(), false);
            }
            String close = open == '[' ? "]" : "\"";
            return new Part(typed.substring(1, typed.length() - 1).replace(close + close, close), true);
        }

        boolean hasWildcards() {
            return !quoted && (text.indexOf('*') >= 0 || text.indexOf('?') >= 0);
        }

        boolean mayMatch(String candidate) {
            String part = TablesOfPairs.folded(text);
            String folded = TablesOfPairs.folded(candidate);
            return quoted ? part.equals(folded) : matches(part, folded);
        }

        boolean matches(String candidate) {
            return quoted
                    ? text.equals(candidate)
                    : matches(text.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
        }

        /** Walks both texts once; at a mismatch the last star takes one character more. */
        private static boolean matches(String pattern, String candidate) {
            int p = 0;
            int c = 0;
            int star = -1;
            int takenByStar = 0;
            while (c < candidate.length()) {
                if (p < pattern.length() && pattern.charAt(p) == '*') {
                    star = p++;
                    takenByStar = c;
                } else if (p < pattern.length()
                        && (pattern.charAt(p) == '?' || pattern.charAt(p) == candidate.charAt(c))) {
                    p++;
                    c++;
                } else if (star >= 0) {
                    p = star + 1;
                    c = ++takenByStar;
                } else {
                    return false;
                }
            }
            while (p < pattern.length() && pattern.charAt(p) == '*') {
                p++;
            }
            return p == pattern.length();
        }

        @Override
        public String toString() {
            return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
        }
    }
}
