package dev.reconcile.app.tables;

import dev.reconcile.core.report.FirstFew;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.Similarity;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Accepted differences of one pair of tables.
 *
 * @param table the source or the target table of the pair, as {@link KnownPairs} finds it
 * @param difference what is accepted
 */
public record AcceptedEntry(TableName table, AcceptedDifference difference) {

    public AcceptedEntry {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(difference, "difference");
    }

    /** The pairs that the entry could be about; it is about one. */
    public List<TablePair> among(Collection<TablePair> pairs) {
        return new KnownPairs(List.copyOf(pairs)).allNamed(table);
    }

    /**
     * Why it is not known of which pair these are, as a sentence; empty where it is.
     *
     * @param pairs those that are compared
     */
    public Optional<String> misfit(Collection<TablePair> pairs) {
        List<TablePair> meant = among(pairs);
        if (meant.size() > 1) {
            return Optional.of("The table " + table + " is one of several pairs: "
                    + FirstFew.of(meant.stream().map(TablePair::toString).toList())
                    + ". Give the schema, or the other side's table.");
        }
        if (meant.size() == 1) {
            return Optional.empty();
        }
        List<String> names = pairs.stream()
                .flatMap(pair -> Stream.of(pair.source(), pair.target()))
                .map(TableName::toString)
                .distinct()
                .toList();
        List<String> similar = Similarity.nearest(table.toString(), names);
        return Optional.of("The table " + table + " is not compared."
                + (similar.isEmpty() ? "" : " Did you mean " + String.join(" or ", similar) + "?"));
    }
}
