package dev.reconcile.report;

/** How text for the console is set off. */
public enum ConsoleStyle {
    /** Not at all: for files and for terminals without colours. */
    PLAIN,
    /** With the colours of ANSI terminals. */
    COLOUR;

    /** The text in a tone of this style. */
    String paint(Tone tone, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + tone.code + "m" + text + "\u001b[0m";
    }

    /** What a piece of text is, which decides its colour. */
    enum Tone {
        GOOD("32"),
        DOUBTFUL("33"),
        BAD("31"),
        HEADING("1");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }
}
