package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.DatabaseTraffic;
import dev.reconcile.core.port.LoadMeasure;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connections that break in the middle of a read. */
class LostConnectionIT {

    private static final int ROWS = 50_000;
    private static final long MIDDLE_OF_THE_TABLE = 300_000;

    private static String url = "";

    @BeforeAll
    static void createTable() {
        url = EmbeddedPostgresServer.createDatabase();
        EmbeddedPostgresServer.execute(
                url, "CREATE TABLE numbers AS SELECT g AS id FROM generate_series(1, " + ROWS + ") g");
    }

    private static String through(CuttingProxy proxy) {
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        return url.replace(":" + port + "/", ":" + proxy.port() + "/");
    }

    private static CuttingProxy cutting(int times) throws Exception {
        return new CuttingProxy(URI.create(url.substring("jdbc:".length())).getPort(), MIDDLE_OF_THE_TABLE, times);
    }

    private static TableReader reader(Database database) {
        TableDescription table = database.describe(TableName.parse("numbers"));
        List<ReadColumn> columns = List.of(new ReadColumn(table.columns().get(0), new CanonicalType.Whole()));
        return database.reader(new TableRead(table, columns, RowFilter.none()), new Cancellation());
    }

    @Test
    void reads_again_from_the_start_and_counts_no_row_twice() throws Exception {
        try (CuttingProxy proxy = cutting(2);
                Database database = EmbeddedPostgresServer.open("source", through(proxy))) {
            assertThat(reader(database).scan(CountingSink::new).rows()).isEqualTo(ROWS);
            assertThat(proxy.cuts()).isEqualTo(2);
            assertThat(database.traffic()).isEqualTo(new DatabaseTraffic(3, 2));
        }
    }

    @Test
    void gives_up_after_a_few_attempts() throws Exception {
        try (CuttingProxy proxy = cutting(Integer.MAX_VALUE);
                Database database = EmbeddedPostgresServer.open("source", through(proxy))) {
            TableReader reader = reader(database);
            DatabaseException failure =
                    catchThrowableOfType(DatabaseException.class, () -> reader.scan(CountingSink::new));
            assertThat(failure.kind()).isEqualTo(DatabaseException.Kind.CONNECTION);
            assertThat(failure).hasMessageContaining("the connection was lost");
            assertThat(proxy.cuts()).isEqualTo(Backoff.OF_DISTURBANCES.attempts());
            assertThat(database.traffic()).isEqualTo(new DatabaseTraffic(4, 3));
        }
    }

    @Test
    void counts_every_statement_that_reads_and_none_that_only_describes() {
        Database database = EmbeddedPostgresServer.open("source", url);
        try (database) {
            TableReader reader = reader(database);
            assertThat(database.traffic()).isEqualTo(DatabaseTraffic.NONE);

            reader.count();
            reader.fingerprints(Buckets.DEFAULT);
            database.load(LoadMeasure.ACTIVE_SESSIONS, new Cancellation());
        }
        assertThat(database.traffic()).isEqualTo(new DatabaseTraffic(3, 0));
    }
}
