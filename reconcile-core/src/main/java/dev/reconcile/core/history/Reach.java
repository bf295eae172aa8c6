package dev.reconcile.core.history;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence.UnpairedColumn;
import dev.reconcile.core.report.SoftenedColumn.By;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.Softening;
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
 *     it has one, that its fractions of a second were truncated where the run has it so, and that it was lacking
 */
public record Reach(String scope, Set<String> columns) {

    /** Parts a column's name from its name in the target. */
    private static final String PARTNER = "\n to ";

    /** Parts a column from its rule. */
    private static final String RULE = "\n by rule ";

    /**
     * Is behind a column whose fractions of a second lose digits, and lose them otherwise than by default because the run has it so.
     * What loses them by default has no mark, as in histories of builds that made none.
     */
    private static final String TRUNCATED = "\n truncated";

    /** Begins the scope of what was seen by truncated fractions, and is as long as leaves room for a digest. */
    private static final String TRUNCATED_SCOPE = "truncated ";

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
        Set<String> truncated = table.columnsSoftened(By.TRUNCATION);
        table.columnsCompared()
                .forEach(name -> columns.add(
                        truncated.contains(name) && !saysHowToRound(pair, name)
                                ? column(pair, name) + TRUNCATED
                                : column(pair, name)));
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

    /** Whether the column's rule says so itself, so that the run's rounding changes nothing. */
    private static boolean saysHowToRound(TablePair pair, String name) {
        return pair.rules().of(name).map(ColumnRule::softening).stream()
                .anyMatch(softening -> softening instanceof Softening.Fraction fraction && fraction.rounding() != null);
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
        String needed = without(LACKING, column);
        String unruled = withoutRule(needed);
        if (columns.contains(column) || columns.contains(needed) || columns.contains(unruled)) {
            return true;
        }
        // Neither to be there at all nor to agree by a rule is less for fractions that are truncated.
        boolean isLacking = !needed.equals(column);
        boolean isRuled = !unruled.equals(needed);
        return (isLacking && columns.contains(needed + TRUNCATED))
                || ((isLacking || isRuled) && columns.contains(unruled + TRUNCATED));
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
        if (otherwise.isEmpty()) {
            return scope;
        }
        String digest = digest(List.of(scope, otherwise));
        boolean truncated = otherwise.stream().map(Reach::withoutRule).anyMatch(column -> column.endsWith(TRUNCATED));
        return truncated ? TRUNCATED_SCOPE + digest.substring(TRUNCATED_SCOPE.length()) : digest;
    }

    /**
     * Whether what was seen by one of the scopes that {@link #scopeOf} gives is seen again by another, if it is still there.
     *
     * @param scope the one by which it was seen
     * @param other the one by which it was looked for
     */
    static boolean isSeenAgain(String scope, String other) {
        return other.equals(scope) || (other.isEmpty() && !scope.startsWith(TRUNCATED_SCOPE));
    }

    private static String withoutRule(String column) {
        int rule = column.lastIndexOf(RULE);
        return rule < 0 ? column : column.substring(0, rule);
    }

    private static String name(String column) {
        int end = column.indexOf(PARTNER);
        String known = end < 0 ? withoutRule(column) : column.substring(0, end);
        return without(TRUNCATED, without(LACKING, known));
    }

    private static String without(String mark, String column) {
        return column.endsWith(mark) ? column.substring(0, column.length() - mark.length()) : column;
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
