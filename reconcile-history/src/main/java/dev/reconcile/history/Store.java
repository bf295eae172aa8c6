package dev.reconcile.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.reconcile.core.port.HistoryException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** The database of a history, with its tables as this version knows them. Safe for use by several threads. */
final class Store implements AutoCloseable {

    /** How long another process's use of the file is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String MIGRATIONS = "classpath:dev/reconcile/history/";

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private final DataSource source;
    private final Jdbi jdbi;
    private final StoreFailures failures;

    private Store(DataSource source, StoreFailures failures) {
        this.source = source;
        this.failures = failures;
        Instants instants = new Instants();
        this.jdbi = Jdbi.create(source).registerArgument(instants).registerColumnMapper(Instant.class, instants);
    }

    /**
     * Opens the database, and makes or changes its tables where that is needed.
     *
     * @throws HistoryException if that cannot be done
     */
    static Store open(StorePlace place) {
        StoreFailures failures = new StoreFailures(place);
        DataSource source = place instanceof StorePlace.Folder folder
                ? ofFile(folder)
                : ofServer((StorePlace.Server) place, failures);
        Store store = new Store(source, failures);
        try {
            store.tried(() -> {
                migrate(source, place instanceof StorePlace.Server);
                return true;
            });
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Works in one transaction, which is undone if that fails. */
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

    @Override
    public void close() {
        if (source instanceof HikariDataSource pool) {
            pool.close();
        }
    }

    /** Does the work once the file is free, and says in our own words why it cannot be done. */
    private <T> T tried(Work<T> work) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return work.now();
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

    /**
     * Without a pool: the file is open as long as a connection is, and two seconds longer, so that other processes find it free.
     */
    private static DataSource ofFile(StorePlace.Folder place) {
        String file = place.folder().resolve("history").toString();
        if (file.indexOf(';') >= 0) {
            throw new HistoryException(
                    "The folder " + place.folder() + " for the history has a semicolon in its name. Name another.",
                    null);
        }
        place.make();
        makeFile(place.file());
        JdbcDataSource source = new JdbcDataSource();
        // A transaction is on the disk when it has been committed, and nothing is traced into files of its own.
        source.setURL("jdbc:h2:file:" + file
                + ";DB_CLOSE_DELAY=2;WRITE_DELAY=0;LOCK_TIMEOUT=10000;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0");
        return source;
    }

    /** Empty, and the owner's alone before keys of rows are in it, whoever else may look into the folder. */
    private static void makeFile(Path file) {
        try {
            if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (FileAlreadyExistsException made) {
            // Whose it is, and who may read it, was decided then.
        } catch (IOException e) {
            throw new HistoryException(
                    file + ": the history cannot be made. Look at the folder's permissions and at the disk.", e);
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

    private static void migrate(DataSource source, boolean server) {
        Flyway flyway = Flyway.configure(Store.class.getClassLoader())
                .dataSource(source)
                .locations(
                        server
                                ? new String[] {MIGRATIONS + "migration", MIGRATIONS + "postgresql"}
                                : new String[] {MIGRATIONS + "migration"})
                .table("reconcile_schema_history")
                .placeholders(Map.of("bytes", server ? "bytea" : "blob"))
                // Others may have tables in the same schema.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
        if (flyway.migrate().success) {
            return;
        }
        throw new HistoryException("The tables of the history could not be made.", null);
    }

    @FunctionalInterface
    private interface Work<T> {

        T now();
    }
}
