package dev.reconcile.report;

import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.Verdict;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Small pieces that occur all over a page: words with a colour, which never says anything by itself, names and times. */
final class HtmlTags {

    private HtmlTags() {}

    static String tone(Status status) {
        return switch (status) {
            case PASS -> "good";
            case NO_DATA -> "doubtful";
            case FAIL -> "bad";
        };
    }

    static void write(HtmlPage page, Verdict verdict) throws IOException {
        String tone = switch (verdict) {
            case MATCH -> "good";
            case INCONCLUSIVE -> "doubtful";
            case MISMATCH, ERROR -> "bad";
        };
        page.element("span", verdict.name(), "class", "tag " + tone);
    }

    static void write(HtmlPage page, Severity severity) throws IOException {
        String tone = switch (severity) {
            case LOW, MEDIUM -> "doubtful";
            case HIGH, CRITICAL -> "bad";
        };
        page.element("span", severity.name(), "class", "tag " + tone);
    }

    /** A name from a database. */
    static void writeName(HtmlPage page, String name) throws IOException {
        page.element("bdi", name, "class", "name");
    }

    /** Two tables that are compared, by one name where both have the same. */
    static void writePair(HtmlPage page, String source, String target) throws IOException {
        writeName(page, source);
        if (!source.equals(target)) {
            page.open("span", "class", "target").text(" → ");
            writeName(page, target);
            page.close();
        }
    }

    static void writeTime(HtmlPage page, Instant time) throws IOException {
        page.element("time", ConsoleText.time(time), "datetime", JsonReports.timestamp(time));
    }

    /** A fact of a list {@code dl}; left out where it is not known. */
    static void writeFact(HtmlPage page, String name, @Nullable String value) throws IOException {
        if (value != null) {
            page.open("div").element("dt", name).open("dd");
            page.element("bdi", value).close(2);
        }
    }
}
