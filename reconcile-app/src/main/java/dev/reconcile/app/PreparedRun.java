package dev.reconcile.app;

import dev.reconcile.app.tables.NoSuchTablesException;
import dev.reconcile.app.tables.SelectedTables;
import dev.reconcile.app.tables.TableRequest;
import dev.reconcile.app.tables.TableSelection;
import dev.reconcile.core.check.CheckReport;
import dev.reconcile.core.check.Checker;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.SecretException;
import dev.reconcile.core.port.SecretStore;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.jdbc.ConnectionSettings;
import dev.reconcile.vault.VaultSettings;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    private final Opened opened;

    private PreparedRun(
            Database source,
            Database target,
            SelectedTables tables,
            List<String> warnings,
            RunOptions options,
            InstantSource clock,
            Opened opened) {
        this.source = source;
        this.target = target;
        this.pairs = tables.pairs();
        this.warnings = List.copyOf(warnings);
        this.options = options;
        this.clock = clock;
        this.opened = opened;
    }

    /**
     * Asks Vault if it has to, opens the databases and finds out which tables are meant.
     *
     * @throws SetupException if a secret, a database or the tables cannot be had, saying why and what to do
     */
    public static PreparedRun prepare(Settings settings) {
        return prepare(settings, DatabaseAccess.REAL, InstantSource.system());
    }

    static PreparedRun prepare(Settings settings, DatabaseAccess access, InstantSource clock) {
        Opened opened = new Opened();
        try {
            Settings complete = complete(settings, access, opened);
            ConnectionSettings from = complete.source().orElseThrow();
            ConnectionSettings to = complete.target().orElseThrow();
            Database source = opened.add(access.open(from));
            Database target = opened.add(access.open(to));
            boolean sameDatabase = from.url().equals(to.url());
            return prepare(source, target, sameDatabase, complete.tables(), complete.runOptions(), clock, opened);
        } catch (SecretException | DatabaseException | NoSuchTablesException | InvalidSettingsException e) {
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
            RunOptions options,
            InstantSource clock,
            Opened opened) {
        SelectedTables tables = TableSelection.select(request, source, target);
        List<String> warnings = new ArrayList<>(tables.warnings());
        if (sameDatabase) {
            tables.pairs().stream()
                    .filter(pair -> pair.source().equals(pair.target()))
                    .forEach(pair -> warnings.add(
                            pair.source() + " is compared with itself: source and target are the same database."));
        }
        return new PreparedRun(source, target, tables, warnings, options, clock, opened);
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

    /** What the reader of the report should know of the choice of tables, one sentence each. The report holds it too. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Compares the tables. May be called again.
     *
     * @param listener told how the run goes
     * @param cancellation ends the run early; what is complete by then is in the report
     * @return the report, with {@link #warnings} before the run's own
     */
    public Report run(RunListener listener, Cancellation cancellation) {
        Report report = new Reconciler(source, target, clock).run(pairs, options, listener, cancellation);
        Set<String> all = new LinkedHashSet<>(warnings);
        all.addAll(report.warnings());
        return report.withWarnings(new ArrayList<>(all));
    }

    /**
     * Finds out what {@link #run} would meet, without reading a row. May be called before it, and again.
     *
     * @param cancellation ends the check
     * @return the check, with {@link #warnings} before its own
     * @throws dev.reconcile.core.port.CancelledException if it was cancelled
     */
    public CheckReport check(Cancellation cancellation) {
        return new Checker(source, target, clock)
                .check(pairs, options, cancellation)
                .withWarningsBefore(warnings);
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
