package dev.reconcile.app;

import java.util.List;

/** Settings cannot be used. Nothing was opened yet. */
public final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /** @param problems everything that is wrong, at least one, each with its place, the reason and the remedy */
    public InvalidSettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, one text each, never holding a secret: {@code reconcile.yaml:7: …}. */
    public List<String> problems() {
        return problems;
    }
}
