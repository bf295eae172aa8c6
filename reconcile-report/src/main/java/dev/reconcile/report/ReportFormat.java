package dev.reconcile.report;

import dev.reconcile.core.port.ReportWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats that a report can be written in. */
public enum ReportFormat {
    /** Everything that the report says, for programs: {@link JsonReportWriter}. */
    JSON,
    /** A line for each finding, for spreadsheets: {@link CsvReportWriter}. */
    CSV,
    /** Text for a person at a terminal: {@link ConsoleReportWriter}. */
    CONSOLE,
    /** A page for a person with a browser: {@link HtmlReportWriter}. */
    HTML;

    /**
     * The format of this name, in upper or lower case.
     *
     * @throws IllegalArgumentException listing the formats, if there is none
     */
    public static ReportFormat parse(String name) {
        for (ReportFormat format : values()) {
            if (format.toString().equalsIgnoreCase(name.strip())) {
                return format;
            }
        }
        throw new IllegalArgumentException("'" + name + "' is not a report format. Use one of: "
                + Arrays.stream(values()).map(ReportFormat::toString).collect(Collectors.joining(", ")) + ".");
    }

    /** Whether it has no place for anything but the report of a run: a check, a row or a recheck is not written in it. */
    public boolean isForRunsAlone() {
        return this == CSV || this == HTML;
    }

    /** A writer of this format. Only the console's has a style. */
    public ReportWriter writer(ConsoleStyle style) {
        return switch (this) {
            case JSON -> new JsonReportWriter();
            case CSV -> new CsvReportWriter();
            case CONSOLE -> new ConsoleReportWriter(style);
            case HTML -> new HtmlReportWriter();
        };
    }

    /** A writer of this format without colours: for a file. */
    public ReportWriter writer() {
        return writer(ConsoleStyle.PLAIN);
    }

    /** The name as {@link #parse} reads it and a file's extension spells it: {@code json}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
