package dev.reconcile.core.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One source table, the target table that should equal it, and how the two are compared.
 *
 * @param source the source table; without a schema the source database finds it
 * @param target the target table; without a schema the target database finds it
 * @param columns which columns are compared
 * @param key the names of the key's columns on the source, in key order; empty to take the tables' own key
 * @param sourceFilter a condition in the source's SQL; only rows that satisfy it are read. Empty for every row.
 * @param targetFilter the same for the target
 * @param rules how some columns are compared otherwise than as they are
 * @param preset what is known of the pipeline that fills the target
 * @param accepted differences that do not count for now; the first that accepts a difference counts it
 * @param ageLimit how old a row must be to be compared; null for rows of every age
 * @param changeLimit since when a row must have been changed to be compared; null for rows of every age
 */
public record TablePair(
        TableName source,
        TableName target,
        ColumnSelection columns,
        List<String> key,
        RowFilter sourceFilter,
        RowFilter targetFilter,
        ColumnRules rules,
        Preset preset,
        List<AcceptedDifference> accepted,
        @Nullable AgeLimit ageLimit,
        @Nullable ChangeLimit changeLimit) {

    public TablePair {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(columns, "columns");
        Objects.requireNonNull(sourceFilter, "sourceFilter");
        Objects.requireNonNull(targetFilter, "targetFilter");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(preset, "preset");
        key = List.copyOf(key);
        accepted = List.copyOf(accepted);
        if (ageLimit != null && changeLimit != null) {
            throw new IllegalArgumentException("Rows are chosen either by how old they are or by how new.");
        }
    }

    /** A pair without rules for its columns, of whose pipeline nothing is known. */
    public TablePair(
            TableName source,
            TableName target,
            ColumnSelection columns,
            List<String> key,
            RowFilter sourceFilter,
            RowFilter targetFilter) {
        this(
                source,
                target,
                columns,
                key,
                sourceFilter,
                targetFilter,
                ColumnRules.none(),
                Preset.NONE,
                List.of(),
                null,
                null);
    }

    /** Two tables compared over all columns of equal names and over every row. */
    public static TablePair of(TableName source, TableName target) {
        return new TablePair(source, target, ColumnSelection.all(), List.of(), RowFilter.none(), RowFilter.none());
    }

    /** {@link #of(TableName, TableName)} with names as {@link TableName#parse} reads them. */
    public static TablePair of(String source, String target) {
        return of(TableName.parse(source), TableName.parse(target));
    }

    /** Which rows are left out on either side, one sentence for each filter; empty where every row is read. */
    public List<String> leftOutRows() {
        List<String> sentences = new ArrayList<>();
        if (!sourceFilter.sql().isEmpty()) {
            sentences.add("Only source rows that satisfy " + sourceFilter.sql() + " are compared.");
        }
        if (!targetFilter.sql().isEmpty()) {
            sentences.add("Only target rows that satisfy " + targetFilter.sql() + " are compared.");
        }
        return sentences;
    }

    /** What is read of the source in place of columns, by their names; empty where all are read as they are stored. */
    public Map<String, SqlExpression> sourceExpressions() {
        Map<String, SqlExpression> expressions = new HashMap<>();
        rules.own().forEach((name, rule) -> {
            if (!rule.source().isNone()) {
                expressions.put(name, rule.source());
            }
        });
        return expressions;
    }

    /** What is read of the target in place of columns, by their names there; empty where all are read as stored. */
    public Map<String, SqlExpression> targetExpressions() {
        Map<String, SqlExpression> expressions = new HashMap<>();
        rules.own().forEach((name, rule) -> {
            if (!rule.target().isNone()) {
                expressions.put(columns.nameInTarget(name), rule.target());
            }
        });
        return expressions;
    }

    /** The same pair, compared over other columns. */
    public TablePair withColumns(ColumnSelection selection) {
        return new TablePair(
                source,
                target,
                selection,
                key,
                sourceFilter,
                targetFilter,
                rules,
                preset,
                accepted,
                ageLimit,
                changeLimit);
    }

    /** The same pair with a key of the caller's choice. */
    public TablePair withKey(List<String> keyColumns) {
        return new TablePair(
                source,
                target,
                columns,
                keyColumns,
                sourceFilter,
                targetFilter,
                rules,
                preset,
                accepted,
                ageLimit,
                changeLimit);
    }

    /** The same pair with other rules for its columns. */
    public TablePair withRules(ColumnRules columnRules) {
        return new TablePair(
                source,
                target,
                columns,
                key,
                sourceFilter,
                targetFilter,
                columnRules,
                preset,
                accepted,
                ageLimit,
                changeLimit);
    }

    /** The same pair, filled by a pipeline of a known kind. */
    public TablePair withPreset(Preset kind) {
        return new TablePair(
                source, target, columns, key, sourceFilter, targetFilter, rules, kind, accepted, ageLimit, changeLimit);
    }

    /** The same pair with other differences accepted. */
    public TablePair withAccepted(List<AcceptedDifference> differences) {
        return new TablePair(
                source,
                target,
                columns,
                key,
                sourceFilter,
                targetFilter,
                rules,
                preset,
                differences,
                ageLimit,
                changeLimit);
    }

    /** The same pair over rows that are old enough. */
    public TablePair withAgeLimit(AgeLimit limit) {
        return new TablePair(
                source, target, columns, key, sourceFilter, targetFilter, rules, preset, accepted, limit, changeLimit);
    }

    /** The same pair over rows that were changed lately enough. */
    public TablePair withChangeLimit(ChangeLimit limit) {
        return new TablePair(
                source, target, columns, key, sourceFilter, targetFilter, rules, preset, accepted, ageLimit, limit);
    }

    /** The same pair over rows of every age, whenever they were changed. */
    public TablePair withoutAgeLimit() {
        return new TablePair(
                source, target, columns, key, sourceFilter, targetFilter, rules, preset, accepted, null, null);
    }

    /** The same pair over every row. */
    public TablePair withoutFilters() {
        return new TablePair(
                source, target, columns, key, RowFilter.none(), RowFilter.none(), rules, preset, accepted, null, null);
    }

    /** The pair for a person: {@code dbo.orders → public.orders}. */
    @Override
    public String toString() {
        return source + " → " + target;
    }
}
