package dev.reconcile.report;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.port.ReportWriter;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import java.io.IOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line for each finding and a line for each table without one, as RFC 4180 has it: lines end in CR LF. The
 * status is the table's verdict, the difference is target minus source, and a number that is not known is empty.
 *
 * <p>A spreadsheet runs a cell that begins like a formula. A text that does so is written with an apostrophe before it;
 * numbers are left alone.
 */
public final class CsvReportWriter implements ReportWriter {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader("Table", "Status", "Source Count", "Target Count", "Difference", "Issue Type", "Severity")
            .get();

    /** What a formula begins with in one spreadsheet or another; the last four are the first four's full-width forms. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

    @Override
    @SuppressWarnings("resource") // Closing the printer would close what the caller wants left open.
    public void write(Report report, Appendable out) throws IOException {
        CSVPrinter printer = new CSVPrinter(out, FORMAT);
        for (TableFindings findings : TableFindings.of(report)) {
            if (findings.discrepancies().isEmpty()) {
                printLine(printer, findings.table(), null);
            }
            for (Discrepancy discrepancy : findings.discrepancies()) {
                printLine(printer, findings.table(), discrepancy);
            }
        }
    }

    private static void printLine(CSVPrinter printer, TableReport table, @Nullable Discrepancy finding)
            throws IOException {
        Long source = table.sourceCount();
        Long target = table.targetCount();
        if (finding != null && finding.details() instanceof RowCounts counts) {
            source = counts.sourceCount();
            target = counts.targetCount();
        }
        printer.printRecord(
                harmless(table.target()),
                table.verdict(),
                source,
                target,
                source == null || target == null ? null : target - source,
                finding == null ? null : finding.issueType(),
                finding == null ? null : finding.severity());
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
