package dev.reconcile.app;

import dev.reconcile.core.alert.AlertFilter;
import dev.reconcile.core.alert.AlertRules;
import dev.reconcile.core.port.AlertChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is told of tables and jobs, and where.
 *
 * @param rules when something is told
 * @param link where a person can read more; empty where nobody said
 * @param channels where; empty where nothing is told
 */
public record AlertSettings(AlertRules rules, Optional<String> link, List<Channel> channels) {

    /** Nothing is told. */
    static final AlertSettings NONE =
            new AlertSettings(new AlertRules(Duration.ofHours(24), Duration.ofHours(26)), Optional.empty(), List.of());

    public AlertSettings {
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(link, "link");
        channels = List.copyOf(channels);
    }

    /** Whether nothing of it is waiting for Vault. */
    public boolean isComplete() {
        return channels.stream().allMatch(channel -> channel.channel().isPresent());
    }

    /**
     * A place that alerts go to.
     *
     * @param name what it is called
     * @param filter what it wants to be told
     * @param channel the place; empty as long as something of it lies in Vault
     */
    public record Channel(String name, AlertFilter filter, Optional<AlertChannel> channel) {

        public Channel {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(filter, "filter");
            Objects.requireNonNull(channel, "channel");
        }
    }
}
