package dev.reconcile.app;

import dev.reconcile.app.SettingShape.Choice;
import dev.reconcile.app.SettingShape.OnOff;
import dev.reconcile.app.SettingShape.PositiveNumber;
import dev.reconcile.app.SettingShape.Text;
import dev.reconcile.app.SettingShape.WholeNumber;
import java.util.List;

/** What the file can say of one column, under {@code rules}. */
enum RuleField implements FileField {
    FRACTION_DIGITS(
            "fraction-digits",
            new WholeNumber(0, 7, "", "digits, 0 to 7"),
            "For times: both sides' fractions of a second are reduced to so many digits."),
    ROUNDING(
            "rounding",
            new Choice(List.of("half-up", "truncate"), ""),
            "How they are reduced; without it as everywhere in the run."),
    IGNORE_TRAILING_BLANKS("ignore-trailing-blanks", new OnOff(), "For text: spaces at the end are not compared."),
    IGNORE_CASE("ignore-case", new OnOff(), "For text: capital and small letters are the same."),
    WHITESPACE(
            "whitespace",
            new Choice(List.of("trim", "collapse"), ""),
            "For text: trim leaves out white space at both ends; collapse also makes each run of it one space."),
    COMPARE_AS(
            "compare-as",
            new Choice(List.of("json", "xml", "uuid"), ""),
            "For text: compared as the JSON, the XML or the UUID that it stands for. Columns of json and xml types are"
                    + " compared by json and xml alone; uuid is also for a UUID against text."),
    TOLERANCE(
            "tolerance",
            new PositiveNumber(""),
            "For numbers: source and target are equal where they are no further apart than this."),
    RELATIVE_TOLERANCE(
            "relative-tolerance",
            new PositiveNumber("1"),
            "For numbers: the same as a share of the source's number; where both are given, either is enough."),
    SOURCE_SQL(
            "source-sql",
            new Text(""),
            "In a pair's own rules: an expression in the source's SQL that is read in the column's place. The source need"
                    + " not have such a column."),
    TARGET_SQL("target-sql", new Text(""), "The same in the target's SQL, for the column's partner.");

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // a record of values that do not change
    private final SettingShape shape;

    private final String description;

    RuleField(String key, SettingShape shape, String description) {
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
