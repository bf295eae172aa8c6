package dev.reconcile.alert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.alert.AlertMessage;
import dev.reconcile.core.alert.AlertText;
import dev.reconcile.core.alert.OpenAlert;
import dev.reconcile.core.alert.Problem;
import dev.reconcile.core.port.AlertChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus' Alertmanager, which tells people by itself: it is told of all that is open whenever anything happens and again and
 * again, and of what is over. What it groups and repeats, and when, is its own affair.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/alerts_api/">how it wants to be told</a>
 */
public final class Alertmanager implements AlertChannel {

    /** An alert that is over is told for so long, as Prometheus does it: one post may be lost. */
    private static final Duration TOLD_AFTER_ITS_END = Duration.ofMinutes(15);

    private static final int MOST_IN_A_POST = 500;
    private static final int LONGEST_LABEL = 500;

    private final HttpPlace place;
    private final Duration hold;
    private final Map<String, String> labels;
    private final Map<OpenAlert.Key, Ended> ended = new LinkedHashMap<>();

    private record Ended(OpenAlert alert, Instant end) {}

    /**
     * @param place where it is, without {@code /api/v2/alerts}
     * @param hold for how long an alert lasts there that nobody tells it of again: if it were less than the time between two
     *     runs, it would count as over without anybody having looked
     * @param labels that every alert has beside its own
     */
    public Alertmanager(HttpPlace place, Duration hold, Map<String, String> labels) {
        this.place = place.below("/api/v2/alerts");
        this.hold = hold;
        this.labels = Map.copyOf(labels);
    }

    @Override
    public boolean wantsRepeats() {
        return true;
    }

    @Override
    public void send(AlertMessage message) {
        for (OpenAlert over : message.ended()) {
            ended.put(over.key(), new Ended(over, message.time()));
        }
        message.open().forEach(open -> ended.remove(open.key()));
        ended.values().removeIf(over -> over.end().plus(TOLD_AFTER_ITS_END).isBefore(message.time()));
        List<ObjectNode> all = new ArrayList<>();
        message.open().forEach(open -> all.add(alert(open, message.time().plus(hold), message.link())));
        ended.values().forEach(over -> all.add(alert(over.alert(), over.end(), message.link())));
        for (int from = 0; from < all.size(); from += MOST_IN_A_POST) {
            ArrayNode post = JsonNodeFactory.instance.arrayNode();
            all.subList(from, Math.min(all.size(), from + MOST_IN_A_POST)).forEach(post::add);
            place.post(AlertJson.bytes(post));
        }
    }

    private ObjectNode alert(OpenAlert open, Instant end, @Nullable String link) {
        ObjectNode alert = JsonNodeFactory.instance.objectNode();
        ObjectNode ofAlert = alert.putObject("labels");
        labels(open).forEach(ofAlert::put);
        ObjectNode annotations = alert.putObject("annotations");
        annotations.put("summary", AlertText.line(open));
        if (open.run() != null) {
            annotations.put("run_id", open.run());
        }
        if (open.told().severity() != null) {
            annotations.put("reconcile_severity", open.told().severity().name());
        }
        alert.put("startsAt", open.since().toString());
        alert.put("endsAt", end.toString());
        if (link != null) {
            alert.put("generatorURL", link);
        }
        return alert;
    }

    /** What tells alerts apart; it must not change as long as one lasts. */
    private Map<String, String> labels(OpenAlert open) {
        Map<String, String> all = new TreeMap<>();
        boolean pair = open.subject().isPair();
        all.put(
                "alertname",
                switch (open.problem()) {
                    case DIFFERENT -> "ReconcileTableDiffers";
                    case FAILED -> pair ? "ReconcileTableFailed" : "ReconcileJobFailed";
                    case NOT_CHECKED -> "ReconcileTableUnchecked";
                });
        all.put("severity", open.problem() == Problem.DIFFERENT || !pair ? "critical" : "warning");
        all.putAll(labels);
        all.put("reconcile_job", bounded(open.subject().job()));
        if (pair) {
            all.put("source_table", bounded(open.subject().source()));
            all.put("target_table", bounded(open.subject().target()));
        }
        return all;
    }

    private static String bounded(String label) {
        return label.length() <= LONGEST_LABEL
                ? label
                : label.substring(0, LONGEST_LABEL) + "#" + Integer.toHexString(label.hashCode());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Alertmanager that
                && place.equals(that.place)
                && hold.equals(that.hold)
                && labels.equals(that.labels);
    }

    @Override
    public int hashCode() {
        return Objects.hash(place, hold, labels);
    }
}
