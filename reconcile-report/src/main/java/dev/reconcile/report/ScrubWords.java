package dev.reconcile.report;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.report.Scrub;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Which part of a table was compared, and what is known of the others, in sentences. */
final class ScrubWords {

    /** Parts named that did not match. */
    private static final int MOST_PARTS = 10;

    private ScrubWords() {}

    /**
     * What was compared in the run and what ever was, and the parts that did not match.
     *
     * @param scrub of a part of the table, not of all of it
     */
    static List<String> describe(Scrub scrub) {
        List<String> sentences = new ArrayList<>();
        sentences.add("This run: " + scrub.compared().map(ScrubWords::keys).orElseThrow() + "; about 1/" + scrub.runs()
                + " of the table, in round " + scrub.round() + ".");
        sentences.add(scrub.comparedSince()
                .map(time -> "Every part was compared since " + ConsoleText.time(time) + ".")
                .orElse("About " + scrub.percentCompared()
                        + "% of the table has been compared so far; the rest never was."));
        List<Scrub.Part> doubtful = scrub.doubtful();
        doubtful.stream().limit(MOST_PARTS).forEach(part -> sentences.add(doubtful(part)));
        if (doubtful.size() > MOST_PARTS) {
            sentences.add("… and " + (doubtful.size() - MOST_PARTS) + " more parts.");
        }
        return sentences;
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

    /** The keys of a part: {@code keys after id=40 up to id=80}. */
    static String keys(Scrub.Part part) {
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
