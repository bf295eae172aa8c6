package dev.reconcile.report;

import static dev.reconcile.report.ReportWords.number;

import dev.reconcile.core.report.Scrub;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The parts of a table that runs compare one after the other, as a table on a page. */
final class HtmlScrub {

    private HtmlScrub() {}

    /** @param scrub with at least one part */
    static void write(HtmlPage page, Scrub scrub) throws IOException {
        page.open("details");
        page.element(
                "summary",
                "All " + number((long) scrub.parts().size()) + " parts, about " + scrub.percentCompared()
                        + "% of the table in those that were ever compared");
        page.open("div", "class", "scroll")
                .open("table", "class", "folding parts")
                .element("caption", "Parts of the table", "class", "unseen");
        page.open("thead").open("tr");
        for (String heading : List.of("Part", "Compared last", "Verdict", "Rows", "Different")) {
            page.element("th", heading, "scope", "col");
        }
        page.close(2).open("tbody");
        for (int i = 0; i < scrub.parts().size(); i++) {
            Scrub.Part part = scrub.parts().get(i);
            Instant comparedAt = part.comparedAt();
            page.open("tr").open("th", "scope", "row").element("bdi", ScrubWords.keys(part));
            if (i == scrub.current()) {
                page.text(" ").element("small", "this run", "class", "note");
            }
            page.close().open("td", "data-label", "Compared last");
            if (comparedAt == null) {
                page.text("never");
            } else {
                HtmlTags.writeTime(page, comparedAt);
            }
            page.close().open("td", "data-label", "Verdict");
            if (part.verdict() != null) {
                HtmlTags.write(page, part.verdict());
            }
            page.close();
            boolean isKnown = comparedAt != null;
            String rows = isKnown ? number(part.rows()) : ReportWords.UNKNOWN;
            String different = isKnown ? number(part.differentRows()) : ReportWords.UNKNOWN;
            page.element("td", rows, "class", "number", "data-label", "Rows");
            page.element("td", different, "class", "number", "data-label", "Different");
            page.close();
        }
        page.close(4);
    }
}
