package dev.reconcile.app;

import dev.reconcile.app.SettingShape.Day;
import dev.reconcile.app.SettingShape.Names;
import dev.reconcile.app.SettingShape.Text;

/** What the file can say of accepted differences, under {@code tables.accepted}, beside the keys of rows. */
enum AcceptedField implements FileField {
    TABLE("table", new Text(""), "The source or target table of the pair, as the run names it. Every entry has one."),
    FILTER(
            "filter",
            new Text(""),
            "A condition in SQL that both databases take; it has to hold on each side that has the row."),
    SOURCE_FILTER("source-filter", new Text(""), "Instead of it, the condition in the source's SQL,"),
    TARGET_FILTER("target-filter", new Text(""), "and in the target's. Both are given, or neither."),
    KINDS("kinds", new Names(Names.Of.KINDS), "Only such differences; without it all three."),
    COLUMNS(
            "columns",
            new Names(Names.Of.COLUMNS),
            "Only rows that are changed, and in no other columns than these, named as on the source."),
    REASON("reason", new Text(""), "Why they are accepted; the report says it. Every entry has one."),
    UNTIL("until", new Day(), "The last day, in UTC, on which they are; then they count again. Every entry has one.");

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // a record of values that do not change
    private final SettingShape shape;

    private final String description;

    AcceptedField(String key, SettingShape shape, String description) {
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
