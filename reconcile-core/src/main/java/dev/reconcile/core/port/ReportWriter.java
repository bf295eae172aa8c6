package dev.reconcile.core.port;

import dev.reconcile.core.report.Report;
import java.io.IOException;

/** Renders a report in one format. Holds no state. */
@FunctionalInterface
public interface ReportWriter {

    /**
     * Writes the whole report.
     *
     * @param out left open
     * @throws IOException as {@code out} throws it
     */
    void write(Report report, Appendable out) throws IOException;
}
