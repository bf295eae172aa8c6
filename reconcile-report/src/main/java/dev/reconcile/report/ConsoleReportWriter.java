package dev.reconcile.report;

import static dev.reconcile.report.ReportWords.caveat;
import static dev.reconcile.report.ReportWords.number;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.port.ReportWriter;
import dev.reconcile.core.report.AcceptedRows;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.report.ConsoleStyle.Tone;
import dev.reconcile.report.ConsoleTable.Heading;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes a report as text for a person at a terminal of 80 columns: the status, a row for each table, then what was found
 * and what could not be known, what the comparison left out, and what to do. A section without content is left out.
 */
public final class ConsoleReportWriter implements ReportWriter {

    /** Rows shown of one table: more are for the JSON report. */
    private static final int MOST_ROWS = 20;

    private final ConsoleStyle style;

    /** A writer that sets text off so. */
    public ConsoleReportWriter(ConsoleStyle style) {
        this.style = style;
    }

    @Override
    public void write(Report report, Appendable out) throws IOException {
        ConsolePage page = new ConsolePage(style);
        writeStatus(page, report);
        writeTables(page, report);
        ConsoleScrub.write(page, report);
        writeFindings(page, report);
        writeRows(page, report);
        writeAccepted(page, report.tables());
        writeReasons(page, report.tables());
        writePerTable(page, "Reduced before comparing", report.tables(), TableReport::reductions);
        writePerTable(page, "Columns not compared", report.tables(), ConsoleReportWriter::columnsNotCompared);
        writeList(page, "Warnings", "-", report.warnings());
        writeRecommendations(page, report.recommendations());
        writeRun(page, report);
        out.append(page.toString());
    }

    private static void writeStatus(ConsolePage page, Report report) {
        Status status = report.status();
        Tone tone = switch (status) {
            case PASS -> Tone.GOOD;
            case NO_DATA -> Tone.DOUBTFUL;
            case FAIL -> Tone.BAD;
        };
        page.labelled(0, tone, report.complete() ? status.name() : status + ", INTERRUPTED", report.summary());
    }

    private static void writeTables(ConsolePage page, Report report) {
        if (report.tables().isEmpty()) {
            return;
        }
        ConsoleTable table = new ConsoleTable(
                Heading.text("Verdict"),
                Heading.text("Table"),
                Heading.number("Source"),
                Heading.number("Target"),
                Heading.number("Diff."),
                Heading.text("Compared"));
        for (TableReport result : report.tables()) {
            Long source = result.sourceCount();
            Long target = result.targetCount();
            Depth compared = result.compared();
            table.add(
                    tone(result.verdict()),
                    List.of(
                            result.verdict().name(),
                            result.source(),
                            number(source),
                            number(target),
                            source == null || target == null ? ReportWords.UNKNOWN : number(target - source),
                            compared == null
                                    ? ReportWords.UNKNOWN
                                    : compared.name().toLowerCase(Locale.ROOT)),
                    result.source().equals(result.target()) ? null : result.target());
        }
        if (report.totalTables() > 1) {
            String source = number(report.sourceTotalRows());
            String target = number(report.targetTotalRows());
            table.add(Tone.HEADING, List.of("", "Total", source, target, "", ""), null);
        }
        page.table(table);
        writeWhatIsOpen(page, report);
    }

    /** What a table that matches is easily taken for. */
    private static void writeWhatIsOpen(ConsolePage page, Report report) {
        ReportWords.whatCountsLeaveOpen(report).ifPresent(sentence -> {
            page.heading("Contents were not compared");
            page.paragraph(2, sentence);
        });
        ReportWords.whatIsOlder(report).ifPresent(sentence -> {
            page.heading("Older rows were not compared");
            page.paragraph(2, sentence);
        });
    }

    private static void writeFindings(ConsolePage page, Report report) {
        if (report.discrepancies().isEmpty()) {
            return;
        }
        page.heading("Findings");
        for (Discrepancy finding : report.discrepancies()) {
            Set<String> caveats = report.tables().stream()
                    .filter(table -> table.source().equals(finding.source())
                            && table.target().equals(finding.table()))
                    .flatMap(table -> caveat(table).stream())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            page.labelled(
                    2,
                    tone(finding.severity()),
                    finding.severity() + " " + finding.issueType(),
                    ConsoleText.pair(finding.source(), finding.table()));
            ReportWords.describe(finding.details()).forEach(line -> page.paragraph(4, line));
            caveats.forEach(caveat -> page.paragraph(4, caveat));
        }
    }

    /** Which rows differ: their keys, the columns that differ, and such values as the report holds. */
    private static void writeRows(ConsolePage page, Report report) {
        for (TableReport table : report.tables()) {
            RowsReport rows = table.rows();
            if (rows != null) {
                page.heading("Rows of " + pair(table));
                page.paragraph(2, (caveat(table).isEmpty() ? "" : "At least ") + totals(rows));
                caveat(table).ifPresent(caveat -> page.paragraph(2, caveat));
                rows.details().stream().limit(MOST_ROWS).forEach(row -> ConsoleRows.write(page, row));
                long more = ReportWords.notShown(
                        table,
                        rows,
                        rows.details().stream()
                                .limit(MOST_ROWS)
                                .mapToLong(RowDifference::occurrences)
                                .sum());
                if (more > 0) {
                    page.paragraph(
                            4,
                            "… and " + number(more) + " more"
                                    + (caveat(table).isPresent() ? " that were found; " : "; ") + whereTheyAre(report)
                                    + ".");
                }
            }
        }
    }

    private static String whereTheyAre(Report report) {
        String detailsFile = report.detailsFile();
        return detailsFile == null
                ? "the JSON report names up to --max-details of them, and --details-file all"
                : "they stand in " + detailsFile;
    }

    /** What differs and does not count: by whose leave, until when, and which rows. */
    private static void writeAccepted(ConsolePage page, List<TableReport> tables) {
        for (TableReport table : tables) {
            RowsReport rows = table.rows();
            if (rows != null && !rows.accepted().isEmpty()) {
                page.heading("Accepted in " + pair(table));
                caveat(table).ifPresent(caveat -> page.paragraph(2, caveat));
                rows.accepted().forEach(accepted -> writeAccepted(page, accepted));
            }
        }
    }

    private static void writeAccepted(ConsolePage page, AcceptedRows accepted) {
        page.paragraph(2, ReportWords.describe(accepted));
        accepted.details().stream().limit(MOST_ROWS).forEach(row -> ConsoleRows.write(page, row));
        long more = accepted.count()
                - accepted.details().stream()
                        .limit(MOST_ROWS)
                        .mapToLong(RowDifference::occurrences)
                        .sum();
        if (more > 0) {
            page.paragraph(4, "… and " + number(more) + " more.");
        }
    }

    private static String totals(RowsReport rows) {
        return number(rows.missing()) + " missing, " + number(rows.extra())
                + " extra, " + number(rows.changed())
                + " changed"
                + (rows.tolerated() == 0 ? "" : ", " + number(rows.tolerated()) + " within tolerance") + "; "
                + number(rows.inFlight()) + " in flight, "
                + (rows.younger() == 0 ? "" : number(rows.younger()) + " too young, ") + number(rows.unsettled())
                + " never at rest. " + ReportWords.looks(rows.looks()) + ".";
    }

    private static void writeReasons(ConsolePage page, List<TableReport> tables) {
        List<TableReport> unmatched = tables.stream()
                .filter(table -> table.verdict() != Verdict.MATCH)
                .filter(table -> !table.reasons().isEmpty())
                .toList();
        if (unmatched.isEmpty()) {
            return;
        }
        page.heading("Why tables do not match");
        for (TableReport table : unmatched) {
            page.labelled(2, tone(table.verdict()), table.verdict().name(), pair(table));
            table.reasons().forEach(reason -> page.paragraph(4, reason));
        }
    }

    private static void writePerTable(
            ConsolePage page, String title, List<TableReport> tables, Function<TableReport, List<String>> texts) {
        List<TableReport> concerned =
                tables.stream().filter(table -> !texts.apply(table).isEmpty()).toList();
        if (concerned.isEmpty()) {
            return;
        }
        page.heading(title);
        for (TableReport table : concerned) {
            page.paragraph(2, pair(table));
            texts.apply(table).forEach(text -> page.paragraph(4, text));
        }
    }

    private static List<String> columnsNotCompared(TableReport table) {
        return table.columnsNotCompared().stream().map(ReportWords::describe).toList();
    }

    private static void writeList(ConsolePage page, String title, String mark, List<String> texts) {
        if (!texts.isEmpty()) {
            page.heading(title);
            texts.forEach(text -> page.labelled(2, Tone.DOUBTFUL, mark, text));
        }
    }

    private static void writeRecommendations(ConsolePage page, List<String> recommendations) {
        if (!recommendations.isEmpty()) {
            page.heading("Recommendations");
            for (int i = 0; i < recommendations.size(); i++) {
                page.labelled(2, Tone.HEADING, i + 1 + ".", recommendations.get(i));
            }
        }
    }

    private static void writeRun(ConsolePage page, Report report) {
        page.heading("Run " + report.runId());
        page.paragraph(
                2,
                "Ended " + ConsoleText.time(report.timestamp()) + " after " + ReportWords.duration(report.durationMs())
                        + ". Version " + report.version() + ".");
    }

    private static String pair(TableReport table) {
        return ConsoleText.pair(table.source(), table.target());
    }

    private static Tone tone(Verdict verdict) {
        return switch (verdict) {
            case MATCH -> Tone.GOOD;
            case INCONCLUSIVE -> Tone.DOUBTFUL;
            case MISMATCH, ERROR -> Tone.BAD;
        };
    }

    private static Tone tone(Severity severity) {
        return switch (severity) {
            case LOW, MEDIUM -> Tone.DOUBTFUL;
            case HIGH, CRITICAL -> Tone.BAD;
        };
    }
}
