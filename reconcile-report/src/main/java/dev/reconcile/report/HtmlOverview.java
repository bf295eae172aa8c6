package dev.reconcile.report;

import static dev.reconcile.report.ReportWords.number;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of a report in a row each: those that do not match first, the worst of them at the top. */
final class HtmlOverview {

    /** Tables that match are folded where there are more, so that what is to be read is near the others. */
    private static final int MOST_MATCHES_SHOWN = 12;

    private static final List<String> TEXTS = List.of("Verdict", "Severity", "Table");
    private static final List<String> NUMBERS =
            List.of("Source rows", "Target rows", "Difference", "Missing", "Extra", "Changed");
    private static final String COMPARED = "Compared";
    private static final String TOOK = "Took";

    private HtmlOverview() {}

    /**
     * A table and where the page tells all of it.
     *
     * @param place the id of that place
     */
    record Entry(String place, TableFindings findings) {

        TableReport table() {
            return findings.table();
        }

        Optional<Severity> severity() {
            return findings.discrepancies().stream().map(Discrepancy::severity).max(Comparator.naturalOrder());
        }

        boolean isMatch() {
            return table().verdict() == Verdict.MATCH;
        }

        private int badness() {
            return switch (table().verdict()) {
                case MISMATCH -> 10 + severity().map(Severity::ordinal).orElse(-1);
                case ERROR -> 2;
                case INCONCLUSIVE -> 1;
                case MATCH -> 0;
            };
        }
    }

    /** The tables of a report, the worst first, those that are equally bad in the report's order. */
    static List<Entry> entries(Report report) {
        List<Entry> entries = new ArrayList<>();
        for (TableFindings findings : TableFindings.of(report)) {
            entries.add(new Entry("table-" + (entries.size() + 1), findings));
        }
        entries.sort(Comparator.comparingInt(Entry::badness).reversed());
        return entries;
    }

    static void write(HtmlPage page, Report report, List<Entry> entries) throws IOException {
        List<Entry> matches = entries.stream().filter(Entry::isMatch).toList();
        List<Entry> others = entries.stream().filter(entry -> !entry.isMatch()).toList();
        page.open("section", "id", "tables", "aria-labelledby", "tables-title");
        page.element("h2", "Tables", "id", "tables-title");
        if (entries.isEmpty()) {
            page.element("p", "No tables were compared.");
        }
        if (!others.isEmpty()) {
            write(
                    page,
                    report,
                    others.size() == 1
                            ? "1 table that does not match"
                            : number((long) others.size()) + " tables that do not match",
                    others,
                    matches.isEmpty());
        }
        if (!matches.isEmpty()) {
            String caption =
                    matches.size() == 1 ? "1 table that matches" : number((long) matches.size()) + " tables that match";
            page.open("details", "open", matches.size() > MOST_MATCHES_SHOWN && !others.isEmpty() ? null : "open");
            page.element("summary", caption);
            write(page, report, caption, matches, true);
            page.close();
        }
        for (Optional<String> caveat :
                List.of(ReportWords.whatCountsLeaveOpen(report), ReportWords.whatIsOlder(report))) {
            if (caveat.isPresent()) {
                page.element("p", caveat.get(), "class", "caveat");
            }
        }
        page.close();
    }

    private static void write(HtmlPage page, Report report, String caption, List<Entry> entries, boolean isLast)
            throws IOException {
        page.open("div", "class", "scroll")
                .open("table", "class", "folding overview")
                .element("caption", caption, "class", "unseen");
        page.open("thead").open("tr");
        for (String heading : TEXTS) {
            page.element("th", heading, "scope", "col");
        }
        for (String heading : NUMBERS) {
            page.element("th", heading, "scope", "col", "class", "number");
        }
        page.element("th", COMPARED, "scope", "col");
        page.element("th", TOOK, "scope", "col", "class", "number");
        page.close(2).open("tbody");
        for (Entry entry : entries) {
            write(page, entry);
        }
        page.close();
        if (isLast && report.totalTables() > 1) {
            page.open("tfoot").open("tr").open("th", "scope", "row", "colspan", "3");
            page.text("All tables").close();
            writeNumber(page, NUMBERS.get(0), number(report.sourceTotalRows()));
            writeNumber(page, NUMBERS.get(1), number(report.targetTotalRows()));
            page.open("td", "colspan", "6").close(3);
        }
        page.close(2);
    }

    private static void write(HtmlPage page, Entry entry) throws IOException {
        TableReport table = entry.table();
        Long source = table.sourceCount();
        Long target = table.targetCount();
        page.open("tr");
        page.open("td", "class", "verdict");
        HtmlTags.write(page, table.verdict());
        page.close().open("td", "class", "severity");
        Optional<Severity> severity = entry.severity();
        if (severity.isPresent()) {
            HtmlTags.write(page, severity.get());
        }
        page.close().open("th", "scope", "row", "class", "table");
        page.open("a", "href", "#" + entry.place());
        HtmlTags.writePair(page, table.source(), table.target());
        page.close();
        for (String note : notes(table)) {
            page.text(" ").element("small", note, "class", "note");
        }
        page.close();
        writeNumber(page, NUMBERS.get(0), number(source));
        writeNumber(page, NUMBERS.get(1), number(target));
        writeNumber(
                page, NUMBERS.get(2), source == null || target == null ? ReportWords.UNKNOWN : signed(target - source));
        RowsReport rows = table.rows();
        String least = ReportWords.caveat(table).isPresent() ? "≥ " : "";
        writeNumber(page, NUMBERS.get(3), rows == null ? ReportWords.UNKNOWN : least + number(rows.missing()));
        writeNumber(page, NUMBERS.get(4), rows == null ? ReportWords.UNKNOWN : least + number(rows.extra()));
        writeNumber(page, NUMBERS.get(5), rows == null ? ReportWords.UNKNOWN : least + number(rows.changed()));
        page.element("td", compared(table.compared()), "data-label", COMPARED);
        writeNumber(page, TOOK, took(table.milliseconds()));
        page.close();
    }

    private static void writeNumber(HtmlPage page, String heading, String number) throws IOException {
        boolean isKnown = !number.equals(ReportWords.UNKNOWN);
        page.element("td", number, "class", isKnown ? "number" : "number unknown", "data-label", heading);
    }

    /** What a table that differs or matches is easily mistaken for. */
    private static List<String> notes(TableReport table) {
        List<String> notes = new ArrayList<>();
        if (table.isHalted()) {
            notes.add("halted");
        }
        if (table.skipped() != null) {
            notes.add(table.compared() == null ? "skipped" : "a part skipped");
        }
        if (table.scrub() != null && !table.scrub().isWhole()) {
            notes.add("a part of it");
        }
        if (table.changedSince() != null) {
            notes.add("changed rows only");
        }
        if (table.earlier() != null) {
            notes.add("read earlier");
        }
        RowsReport rows = table.rows();
        if (rows != null && rows.acceptedRows() != 0) {
            notes.add(number(rows.acceptedRows()) + " accepted");
        }
        return notes;
    }

    static String compared(@Nullable Depth depth) {
        return depth == null ? ReportWords.UNKNOWN : depth.name().toLowerCase(Locale.ROOT);
    }

    private static String signed(long difference) {
        return (difference > 0 ? "+" : "") + number(difference);
    }

    /** Milliseconds below a second. */
    static String took(long milliseconds) {
        return milliseconds < 1_000 ? milliseconds + " ms" : ReportWords.duration(milliseconds);
    }
}
