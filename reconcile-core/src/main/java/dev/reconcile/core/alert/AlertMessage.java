package dev.reconcile.core.alert;

import dev.reconcile.core.finding.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is told at one moment: all that one run, or a look at the clock, gave occasion to.
 *
 * @param time when
 * @param alerts what is to be told, the worst first; empty where only {@code open} is repeated
 * @param open all that is open now, for those who are told the same again and again
 * @param ended what is over
 * @param link where a person can read more; null where there is no such place
 */
public record AlertMessage(
        Instant time,
        List<Alert> alerts,
        List<OpenAlert> open,
        List<OpenAlert> ended,
        @Nullable String link) {

    public AlertMessage {
        Objects.requireNonNull(time, "time");
        alerts = alerts.stream().sorted(Alert.WORST_FIRST).toList();
        open = List.copyOf(open);
        ended = List.copyOf(ended);
    }

    /** The highest severity of what is told; empty where nothing of it has one, or all of it is over. */
    public Optional<Severity> severity() {
        return alerts.stream()
                .filter(alert -> alert.kind() != AlertKind.RECOVERED)
                .flatMap(alert -> Optional.ofNullable(alert.severity()).stream())
                .max(Comparator.naturalOrder());
    }

    /** The job that all of it is about; empty where there are several. */
    public Optional<String> job() {
        return only(
                alerts.stream().map(alert -> alert.subject().job()).distinct().toList());
    }

    /** The run by which all of it is known; empty where there are several, or none. */
    public Optional<String> run() {
        List<Optional<String>> runs = alerts.stream()
                .map(alert -> Optional.ofNullable(alert.run()))
                .distinct()
                .toList();
        return only(runs).flatMap(run -> run);
    }

    /** How many alerts are of a kind. */
    public int count(AlertKind kind) {
        return (int) alerts.stream().filter(alert -> alert.kind() == kind).count();
    }

    private static <T> Optional<T> only(List<T> all) {
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }
}
