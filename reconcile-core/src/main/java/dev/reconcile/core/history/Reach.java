package dev.reconcile.core.history;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence.UnpairedColumn;
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
import java.util.stream.Stream;

/**
 * Which rows and columns of a pair of tables a run was to compare. What it says is about these alone.
 *
 * @param scope which rows, and in which way, as a text that is the same for two runs that compare alike and tells nothing of it,
 *     since a filter may hold values; empty where every row was to be compared
 * @param columns the columns whose values were compared, and those that the target lacked; empty where only rows were counted. Each is
 *     its name as on the source, and behind that its name in the target where the settings give it another, a digest of its rule where
 *     it has one, and that it was lacking
 */
public record Reach(String scope, Set<String> columns) {

    /** Parts a column's name from its name in the target. */
    private static final String PARTNER = "\n to ";

    /** Parts a column from its rule. */
    private static final String RULE = "\n by rule ";

    /** Is behind a column that the target lacked: it was not compared, and has to be before that is undone. */
    private static final String LACKING = "\n lacking";

    /** Every row, of which only the number is known. */
    public static final Reach NUMBERS = new Reach("", Set.of());

    public Reach {
        columns = Set.copyOf(columns);
    }

    /**
     * What a run compared of a pair.
     *
     * @param discrepancies those of the report, also of its other tables
     */
    public static Reach of(TablePair pair, TableReport table, Collection<Discrepancy> discrepancies) {
        Set<String> columns = new HashSet<>();
        table.columnsCompared().forEach(name -> columns.add(column(pair, name)));
        discrepancies.stream()
                .filter(found -> found.isAbout(table.source(), table.target()))
                .flatMap(found -> found.details() instanceof UnpairedColumn lacking
                        ? Stream.of(lacking.column())
                        : Stream.empty())
                .forEach(name -> columns.add(column(pair, name) + LACKING));
        return new Reach(scope(pair), columns);
    }

    private static String column(TablePair pair, String name) {
        String partner = pair.columns().nameInTarget(name);
        String paired = partner.equalsIgnoreCase(name) ? name : name + PARTNER + partner;
        return pair.rules().of(name).map(rule -> paired + RULE + digest(rule)).orElse(paired);
    }

    /** The names of the columns whose values were compared. */
    Set<String> names() {
        return columns.stream()
                .filter(column -> !column.endsWith(LACKING))
                .map(Reach::name)
                .collect(Collectors.toSet());
    }

    /** The names of the columns that the target lacked. */
    Set<String> lacking() {
        return columns.stream()
                .filter(column -> column.endsWith(LACKING))
                .map(Reach::name)
                .collect(Collectors.toSet());
    }

    /** Whether a run that compared so much compared all that another did. A column without a rule is all of it. */
    boolean covers(Reach other) {
        return (scope.isEmpty() || scope.equals(other.scope))
                && other.columns.stream().allMatch(this::hasAllOf);
    }

    private boolean hasAllOf(String column) {
        String needed = column.endsWith(LACKING) ? column.substring(0, column.length() - LACKING.length()) : column;
        return columns.contains(column) || columns.contains(needed) || columns.contains(withoutRule(needed));
    }

    /** What covers both. */
    Reach and(Reach other) {
        Set<String> both = new HashSet<>(columns);
        both.addAll(other.columns);
        both.removeIf(column -> !column.equals(withoutRule(column)) && both.contains(withoutRule(column)));
        return new Reach(scope.equals(other.scope) ? scope : "", both);
    }

    /** The scope as far as it concerns some columns alone: with their rules and their names in the target, where these are their own. */
    String scopeOf(Collection<String> names) {
        List<String> otherwise = columns.stream()
                .filter(column -> !column.endsWith(LACKING))
                .filter(column -> !column.equals(name(column)) && names.contains(name(column)))
                .sorted()
                .toList();
        return otherwise.isEmpty() ? scope : digest(List.of(scope, otherwise));
    }

    private static String withoutRule(String column) {
        int rule = column.lastIndexOf(RULE);
        return rule < 0 ? column : column.substring(0, rule);
    }

    private static String name(String column) {
        int end = column.indexOf(PARTNER);
        String known = end < 0 ? withoutRule(column) : column.substring(0, end);
        return known.endsWith(LACKING) ? known.substring(0, known.length() - LACKING.length()) : known;
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
