package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.Value;
import java.util.Optional;

/** Values as PostgreSQL's literals. */
final class PostgresLiterals {

    private PostgresLiterals() {}

    /** The value as its type's input function reads it; empty where PostgreSQL has no such value. Never NULL. */
    static Optional<String> text(Value value) {
        if (value instanceof Value.Text text) {
            return isStorable(text.value()) ? Optional.of(text.value()) : Optional.empty();
        }
        if (value instanceof Value.Binary binary) {
            return Optional.of("\\x" + binary.hex());
        }
        return Optional.of(value.text());
    }

    /** The text of a timestamp as that of a point in time. */
    static String inUtc(String timestamp) {
        String era = timestamp.endsWith(" BC") ? " BC" : "";
        return timestamp.substring(0, timestamp.length() - era.length()) + "+00" + era;
    }

    /** PostgreSQL stores neither U+0000 nor half of a surrogate pair. */
    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    /**
     * The text in quotes. A text with characters that nobody sees, or that move others on the screen, has them escaped: a
     * person is to read what is there, and an editor may not change the ends of lines within a value.
     *
     * <p>Without such characters it relies on {@code standard_conforming_strings}.
     */
    static String quoted(String text) {
        if (text.codePoints().noneMatch(PostgresLiterals::isUnseen)) {
            return "'" + text.replace("'", "''") + "'";
        }
        StringBuilder literal = new StringBuilder("E'");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\'' -> literal.append("''");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (isUnseen(c)) {
                        literal.append(escaped(c));
                    } else {
                        literal.appendCodePoint(c);
                    }
                }
            }
        });
        return literal.append("'").toString();
    }

    /** The text on one line and with nothing in it that nobody sees, for a comment. */
    static String onOneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isUnseen(c)) {
                line.append(escaped(c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    private static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static String escaped(int c) {
        return c <= 0xFFFF ? String.format("\\u%04x", c) : String.format("\\U%08x", c);
    }
}
