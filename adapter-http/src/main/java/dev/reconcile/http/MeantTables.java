package dev.reconcile.http;

import dev.reconcile.app.Settings;
import dev.reconcile.app.job.RunChoice;
import dev.reconcile.app.tables.TableRequest;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.core.table.TablesOfPairs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables that a run means, as far as its settings tell before a database is asked. */
final class MeantTables {

    private final TableRequest request;
    private final RunChoice choice;
    private final List<TablePair> named;
    private final TablesOfPairs ofNamed;

    /** What this choice leaves of the tables of a job. */
    MeantTables(Settings settings, RunChoice choice) {
        this.request = settings.tables();
        this.choice = choice;
        this.named = request.pairs().stream()
                .filter(pair -> choice.tables().isEmpty()
                        || names(List.of(pair)).stream().anyMatch(choice.tables()::contains))
                .toList();
        this.ofNamed = new TablesOfPairs(named);
    }

    /** The names of both tables of the pairs, as reports spell them. */
    static Set<String> names(List<TablePair> pairs) {
        return pairs.stream()
                .flatMap(pair -> Stream.of(pair.source(), pair.target()))
                .map(TableName::toString)
                .collect(Collectors.toSet());
    }

    /** The pairs that are named one by one. */
    List<TablePair> named() {
        return named;
    }

    /** Whether one of the pair's tables may be one of these. */
    boolean mayHoldOneOf(TablePair pair) {
        return ofNamed.mayHoldOneOf(pair) || (mayBeChosen(pair) && mayBeIncluded(pair.source()));
    }

    /**
     * Whether these choices of one job may leave it one table in common, as far as their names tell. One that is named as a source
     * here and as a target there is not seen.
     */
    static boolean mayShare(RunChoice choice, RunChoice other) {
        TablesOfPairs chosen = new TablesOfPairs(pairs(choice));
        return choice.tables().isEmpty()
                || other.tables().isEmpty()
                || pairs(other).stream().anyMatch(chosen::mayHoldOneOf);
    }

    private static List<TablePair> pairs(RunChoice choice) {
        return choice.tables().stream()
                .flatMap(name -> table(name).stream())
                .map(table -> TablePair.of(table, table))
                .toList();
    }

    private boolean mayBeIncluded(TableName source) {
        return request.include().stream().anyMatch(pattern -> pattern.mayMatch(source))
                && request.exclude().stream().noneMatch(pattern -> pattern.matches(source));
    }

    private boolean mayBeChosen(TablePair pair) {
        return choice.tables().isEmpty() || new TablesOfPairs(pairs(choice)).mayHoldOneOf(pair);
    }

    /** Nobody has looked at what was asked for; what is no name at all means no table. */
    private static Optional<TableName> table(String name) {
        try {
            return Optional.of(TableName.parse(name));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }
}
