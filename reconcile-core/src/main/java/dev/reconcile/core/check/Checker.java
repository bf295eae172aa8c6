package dev.reconcile.core.check;

import dev.reconcile.core.compare.AgeColumnUse;
import dev.reconcile.core.compare.ColumnsMet;
import dev.reconcile.core.compare.MaskUse;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.Feature;
import dev.reconcile.core.run.NamedThreads;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.table.TablePair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Looks at pairs of tables as a {@link Reconciler} would before it reads, and reads no row: what is in the catalogues, and
 * what the databases say to statements that give no row. The databases stay open and are the caller's to close.
 */
public final class Checker {

    private final Database source;
    private final Database target;
    private final InstantSource clock;

    /**
     * A checker of two databases.
     *
     * @param source the database that is right
     * @param target the database that should be the same
     * @param clock tells the time in the report
     */
    public Checker(Database source, Database target, InstantSource clock) {
        this.source = source;
        this.target = target;
        this.clock = clock;
    }

    /**
     * Checks the pairs, some of them at once. What fails for one pair is noted for that pair and hides no other's.
     *
     * @param pairs what a run would compare; an empty list gives a report that is not ready
     * @param options as the run would be given them
     * @param cancellation ends the check
     * @return one result for each pair, in the order given
     * @throws CancelledException if it was cancelled before all pairs were checked
     */
    public CheckReport check(List<TablePair> pairs, RunOptions options, Cancellation cancellation) {
        return check(pairs, options, false, cancellation);
    }

    /** {@link #check} for {@link Reconciler#scrub}: notes the tables too of which no part can be compared by itself. */
    public CheckReport checkScrub(List<TablePair> pairs, RunOptions options, Cancellation cancellation) {
        return check(pairs, options, true, cancellation);
    }

    private CheckReport check(List<TablePair> pairs, RunOptions options, boolean scrubs, Cancellation cancellation) {
        Set<String> warnings = new LinkedHashSet<>();
        DatabaseCheck from = check(source, "source", warnings);
        DatabaseCheck to = check(target, "target", warnings);
        ColumnsMet columns = new ColumnsMet();
        List<TableCheck> tables = checkAll(pairs, options, scrubs, columns, cancellation);
        warnings.addAll(MaskUse.warnings(pairs, columns));
        warnings.addAll(AgeColumnUse.warnings(pairs, columns));
        List<TimeEstimate> times =
                tables.stream().flatMap(table -> table.estimate().stream()).toList();
        return new CheckReport(
                Reconciler.version(),
                clock.instant(),
                options.depth(),
                from,
                to,
                tables,
                TimeEstimate.ofAll(times, options.parallelism()),
                List.copyOf(warnings));
    }

    private static DatabaseCheck check(Database database, String side, Set<String> warnings) {
        warnings.addAll(database.facts().warningsOf(side));
        List<Feature> features = List.of();
        try {
            features = database.features();
        } catch (DatabaseException e) {
            warnings.add("What the " + side + " offers is not known: " + e.getMessage());
        }
        return new DatabaseCheck(database.facts(), features);
    }

    private List<TableCheck> checkAll(
            List<TablePair> pairs, RunOptions options, boolean scrubs, ColumnsMet columns, Cancellation cancellation) {
        Instant now = clock.instant();
        ExecutorService executor =
                Executors.newFixedThreadPool(options.parallelism(), new NamedThreads("reconcile-check-"));
        try {
            List<CompletableFuture<TableCheck>> running = pairs.stream()
                    .map(pair -> CompletableFuture.supplyAsync(
                            () -> new PairCheck(source, target, pair, options, now, scrubs, columns, cancellation)
                                    .check(),
                            executor))
                    .toList();
            return running.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw unwrapped(e);
        } finally {
            executor.shutdownNow();
        }
    }

    /** What a task threw, without the wrapping of the thread that it ran on. */
    private static RuntimeException unwrapped(CompletionException wrapped) {
        if (wrapped.getCause() instanceof Error error) {
            throw error;
        }
        return wrapped.getCause() instanceof RuntimeException failure ? failure : wrapped;
    }
}
