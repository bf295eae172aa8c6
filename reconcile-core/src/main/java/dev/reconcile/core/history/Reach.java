package dev.reconcile.core.history;

import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.TablePair;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which rows and columns of a pair of tables a run was to compare. What it says is about these alone.
 *
 * @param scope which rows, and in which way, as a text that is the same for two runs that compare alike and tells nothing of it,
 *     since a filter may hold values; empty where every row was to be compared
 * @param columns the columns whose values were compared; empty where only rows were counted. Each is its name as on the source, and
 *     behind that a digest of its rule where it has one
 */
public record Reach(String scope, Set<String> columns) {

    /** Parts a column's name from its rule. */
    private static final String RULE = "\n by rule ";

    /** Every row, of which only the number is known. */
    public static final Reach NUMBERS = new Reach("", Set.of());

    public Reach {
        columns = Set.copyOf(columns);
    }

    /** What a run compared of a pair. */
    public static Reach of(TablePair pair, TableReport table) {
        Set<String> columns = new HashSet<>();
        table.columnsCompared()
                .forEach(name -> columns.add(pair.rules()
                        .of(name)
                        .map(rule -> name + RULE + digest(rule))
                        .orElse(name)));
        return new Reach(scope(pair), columns);
    }

    /** The columns' names. */
    Set<String> names() {
        return columns.stream().map(Reach::name).collect(Collectors.toSet());
    }

    /** Whether a run that compared so much compared all that another did. A column without a rule is all of it. */
    boolean covers(Reach other) {
        return (scope.isEmpty() || scope.equals(other.scope))
                && other.columns.stream()
                        .allMatch(column -> columns.contains(column) || columns.contains(name(column)));
    }

    /** What covers both. */
    Reach and(Reach other) {
        Set<String> both = new HashSet<>(columns);
        both.addAll(other.columns);
        both.removeIf(column -> !column.equals(name(column)) && both.contains(name(column)));
        return new Reach(scope.equals(other.scope) ? scope : "", both);
    }

    /** The scope as far as it concerns some columns alone: with their rules, if they have any. */
    String scopeOf(Collection<String> names) {
        List<String> ruled = columns.stream()
                .filter(column -> !column.equals(name(column)) && names.contains(name(column)))
                .sorted()
                .toList();
        return ruled.isEmpty() ? scope : digest(List.of(scope, ruled));
    }

    private static String name(String column) {
        int rule = column.lastIndexOf(RULE);
        return rule < 0 ? column : column.substring(0, rule);
    }

    private static String scope(TablePair pair) {
        boolean every = pair.sourceFilter().isNone()
                && pair.targetFilter().isNone()
                && pair.ageLimit() == null
                && pair.changeLimit() == null
                && pair.preset() == Preset.NONE;
        if (every) {
            return "";
        }
        return digest(List.of(
                String.valueOf(pair.sourceFilter()),
                String.valueOf(pair.targetFilter()),
                String.valueOf(pair.ageLimit()),
                String.valueOf(pair.changeLimit()),
                pair.preset().name()));
    }

    private static String digest(Object all) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256, which every Java runtime must have.", e);
        }
    }
}
