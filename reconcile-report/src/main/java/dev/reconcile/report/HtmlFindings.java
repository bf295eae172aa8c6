package dev.reconcile.report;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.report.Report;
import dev.reconcile.report.HtmlOverview.Entry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What was found in the tables, the worst tables first, and beside it what to do. */
final class HtmlFindings {

    private HtmlFindings() {}

    static void write(HtmlPage page, Report report, List<Entry> entries) throws IOException {
        boolean isFound = !report.discrepancies().isEmpty();
        boolean isAdvised = !report.recommendations().isEmpty();
        page.open("div", "class", isFound && isAdvised ? "beside" : null);
        if (isFound) {
            page.open("section", "id", "findings", "aria-labelledby", "findings-title");
            page.element("h2", "Findings", "id", "findings-title").open("ul", "class", "findings");
            for (Entry entry : entries) {
                for (Discrepancy finding : entry.findings().discrepancies()) {
                    write(page, entry, finding);
                }
            }
            page.close(2);
        }
        if (isAdvised) {
            page.open("section", "id", "advice", "aria-labelledby", "advice-title");
            page.element("h2", "What to do", "id", "advice-title").open("ol", "class", "advice");
            for (String advice : report.recommendations()) {
                page.element("li", advice);
            }
            page.close(2);
        }
        page.close();
    }

    private static void write(HtmlPage page, Entry entry, Discrepancy finding) throws IOException {
        page.open("li").open("p", "class", "title");
        HtmlTags.write(page, finding.severity());
        page.text(" ")
                .element("span", finding.issueType().name(), "class", "issue")
                .text(" ");
        page.open("a", "href", "#" + entry.place());
        HtmlTags.writePair(page, finding.source(), finding.table());
        page.close(2);
        for (String line : ReportWords.describe(finding.details())) {
            page.element("p", line);
        }
        Optional<String> caveat = ReportWords.caveat(entry.table());
        if (caveat.isPresent()) {
            page.element("p", caveat.get(), "class", "caveat");
        }
        page.open("p", "class", "aside").text("Found ");
        HtmlTags.writeTime(page, finding.timestamp());
        page.close(2);
    }
}
