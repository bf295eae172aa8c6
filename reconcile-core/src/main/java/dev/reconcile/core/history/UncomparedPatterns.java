package dev.reconcile.core.history;

import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePattern;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tells of which patterns of a job it is not known that all the tables that they mean were compared. Only a run of the whole job
 * asks the source what a pattern means, and what it found is remembered as results alone:
 *
 * <ul>
 *   <li>A pattern that means no pair that is known means tables that came to the settings later, or that no run has reached. Unless
 *       the last run of the whole job began when the settings were as they are: then it means views that the target lacks, or
 *       nothing that is not excluded, for without any table that run would have failed.
 *   <li>A pattern with wildcards means nobody knows what, while no run of the whole job has come to its end.
 *   <li>A pair that the last run of the whole job compared and that is not known any more was forgotten.
 * </ul>
 *
 * @param include the patterns of the job
 * @param exclude the patterns of tables that these do not mean
 * @param since since when the settings are known to be so
 */
public record UncomparedPatterns(List<TablePattern> include, List<TablePattern> exclude, Instant since) {

    public UncomparedPatterns {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        Objects.requireNonNull(since, "since");
    }

    /**
     * Those patterns, in the order of the settings.
     *
     * @param compared the pairs of the job of which something is known and that its runs hold
     * @param last the last run of the whole job that came to its end; empty where none did
     */
    public List<TablePattern> among(Collection<PairName> compared, Optional<WholeRun> last) {
        List<TableName> known = sources(compared);
        List<TableName> forgotten = last.map(run -> sources(run.pairs().stream()
                        .filter(pair -> !compared.contains(pair))
                        .toList()))
                .orElse(List.of());
        boolean isSettled = last.filter(run -> !run.start().isBefore(since)).isPresent();
        return include.stream()
                .filter(pattern -> meansAny(pattern, forgotten)
                        || (last.isEmpty() && pattern.hasWildcards())
                        || (!isSettled && !meansAny(pattern, known)))
                .toList();
    }

    private boolean meansAny(TablePattern pattern, List<TableName> sources) {
        return sources.stream()
                .anyMatch(source ->
                        means(pattern, source) && exclude.stream().noneMatch(excluded -> excluded.matches(source)));
    }

    /** The settings may give rules for an included table, and leave out its schema: it is remembered as it stands there. */
    private static boolean means(TablePattern pattern, TableName source) {
        return source.schema() == null ? pattern.mayMatch(source) : pattern.matches(source);
    }

    private static List<TableName> sources(Collection<PairName> pairs) {
        return pairs.stream().map(pair -> TableName.parse(pair.source())).toList();
    }

    /**
     * A run of a whole job that came to its end.
     *
     * @param start when it began
     * @param pairs those that it has results of
     */
    public record WholeRun(Instant start, Set<PairName> pairs) {

        public WholeRun {
            Objects.requireNonNull(start, "start");
            pairs = Set.copyOf(pairs);
        }
    }
}
