package dev.reconcile.core.checkpoint;

/**
 * A part of a journal of rows, from one place up to another. It may hold rows of other tables too.
 *
 * @param from where it begins, at least 0
 * @param to where it ends, at least {@code from}
 */
public record JournalPart(long from, long to) {

    public JournalPart {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("Nothing lies from " + from + " to " + to + ".");
        }
    }
}
