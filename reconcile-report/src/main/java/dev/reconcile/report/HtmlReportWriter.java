package dev.reconcile.report;

import static dev.reconcile.report.ReportWords.number;

import dev.reconcile.core.port.ReportWriter;
import dev.reconcile.core.report.Report;
import dev.reconcile.report.HtmlOverview.Entry;
import java.io.IOException;
import java.util.List;

/**
 * Writes everything that a report says as one HTML page for a person with a browser, at a desk or with a phone at night. The
 * page is complete by itself: it loads nothing, runs no script and forbids both, so that no value of a row can make it do
 * so. It is written as it is made; no more than one table of the report is looked at at a time.
 */
public final class HtmlReportWriter implements ReportWriter {

    @Override
    public void write(Report report, Appendable out) throws IOException {
        HtmlPage page = new HtmlPage(out);
        List<Entry> entries = HtmlOverview.entries(report);
        page.open("html", "lang", "en", "dir", "ltr");
        writeHead(page, report);
        page.open("body");
        page.element("a", "Skip to the tables", "class", "skip", "href", "#tables");
        writeHeader(page, report);
        page.open("main");
        HtmlOverview.write(page, report, entries);
        HtmlFindings.write(page, report, entries);
        if (!entries.isEmpty()) {
            page.open("section", "id", "each", "aria-labelledby", "each-title");
            page.element("h2", "Table by table", "id", "each-title");
            for (Entry entry : entries) {
                HtmlTable.write(page, report, entry);
            }
            page.close();
        }
        writeWarnings(page, report.warnings());
        page.close(3).end();
    }

    private static void writeHead(HtmlPage page, Report report) throws IOException {
        StyleSheet style = StyleSheet.ofReports();
        page.open("head").empty("meta", "charset", "utf-8");
        page.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src " + style.policySource() + "; base-uri 'none'; form-action 'none'");
        page.empty("meta", "name", "referrer", "content", "no-referrer");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.element("title", status(report) + ": reconcile, " + ConsoleText.time(report.timestamp()));
        page.style(style).close();
    }

    private static String status(Report report) {
        return report.complete() ? report.status().name() : report.status() + ", INTERRUPTED";
    }

    private static void writeHeader(HtmlPage page, Report report) throws IOException {
        page.open("header", "class", HtmlTags.tone(report.status()));
        page.element("p", "reconcile", "class", "product");
        page.element("h1", status(report)).element("p", report.summary(), "class", "summary");
        if (!report.complete()) {
            page.element(
                    "p",
                    "The run was interrupted: this is what it knew by then. Run it again before you rely on it.",
                    "class",
                    "caveat");
        }
        page.open("dl", "class", "figures");
        HtmlTags.writeFact(page, "tables", number((long) report.totalTables()));
        HtmlTags.writeFact(page, "match", number((long) report.tablesMatched()));
        HtmlTags.writeFact(page, "mismatch", number((long) report.tablesMismatched()));
        HtmlTags.writeFact(page, "inconclusive", number((long) report.tablesInconclusive()));
        HtmlTags.writeFact(page, "error", number((long) report.tablesErrored()));
        page.close().open("dl", "class", "facts").open("div");
        page.element("dt", "Ended").open("dd");
        HtmlTags.writeTime(page, report.timestamp());
        page.close(2);
        HtmlTags.writeFact(page, "Took", HtmlOverview.took(report.durationMs()));
        HtmlTags.writeFact(page, "Run", report.runId());
        HtmlTags.writeFact(page, "Version", report.version());
        HtmlTags.writeFact(page, "Every row that differs", report.detailsFile());
        page.close();
        writeContents(page, report);
        page.close();
    }

    private static void writeContents(HtmlPage page, Report report) throws IOException {
        page.open("nav", "aria-label", "Contents");
        page.element("a", "Tables", "href", "#tables");
        if (!report.discrepancies().isEmpty()) {
            page.text(" ").element("a", "Findings " + report.discrepancies().size(), "href", "#findings");
        }
        if (!report.recommendations().isEmpty()) {
            page.text(" ").element("a", "What to do", "href", "#advice");
        }
        if (!report.tables().isEmpty()) {
            page.text(" ").element("a", "Table by table", "href", "#each");
        }
        if (!report.warnings().isEmpty()) {
            page.text(" ").element("a", "Warnings " + report.warnings().size(), "href", "#warnings");
        }
        page.close();
    }

    private static void writeWarnings(HtmlPage page, List<String> warnings) throws IOException {
        if (!warnings.isEmpty()) {
            page.open("section", "id", "warnings", "aria-labelledby", "warnings-title");
            page.element("h2", "Warnings", "id", "warnings-title").open("ul", "class", "plain");
            for (String warning : warnings) {
                page.element("li", warning);
            }
            page.close(2);
        }
    }
}
