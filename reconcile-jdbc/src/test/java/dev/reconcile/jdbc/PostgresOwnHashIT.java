package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseHash;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows hashed by functions of PostgreSQL's own; their values one by one are the business of {@link PostgresContractIT}. */
class PostgresOwnHashIT {

    private static String url = "";
    private static Database database;

    @BeforeAll
    static void createDatabase() {
        url = EmbeddedPostgresServer.createDatabase();
        database = EmbeddedPostgresServer.open("source", url);
    }

    @AfterAll
    static void disconnect() {
        database.close();
    }

    /** The same values are in each column, and as often: only which row holds them tells the tables apart. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "id bigint PRIMARY KEY",
                "id varchar(9) PRIMARY KEY",
                "id bigint UNIQUE",
                "id bigint",
                "id numeric(9,2) NOT NULL UNIQUE"
            })
    void notices_values_that_are_in_the_wrong_rows(String key) {
        create(key, "one", "(1, 'a', true), (2, 'b', false), (3, NULL, true)");
        create(key, "swapped", "(1, 'b', true), (2, 'a', false), (3, NULL, true)");
        create(key, "moved", "(1, 'a', true), (2, NULL, false), (3, 'b', true)");
        create(key, "turned", "(1, 'a', false), (2, 'b', true), (3, NULL, true)");
        create(key, "equal", "(3, NULL, true), (2, 'b', false), (1, 'a', true)");

        assertThat(sums("equal").differences(sums("one")).isEmpty()).isTrue();
        for (String other : List.of("swapped", "moved", "turned")) {
            assertThat(sums(other).total()).as(other).isNotEqualTo(sums("one").total());
        }
    }

    /** No index says that there is one row for a key, and another row has the key 1 as well. */
    @ParameterizedTest
    @ValueSource(strings = {"id bigint", "id bigint UNIQUE"})
    void notices_them_among_rows_of_one_key(String key) {
        String both = key.endsWith("UNIQUE") ? "NULL" : "1";
        create(key, "one", "(%s, 'a', true), (%s, 'b', false)".formatted(both, both));
        create(key, "swapped", "(%s, 'b', true), (%s, 'a', false)".formatted(both, both));

        assertThat(sums("swapped").total()).isNotEqualTo(sums("one").total());
    }

    /** The index begins with the key, and so finds its rows; that no two rows have the same key it does not say. */
    @Test
    void notices_them_among_rows_of_one_key_with_which_a_unique_index_begins() {
        create("id bigint NOT NULL", "one", "(1, 'a', true), (1, 'b', false)");
        create("id bigint NOT NULL", "swapped", "(1, 'b', true), (1, 'a', false)");
        EmbeddedPostgresServer.execute(
                url, "CREATE UNIQUE INDEX ON one (id, done)", "CREATE UNIQUE INDEX ON swapped (id, done)");

        assertThat(sums("swapped").total()).isNotEqualTo(sums("one").total());
    }

    @Test
    void notices_keys_of_rows_that_hold_nothing_else() {
        create("id bigint PRIMARY KEY", "one", "(0, NULL, NULL), (1, NULL, NULL)");
        create("id bigint PRIMARY KEY", "other", "(0, NULL, NULL), (2, NULL, NULL)");

        assertThat(sums("other").total()).isNotEqualTo(sums("one").total());
    }

    /** A collation may take texts for equal that are not the same, and an index and a hash with it. */
    @Test
    void notices_what_a_collation_takes_to_be_equal() {
        EmbeddedPostgresServer.execute(
                url, "CREATE COLLATION careless (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
        for (String name : List.of("Zoe", "ZOE")) {
            EmbeddedPostgresServer.execute(
                    url,
                    "CREATE TABLE \"" + name + "\" (id int PRIMARY KEY, name text COLLATE careless)",
                    "INSERT INTO \"" + name + "\" VALUES (1, '" + name + "')");
        }

        assertThat(sums("Zoe").total()).isNotEqualTo(sums("ZOE").total());
    }

    @Test
    void hashes_alike_in_two_databases_where_rows_are_told_apart_alike() {
        String other = EmbeddedPostgresServer.createDatabase();
        create("id bigint PRIMARY KEY", "one", "(1, 'a', true)");
        create("id bigint", "keyless", "(1, 'a', true)");
        EmbeddedPostgresServer.execute(other, "CREATE TABLE one (id int PRIMARY KEY, name text, done boolean)");
        try (Database second = EmbeddedPostgresServer.open("target", other)) {
            assertThat(reader(second, "one").ownHash())
                    .isPresent()
                    .isEqualTo(reader(database, "one").ownHash());
        }
        assertThat(reader(database, "keyless").ownHash())
                .isPresent()
                .isNotEqualTo(reader(database, "one").ownHash());
    }

    @Test
    void does_not_hash_texts_of_another_encoding() {
        String latin = EmbeddedPostgresServer.createDatabase(
                "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        EmbeddedPostgresServer.execute(latin, "CREATE TABLE one (id int PRIMARY KEY, name text, done boolean)");
        try (Database second = EmbeddedPostgresServer.open("target", latin)) {
            assertThat(reader(second, "one").ownHash()).isEmpty();
        }
    }

    /** Each holds a row of the same key, and no index forbids it. */
    @Test
    void does_not_hash_what_other_tables_inherit_from() {
        create("id bigint PRIMARY KEY", "parent", "(1, 'a', true)");
        assertThat(reader(database, "parent").ownHash()).isPresent();

        EmbeddedPostgresServer.execute(url, "CREATE TABLE child () INHERITS (parent)");
        assertThat(reader(database, "parent").ownHash()).isEmpty();
        assertThat(reader(database, "child").ownHash()).isPresent();
    }

    @Test
    void does_not_hash_what_is_rounded() {
        EmbeddedPostgresServer.execute(
                url, "DROP TABLE IF EXISTS timed", "CREATE TABLE timed (id int PRIMARY KEY, at timestamp(6))");
        TableDescription table = database.describe(new TableName(null, "timed"));
        Column at = table.column("at").orElseThrow();
        for (int digits : List.of(3, 6)) {
            ReadColumn column = new ReadColumn(at, new CanonicalType.Timestamp(digits, Rounding.HALF_UP));
            TableRead read = new TableRead(table, List.of(column), RowFilter.none());
            assertThat(database.reader(read, new Cancellation()).ownHash().isPresent())
                    .isEqualTo(digits == 6);
        }
    }

    private static void create(String key, String table, String rows) {
        EmbeddedPostgresServer.execute(
                url,
                "DROP TABLE IF EXISTS " + table,
                "CREATE TABLE " + table + " (" + key + ", name text, done boolean)",
                "INSERT INTO " + table + " VALUES " + rows);
    }

    private static BucketFingerprints sums(String table) {
        return reader(database, table).fingerprints(new Buckets(16));
    }

    private static TableReader reader(Database database, String name) {
        TableDescription table = database.describe(new TableName(null, name));
        List<ReadColumn> columns = table.columns().stream()
                .map(column -> new ReadColumn(
                        column,
                        CanonicalType.common(column.valueType(), column.valueType(), Rounding.HALF_UP)
                                .orElseThrow()))
                .toList();
        TableRead read = new TableRead(table, columns, 1, RowFilter.none()).hashedBy(DatabaseHash.OWN);
        return database.reader(read, new Cancellation());
    }
}
