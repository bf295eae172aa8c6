package dev.reconcile.report;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Scrub;
import dev.reconcile.core.report.TableReport;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Which parts of tables were compared, as text for a person, and what is known of the others. */
final class ConsoleScrub {

    /** Parts shown of one table that did not match: more are for the JSON report. */
    private static final int MOST_PARTS = 10;

    private ConsoleScrub() {}

    static void write(ConsolePage page, Report report) {
        List<TableReport> inParts = report.tables().stream()
                .filter(table -> table.scrub() != null && !table.scrub().isWhole())
                .toList();
        if (inParts.isEmpty()) {
            return;
        }
        page.heading("Only a part of these tables was compared");
        for (TableReport table : inParts) {
            page.paragraph(2, ConsoleText.pair(table.source(), table.target()));
            write(page, Objects.requireNonNull(table.scrub()));
        }
    }

    private static void write(ConsolePage page, Scrub scrub) {
        page.paragraph(
                4,
                "This run: " + scrub.compared().map(ConsoleScrub::keys).orElseThrow() + "; about 1/" + scrub.runs()
                        + " of the table, in round " + scrub.round() + ".");
        page.paragraph(
                4,
                scrub.comparedSince()
                        .map(time -> "Every part was compared since " + ConsoleText.time(time) + ".")
                        .orElse("About " + scrub.percentCompared()
                                + "% of the table has been compared so far; the rest never was."));
        List<Scrub.Part> doubtful = scrub.doubtful();
        doubtful.stream().limit(MOST_PARTS).forEach(part -> page.paragraph(4, doubtful(part)));
        if (doubtful.size() > MOST_PARTS) {
            page.paragraph(4, "… and " + (doubtful.size() - MOST_PARTS) + " more parts.");
        }
    }

    private static String doubtful(Scrub.Part part) {
        return String.format(
                Locale.ROOT,
                "%s when it was compared last, %s: %s; %,d %s.",
                part.verdict(),
                ConsoleText.time(Objects.requireNonNull(part.comparedAt())),
                keys(part),
                part.differentRows(),
                part.differentRows() == 1 ? "row differed" : "rows differed");
    }

    private static String keys(Scrub.Part part) {
        if (part.after().isEmpty() && part.upTo().isEmpty()) {
            return "all keys";
        }
        return "keys" + (part.after().isEmpty() ? "" : " after " + bound(part.after()))
                + (part.upTo().isEmpty() ? "" : " up to " + bound(part.upTo()));
    }

    private static String bound(List<NamedValue> bound) {
        return bound.stream()
                .map(named -> named.column() + "=" + ConsoleText.shown(Value.Excerpt.of(named.value())))
                .collect(Collectors.joining(", "));
    }
}
