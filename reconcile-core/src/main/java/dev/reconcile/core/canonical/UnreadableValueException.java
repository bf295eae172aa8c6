package dev.reconcile.core.canonical;

/** A text is no value of the type that was asked for. The message never holds the text: it may be a value of a row. */
public final class UnreadableValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String expected;

    UnreadableValueException(String expected) {
        super("The text is not " + expected + ".");
        this.expected = expected;
    }

    /** What would have been one, to stand in a sentence: {@code a date such as 2024-02-29}. */
    public String expected() {
        return expected;
    }
}
