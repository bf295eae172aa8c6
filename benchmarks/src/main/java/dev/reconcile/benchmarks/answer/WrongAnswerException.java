package dev.reconcile.benchmarks.answer;

import java.io.Serial;

/** A run did not say what is true. */
public final class WrongAnswerException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /** @param message what it said instead */
    public WrongAnswerException(String message) {
        super(message);
    }
}
