package dev.reconcile.core.report;

/**
 * A name, wherever it comes from, as it may stand in a sentence: with no line break, no control character and no mark that turns the
 * direction of text, for each of which stands U+FFFD, and not endless.
 */
public final class PlainName {

    private static final int LONGEST = 200;

    private PlainName() {}

    /** The name so; its first 200 characters and {@code …} where it has more. */
    public static String of(String name) {
        StringBuilder plain = new StringBuilder();
        name.codePoints().limit(LONGEST).forEach(point -> plain.appendCodePoint(isPlain(point) ? point : 0xFFFD));
        if (name.codePointCount(0, name.length()) > LONGEST) {
            plain.append('…');
        }
        return plain.toString();
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
