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
    CONSOLE;

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

    /** A writer of this format. Only the console's has a style. */
    public ReportWriter writer(ConsoleStyle style) {
        return switch (this) {
            case JSON -> new JsonReportWriter();
            case CSV -> new CsvReportWriter();
            case CONSOLE -> new ConsoleReportWriter(style);
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
