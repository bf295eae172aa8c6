package dev.reconcile.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** The database of a history, with its tables as this version knows them. Safe for use by several threads. */
final class Store implements AutoCloseable {

    /** For how long what another process made in the same moment is tried again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private final DataSource source;
    private final @Nullable SharedFile file;
    private final Jdbi jdbi;
    private final StoreFailures failures;

    private Store(DataSource source, @Nullable SharedFile file, StoreFailures failures) {
        this.source = source;
        this.file = file;
        this.failures = failures;
        Instants instants = new Instants();
        this.jdbi = Jdbi.create(source).registerArgument(instants).registerColumnMapper(Instant.class, instants);
    }

    /**
     * Opens the database, and makes or changes its tables where that is needed.
     *
     * @throws dev.reconcile.core.port.HistoryException if that cannot be done
     */
    static Store open(StorePlace place) {
        StoreFailures failures = new StoreFailures(place);
        SharedFile file = place instanceof StorePlace.Folder folder ? SharedFile.of(folder) : null;
        DataSource source = file != null ? file.source() : ofServer((StorePlace.Server) place, failures);
        Store store = new Store(source, file, failures);
        try {
            if (file != null) {
                store.bringUp(file, place);
            } else {
                Tables tables = Tables.ofServer(source);
                store.tried(() -> {
                    tables.migrate();
                    return true;
                });
            }
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * Works in one transaction, which is undone if that fails.
     *
     * @throws ContradictionException if what is written contradicts what is kept
     * @throws dev.reconcile.core.port.HistoryException if the place fails
     */
    <T> T transact(Function<Handle, T> work) {
        return tried(() -> jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::apply));
    }

    /** {@link #transact} of work that gives nothing. */
    void write(Consumer<Handle> work) {
        transact(handle -> {
            work.accept(handle);
            return true;
        });
    }

    /** A file is looked at in its place, and its tables are made or changed in a copy. */
    private void bringUp(SharedFile file, StorePlace place) {
        // Made before it is this process's turn, for that takes as long as what it does then.
        TablesOfFile tables = new TablesOfFile(source, place);
        boolean current = !file.isEmpty()
                && tried(() -> {
                    try {
                        return tables.areCurrent();
                    } catch (SQLException e) {
                        throw new ConnectionException(e);
                    }
                });
        if (!current) {
            file.upgrade();
        }
    }

    @Override
    public void close() {
        if (source instanceof HikariDataSource pool) {
            pool.close();
        }
    }

    /** Does the work once it can have the file, and says in our own words why it cannot be done. */
    private <T> T tried(Supplier<T> work) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return file == null ? work.get() : file.use(work);
            } catch (JdbiException | FlywayException failure) {
                if (!StoreFailures.isOfDatabase(failure)) {
                    // A fault of ours, which no waiting mends.
                    throw failure;
                }
                boolean passes = StoreFailures.isInUse(failure) || StoreFailures.wasFaster(failure);
                if (!passes || System.nanoTime() > end) {
                    throw failures.of(failure);
                }
                pause(failure);
            }
        }
    }

    private void pause(RuntimeException failure) {
        try {
            Thread.sleep(BETWEEN_TRIES.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.of(failure);
        }
    }

    private static DataSource ofServer(StorePlace.Server place, StoreFailures failures) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("reconcile-history");
        config.setJdbcUrl(place.url());
        config.setUsername(place.username());
        config.setPassword(place.password());
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "reconcile history");
        config.addDataSourceProperty("connectTimeout", "10");
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("options", "-c lock_timeout=10s -c statement_timeout=50s");
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw failures.of(e);
        }
    }
}
