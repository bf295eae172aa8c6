package dev.reconcile.report;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.report.Mending;
import dev.reconcile.core.report.RecheckReport;
import dev.reconcile.core.report.TableRecheck;
import dev.reconcile.report.ConsoleStyle.Tone;
import dev.reconcile.report.ConsoleTable.Heading;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Writes a recheck as text for a person at a terminal of 80 columns: whether all is mended, a row for each table, then the
 * rows that still differ and what could not be rechecked. A section without content is left out.
 */
public final class ConsoleRecheckWriter {

    /** Rows shown of one table: more are for the JSON. */
    private static final int MOST_ROWS = 20;

    private final ConsoleStyle style;

    /** A writer that sets text off so. */
    public ConsoleRecheckWriter(ConsoleStyle style) {
        this.style = style;
    }

    /**
     * Writes the whole recheck.
     *
     * @param out left open
     * @throws IOException as {@code out} throws it
     */
    public void write(RecheckReport recheck, Appendable out) throws IOException {
        ConsolePage page = new ConsolePage(style);
        page.labelled(
                0,
                recheck.allMended() ? Tone.GOOD : Tone.BAD,
                recheck.allMended() ? "MENDED" : "NOT ALL MENDED",
                recheck.summary());
        writeTables(page, recheck.tables());
        recheck.tables().stream()
                .filter(table -> !table.rows().isEmpty() || table.rowsLeftOut() > 0)
                .forEach(table -> writeRows(page, table));
        writePerTable(page, "What else is left", recheck.tables(), TableRecheck::reasons);
        writePerTable(page, "Reduced before comparing", recheck.tables(), TableRecheck::reductions);
        page.heading("Run " + recheck.runId());
        page.paragraph(
                2,
                "Ended " + ConsoleText.time(recheck.runEnded()) + (recheck.runComplete() ? "" : ", interrupted")
                        + "; its findings were looked at " + ConsoleText.time(recheck.timestamp()) + ". "
                        + matched(recheck.tablesMatched()) + " Version " + recheck.version() + ".");
        out.append(page.toString());
    }

    private static String matched(int tables) {
        return switch (tables) {
            case 0 -> "No table matched in it.";
            case 1 -> "The 1 table that matched in it was not looked at.";
            default -> "The " + number(tables) + " tables that matched in it were not looked at.";
        };
    }

    private static void writeTables(ConsolePage page, List<TableRecheck> tables) {
        if (tables.isEmpty()) {
            return;
        }
        ConsoleTable overview = new ConsoleTable(
                Heading.text("Result"),
                Heading.text("Table"),
                Heading.number("Found"),
                Heading.number("Mended"),
                Heading.number("Differ"),
                Heading.number("Unknown"));
        for (TableRecheck table : tables) {
            overview.add(
                    tone(table.mending()),
                    List.of(
                            table.mending().name().replace('_', ' '),
                            table.source(),
                            number(table.findings()),
                            number(table.mended()),
                            number(table.different()),
                            number(table.unknown())),
                    table.source().equals(table.target()) ? null : table.target());
        }
        page.table(overview);
    }

    private static void writeRows(ConsolePage page, TableRecheck table) {
        page.heading("Rows of " + pair(table) + " that still differ");
        table.rows().stream().limit(MOST_ROWS).forEach(row -> ConsoleRows.write(page, row));
        long shown = table.rows().stream()
                .limit(MOST_ROWS)
                .mapToLong(RowDifference::occurrences)
                .sum();
        long all = table.rows().stream().mapToLong(RowDifference::occurrences).sum() + table.rowsLeftOut();
        if (all > shown) {
            page.paragraph(4, "… and " + number(all - shown) + " more; the JSON names up to --max-details of them.");
        }
    }

    private static void writePerTable(
            ConsolePage page, String title, List<TableRecheck> tables, Function<TableRecheck, List<String>> texts) {
        List<TableRecheck> concerned =
                tables.stream().filter(table -> !texts.apply(table).isEmpty()).toList();
        if (!concerned.isEmpty()) {
            page.heading(title);
            for (TableRecheck table : concerned) {
                page.paragraph(2, pair(table));
                texts.apply(table).forEach(text -> page.paragraph(4, text));
            }
        }
    }

    private static String pair(TableRecheck table) {
        return ConsoleText.pair(table.source(), table.target());
    }

    private static Tone tone(Mending mending) {
        return switch (mending) {
            case MENDED -> Tone.GOOD;
            case NOT_RECHECKED -> Tone.DOUBTFUL;
            case DIFFERENT -> Tone.BAD;
        };
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
