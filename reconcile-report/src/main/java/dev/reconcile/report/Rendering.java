package dev.reconcile.report;

import java.io.IOException;

/** Something that writes itself as text. */
@FunctionalInterface
public interface Rendering {

    /**
     * Writes the whole text.
     *
     * @param out left open
     * @throws IOException as {@code out} throws it
     */
    void writeTo(Appendable out) throws IOException;
}
