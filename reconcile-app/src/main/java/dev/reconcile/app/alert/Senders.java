package dev.reconcile.app.alert;

import dev.reconcile.alert.AlertSender;
import dev.reconcile.alert.Delivery;
import dev.reconcile.alert.Retries;
import dev.reconcile.app.AlertSettings;
import dev.reconcile.core.alert.Alert;
import dev.reconcile.core.alert.AlertFilter;
import dev.reconcile.core.alert.AlertMessage;
import dev.reconcile.core.alert.AlertOutcome;
import dev.reconcile.metrics.RunMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The places that alerts go to, as the settings have them at the moment. For one thread. */
final class Senders {

    /** How long messages to a place that the settings no longer have are still tried. */
    private static final Duration FAREWELL = Duration.ofMinutes(1);

    private final Consumer<String> warn;
    private final @Nullable RunMetrics metrics;
    private final Retries retries;
    private final Map<String, Place> places = new LinkedHashMap<>();

    /** What those want that cannot be reached, because nobody knows where they are. */
    private final List<AlertFilter> lost = new ArrayList<>();

    private record Place(AlertSettings.Channel channel, AlertSender sender) {}

    Senders(Consumer<String> warn, @Nullable RunMetrics metrics, Retries retries) {
        this.warn = warn;
        this.metrics = metrics;
        this.retries = retries;
    }

    /** Has these places from now on. */
    void use(List<AlertSettings.Channel> channels) {
        Map<String, Place> before = new LinkedHashMap<>(places);
        places.clear();
        lost.clear();
        for (AlertSettings.Channel channel : channels) {
            Place known = before.get(channel.name());
            if (known != null && known.channel().equals(channel)) {
                before.remove(channel.name());
                places.put(channel.name(), known);
            } else {
                channel.channel()
                        .ifPresentOrElse(
                                place -> places.put(
                                        channel.name(),
                                        new Place(
                                                channel,
                                                new AlertSender(channel.name(), place, channel.filter(), retries))),
                                () -> lost.add(channel.filter()));
                if (metrics != null) {
                    metrics.beginAlerts(channel.name());
                }
            }
        }
        before.values().forEach(place -> closing(place.sender(), FAREWELL).start());
    }

    /**
     * Sends a message to every place.
     *
     * @param done told those alerts of it that arrived somewhere, or that nobody wanted, once that is known of all places; on
     *     any thread
     */
    void send(AlertMessage message, Consumer<Set<Alert>> done) {
        Deliveries deliveries = new Deliveries(message, List.copyOf(places.values()), List.copyOf(lost), done);
        deliveries.begin();
    }

    /** Waits until everything has been sent or given up. */
    void close(Duration patience) {
        List<Thread> all = new ArrayList<>();
        places.values().forEach(place -> all.add(closing(place.sender(), patience)));
        all.forEach(Thread::start);
        for (Thread closing : all) {
            try {
                closing.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static Thread closing(AlertSender sender, Duration patience) {
        Thread thread = new Thread(() -> sender.close(patience), "reconcile-alert-close");
        thread.setDaemon(true);
        return thread;
    }

    private void account(String name, Delivery delivery) {
        if (metrics != null && delivery.outcome() != AlertOutcome.NOT_WANTED) {
            metrics.alert(name, delivery.outcome());
        }
        switch (delivery.outcome()) {
            case SENT, NOT_WANTED -> {}
            case GIVEN_UP -> warn.accept("The alerts to " + name + " were not delivered: " + delivery.reason() + ".");
            case DROPPED -> warn.accept("The alerts to " + name + " were dropped: " + delivery.reason() + ".");
        }
    }

    /** One message on its way to all places. */
    private final class Deliveries {

        private final AlertMessage message;
        private final List<Place> places;
        private final List<AlertFilter> lost;
        private final Consumer<Set<Alert>> done;
        private final Set<Alert> arrived = new HashSet<>();
        private int missing;

        Deliveries(AlertMessage message, List<Place> places, List<AlertFilter> lost, Consumer<Set<Alert>> done) {
            this.message = message;
            this.places = places;
            this.lost = lost;
            this.done = done;
            this.missing = places.size();
        }

        void begin() {
            arrived.addAll(message.alerts());
            places.forEach(place -> wanted(place.channel().filter()).forEach(arrived::remove));
            lost.forEach(filter -> wanted(filter).forEach(arrived::remove));
            if (places.isEmpty()) {
                done.accept(arrived);
            }
            places.forEach(place -> place.sender().send(message, delivery -> delivered(place, delivery)));
        }

        private List<Alert> wanted(AlertFilter filter) {
            return message.alerts().stream().filter(filter::wants).toList();
        }

        private void delivered(Place place, Delivery delivery) {
            account(place.channel().name(), delivery);
            synchronized (this) {
                if (delivery.outcome() == AlertOutcome.SENT) {
                    arrived.addAll(wanted(place.channel().filter()));
                }
                missing--;
                if (missing > 0) {
                    return;
                }
            }
            done.accept(Set.copyOf(arrived));
        }
    }
}
