package dev.reconcile.app;

import dev.reconcile.app.SettingShape.AlertTemplate;
import dev.reconcile.app.SettingShape.Arguments;
import dev.reconcile.app.SettingShape.Choice;
import dev.reconcile.app.SettingShape.HookUrl;
import dev.reconcile.app.SettingShape.JobName;
import dev.reconcile.app.SettingShape.Mapping;
import dev.reconcile.app.SettingShape.Names;
import dev.reconcile.app.SettingShape.Time;
import java.util.List;

/** What the file can say of a place that alerts go to, under {@code alerts.channels}. */
enum ChannelField implements FileField {
    NAME("name", new JobName(""), "What the place is called, in logs and metrics. Every channel has one of its own."),
    SLACK("slack", new HookUrl(), "The URL of an incoming webhook of Slack. It is a secret: give a reference."),
    WEBHOOK("webhook", new HookUrl(), "Or a URL that JSON is posted to, with user:password@ where it wants those."),
    ALERTMANAGER(
            "alertmanager", new HookUrl(), "Or the URL of Prometheus' Alertmanager, such as http://localhost:9093."),
    COMMAND(
            "command",
            new Arguments(),
            "Or a program and its arguments, as a list; no shell reads it. It gets the alert as JSON on its standard input."),
    KINDS(
            "kinds",
            new Names(Names.Of.ALERT_KINDS),
            "Only such alerts; without it all: different, worse, recovered, failed, not-checked."),
    JOBS("jobs", new Names(Names.Of.JOBS), "Only alerts of these jobs."),
    TABLES(
            "tables",
            new Names(Names.Of.PATTERNS),
            "Only alerts of such tables, named as on either side, such as dbo.*; and those of runs as a whole."),
    MIN_SEVERITY(
            "min-severity",
            new Choice(List.of("low", "medium", "high", "critical"), ""),
            "Of tables that differ only those that do so badly, or worse. One that becomes so bad later is told then, as"
                    + " different."),
    HEADERS(
            "headers",
            new Mapping(),
            "With webhook or alertmanager: headers, such as Authorization. They are secrets."),
    TEMPLATE(
            "template",
            new AlertTemplate(),
            "With webhook: the JSON to post, with places such as {{title}}; without it all that is known."),
    LABELS("labels", new Mapping(), "With alertmanager: labels that every alert has beside its own, such as team."),
    HOLD(
            "hold",
            new Time("1m", "48h"),
            "With alertmanager: how long an alert lasts there without being repeated; longer than the time between two runs. 48h"
                    + " unless given."),
    ENVIRONMENT(
            "environment",
            new Mapping(),
            "With command: variables that it has beside PATH, HOME and the like; it has no others."),
    TIMEOUT("timeout", new Time("1s", "30s"), "With command: after so long it is killed. 30s unless given.");

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // a record of values that do not change
    private final SettingShape shape;

    private final String description;

    ChannelField(String key, SettingShape shape, String description) {
        this.key = key;
        this.shape = shape;
        this.description = description;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public SettingShape shape() {
        return shape;
    }

    @Override
    public String description() {
        return description;
    }
}
