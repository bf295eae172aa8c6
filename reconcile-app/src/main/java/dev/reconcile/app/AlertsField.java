package dev.reconcile.app;

import dev.reconcile.app.SettingShape.Text;
import dev.reconcile.app.SettingShape.Time;

/** What the file can say of alerts as a whole, under {@code alerts}, beside the channels. */
enum AlertsField implements FileField {
    WINDOW(
            "window",
            new Time("1m", "24h"),
            "For how long a problem that stays as it is is not told again; then it is reminded of. 24h unless given."),
    NOT_CHECKED_AFTER(
            "not-checked-after",
            new Time("1m", "26h"),
            "After how long a table is told of that no run could tell whether it is in sync, also because there is no run; longer"
                    + " than the time between two runs. 26h unless given."),
    LINK(
            "link",
            new Text(""),
            "Where a person can read more, such as the address of the service; stands in every alert.");

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // a record of values that do not change
    private final SettingShape shape;

    private final String description;

    AlertsField(String key, SettingShape shape, String description) {
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
