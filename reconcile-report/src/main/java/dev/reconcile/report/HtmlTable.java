package dev.reconcile.report;

import static dev.reconcile.report.ReportWords.number;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.report.AcceptedRows;
import dev.reconcile.core.report.EarlierRead;
import dev.reconcile.core.report.Halted;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Scrub;
import dev.reconcile.core.report.SideReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.report.HtmlOverview.Entry;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that a report says of one table, folded where the table matches and nothing of it is accepted. */
final class HtmlTable {

    private static final List<String> OF_A_SIDE =
            List.of("Engine", "Rows", "Checksum", "Hashed in", "Isolation", "Replica", "Read took");

    private HtmlTable() {}

    static void write(HtmlPage page, Report report, Entry entry) throws IOException {
        TableReport table = entry.table();
        RowsReport rows = table.rows();
        boolean isOpen = !entry.isMatch() || (rows != null && !rows.accepted().isEmpty());
        page.open("details", "class", "panel", "open", isOpen ? "open" : null).open("summary");
        HtmlTags.write(page, table.verdict());
        Optional<Severity> severity = entry.severity();
        if (severity.isPresent()) {
            page.text(" ");
            HtmlTags.write(page, severity.get());
        }
        page.text(" ").open("h3");
        HtmlTags.writePair(page, table.source(), table.target());
        // The place lies within what is folded, for then a browser unfolds it for those who follow a link.
        page.close(2).open("div", "class", "inside", "id", entry.place());
        writeSentences(page, "reasons", table.reasons());
        writeParts(page, table);
        if (rows != null) {
            writeRows(page, report, table, rows);
        }
        writeSection(page, "Reduced before comparing", table.reductions());
        writeSection(
                page,
                "Columns not compared",
                table.columnsNotCompared().stream().map(ReportWords::describe).toList());
        page.open("details", "class", "how").element("summary", "How it was compared");
        writeFacts(page, table);
        writeSides(page, table);
        page.close(3);
    }

    /** What the numbers of the table are about, where they are not about all of it. */
    private static void writeParts(HtmlPage page, TableReport table) throws IOException {
        Optional<String> caveat = ReportWords.caveat(table);
        if (caveat.isPresent()) {
            page.element("p", caveat.get(), "class", "caveat");
        }
        if (table.skipped() != null) {
            page.element(
                    "p",
                    "Skipped: the table, or a part of it, " + table.skipped().reason() + ".",
                    "class",
                    "caveat");
        }
        Instant changedSince = table.changedSince();
        if (changedSince != null) {
            page.open("p", "class", "caveat").text("Only rows were compared that were changed since ");
            HtmlTags.writeTime(page, changedSince);
            page.text(".").close();
        }
        Scrub scrub = table.scrub();
        if (scrub != null && scrub.isWhole()) {
            page.element("p", "So small that each run compares all of it, not only 1/" + scrub.runs() + ".");
        } else if (scrub != null) {
            page.element("h4", "Only a part of the table was compared");
            writeSentences(page, "reasons", ScrubWords.describe(scrub));
            HtmlScrub.write(page, scrub);
        }
    }

    private static void writeRows(HtmlPage page, Report report, TableReport table, RowsReport rows) throws IOException {
        page.element("h4", "Rows that differ");
        writeNumbers(page, table, rows);
        if (!rows.details().isEmpty()) {
            HtmlRows.write(page, "Rows that differ, with their keys", rows.details());
        }
        long more = ReportWords.notShown(
                table,
                rows,
                rows.details().stream().mapToLong(RowDifference::occurrences).sum());
        if (more > 0) {
            String found = ReportWords.caveat(table).isPresent() ? " more that were found; " : " more; ";
            page.element("p", "… and " + number(more) + found + whereTheyAre(report) + ".", "class", "more");
        }
        for (AcceptedRows accepted : rows.accepted()) {
            writeAccepted(page, accepted);
        }
    }

    private static String whereTheyAre(Report report) {
        String detailsFile = report.detailsFile();
        return detailsFile == null
                ? "--max-details says how many of them a report names, and --details-file names all"
                : "they stand in " + detailsFile;
    }

    private static void writeNumbers(HtmlPage page, TableReport table, RowsReport rows) throws IOException {
        String least = ReportWords.caveat(table).isPresent() ? "at least " : "";
        page.open("dl", "class", "figures");
        HtmlTags.writeFact(page, "missing", least + number(rows.missing()));
        HtmlTags.writeFact(page, "extra", least + number(rows.extra()));
        HtmlTags.writeFact(page, "changed", least + number(rows.changed()));
        HtmlTags.writeFact(page, "within tolerance", unlessNone(rows.tolerated()));
        HtmlTags.writeFact(page, "in flight", number(rows.inFlight()));
        HtmlTags.writeFact(page, "too young", unlessNone(rows.younger()));
        HtmlTags.writeFact(page, "never at rest", number(rows.unsettled()));
        HtmlTags.writeFact(page, "keys that collide", unlessNone(rows.keyCollisions()));
        page.close();
        page.element("p", ReportWords.looks(rows.looks()) + ".", "class", "aside");
        Halted halted = rows.halted();
        if (halted != null) {
            page.element(
                    "p",
                    "Halted as more than " + halted.above() + " differ, with " + number(halted.searchedRows()) + " of "
                            + number(halted.rowsToSearch()) + " rows searched.",
                    "class",
                    "caveat");
        }
        if (table.namelessRows() > 0) {
            page.element(
                    "p",
                    "Rows without a key that never came to rest cannot be named: " + number(table.namelessRows()) + ".",
                    "class",
                    "aside");
        }
    }

    private static @Nullable String unlessNone(long rows) {
        return rows == 0 ? null : number(rows);
    }

    private static void writeAccepted(HtmlPage page, AcceptedRows accepted) throws IOException {
        page.element("h4", "Accepted differences").element("p", ReportWords.describe(accepted));
        if (!accepted.details().isEmpty()) {
            HtmlRows.write(page, "Rows that differ and are accepted", accepted.details());
        }
        long more = accepted.count()
                - accepted.details().stream()
                        .mapToLong(RowDifference::occurrences)
                        .sum();
        if (more > 0) {
            page.element("p", "… and " + number(more) + " more.", "class", "more");
        }
    }

    private static void writeSides(HtmlPage page, TableReport table) throws IOException {
        SideReport source = table.sourceSide();
        SideReport target = table.targetSide();
        if (source == null && target == null) {
            return;
        }
        page.open("div", "class", "scroll")
                .open("table", "class", "sides")
                .element("caption", "What was read of each side", "class", "unseen");
        page.open("thead").open("tr").open("td").close();
        page.element("th", "Source", "scope", "col").element("th", "Target", "scope", "col");
        page.close(2).open("tbody");
        List<String> ofSource = facts(source);
        List<String> ofTarget = facts(target);
        for (int i = 0; i < OF_A_SIDE.size(); i++) {
            page.open("tr").element("th", OF_A_SIDE.get(i), "scope", "row");
            for (String fact : List.of(ofSource.get(i), ofTarget.get(i))) {
                page.open("td").element("bdi", fact).close();
            }
            page.close();
        }
        page.close(3);
    }

    private static List<String> facts(@Nullable SideReport side) {
        if (side == null) {
            return Collections.nCopies(OF_A_SIDE.size(), ReportWords.UNKNOWN);
        }
        String checksum = side.checksum();
        return List.of(
                side.engine(),
                number(side.count()),
                checksum == null ? ReportWords.UNKNOWN : checksum,
                side.hashedIn() == null
                        ? ReportWords.UNKNOWN
                        : side.hashedIn().name().toLowerCase(Locale.ROOT),
                side.isolation(),
                side.replica() ? "yes" : "no",
                HtmlOverview.took(side.milliseconds()));
    }

    private static void writeFacts(HtmlPage page, TableReport table) throws IOException {
        Integer buckets = table.bucketsCompared();
        Integer different = table.bucketsDifferent();
        page.open("dl", "class", "facts");
        HtmlTags.writeFact(page, "Compared", HtmlOverview.compared(table.compared()));
        HtmlTags.writeFact(page, "Key", listed(table.key()));
        HtmlTags.writeFact(page, "Columns compared", listed(table.columnsCompared()));
        HtmlTags.writeFact(
                page,
                "Columns softened",
                listed(table.columnsSoftened().stream()
                        .map(ReportWords::describe)
                        .toList()));
        HtmlTags.writeFact(page, "Buckets compared", buckets == null ? null : number((long) buckets));
        HtmlTags.writeFact(page, "Buckets that differ", different == null ? null : number((long) different));
        HtmlTags.writeFact(page, "Took", HtmlOverview.took(table.milliseconds()));
        Long speed = table.rowsPerSecond();
        HtmlTags.writeFact(page, "Rows per second", speed == null ? null : number(speed));
        EarlierRead earlier = table.earlier();
        if (earlier != null) {
            page.open("div")
                    .element("dt", earlier.all() ? "Read by a run that began" : "Read in part by a run that began")
                    .open("dd");
            HtmlTags.writeTime(page, earlier.since());
            page.close(2);
        }
        page.close();
    }

    private static @Nullable String listed(List<String> names) {
        return names.isEmpty() ? null : String.join(", ", names);
    }

    private static void writeSection(HtmlPage page, String title, List<String> sentences) throws IOException {
        if (!sentences.isEmpty()) {
            page.element("h4", title);
            writeSentences(page, "plain", sentences);
        }
    }

    private static void writeSentences(HtmlPage page, String kind, List<String> sentences) throws IOException {
        if (!sentences.isEmpty()) {
            page.open("ul", "class", kind);
            for (String sentence : sentences) {
                page.element("li", sentence);
            }
            page.close();
        }
    }
}
