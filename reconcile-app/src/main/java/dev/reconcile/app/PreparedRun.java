package dev.reconcile.app;

import dev.reconcile.app.connection.Engine;
import dev.reconcile.app.connection.JdbcUrl;
import dev.reconcile.app.tables.KnownPairs;
import dev.reconcile.app.tables.NoSuchTablesException;
import dev.reconcile.app.tables.SelectedTables;
import dev.reconcile.app.tables.TableRequest;
import dev.reconcile.app.tables.TableSelection;
import dev.reconcile.core.check.CheckReport;
import dev.reconcile.core.check.Checker;
import dev.reconcile.core.compare.UnusablePairException;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunTraffic;
import dev.reconcile.core.port.SecretException;
import dev.reconcile.core.port.SecretStore;
import dev.reconcile.core.report.FirstFew;
import dev.reconcile.core.report.RecheckReport;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowComparison;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.FoundRows;
import dev.reconcile.core.run.LoadWatch;
import dev.reconcile.core.run.PaceOptions;
import dev.reconcile.core.run.Rechecker;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowLook;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.jdbc.ConnectionSettings;
import dev.reconcile.jdbc.repair.RepairScriptException;
import dev.reconcile.jdbc.repair.RepairSummary;
import dev.reconcile.report.ReportWriteException;
import dev.reconcile.trace.TracedRun;
import dev.reconcile.vault.VaultSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run that is ready to begin: Vault was asked, the databases are open, the tables are known. Closing it closes them all.
 */
public final class PreparedRun implements AutoCloseable {

    private final Database source;
    private final Database target;
    private final List<TablePair> pairs;
    private final List<String> warnings;
    private final RunOptions options;
    private final InstantSource clock;
    private final RunFiles files;
    private final @Nullable CheckpointedRuns checkpointed;
    private final Engine sourceEngine;
    private final Engine targetEngine;
    private final Opened opened;

    private PreparedRun(
            Database source,
            Database target,
            SelectedTables tables,
            List<String> warnings,
            RunOptions options,
            InstantSource clock,
            RunFiles files,
            @Nullable CheckpointedRuns checkpointed,
            Engine sourceEngine,
            Engine targetEngine,
            Opened opened) {
        this.source = source;
        this.target = target;
        this.pairs = tables.pairs();
        this.warnings = List.copyOf(warnings);
        this.options = RowsInMemory.sharedOut(
                options, pairs.size(), Runtime.getRuntime().maxMemory());
        this.clock = clock;
        this.files = files;
        this.checkpointed = checkpointed;
        this.sourceEngine = sourceEngine;
        this.targetEngine = targetEngine;
        this.opened = opened;
    }

    /**
     * Asks Vault if it has to, opens the databases and finds out which tables are meant.
     *
     * @throws SetupException if a secret, a database or the tables cannot be had, saying why and what to do
     */
    public static PreparedRun prepare(Settings settings) {
        return prepare(settings, Set.of());
    }

    /**
     * {@link #prepare(Settings)} for some of the tables.
     *
     * @param only the tables that are compared, each by the name of its source or target as reports spell it; empty for all
     * @throws SetupException likewise, and if the settings mean no table of one of the names
     */
    public static PreparedRun prepare(Settings settings, Set<String> only) {
        return prepare(settings, only, DatabaseAccess.REAL, InstantSource.system());
    }

    static PreparedRun prepare(Settings settings, DatabaseAccess access, InstantSource clock) {
        return prepare(settings, Set.of(), access, clock);
    }

    private static PreparedRun prepare(
            Settings settings, Set<String> only, DatabaseAccess access, InstantSource clock) {
        Opened opened = new Opened();
        try {
            Settings complete = complete(settings, access, opened);
            ConnectionSettings from = complete.source().orElseThrow();
            ConnectionSettings to = complete.target().orElseThrow();
            RunFiles files = opened.add(RunFiles.of(complete, from, to));
            CheckpointedRuns checkpointed =
                    CheckpointedRuns.of(complete, from, to).orElse(null);
            Supplier<Database> opening = opened.begin(() -> access.open(to));
            Database source = opened.add(access.open(from));
            Database target = opening.get();
            requireLoad(complete.runOptions().pace(), source, target);
            boolean sameDatabase = from.url().equals(to.url());
            return prepare(
                    source,
                    target,
                    sameDatabase,
                    complete.tables(),
                    only,
                    complete.runOptions(),
                    clock,
                    files,
                    checkpointed,
                    JdbcUrl.parse(from.url()).engine(),
                    JdbcUrl.parse(to.url()).engine(),
                    opened);
        } catch (SecretException
                | DatabaseException
                | NoSuchTablesException
                | InvalidSettingsException
                | ReportWriteException
                | RepairScriptException e) {
            opened.close();
            throw new SetupException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private static PreparedRun prepare(
            Database source,
            Database target,
            boolean sameDatabase,
            TableRequest request,
            Set<String> only,
            RunOptions options,
            InstantSource clock,
            RunFiles files,
            @Nullable CheckpointedRuns checkpointed,
            Engine sourceEngine,
            Engine targetEngine,
            Opened opened) {
        SelectedTables tables = TableSelection.select(request, source, target).only(only);
        List<String> warnings = new ArrayList<>(tables.warnings());
        if (sameDatabase) {
            List<String> themselves = tables.pairs().stream()
                    .filter(pair -> pair.source().equals(pair.target()))
                    .map(pair -> pair.source().toString())
                    .toList();
            if (!themselves.isEmpty()) {
                warnings.add(FirstFew.of(themselves)
                        + (themselves.size() == 1 ? " is compared with itself" : " are compared with themselves")
                        + ": source and target are the same database.");
            }
        }
        return new PreparedRun(
                source,
                target,
                tables,
                warnings,
                options,
                clock,
                files,
                checkpointed,
                sourceEngine,
                targetEngine,
                opened);
    }

    /** A run that pauses for a load which nobody can tell would wait for nothing. */
    private static void requireLoad(PaceOptions pace, Database source, Database target) {
        List<String> obstacles = new LoadWatch(pace.pauseWhen(), source, target).obstacles(new Cancellation());
        if (!obstacles.isEmpty()) {
            throw new SetupException(
                    obstacles.stream()
                            .map(obstacle -> SettingKey.PAUSE_WHEN.flag() + " " + obstacle)
                            .collect(Collectors.joining(System.lineSeparator())),
                    null);
        }
    }

    private static Settings complete(Settings settings, DatabaseAccess access, Opened opened) {
        Optional<VaultSettings> vault = settings.vault();
        if (vault.isEmpty()) {
            return settings;
        }
        SecretStore store = opened.add(access.open(vault.get()));
        return settings.with(new StoredSecrets(store, vault.get().mount()));
    }

    /** The pairs that will be compared, in the order of the report. Empty if every table was excluded. */
    public List<TablePair> pairs() {
        return pairs;
    }

    /** Tells a trace what it is the trace of. */
    public void tell(TracedRun traced) {
        traced.prepared(options.depth(), sourceEngine.systemName(), targetEngine.systemName());
    }

    /** What the reader of the report should know of the choice of tables, one sentence each. The report holds it too. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Compares the tables, and where a checkpoint was asked for goes on with a run that left one. May be called again.
     *
     * @param listener told how the run goes
     * @param cancellation ends the run early; what is complete by then is in the report
     * @return the report, with {@link #warnings} before the run's own
     * @throws RepairScriptException if a repair was asked for and its file cannot be made
     * @throws ReportWriteException if details were asked for and their file cannot be made
     * @throws SetupException if a checkpoint is there and cannot be gone on from, or another run uses it, saying why and what
     *     to do; nothing was compared
     */
    public Report run(RunListener listener, Cancellation cancellation) {
        return run(UUID.randomUUID().toString(), listener, cancellation);
    }

    /**
     * {@link #run(RunListener, Cancellation)} under a name.
     *
     * @param id what the run is called, unless it goes on with one that has a name
     */
    public Report run(String id, RunListener listener, Cancellation cancellation) {
        return run(id, listener, cancellation, null);
    }

    /**
     * {@link #run(String, RunListener, Cancellation)} for a process that nobody watches: a checkpoint that is of another run, since
     * settings, tables or the version have changed, is put aside, and the run begins anew.
     *
     * @param told told so, in a sentence
     */
    public Report runUnattended(String id, RunListener listener, Cancellation cancellation, Consumer<String> told) {
        return run(id, listener, cancellation, told);
    }

    private Report run(String id, RunListener listener, Cancellation cancellation, @Nullable Consumer<String> told) {
        Report report = files.finishDetails(compare(id, files.watching(listener), cancellation, told));
        Set<String> all = new LinkedHashSet<>(warnings);
        all.addAll(report.warnings());
        return report.withWarnings(new ArrayList<>(all));
    }

    private Report compare(
            String id, RunListener listener, Cancellation cancellation, @Nullable Consumer<String> told) {
        Reconciler reconciler = new Reconciler(source, target, clock).withRunIds(() -> id);
        return checkpointed == null
                ? reconciler.run(pairs, options, listener, cancellation)
                : checkpointed.run(reconciler, pairs, options, listener, cancellation, told);
    }

    /** The file from which another run goes on with this one; empty where this one has nothing to go on with. */
    public Optional<Path> checkpointLeft() {
        return Optional.ofNullable(checkpointed).flatMap(CheckpointedRuns::left);
    }

    /** How much was asked of the databases since this was prepared. Sends nothing. */
    public RunTraffic traffic() {
        return new RunTraffic(source.traffic(), target.traffic());
    }

    /**
     * Finds out what {@link #run} would meet, without reading a row. May be called before it, and again.
     *
     * @param cancellation ends the check
     * @return the check, with {@link #warnings} before its own
     * @throws dev.reconcile.core.port.CancelledException if it was cancelled
     */
    public CheckReport check(Cancellation cancellation) {
        Checker checker = new Checker(source, target, clock);
        CheckReport check = checkpointed != null && checkpointed.areScrubs()
                ? checker.checkScrub(pairs, options, cancellation)
                : checker.check(pairs, options, cancellation);
        return check.withWarningsBefore(warnings);
    }

    /**
     * Writes the script that mends what the last run found. Until then, and if this is never called, the file stays as it is.
     *
     * @param report of that run
     * @return empty where no repair was asked for, or where it was written already
     * @throws RepairScriptException if it cannot be written
     */
    public Optional<RepairSummary> writeRepair(Report report) {
        return files.writeRepair(report);
    }

    /**
     * Does nothing if the details of the last run are in their file, all of them, or none were asked for. Where they are
     * not, the report says so too, but by itself it may be a {@link dev.reconcile.core.report.Status#PASS}.
     *
     * @throws ReportWriteException if they are not
     */
    public void requireDetails() {
        files.requireDetails();
    }

    /**
     * Looks at the rows of one key on both sides, now.
     *
     * @param table the source or the target table of one of the {@link #pairs}
     * @param key as in {@link RowLook#look}
     * @param cancellation ends the look
     * @throws SetupException if no pair or several have such a table, or the rows cannot be looked up, saying why and what
     *     to do
     * @throws dev.reconcile.core.port.CancelledException if it was cancelled
     */
    public RowComparison row(TableName table, List<String> key, Cancellation cancellation) {
        return row(known -> known.named(table), key, cancellation);
    }

    /**
     * {@link #row(TableName, List, Cancellation)} by both names of the pair, as reports spell them.
     *
     * @throws SetupException likewise
     */
    public RowComparison row(String source, String target, List<String> key, Cancellation cancellation) {
        return row(
                known -> known.of(source, target)
                        .orElseThrow(
                                () -> new SetupException("The settings do not mean " + source + " any more.", null)),
                key,
                cancellation);
    }

    private RowComparison row(Function<KnownPairs, TablePair> named, List<String> key, Cancellation cancellation) {
        try {
            TablePair pair = named.apply(new KnownPairs(pairs));
            return new RowLook(source, target, clock).look(pair, key, options, cancellation);
        } catch (NoSuchTablesException | DatabaseException | UnusablePairException e) {
            throw new SetupException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Looks only at the findings of an earlier run, with the settings of now.
     *
     * @param earlier the report of that run
     * @param found the rows that it found
     * @param listener is told before rows are looked at once more
     * @param cancellation ends the recheck
     * @throws SetupException if the settings do not mean a table in which the report has findings, naming all such tables
     * @throws dev.reconcile.core.port.CancelledException if it was cancelled
     */
    public RecheckReport recheck(Report earlier, FoundRows found, RunListener listener, Cancellation cancellation) {
        KnownPairs known = new KnownPairs(pairs);
        Map<TableReport, TablePair> pairsOfTables = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        for (TableReport table : earlier.tables()) {
            if (table.verdict() != Verdict.MATCH) {
                known.of(table.source(), table.target())
                        .ifPresentOrElse(
                                pair -> pairsOfTables.put(table, pair),
                                () -> unknown.add(table.source() + " → " + table.target()));
            }
        }
        if (!unknown.isEmpty()) {
            throw new SetupException(
                    "The report has findings in tables that the settings do not mean: " + FirstFew.of(unknown)
                            + ". Give the settings of that run.",
                    null);
        }
        return new Rechecker(source, target, clock)
                .recheck(
                        earlier,
                        found,
                        table -> Objects.requireNonNull(pairsOfTables.get(table)),
                        options,
                        listener,
                        cancellation);
    }

    /** Closes the databases and the access to Vault. Does nothing the second time. */
    @Override
    public void close() {
        opened.close();
    }

    /** What is open, closed in the opposite order. */
    private static final class Opened {

        private final Deque<Runnable> closers = new ArrayDeque<>();

        Database add(Database database) {
            closers.push(database::close);
            return database;
        }

        /**
         * Begins to open a database on another thread.
         *
         * @return waits for it, and throws why it could not be opened
         */
        Supplier<Database> begin(Supplier<Database> open) {
            CompletableFuture<Database> opening = CompletableFuture.supplyAsync(open, task -> {
                Thread thread = new Thread(task, "reconcile-opening");
                thread.setDaemon(true);
                thread.start();
            });
            closers.push(() -> {
                // Nobody waits for one that is still being opened: it is closed as soon as it is.
                CompletableFuture<Void> ignored = opening.thenAccept(Database::close);
            });
            return () -> {
                try {
                    return opening.join();
                } catch (CompletionException e) {
                    throw e.getCause() instanceof RuntimeException failure ? failure : e;
                }
            };
        }

        RunFiles add(RunFiles files) {
            closers.push(files::close);
            return files;
        }

        SecretStore add(SecretStore store) {
            closers.push(store::close);
            return store;
        }

        void close() {
            while (!closers.isEmpty()) {
                closers.pop().run();
            }
        }
    }
}
