package dev.reconcile.core.canonical;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings an XML text (XML 1.0 without a document type; a document, or any content that an element could have) into one form:
 * without a declaration, the attributes of an element in the order of their names and in double quotes, an element without
 * content as two tags, characters as they are unless they have to be escaped, lines ended by one line feed.
 *
 * <p>White space by itself between two pieces of markup is left out, unless the two are the tags of one element,
 * {@code xml:space="preserve"} keeps it, or a character of it is written as a reference or in a CDATA section. SQL Server's
 * xml type does so when it stores a value, except that it leaves out an element's only content too. See <a
 * href="https://learn.microsoft.com/sql/relational-databases/xml/create-instances-of-xml-data">Create instances of XML
 * data</a> and <a href="https://learn.microsoft.com/archive/blogs/denisruc/how-to-preserve-whitespaces">How to preserve
 * whitespaces</a>.
 *
 * <p>A text that is no such XML stays as it is behind a mark that no XML begins with, so it is equal to the same text alone.
 * Nothing outside of the text is ever read, and no entity but the five of XML's own is known. The depth of nesting has no
 * bound; the form takes memory in proportion to the text.
 */
final class XmlText {

    private static final String MARK = "<>";

    private static final String SPACE = "[ \t\r\n]";
    private static final Pattern DECLARATION = Pattern.compile("<\\?xml"
            + pseudoAttribute("version", "1\\.0")
            + "(" + pseudoAttribute("encoding", "[A-Za-z][A-Za-z0-9._-]*+") + ")?"
            + "(" + pseudoAttribute("standalone", "(yes|no)") + ")?"
            + SPACE + "*+\\?>");

    private final String text;
    private final StringBuilder form;
    private int at;

    /** The elements that are open, the innermost last. */
    private final List<Element> open = new ArrayList<>();

    /** What was read of a text since the last markup, unescaped. */
    private final StringBuilder characters = new StringBuilder();

    private boolean isSpace = true;
    private boolean isSpelledOut;
    private boolean followsStartTag;

    private XmlText(String text) {
        this.text = text;
        this.form = new StringBuilder(text.length());
    }

    /** The form of a text. */
    static String normal(String text) {
        try {
            return new XmlText(text).content();
        } catch (NotXml e) {
            return MARK + text;
        }
    }

    /** Whether a text has a form as XML. */
    static boolean isXml(String text) {
        return !normal(text).startsWith(MARK);
    }

    /** The text has no form of its own. */
    private static final class NotXml extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotXml() {
            super("This is no XML that is compared as such.", null, false, false);
        }
    }

    private record Element(String name, boolean keepsSpace) {}

    /** An attribute with its value as the form has it. */
    private record Attribute(String name, String value) {}

    private static String pseudoAttribute(String name, String value) {
        return SPACE + "++" + name + SPACE + "*+=" + SPACE + "*+(\"" + value + "\"|'" + value + "')";
    }

    private String content() {
        Matcher declaration = DECLARATION.matcher(text);
        if (declaration.lookingAt()) {
            at = declaration.end();
        }
        while (at < text.length()) {
            if (text.charAt(at) != '<') {
                characters();
            } else if (text.startsWith("<![CDATA[", at)) {
                characterData();
            } else if (text.startsWith("</", at)) {
                endText(true);
                endTag();
            } else {
                endText(false);
                if (text.startsWith("<!--", at)) {
                    comment();
                } else if (text.startsWith("<?", at)) {
                    instruction();
                } else {
                    startTag();
                }
            }
        }
        endText(false);
        if (!open.isEmpty()) {
            throw new NotXml();
        }
        return form.toString();
    }

    private void startTag() {
        at++;
        String name = name();
        List<Attribute> attributes = attributes();
        form.append('<').append(name);
        for (Attribute attribute : attributes) {
            form.append(' ')
                    .append(attribute.name())
                    .append("=\"")
                    .append(attribute.value())
                    .append('"');
        }
        form.append('>');
        if (peek() == '/') {
            at++;
            form.append("</").append(name).append('>');
            followsStartTag = false;
        } else {
            open.add(new Element(name, keepsSpace(attributes)));
            followsStartTag = true;
        }
        take('>');
    }

    private boolean keepsSpace(List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            if (attribute.name().equals("xml:space")) {
                return attribute.value().equals("preserve")
                        || (!attribute.value().equals("default") && keepsSpace());
            }
        }
        return keepsSpace();
    }

    private boolean keepsSpace() {
        return !open.isEmpty() && open.get(open.size() - 1).keepsSpace();
    }

    /** The attributes in the order of their names. */
    private List<Attribute> attributes() {
        List<Attribute> attributes = new ArrayList<>();
        boolean separate = skipSpace();
        while (peek() != '>' && peek() != '/') {
            if (!separate) {
                throw new NotXml();
            }
            String name = name();
            skipSpace();
            take('=');
            skipSpace();
            attributes.add(new Attribute(name, value()));
            separate = skipSpace();
        }
        attributes.sort(Comparator.comparing(Attribute::name));
        for (int i = 1; i < attributes.size(); i++) {
            if (attributes.get(i).name().equals(attributes.get(i - 1).name())) {
                throw new NotXml();
            }
        }
        return attributes;
    }

    /** What stands in quotes. A tab or the end of a line there is a space unless it is written as a reference. */
    private String value() {
        char quote = next();
        if (quote != '"' && quote != '\'') {
            throw new NotXml();
        }
        StringBuilder value = new StringBuilder();
        while (peek() != quote) {
            if (peek() == '<') {
                throw new NotXml();
            }
            if (peek() == '&') {
                appendEscaped(reference(), value, true);
            } else {
                int c = character();
                appendEscaped(c == '\t' || c == '\n' ? ' ' : c, value, true);
            }
        }
        at++;
        return value.toString();
    }

    private void endTag() {
        at += 2;
        String name = name();
        skipSpace();
        take('>');
        if (open.isEmpty() || !open.remove(open.size() - 1).name().equals(name)) {
            throw new NotXml();
        }
        form.append("</").append(name).append('>');
    }

    private void comment() {
        at += 4;
        form.append("<!--");
        appendUntil("--");
        take('>');
        form.append("-->");
    }

    private void instruction() {
        at += 2;
        String target = name();
        if (target.equalsIgnoreCase("xml")) {
            throw new NotXml();
        }
        form.append("<?").append(target);
        boolean separate = skipSpace();
        if (!text.startsWith("?>", at)) {
            if (!separate) {
                throw new NotXml();
            }
            form.append(' ');
        }
        appendUntil("?>");
        form.append("?>");
    }

    /** Appends the characters up to an end, of which the place is left behind. */
    private void appendUntil(String end) {
        while (!text.startsWith(end, at)) {
            form.appendCodePoint(character());
        }
        at += end.length();
    }

    private void characters() {
        while (at < text.length() && text.charAt(at) != '<') {
            if (text.charAt(at) == '&') {
                isSpelledOut = true;
                addToText(reference());
            } else {
                if (text.startsWith("]]>", at)) {
                    throw new NotXml();
                }
                addToText(character());
            }
        }
    }

    private void characterData() {
        at += "<![CDATA[".length();
        while (!text.startsWith("]]>", at)) {
            isSpelledOut = true;
            addToText(character());
        }
        at += "]]>".length();
    }

    private void addToText(int c) {
        isSpace = isSpace && isSpace(c);
        characters.appendCodePoint(c);
    }

    /** Writes what was read of a text, unless it counts for nothing. White space is written so that it stays. */
    private void endText(boolean precedesEndTag) {
        boolean isWhole = followsStartTag && precedesEndTag;
        if (!isSpace || isSpelledOut || isWhole || keepsSpace()) {
            for (int i = 0; i < characters.length(); i++) {
                char c = characters.charAt(i);
                if (isSpace) {
                    appendReference(c, form);
                } else {
                    appendEscaped(c, form, false);
                }
            }
        }
        characters.setLength(0);
        isSpace = true;
        isSpelledOut = false;
        followsStartTag = false;
    }

    private static void appendEscaped(int c, StringBuilder to, boolean inQuotes) {
        switch (c) {
            case '&' -> to.append("&amp;");
            case '<' -> to.append("&lt;");
            case '>' -> to.append("&gt;");
            case '\r' -> appendReference(c, to);
            case '"', '\t', '\n' -> {
                if (inQuotes) {
                    appendReference(c, to);
                } else {
                    to.append((char) c);
                }
            }
            default -> to.appendCodePoint(c);
        }
    }

    private static void appendReference(int c, StringBuilder to) {
        to.append("&#").append(c).append(';');
    }

    /** The character that a reference stands for. */
    private int reference() {
        at++;
        int end = text.indexOf(';', at);
        if (end < 0) {
            throw new NotXml();
        }
        if (peek() == '#') {
            at++;
            return numbered();
        }
        String name = text.substring(at, end);
        at = end + 1;
        return switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> throw new NotXml();
        };
    }

    private int numbered() {
        int radix = 10;
        if (peek() == 'x') {
            at++;
            radix = 16;
        }
        int code = 0;
        while (peek() != ';') {
            char c = next();
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            code = code * radix + digit;
            if (digit < 0 || code > Character.MAX_CODE_POINT) {
                throw new NotXml();
            }
        }
        if (!isCharacter(code)) {
            throw new NotXml();
        }
        at++;
        return code;
    }

    private String name() {
        int start = at;
        while (at < text.length() && (at == start ? isNameStart(codePoint()) : isNamePart(codePoint()))) {
            at += Character.charCount(codePoint());
        }
        if (at == start) {
            throw new NotXml();
        }
        return text.substring(start, at);
    }

    private static boolean isNameStart(int c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
        }
        return (c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7)
                || (c >= 0x370 && c <= 0x1FFF && c != 0x37E)
                || (c >= 0x200C && c <= 0x200D)
                || (c >= 0x2070 && c <= 0x218F)
                || (c >= 0x2C00 && c <= 0x2FEF)
                || (c >= 0x3001 && c <= 0xD7FF)
                || (c >= 0xF900 && c <= 0xFDCF)
                || (c >= 0xFDF0 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0xEFFFF);
    }

    private static boolean isNamePart(int c) {
        return isNameStart(c)
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == 0xB7
                || (c >= 0x300 && c <= 0x36F)
                || (c >= 0x203F && c <= 0x2040);
    }

    private static boolean isCharacter(int c) {
        return isSpace(c)
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= Character.MAX_CODE_POINT);
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** The next character; an end of a line, however it is written, is one line feed. */
    private int character() {
        int c = codePoint();
        if (!isCharacter(c)) {
            throw new NotXml();
        }
        at += Character.charCount(c);
        if (c != '\r') {
            return c;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        return '\n';
    }

    private int codePoint() {
        if (at >= text.length()) {
            throw new NotXml();
        }
        return text.codePointAt(at);
    }

    private boolean skipSpace() {
        int start = at;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at > start;
    }

    private void take(char expected) {
        if (next() != expected) {
            throw new NotXml();
        }
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private char peek() {
        if (at >= text.length()) {
            throw new NotXml();
        }
        return text.charAt(at);
    }
}
