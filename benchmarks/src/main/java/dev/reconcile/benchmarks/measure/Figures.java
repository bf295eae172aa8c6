package dev.reconcile.benchmarks.measure;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;

/** Prints what was measured, as the Markdown of docs/performance.md, row by row as it comes. */
public final class Figures {

    private final PrintStream out;

    /** @param out where to */
    public Figures(PrintStream out) {
        this.out = out;
    }

    void title(String title) {
        out.println();
        out.println("## " + title);
        out.println();
    }

    void text(String text) {
        out.println(text);
        out.println();
    }

    void header(String... columns) {
        row((Object[]) columns);
        out.println(List.of(columns).stream().map(column -> "---").collect(Collectors.joining(" | ", "| ", " |")));
    }

    void row(Object... cells) {
        out.println(List.of(cells).stream().map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |")));
        out.flush();
    }

    /** What else the machine was doing: how many threads wanted a processor, on average of the last minute. */
    static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "?" : Sample.text(load, 1);
    }
}
