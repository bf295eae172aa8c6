package dev.reconcile.core.run;

import dev.reconcile.core.report.Skipped;

/** A read does not begin any more in this run. */
final class HeldBackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Skipped why;

    /** @param message what to do, as a sentence */
    HeldBackException(Skipped why, String message) {
        super(message);
        this.why = why;
    }

    Skipped why() {
        return why;
    }
}
