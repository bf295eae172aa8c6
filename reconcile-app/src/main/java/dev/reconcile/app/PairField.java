package dev.reconcile.app;

import dev.reconcile.app.SettingShape.Mapping;
import dev.reconcile.app.SettingShape.Names;
import dev.reconcile.app.SettingShape.Text;

/** What the file can say of one pair of tables, under {@code tables.pairs}. */
enum PairField implements FileField {
    SOURCE("source", new Text(""), "The source table. Every pair has one."),
    TARGET("target", new Text(""), "The target table; without it by the naming rule."),
    KEY(
            "key",
            new Names(Names.Of.COLUMNS),
            "The key's columns on the source, in key order; without it the tables' own key."),
    COLUMNS("columns", new Names(Names.Of.COLUMNS), "Only these columns, named as on the source."),
    EXCLUDE("exclude", new Names(Names.Of.COLUMNS), "Never these columns."),
    MASK(
            "mask",
            new Names(Names.Of.COLUMNS),
            "Columns that are compared, but whose values are shown nowhere; each must be one of the pair."),
    RENAMES("renames", new Mapping(), "The target's names of columns that the source names otherwise."),
    SOURCE_FILTER(
            "source-filter", new Text(""), "A condition in the source's SQL; only rows that satisfy it are read."),
    TARGET_FILTER("target-filter", new Text(""), "The same in the target's SQL."),
    AGE_COLUMN(
            "age-column",
            new Text(""),
            "The source's column that says when a row was written last, for older-than, instead of tables.age-column; the"
                    + " pair must have it."),
    CHANGE_COLUMN(
            "change-column",
            new Text(""),
            "The source's column that says when a row was changed last, for since, instead of tables.change-column; the pair"
                    + " must have it.");

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // a record of values that do not change
    private final SettingShape shape;

    private final String description;

    PairField(String key, SettingShape shape, String description) {
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
