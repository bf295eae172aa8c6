package dev.reconcile.history;

import dev.reconcile.core.port.HistoryException;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;

/** The tables of a store, as this version knows them. */
final class Tables {

    private static final String MIGRATIONS = "classpath:dev/reconcile/history/";

    private final Flyway flyway;

    private Tables(Flyway flyway) {
        this.flyway = flyway;
    }

    /** Those of a server, where jobs are shared. */
    static Tables ofServer(DataSource source) {
        return new Tables(flyway(source, "bytea", MIGRATIONS + "migration", MIGRATIONS + "postgresql"));
    }

    /** Those of a file. */
    static Tables ofFile(DataSource source) {
        return new Tables(flyway(source, "blob", MIGRATIONS + "migration"));
    }

    private static Flyway flyway(DataSource source, String bytes, String... locations) {
        return Flyway.configure(Tables.class.getClassLoader())
                .dataSource(source)
                .locations(locations)
                .table("reconcile_schema_history")
                .placeholders(Map.of("bytes", bytes))
                // Others may have tables in the same schema.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                // Stores of before have the same tables by migrations that could not be done twice.
                .validateOnMigrate(false)
                .load();
    }

    /** Whether this version, or a later one, made them what they are. */
    boolean areCurrent() {
        return Stream.of(flyway.info().all())
                .map(step -> step.getState())
                .noneMatch(state -> state == MigrationState.PENDING || state == MigrationState.FAILED);
    }

    /** Makes or changes them. Each migration changes only what is not changed yet, so that one that was cut short is done once more. */
    void migrate() {
        if (Stream.of(flyway.info().all()).anyMatch(step -> step.getState() == MigrationState.FAILED)) {
            flyway.repair();
        }
        if (!flyway.migrate().success) {
            throw new HistoryException("The tables of the history could not be made.", null);
        }
    }
}
