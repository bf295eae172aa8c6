package dev.reconcile.core.alert;

import dev.reconcile.core.report.PlainName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message in words, for people. Names are bounded and hold no character that could move others about; what else a place needs
 * to have escaped is its own affair.
 */
public final class AlertText {

    /** So many are named; of the others only their number is told. */
    static final int MOST_NAMED = 10;

    private final AlertMessage message;

    public AlertText(AlertMessage message) {
        this.message = message;
    }

    /** What it is about, in one line: {@code nightly: 3 tables differ (worst CRITICAL), 1 failed}. */
    public String title() {
        List<String> parts = new ArrayList<>();
        int differ = message.count(AlertKind.DIFFERENT);
        int worse = message.count(AlertKind.WORSE);
        long runs = message.alerts().stream()
                .filter(alert ->
                        alert.kind() == AlertKind.FAILED && !alert.subject().isPair())
                .count();
        long failed = message.count(AlertKind.FAILED) - runs;
        int unchecked = message.count(AlertKind.NOT_CHECKED);
        long accepted = message.alerts().stream()
                .filter(alert -> alert.remark() == Remark.ACCEPTED)
                .count();
        long recovered = message.count(AlertKind.RECOVERED) - accepted;
        add(parts, runs, "the run failed", "runs of " + runs + " jobs failed");
        add(parts, differ, "1 table differs", differ + " tables differ");
        add(parts, worse, "1 table is worse", worse + " tables are worse");
        add(parts, failed, "1 table could not be compared", failed + " tables could not be compared");
        add(parts, unchecked, "1 table is not checked", unchecked + " tables are not checked");
        add(parts, recovered, "1 recovered", recovered + " recovered");
        add(parts, accepted, "what differs in 1 is accepted", "what differs in " + accepted + " is accepted");
        String worst =
                message.severity().map(severity -> " (worst: " + severity + ")").orElse("");
        return message.job().map(PlainName::of).orElse("reconcile") + ": " + String.join(", ", parts) + worst;
    }

    private static void add(List<String> parts, long number, String one, String many) {
        if (number > 0) {
            parts.add(number == 1 ? one : many);
        }
    }

    /** The worst of it, a line each, and how much more there is. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        message.alerts().stream().limit(MOST_NAMED).forEach(alert -> lines.add(line(alert)));
        int more = message.alerts().size() - MOST_NAMED;
        if (more > 0) {
            lines.add("… and " + more + " more");
        }
        return lines;
    }

    /** Title, lines and link. */
    public String all() {
        List<String> all = new ArrayList<>();
        all.add(title());
        all.addAll(lines());
        if (message.link() != null) {
            all.add(message.link());
        }
        return String.join("\n", all);
    }

    /** One alert in one line. */
    public String line(Alert alert) {
        String job = message.job().isPresent()
                ? ""
                : " (job " + PlainName.of(alert.subject().job()) + ")";
        return name(alert.subject()) + job + " " + what(alert);
    }

    /** What is open, in one line. */
    public static String line(OpenAlert open) {
        String what = switch (open.problem()) {
            case DIFFERENT -> "differs since " + time(open.since()) + extent(open.told());
            case FAILED -> failed(open.subject()) + " since " + time(open.since());
            case NOT_CHECKED -> "was not checked since " + time(open.since());
        };
        return name(open.subject()) + " " + what;
    }

    private static String what(Alert alert) {
        String since = " since " + time(alert.since());
        String still = alert.occasion() == Occasion.REMINDER ? "still " : "";
        return switch (alert.kind()) {
            case DIFFERENT -> still + "differs" + since + extent(alert.extent());
            case WORSE -> "is worse, and differs" + since + extent(alert.extent());
            case FAILED -> still + failed(alert.subject()) + since;
            case NOT_CHECKED ->
                still + "was not checked" + since
                        + (alert.remark() == Remark.LEFT_OUT
                                ? ": the runs of its job no longer hold it (reconcile history TABLE --forget drops it)"
                                : "");
            case RECOVERED ->
                switch (alert.problem()) {
                    case DIFFERENT -> recovered(alert.remark()) + "; it differed" + since;
                    case FAILED ->
                        alert.subject().isPair()
                                ? "can be compared again; it could not" + since
                                : "runs again; it had failed" + since;
                    case NOT_CHECKED -> "was checked again; it was not" + since;
                };
        };
    }

    private static String recovered(@Nullable Remark remark) {
        if (remark == Remark.ACCEPTED) {
            return "differs only in rows that the settings accept (accepted, not mended)";
        }
        return remark == Remark.NARROW ? "is in sync again as far as it was compared" : "is in sync again";
    }

    private static String failed(AlertSubject subject) {
        return subject.isPair() ? "could not be compared" : "has failed, comparing nothing,";
    }

    private static String extent(Extent extent) {
        List<String> parts = new ArrayList<>();
        if (extent.severity() != null) {
            parts.add(extent.severity().toString());
        }
        if (extent.differing() != null) {
            String least = extent.atLeast() ? "at least " : "";
            number(parts, least, extent.missing(), "missing");
            number(parts, least, extent.extra(), "extra");
            number(parts, least, extent.changed(), "changed");
        } else if (extent.countDifference() != null) {
            parts.add(extent.sourceRows() + " rows in the source and " + extent.targetRows() + " in the target");
        }
        return parts.isEmpty() ? "" : ": " + String.join(", ", parts);
    }

    private static void number(List<String> parts, String least, @Nullable Long number, String word) {
        if (number != null && number > 0) {
            parts.add(least + number + " " + word);
        }
    }

    private static String name(AlertSubject subject) {
        return subject.isPair()
                ? PlainName.of(subject.source()) + " → " + PlainName.of(subject.target())
                : "The job " + PlainName.of(subject.job());
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
