package dev.reconcile.app;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Alerts in the file, not looked at yet.
 *
 * @param fields what is said of them as a whole
 * @param channels the places that they go to, in the file's order
 * @param jobs the jobs of the file; empty where it has none
 */
record GivenAlerts(Map<AlertsField, Given> fields, List<Channel> channels, List<String> jobs) {

    /** There is nothing of them in the file. */
    static final GivenAlerts NONE = new GivenAlerts(Map.of(), List.of(), List.of());

    GivenAlerts {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        channels = List.copyOf(channels);
        jobs = List.copyOf(jobs);
    }

    Optional<Given> field(AlertsField field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** Everything that is said. */
    Stream<Given> all() {
        return Stream.concat(
                fields.values().stream(), channels.stream().flatMap(channel -> channel.fields().values().stream()));
    }

    /** Whether something of it is known only once Vault was asked. */
    boolean needVault() {
        return all().anyMatch(given -> given.value().needsVault());
    }

    /**
     * A place that alerts go to.
     *
     * @param place where it stands
     * @param fields what is said of it
     */
    record Channel(Place place, Map<ChannelField, Given> fields) {

        Channel {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        Optional<Given> field(ChannelField field) {
            return Optional.ofNullable(fields.get(field));
        }
    }
}
