package dev.reconcile.app.tables;

import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.ChangeLimit;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.NamingRule;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.core.table.TablePattern;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which tables a person asked for.
 *
 * @param pairs pairs that were named one by one; they are compared whatever else is said
 * @param include patterns of further source tables; may be empty
 * @param exclude patterns of source tables that {@code include} does not mean
 * @param naming where the partner of an included table is found
 * @param rules how some tables are compared, if they are included; they count instead of {@code naming}
 * @param columns which columns of the other included tables are compared
 * @param columnRules how some of their columns are compared
 * @param preset what is known of the pipeline that fills the target
 * @param accepted differences of some of the tables that do not count
 * @param ageLimit how old rows must be to be compared, of pairs that say nothing of it themselves; null for rows of every
 *     age
 * @param changeLimit since when rows must have been changed to be compared, likewise
 */
public record TableRequest(
        List<TablePair> pairs,
        List<TablePattern> include,
        List<TablePattern> exclude,
        NamingRule naming,
        List<TablePair> rules,
        ColumnSelection columns,
        ColumnRules columnRules,
        Preset preset,
        List<AcceptedEntry> accepted,
        @Nullable AgeLimit ageLimit,
        @Nullable ChangeLimit changeLimit) {

    public TableRequest {
        pairs = List.copyOf(pairs);
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        Objects.requireNonNull(naming, "naming");
        rules = List.copyOf(rules);
        Objects.requireNonNull(columns, "columns");
        Objects.requireNonNull(columnRules, "columnRules");
        Objects.requireNonNull(preset, "preset");
        accepted = List.copyOf(accepted);
    }

    /** These pairs and nothing else. */
    public static TableRequest of(List<TablePair> pairs) {
        return new TableRequest(
                pairs,
                List.of(),
                List.of(),
                NamingRule.DEFAULT,
                List.of(),
                ColumnSelection.all(),
                ColumnRules.none(),
                Preset.NONE,
                List.of(),
                null,
                null);
    }

    /** The same tables, filled by a pipeline of a known kind. */
    public TableRequest withPreset(Preset kind) {
        return new TableRequest(
                pairs, include, exclude, naming, rules, columns, columnRules, kind, accepted, ageLimit, changeLimit);
    }

    /** The same tables over rows that are old enough. */
    public TableRequest withAgeLimit(@Nullable AgeLimit limit) {
        return new TableRequest(
                pairs, include, exclude, naming, rules, columns, columnRules, preset, accepted, limit, changeLimit);
    }

    /** The same tables over rows that were changed lately enough. */
    public TableRequest withChangeLimit(@Nullable ChangeLimit limit) {
        return new TableRequest(
                pairs, include, exclude, naming, rules, columns, columnRules, preset, accepted, ageLimit, limit);
    }

    /** The same tables, of which these differences do not count. */
    public TableRequest withAccepted(List<AcceptedEntry> entries) {
        return new TableRequest(
                pairs, include, exclude, naming, rules, columns, columnRules, preset, entries, ageLimit, changeLimit);
    }
}
