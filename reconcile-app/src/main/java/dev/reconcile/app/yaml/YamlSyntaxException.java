package dev.reconcile.app.yaml;

/** A text is no YAML that can be read. The message holds nothing of the text: it may be a password. */
public final class YamlSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    YamlSyntaxException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** Where reading ended, from 1. */
    public int line() {
        return line;
    }
}
