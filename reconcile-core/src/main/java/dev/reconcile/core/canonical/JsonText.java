package dev.reconcile.core.canonical;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Brings a JSON text (RFC 8259) into one form: without spacing, the members of an object in the order of their names,
 * numbers as their exact decimal value, strings with as few escapes as can be. Of members with one name all are kept, in
 * their order.
 *
 * <p>A text that is no JSON, that is nested deeper than {@link #MOST_LEVELS} or that holds an exponent of more than 17
 * digits stays as it is behind a mark that no JSON begins with, so it is equal to the same text alone.
 */
final class JsonText {

    static final int MOST_LEVELS = 500;

    private static final int MOST_EXPONENT_DIGITS = 17;
    private static final String MARK = "!";

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /** The form of a text. */
    static String normal(String text) {
        try {
            JsonText json = new JsonText(text);
            json.skipSpace();
            String value = json.value(0);
            json.skipSpace();
            return json.at == text.length() ? value : MARK + text;
        } catch (NotJson e) {
            return MARK + text;
        }
    }

    /** Whether a text has a form as JSON. */
    static boolean isJson(String text) {
        return !normal(text).startsWith(MARK);
    }

    /** The text has no form of its own. */
    private static final class NotJson extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotJson() {
            super("This is no JSON that is compared as such.", null, false, false);
        }
    }

    private record Member(String name, String value) {}

    private String value(int level) {
        if (level > MOST_LEVELS) {
            throw new NotJson();
        }
        return switch (peek()) {
            case '{' -> object(level);
            case '[' -> array(level);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private String object(int level) {
        List<Member> members = new ArrayList<>();
        at++;
        skipSpace();
        if (peek() == '}') {
            at++;
            return "{}";
        }
        while (true) {
            if (peek() != '"') {
                throw new NotJson();
            }
            String name = string();
            skipSpace();
            take(':');
            skipSpace();
            members.add(new Member(name, value(level + 1)));
            skipSpace();
            if (peek() == '}') {
                at++;
                break;
            }
            take(',');
            skipSpace();
        }
        members.sort(Comparator.comparing(Member::name));
        StringBuilder form = new StringBuilder("{");
        for (Member member : members) {
            form.append(form.length() == 1 ? "" : ",")
                    .append(member.name())
                    .append(':')
                    .append(member.value());
        }
        return form.append('}').toString();
    }

    private String array(int level) {
        StringBuilder form = new StringBuilder("[");
        at++;
        skipSpace();
        if (peek() == ']') {
            at++;
            return "[]";
        }
        while (true) {
            form.append(value(level + 1));
            skipSpace();
            if (peek() == ']') {
                at++;
                return form.append(']').toString();
            }
            take(',');
            form.append(',');
            skipSpace();
        }
    }

    private String string() {
        StringBuilder characters = new StringBuilder();
        at++;
        while (true) {
            char c = next();
            if (c == '"') {
                break;
            }
            if (c < ' ') {
                throw new NotJson();
            }
            characters.append(c == '\\' ? escaped() : c);
        }
        StringBuilder form = new StringBuilder("\"");
        for (int i = 0; i < characters.length(); i++) {
            char c = characters.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < characters.length()
                    && Character.isLowSurrogate(characters.charAt(i + 1));
            if (pair) {
                form.append(c).append(characters.charAt(++i));
            } else if (c == '"' || c == '\\') {
                form.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                // Half of a pair can be written as an escape only.
                form.append(String.format("\\u%04x", (int) c));
            } else {
                form.append(c);
            }
        }
        return form.append('"').toString();
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    code = 16 * code + hexadecimal(next());
                }
                yield (char) code;
            }
            default -> throw new NotJson();
        };
    }

    private static int hexadecimal(char c) {
        if (c > 'f') {
            throw new NotJson();
        }
        int digit = Character.digit(c, 16);
        if (digit < 0) {
            throw new NotJson();
        }
        return digit;
    }

    private String word(String word) {
        if (!text.startsWith(word, at)) {
            throw new NotJson();
        }
        at += word.length();
        return word;
    }

    /** The significant digits and the power of ten by which they are multiplied: nothing grows with the exponent. */
    private String number() {
        boolean negative = peek() == '-';
        if (negative) {
            at++;
        }
        String whole = digits();
        if (whole.length() > 1 && whole.charAt(0) == '0') {
            throw new NotJson();
        }
        String fraction = "";
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            fraction = digits();
        }
        long exponent = at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E') ? exponent() : 0;
        String all = whole + fraction;
        int first = 0;
        while (first < all.length() && all.charAt(first) == '0') {
            first++;
        }
        if (first == all.length()) {
            return "0";
        }
        int last = all.length();
        while (all.charAt(last - 1) == '0') {
            last--;
        }
        long power = exponent - fraction.length() + (all.length() - last);
        return (negative ? "-" : "") + all.substring(first, last) + (power == 0 ? "" : "E" + power);
    }

    private long exponent() {
        at++;
        boolean negative = peek() == '-';
        if (negative || peek() == '+') {
            at++;
        }
        String digits = digits();
        int first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0') {
            first++;
        }
        if (digits.length() - first > MOST_EXPONENT_DIGITS) {
            throw new NotJson();
        }
        long value = Long.parseLong(digits.substring(first));
        return negative ? -value : value;
    }

    private String digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw new NotJson();
        }
        return text.substring(start, at);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void take(char expected) {
        if (next() != expected) {
            throw new NotJson();
        }
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private char peek() {
        if (at >= text.length()) {
            throw new NotJson();
        }
        return text.charAt(at);
    }
}
