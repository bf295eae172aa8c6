package dev.reconcile.core.history;

import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.TablePair;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Which rows and columns of a pair of tables a run was to compare. What it says is about these alone.
 *
 * @param scope which rows, and in which way, as a text that is the same for two runs that compare alike and tells nothing of it,
 *     since a filter may hold values; empty where every row was to be compared
 * @param columns the columns whose values were compared, named as on the source; empty where only rows were counted
 */
public record Reach(String scope, Set<String> columns) {

    /** Every row, of which only the number is known. */
    public static final Reach NUMBERS = new Reach("", Set.of());

    public Reach {
        columns = Set.copyOf(columns);
    }

    /** What a run compared of a pair. */
    public static Reach of(TablePair pair, TableReport table) {
        return new Reach(scope(pair), new HashSet<>(table.columnsCompared()));
    }

    /** Whether a run that compared so much compared all that another did. */
    boolean covers(Reach other) {
        return (scope.isEmpty() || scope.equals(other.scope)) && columns.containsAll(other.columns);
    }

    /** What covers both. */
    Reach and(Reach other) {
        Set<String> both = new HashSet<>(columns);
        both.addAll(other.columns);
        return new Reach(scope.equals(other.scope) ? scope : "", both);
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
        String text = List.of(
                        String.valueOf(pair.sourceFilter()),
                        String.valueOf(pair.targetFilter()),
                        String.valueOf(pair.ageLimit()),
                        String.valueOf(pair.changeLimit()),
                        pair.preset().name())
                .toString();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256, which every Java runtime must have.", e);
        }
    }
}
