package dev.reconcile.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.reconcile.core.port.HistoryException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** The database of a history, with its tables as this version knows them. Safe for use by several threads. */
final class Store implements AutoCloseable {

    /** For how long what another process made in the same moment is tried again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String MIGRATIONS = "classpath:dev/reconcile/history/";

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
     * @throws HistoryException if that cannot be done
     */
    static Store open(StorePlace place) {
        StoreFailures failures = new StoreFailures(place);
        SharedFile file = place instanceof StorePlace.Folder folder ? SharedFile.of(folder) : null;
        DataSource source = file != null ? file.source() : ofServer((StorePlace.Server) place, failures);
        Store store = new Store(source, file, failures);
        try {
            // Made before it is this process's turn, for that takes as long as what it does then.
            Flyway flyway = flyway(source, place instanceof StorePlace.Server);
            store.tried(() -> {
                migrate(flyway);
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
                    throw StoreFailures.isContradiction(failure) ? failure : failures.of(failure);
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

    private static Flyway flyway(DataSource source, boolean server) {
        return Flyway.configure(Store.class.getClassLoader())
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
                // Stores of before have the same tables by migrations that could not be done twice.
                .validateOnMigrate(false)
                .load();
    }

    /** Each migration changes only what is not changed yet, so that one which a full disk or a kill cut short is done once more. */
    private static void migrate(Flyway flyway) {
        if (Stream.of(flyway.info().all()).anyMatch(step -> step.getState() == MigrationState.FAILED)) {
            flyway.repair();
        }
        if (flyway.migrate().success) {
            return;
        }
        throw new HistoryException("The tables of the history could not be made.", null);
    }
}
