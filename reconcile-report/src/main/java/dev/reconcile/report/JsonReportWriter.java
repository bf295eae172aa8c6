package dev.reconcile.report;

import dev.reconcile.core.port.ReportWriter;
import dev.reconcile.core.report.Report;
import java.io.IOException;

/**
 * Writes everything that a report says as one indented JSON object, described by {@code docs/report.schema.json}. Fields
 * without a value are written as null. {@link JsonReportReader} reads it back.
 */
public final class JsonReportWriter implements ReportWriter {

    @Override
    public void write(Report report, Appendable out) throws IOException {
        JsonLayout.write(JsonReports.tree(report), out);
    }
}
