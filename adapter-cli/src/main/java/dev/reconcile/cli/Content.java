package dev.reconcile.cli;

import dev.reconcile.core.check.CheckReport;
import dev.reconcile.core.report.RecheckReport;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowComparison;
import dev.reconcile.report.ConsoleCheckWriter;
import dev.reconcile.report.ConsoleRecheckWriter;
import dev.reconcile.report.ConsoleRowWriter;
import dev.reconcile.report.ConsoleStyle;
import dev.reconcile.report.JsonCheckWriter;
import dev.reconcile.report.JsonRecheckWriter;
import dev.reconcile.report.JsonRowWriter;
import dev.reconcile.report.Rendering;
import dev.reconcile.report.ReportFormat;
import java.time.Instant;
import java.util.function.Function;

/**
 * What a {@link ReportDestination} writes.
 *
 * @param fileName how its files begin in a folder of many
 * @param time what tells its files there apart
 * @param text the text in a style, which only the console's format has
 */
record Content(String fileName, Instant time, Function<ConsoleStyle, Rendering> text) {

    private static final String REPORT = "reconcile";

    /** Whether it is the report of a run. */
    boolean isReport() {
        return fileName.equals(REPORT);
    }

    static Content of(Report report, ReportFormat format) {
        return new Content(
                REPORT, report.timestamp(), style -> out -> format.writer(style).write(report, out));
    }

    /** @throws IllegalArgumentException if the format is for reports of runs alone */
    static Content of(CheckReport check, ReportFormat format) {
        return new Content(
                "reconcile_check",
                check.timestamp(),
                switch (format) {
                    case JSON -> style -> out -> new JsonCheckWriter().write(check, out);
                    case CONSOLE -> style -> out -> new ConsoleCheckWriter(style).write(check, out);
                    case CSV, HTML -> throw new IllegalArgumentException("A check is not written as " + format + ".");
                });
    }

    /** @throws IllegalArgumentException if the format is for reports of runs alone */
    static Content of(RowComparison row, ReportFormat format) {
        return new Content(
                "reconcile_row",
                row.timestamp(),
                switch (format) {
                    case JSON -> style -> out -> new JsonRowWriter().write(row, out);
                    case CONSOLE -> style -> out -> new ConsoleRowWriter(style).write(row, out);
                    case CSV, HTML -> throw new IllegalArgumentException("A row is not written as " + format + ".");
                });
    }

    /** @throws IllegalArgumentException if the format is for reports of runs alone */
    static Content of(RecheckReport recheck, ReportFormat format) {
        return new Content(
                "reconcile_recheck",
                recheck.timestamp(),
                switch (format) {
                    case JSON -> style -> out -> new JsonRecheckWriter().write(recheck, out);
                    case CONSOLE -> style -> out -> new ConsoleRecheckWriter(style).write(recheck, out);
                    case CSV, HTML -> throw new IllegalArgumentException("A recheck is not written as " + format + ".");
                });
    }
}
