package dev.reconcile.app;

import dev.reconcile.app.Given.Many;
import dev.reconcile.app.Given.Named;
import dev.reconcile.app.Given.NamedItem;
import dev.reconcile.app.Given.Single;
import dev.reconcile.app.template.VaultValues;
import dev.reconcile.core.run.HaltAbove;
import dev.reconcile.core.schedule.Timetable;
import dev.reconcile.core.schedule.UnixCron;
import dev.reconcile.core.table.Since;
import dev.reconcile.core.table.TableName;
import dev.reconcile.metrics.Pushgateway;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * What was given, with the layer that wins. A value that does not fit its shape is a problem and counts as unknown; so
 * does one that waits for Vault, which is none. For one thread.
 */
final class SettingValues {

    private static final SettingShape ANY_TEXT = new SettingShape.Text("");

    private final Map<SettingKey, List<Given>> given;
    private final VaultValues vault;
    private final Problems problems;

    /** @param given what was given to each setting, in no particular order */
    SettingValues(Map<SettingKey, List<Given>> given, VaultValues vault, Problems problems) {
        this.given = given;
        this.vault = vault;
        this.problems = problems;
    }

    /** Looks at every value, also at those that another layer's hide; only Vault is not asked for what is hidden. */
    void checkAll() {
        given.values().stream()
                .flatMap(List::stream)
                .filter(value -> !value.value().needsVault() || wins(value))
                .forEach(this::check);
    }

    /** Whether a value counts that is known only once Vault was asked. */
    boolean needVault() {
        return given.values().stream()
                .flatMap(List::stream)
                .anyMatch(value -> value.value().needsVault() && wins(value));
    }

    private boolean wins(Given value) {
        return given.values().stream()
                .filter(values -> values.contains(value))
                .flatMap(List::stream)
                .noneMatch(other -> other.place().layer().winsOver(value.place().layer()));
    }

    /** Looks at one value. */
    void check(Given value) {
        if (value.shape() instanceof SettingShape.Names) {
            names(value);
        } else if (value.shape() instanceof SettingShape.Mapping) {
            mapping(value);
        } else if (value.shape() instanceof SettingShape.Arguments) {
            arguments(value);
        } else {
            text(value);
        }
    }

    /** What was given in the layer that wins; empty if nothing was. */
    Optional<Given> given(SettingKey key) {
        return given.getOrDefault(key, List.of()).stream()
                .min(Comparator.comparing(value -> value.place().layer()));
    }

    /** What was given in one layer. */
    Optional<Given> given(SettingKey key, Layer layer) {
        return given.getOrDefault(key, List.of()).stream()
                .filter(value -> value.place().layer() == layer)
                .findFirst();
    }

    /** Whether a setting was given anywhere. */
    boolean isGiven(SettingKey key) {
        return given(key).isPresent();
    }

    /** The text; empty if none was given or it is not known. */
    Optional<String> text(SettingKey key) {
        return given(key).flatMap(this::text);
    }

    /** The text of a value. */
    Optional<String> text(Given value) {
        return value.value() instanceof Single single
                ? text(value.place(), single, value.shape()::check)
                : Optional.empty();
    }

    /** The name of a table; a text that is none is a problem. */
    Optional<TableName> tableName(Given value) {
        return text(value).flatMap(text -> {
            try {
                return Optional.of(TableName.parse(text));
            } catch (IllegalArgumentException e) {
                problems.add(
                        value.place(),
                        value.value() instanceof Single single && single.literal()
                                ? String.valueOf(e.getMessage())
                                : "the reference brings no table's name. Correct what it leads to.");
                return Optional.empty();
            }
        });
    }

    /** The text, or the setting's default where it is not given or not known. */
    String textOrDefault(SettingKey key) {
        return text(key).orElse(key.shape().defaultText());
    }

    /** The word chosen, or the default. */
    String word(SettingKey key) {
        return ((SettingShape.Choice) key.shape()).parse(textOrDefault(key));
    }

    /** Whether the setting is on. */
    boolean isOn(SettingKey key) {
        return ((SettingShape.OnOff) key.shape()).parse(textOrDefault(key));
    }

    /** Whether the setting was turned on or off; empty where nobody did either. */
    Optional<Boolean> turnedOn(SettingKey key) {
        return text(key).map(((SettingShape.OnOff) key.shape())::parse);
    }

    /** The number; the default where it is not given or not known, and empty where it has none. */
    OptionalInt number(SettingKey key) {
        String text = textOrDefault(key);
        return text.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(((SettingShape.WholeNumber) key.shape()).parse(text));
    }

    /** The length of time, or the default. */
    Duration time(SettingKey key) {
        return ((SettingShape.Time) key.shape()).parse(textOrDefault(key));
    }

    /** The length of time; empty where none is given or it is not known. */
    Optional<Duration> timeIfGiven(SettingKey key) {
        return text(key).map(((SettingShape.Time) key.shape())::parse);
    }

    /** How many rows that differ are too many; empty where that is not given or not known. */
    Optional<HaltAbove> haltAbove() {
        return text(SettingKey.HALT_ABOVE).map(((SettingShape.ShareOrRows) SettingKey.HALT_ABOVE.shape())::parse);
    }

    /** Since when rows must have been changed; empty where that is not given or not known. */
    Optional<Since> since() {
        return text(SettingKey.TABLES_SINCE).map(((SettingShape.PointInTime) SettingKey.TABLES_SINCE.shape())::parse);
    }

    /** The zone of change columns without one. */
    ZoneId changeZone() {
        return ((SettingShape.Zone) SettingKey.TABLES_CHANGE_ZONE.shape())
                .parse(textOrDefault(SettingKey.TABLES_CHANGE_ZONE));
    }

    /** Where metrics are pushed; empty where that is not given or not known. */
    Optional<Pushgateway> pushgateway() {
        return text(SettingKey.PUSHGATEWAY).map(((SettingShape.GatewayUrl) SettingKey.PUSHGATEWAY.shape())::parse);
    }

    /** The time from one run to the next; empty where that is not given or not known. */
    Optional<Timetable.Every> interval() {
        return text(SettingKey.SCHEDULE_INTERVAL)
                .map(((SettingShape.Interval) SettingKey.SCHEDULE_INTERVAL.shape())::parse);
    }

    /** When to run, as a crontab says it; empty where that is not given or not known. */
    Optional<UnixCron> cron() {
        return text(SettingKey.SCHEDULE_CRON).map(((SettingShape.Cron) SettingKey.SCHEDULE_CRON.shape())::parse);
    }

    /** The zone in which that is meant. */
    ZoneId scheduleZone() {
        return ((SettingShape.Zone) SettingKey.SCHEDULE_TIME_ZONE.shape())
                .parse(textOrDefault(SettingKey.SCHEDULE_TIME_ZONE));
    }

    /** In how many runs each table is compared once; empty where that is not given or not known. */
    OptionalInt scrub() {
        return text(SettingKey.SCRUB).stream()
                .mapToInt(((SettingShape.Fraction) SettingKey.SCRUB.shape())::parse)
                .findFirst();
    }

    /** The names; empty if they are not all known. */
    List<String> names(Given value) {
        SettingShape.Names shape = (SettingShape.Names) value.shape();
        if (value.value() instanceof Many many) {
            List<String> names = many.items().stream()
                    .flatMap(item -> text(item.place(), item.value(), shape::checkItem).stream())
                    .toList();
            return names.size() == many.items().size() ? names : List.of();
        }
        return text(value).map(shape::split).orElse(List.of());
    }

    /** A program and its arguments; empty if they are not all known. */
    Optional<List<String>> arguments(Given value) {
        if (value.value() instanceof Many many) {
            List<String> texts = many.items().stream()
                    .flatMap(item -> text(item.place(), item.value(), any -> {}).stream())
                    .toList();
            return Optional.of(texts)
                    .filter(known -> known.size() == many.items().size() && !known.isEmpty());
        }
        return text(value).map(List::of);
    }

    /** Names and what each becomes; empty if not everything is known. */
    Map<String, String> mapping(Given value) {
        SettingShape.Mapping shape = (SettingShape.Mapping) value.shape();
        if (value.value() instanceof Named named) {
            Map<String, String> pairs = new LinkedHashMap<>();
            for (NamedItem item : named.items()) {
                text(item.place(), item.value(), ANY_TEXT::check).ifPresent(text -> pairs.put(item.name(), text));
            }
            return pairs.size() == named.items().size() ? pairs : Map.of();
        }
        return text(value).map(shape::parse).orElse(Map.of());
    }

    private Optional<String> text(Place place, Single single, Consumer<String> check) {
        Optional<String> text = single.template().text(vault);
        if (text.isEmpty()) {
            return text;
        }
        try {
            check.accept(text.get());
            return text;
        } catch (IllegalArgumentException e) {
            problems.add(place, reason(single, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** A reference may lead to a password by mistake: a reason that quotes what it brings is not told. */
    private static String reason(Single single, String reason) {
        if (single.literal()) {
            return reason;
        }
        return reason.indexOf('\'') < 0
                ? "the reference does not fit: " + reason
                : "the reference does not fit here. Correct what it leads to.";
    }
}
