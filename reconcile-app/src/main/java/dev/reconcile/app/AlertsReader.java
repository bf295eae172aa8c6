package dev.reconcile.app;

import dev.reconcile.alert.Alertmanager;
import dev.reconcile.alert.BodyTemplate;
import dev.reconcile.alert.Command;
import dev.reconcile.alert.HttpPlace;
import dev.reconcile.alert.Webhook;
import dev.reconcile.alert.WebhookBody;
import dev.reconcile.app.text.NearNames;
import dev.reconcile.core.alert.AlertFilter;
import dev.reconcile.core.alert.AlertKind;
import dev.reconcile.core.alert.AlertRules;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.port.AlertChannel;
import dev.reconcile.core.table.TablePattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes out what is told of tables and jobs, and where. */
final class AlertsReader {

    private static final List<ChannelField> PLACES =
            List.of(ChannelField.SLACK, ChannelField.WEBHOOK, ChannelField.ALERTMANAGER, ChannelField.COMMAND);

    /** What goes with some places only. */
    private static final Map<ChannelField, Set<ChannelField>> GOES_WITH = Map.of(
            ChannelField.HEADERS, Set.of(ChannelField.WEBHOOK, ChannelField.ALERTMANAGER),
            ChannelField.TEMPLATE, Set.of(ChannelField.WEBHOOK),
            ChannelField.LABELS, Set.of(ChannelField.ALERTMANAGER),
            ChannelField.HOLD, Set.of(ChannelField.ALERTMANAGER),
            ChannelField.ENVIRONMENT, Set.of(ChannelField.COMMAND),
            ChannelField.TIMEOUT, Set.of(ChannelField.COMMAND));

    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Set<String> OUR_LABELS = Set.of("alertname", "reconcile_job", "source_table", "target_table");

    private final SettingValues values;
    private final GivenAlerts given;
    private final Problems problems;

    AlertsReader(SettingValues values, GivenAlerts given, Problems problems) {
        this.values = values;
        this.given = given;
        this.problems = problems;
    }

    /** What is said, without the channels of which something is wrong, which is among the problems then. */
    AlertSettings read() {
        given.all().forEach(values::check);
        List<AlertSettings.Channel> channels = new ArrayList<>();
        Map<String, Place> names = new HashMap<>();
        for (GivenAlerts.Channel channel : given.channels()) {
            read(channel, names).ifPresent(channels::add);
        }
        return new AlertSettings(
                new AlertRules(
                        time(AlertsField.WINDOW, given.field(AlertsField.WINDOW)),
                        time(AlertsField.NOT_CHECKED_AFTER, given.field(AlertsField.NOT_CHECKED_AFTER))),
                given.field(AlertsField.LINK).flatMap(values::text),
                channels);
    }

    private Optional<AlertSettings.Channel> read(GivenAlerts.Channel channel, Map<String, Place> names) {
        Optional<String> name = name(channel, names);
        List<ChannelField> places = PLACES.stream()
                .filter(field -> channel.field(field).isPresent())
                .toList();
        if (places.size() != 1) {
            problems.add(
                    channel.place(),
                    "a channel is one of " + keys(PLACES) + ", and this is "
                            + (places.isEmpty() ? "none" : keys(places)) + ". Give one of them.");
            return Optional.empty();
        }
        ChannelField kind = places.get(0);
        GOES_WITH.forEach((field, with) -> channel.field(field)
                .filter(any -> !with.contains(kind))
                .ifPresent(value -> problems.add(
                        value.place(),
                        "says nothing with " + kind.key() + ". Leave it out, or make this a channel with "
                                + with.stream().map(ChannelField::key).sorted().collect(Collectors.joining(" or "))
                                + ".")));
        Optional<AlertFilter> filter = filter(channel);
        Place place = channel.field(kind).orElseThrow().place();
        Optional<AlertChannel> made = attempt(place, () -> channel(channel, kind));
        return name.isEmpty() || filter.isEmpty()
                ? Optional.empty()
                : Optional.of(new AlertSettings.Channel(name.get(), filter.get(), made));
    }

    private Optional<String> name(GivenAlerts.Channel channel, Map<String, Place> names) {
        Optional<Given> value = channel.field(ChannelField.NAME);
        if (value.isEmpty()) {
            problems.add(channel.place(), "a channel needs the key name. " + ChannelField.NAME.description());
            return Optional.empty();
        }
        Optional<String> name = values.text(value.get());
        if (name.isEmpty() && value.get().value().needsVault()) {
            problems.add(value.get().place(), "the name cannot lie in Vault. Write it here.");
        }
        if (name.isPresent() && names.put(name.get(), value.get().place()) != null) {
            problems.add(value.get().place(), "another channel has this name. Give each one of its own.");
        }
        return name;
    }

    /** Empty if something of it is wrong, so that nobody is told too much or too little by mistake. */
    private Optional<AlertFilter> filter(GivenAlerts.Channel channel) {
        Optional<List<String>> kinds = names(channel, ChannelField.KINDS);
        Optional<List<String>> jobs = names(channel, ChannelField.JOBS);
        Optional<List<String>> tables = names(channel, ChannelField.TABLES);
        Optional<Given> severity = channel.field(ChannelField.MIN_SEVERITY);
        Optional<String> word = severity.flatMap(values::text);
        if (kinds.isEmpty() || jobs.isEmpty() || tables.isEmpty() || (severity.isPresent() && word.isEmpty())) {
            return Optional.empty();
        }
        channel.field(ChannelField.JOBS).ifPresent(value -> requireJobs(value, jobs.get()));
        return Optional.of(new AlertFilter(
                kinds.get().isEmpty()
                        ? AlertFilter.ALL.kinds()
                        : kinds.get().stream()
                                .map(kind ->
                                        AlertKind.valueOf(kind.replace('-', '_').toUpperCase(Locale.ROOT)))
                                .collect(Collectors.toSet()),
                new HashSet<>(jobs.get()),
                tables.get().stream().map(TablePattern::parse).toList(),
                word.map(text -> Severity.valueOf(text.toUpperCase(Locale.ROOT)))
                        .orElse(null)));
    }

    /** A list without a name where none is given; empty where it is not known. */
    private Optional<List<String>> names(GivenAlerts.Channel channel, ChannelField field) {
        Optional<Given> value = channel.field(field);
        if (value.isEmpty()) {
            return Optional.of(List.of());
        }
        if (value.get().value().needsVault()) {
            problems.add(value.get().place(), "this cannot lie in Vault. Write it here.");
        }
        return Optional.of(values.names(value.get())).filter(names -> !names.isEmpty());
    }

    private void requireJobs(Given value, List<String> jobs) {
        for (String job : jobs) {
            if (!given.jobs().isEmpty() && !given.jobs().contains(job)) {
                problems.add(
                        value.place(),
                        "the file has no such job. "
                                + NearNames.nearest(job, given.jobs())
                                        .map(near -> "Did you mean " + near + "?")
                                        .orElseGet(() -> "It has " + String.join(", ", given.jobs()) + "."));
            }
        }
    }

    /** The place; empty where something of it is not known. */
    private Optional<AlertChannel> channel(GivenAlerts.Channel channel, ChannelField kind) {
        Given value = channel.field(kind).orElseThrow();
        if (kind == ChannelField.COMMAND) {
            Optional<List<String>> arguments = values.arguments(value);
            Optional<Map<String, String>> environment = mapping(channel, ChannelField.ENVIRONMENT);
            return arguments.isEmpty() || environment.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Command(
                            arguments.get(),
                            environment.get(),
                            time(ChannelField.TIMEOUT, channel.field(ChannelField.TIMEOUT))));
        }
        Optional<Map<String, String>> headers = mapping(channel, ChannelField.HEADERS);
        Optional<HttpPlace> place = values.text(value).map(HttpPlace::of);
        if (place.isEmpty() || headers.isEmpty()) {
            return Optional.empty();
        }
        HttpPlace with = place.get().with(headers.get());
        return switch (kind) {
            case SLACK -> Optional.of(new Webhook(with, new WebhookBody.Slack()));
            case WEBHOOK -> body(channel).map(body -> new Webhook(with, body));
            default -> mapping(channel, ChannelField.LABELS).map(labels -> alertmanager(channel, with, labels));
        };
    }

    private Optional<WebhookBody> body(GivenAlerts.Channel channel) {
        Optional<Given> template = channel.field(ChannelField.TEMPLATE);
        return template.isEmpty()
                ? Optional.of(new WebhookBody.Plain())
                : template.flatMap(values::text).map(BodyTemplate::parse);
    }

    private Alertmanager alertmanager(GivenAlerts.Channel channel, HttpPlace place, Map<String, String> labels) {
        for (String label : labels.keySet()) {
            if (!LABEL.matcher(label).matches() || OUR_LABELS.contains(label)) {
                throw new IllegalArgumentException("a label is none of Prometheus, or is one of ours ("
                        + OUR_LABELS.stream().sorted().collect(Collectors.joining(", "))
                        + "). Give it another name of letters, digits and underscores.");
            }
        }
        return new Alertmanager(place, time(ChannelField.HOLD, channel.field(ChannelField.HOLD)), labels);
    }

    /** Without an entry where none is given; empty where it is not known. */
    private Optional<Map<String, String>> mapping(GivenAlerts.Channel channel, ChannelField field) {
        Optional<Given> value = channel.field(field);
        return value.isEmpty()
                ? Optional.of(Map.of())
                : value.map(values::mapping).filter(mapping -> !mapping.isEmpty());
    }

    private Duration time(FileField field, Optional<Given> value) {
        SettingShape.Time shape = (SettingShape.Time) field.shape();
        return shape.parse(value.flatMap(values::text).orElse(shape.defaultText()));
    }

    private Optional<AlertChannel> attempt(Place place, Supplier<Optional<AlertChannel>> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            problems.add(place, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static String keys(List<ChannelField> fields) {
        return fields.stream().map(ChannelField::key).collect(Collectors.joining(", "));
    }
}
