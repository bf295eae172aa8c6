package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.TableNotFoundException;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.Filling;
import dev.reconcile.core.table.ForeignKey;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.UniqueKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a PostgreSQL server does to a reader, and what the reader says of it. */
class PostgresDatabaseIT {

    private static String url = "";

    @BeforeAll
    static void createDatabase() {
        url = EmbeddedPostgresServer.createDatabase();
        EmbeddedPostgresServer.execute(
                url,
                "CREATE VIEW slow AS SELECT g AS id, pg_sleep(0.02)::text AS v FROM generate_series(1, 10000) g",
                "CREATE TABLE plain (id int PRIMARY KEY, name text)",
                "INSERT INTO plain VALUES (1, 'one'), (2, NULL)");
    }

    private static Database open() {
        return EmbeddedPostgresServer.open("source", url);
    }

    private static TableReader reader(Database database, TableDescription table, Cancellation cancellation) {
        List<ReadColumn> columns = table.columns().stream()
                .map(column -> new ReadColumn(column, formOf(column)))
                .toList();
        return database.reader(new TableRead(table, columns, RowFilter.none()), cancellation);
    }

    private static CanonicalType formOf(Column column) {
        return CanonicalType.common(column.valueType(), column.valueType(), Rounding.HALF_UP)
                .orElseThrow();
    }

    private static long count(Database database, String table) {
        return reader(database, database.describe(TableName.parse(table)), new Cancellation())
                .count();
    }

    // Metadata

    @Test
    void describes_columns_with_type_nullability_and_collation() {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE DOMAIN price AS numeric(10,2)",
                "CREATE DOMAIN fair_price AS price CHECK (VALUE > 0)",
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                "CREATE TABLE described (id bigint NOT NULL, p fair_price, m mood, c varchar(7) COLLATE \"C\","
                        + " f char(3), t timestamp(3), j jsonb, n numeric, gone int)",
                "ALTER TABLE described DROP COLUMN gone");
        try (Database database = open()) {
            TableDescription table = database.describe(TableName.parse("described"));
            assertThat(table.name()).isEqualTo(new TableName("public", "described"));
            assertThat(table.columns())
                    .containsExactly(
                            new Column("id", "bigint", new ValueType.Whole(), false, null),
                            new Column("p", "fair_price", new ValueType.FixedDecimal(10, 2), true, null),
                            new Column("m", "mood", new ValueType.Text(ValueType.Text.UNBOUNDED, false), true, null),
                            new Column("c", "character varying(7)", new ValueType.Text(7, false), true, "C"),
                            new Column("f", "character(3)", new ValueType.Text(3, true), true, null),
                            new Column("t", "timestamp(3) without time zone", new ValueType.Timestamp(3), true, null),
                            new Column(
                                    "j",
                                    "jsonb",
                                    new ValueType.Document(
                                            ValueType.Document.Format.JSON,
                                            "jsonb holds numbers of any scale, so that equal values have several texts"),
                                    true,
                                    null),
                            new Column("n", "numeric", new ValueType.FreeDecimal(), true, null));
        }
    }

    @Test
    void tells_what_fills_a_column_that_an_insert_leaves_out() {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE DOMAIN filled AS int DEFAULT 7",
                "CREATE TABLE fillings (a int, b int DEFAULT 1, c serial, d int GENERATED BY DEFAULT AS IDENTITY,"
                        + " e int GENERATED ALWAYS AS IDENTITY, f int GENERATED ALWAYS AS (a + 1) STORED, g filled)");
        try (Database database = open()) {
            assertThat(database.describe(TableName.parse("fillings")).columns())
                    .extracting(Column::filling)
                    .containsExactly(
                            Filling.NOTHING,
                            Filling.DEFAULT,
                            Filling.SEQUENCE,
                            Filling.IDENTITY_BY_DEFAULT,
                            Filling.IDENTITY_ALWAYS,
                            Filling.GENERATED,
                            Filling.DEFAULT);
        }
    }

    @Test
    void tells_the_foreign_keys_of_a_table_and_those_to_it() {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE parents (id int PRIMARY KEY, parent int CONSTRAINT self REFERENCES parents)",
                "CREATE TABLE middles (id int PRIMARY KEY, p int CONSTRAINT up REFERENCES parents"
                        + " ON DELETE CASCADE DEFERRABLE)",
                "CREATE TABLE leaves (id int, m int CONSTRAINT down REFERENCES middles ON DELETE SET NULL)"
                        + " PARTITION BY LIST (id)",
                "CREATE TABLE leaves_1 PARTITION OF leaves FOR VALUES IN (1)");
        try (Database database = open()) {
            assertThat(database.describe(TableName.parse("middles")).foreignKeys())
                    .containsExactly(
                            foreignKey("down", "leaves", "middles", false, ForeignKey.Action.LETS_GO),
                            foreignKey("up", "middles", "parents", true, ForeignKey.Action.CASCADES));
            assertThat(database.describe(TableName.parse("parents")).foreignKeys())
                    .containsExactly(
                            foreignKey("up", "middles", "parents", true, ForeignKey.Action.CASCADES),
                            foreignKey("self", "parents", "parents", false, ForeignKey.Action.REFUSED));
        }
    }

    private static ForeignKey foreignKey(
            String name, String from, String to, boolean deferrable, ForeignKey.Action onDelete) {
        return new ForeignKey(
                name,
                new TableName("public", from),
                new TableName("public", to),
                deferrable,
                Set.of("id"),
                onDelete,
                ForeignKey.Action.REFUSED);
    }

    @Test
    void finds_keys_in_their_own_order_and_leaves_out_partial_and_expression_indexes() {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE keyed (a int, b int NOT NULL, c int NOT NULL, d text, PRIMARY KEY (c, a))",
                "CREATE UNIQUE INDEX keyed_b ON keyed (b) INCLUDE (d)",
                "CREATE UNIQUE INDEX keyed_partial ON keyed (d) WHERE d IS NOT NULL",
                "CREATE UNIQUE INDEX keyed_expression ON keyed (lower(d))");
        try (Database database = open()) {
            assertThat(database.describe(TableName.parse("keyed")).uniqueKeys())
                    .containsExactly(
                            new UniqueKey("keyed_b", false, List.of("b")),
                            new UniqueKey("keyed_pkey", true, List.of("c", "a")));
        }
    }

    @Test
    void reads_names_of_every_kind() {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE SCHEMA \"Sales.EU\"",
                "CREATE TABLE \"Sales.EU\".\"Order \"\"Lines\"\"\" (\"select\" int, \"a.b\" text, \"Ünï'\" int)",
                "INSERT INTO \"Sales.EU\".\"Order \"\"Lines\"\"\" VALUES (1, 'x', 2)");
        try (Database database = open()) {
            TableDescription table = database.describe(TableName.parse("\"Sales.EU\".\"Order \"\"Lines\"\"\""));
            TableReader reader = reader(database, table, new Cancellation());
            assertThat(reader.count()).isEqualTo(1);
            assertThat(reader.fingerprints(Buckets.DEFAULT).total().rows()).isEqualTo(1);
        }
    }

    @Test
    void finds_a_table_that_differs_in_case_alone_unless_two_do() {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE mixedcase (id int)",
                "CREATE TABLE \"Twice\" (id int)",
                "CREATE TABLE \"TWICE\" (id int)");
        try (Database database = open()) {
            assertThat(database.describe(TableName.parse("PUBLIC.MixedCase")).name())
                    .isEqualTo(new TableName("public", "mixedcase"));
            assertThat(database.describe(TableName.parse("Twice")).name()).isEqualTo(new TableName("public", "Twice"));
            assertThatThrownBy(() -> database.describe(TableName.parse("twice")))
                    .isInstanceOf(TableNotFoundException.class)
                    .hasMessageContaining("Did you mean public.TWICE or public.Twice?");
        }
    }

    @Test
    void finds_a_name_with_other_than_ascii_letters_under_every_locale() {
        for (String locale : List.of("C", "C.UTF-8")) {
            String elsewhere = EmbeddedPostgresServer.createDatabase("TEMPLATE template0 LOCALE '" + locale + "'");
            EmbeddedPostgresServer.execute(elsewhere, "CREATE TABLE \"Übergröße\" (id int)");
            try (Database database = EmbeddedPostgresServer.open("source", elsewhere)) {
                assertThat(database.describe(TableName.parse("Übergröße"))
                                .name()
                                .name())
                        .as(locale)
                        .isEqualTo("Übergröße");
            }
        }
    }

    @Test
    void suggests_near_names_for_an_unknown_table() {
        try (Database database = open()) {
            assertThatThrownBy(() -> database.describe(TableName.parse("public.plian")))
                    .isInstanceOf(TableNotFoundException.class)
                    .hasMessage("There is no table public.plian in the source (PostgreSQL) that this login can see."
                            + " Did you mean public.plain?");
        }
    }

    @Test
    void reads_a_partitioned_table_as_one_table_and_does_not_list_its_partitions() {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE parted (id int, PRIMARY KEY (id)) PARTITION BY RANGE (id)",
                "CREATE TABLE parted_low PARTITION OF parted FOR VALUES FROM (0) TO (100)",
                "CREATE TABLE parted_high PARTITION OF parted FOR VALUES FROM (100) TO (200)",
                "INSERT INTO parted SELECT generate_series(0, 199)",
                "ANALYZE parted");
        try (Database database = open()) {
            TableDescription table = database.describe(TableName.parse("parted"));
            assertThat(table.kind()).isEqualTo(TableKind.PARTITIONED_TABLE);
            assertThat(table.estimatedRows()).hasValue(200);
            TableReader reader = reader(database, table, new Cancellation());
            assertThat(reader.count()).isEqualTo(200);
            assertThat(reader.scan(() -> new CountingSink()).rows()).isEqualTo(200);
            assertThat(database.tables())
                    .contains(new TableName("public", "parted"))
                    .doesNotContain(new TableName("public", "parted_low"));
        }
    }

    @Test
    void lists_a_partition_that_lies_in_another_schema_than_its_parent() {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE SCHEMA archive",
                "CREATE TABLE yearly (id int) PARTITION BY RANGE (id)",
                "CREATE TABLE archive.yearly_old PARTITION OF yearly FOR VALUES FROM (0) TO (100)");
        try (Database database = open()) {
            assertThat(database.tables()).contains(new TableName("archive", "yearly_old"));
        }
    }

    @Test
    void takes_no_system_view_for_a_table_without_a_schema() {
        try (Database database = open()) {
            assertThatThrownBy(() -> database.describe(TableName.parse("pg_user")))
                    .isInstanceOf(TableNotFoundException.class);
        }
    }

    @Test
    void hashes_with_the_servers_own_functions_whatever_the_search_path_says() {
        String shadowed = EmbeddedPostgresServer.createDatabase();
        EmbeddedPostgresServer.execute(
                shadowed,
                "CREATE TABLE t (id int)",
                "INSERT INTO t VALUES (1)",
                "CREATE FUNCTION md5(bytea) RETURNS text LANGUAGE sql AS 'SELECT repeat(''0'', 32)'",
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog',"
                        + " current_database()); END $$");
        try (Database database = EmbeddedPostgresServer.open("source", shadowed)) {
            TableReader reader = reader(database, database.describe(TableName.parse("t")), new Cancellation());
            dev.reconcile.core.fingerprint.BucketFingerprints here =
                    new dev.reconcile.core.fingerprint.BucketFingerprints(Buckets.DEFAULT);
            reader.scan(() -> new dev.reconcile.core.canonical.RowEncoder(List.of(new CanonicalType.Whole()), here));
            assertThat(reader.fingerprints(Buckets.DEFAULT).total()).isEqualTo(here.total());
        }
    }

    @Test
    void does_not_compare_an_enum_by_a_cast_that_somebody_defined() {
        String own = EmbeddedPostgresServer.createDatabase();
        EmbeddedPostgresServer.execute(
                own,
                "CREATE TYPE colour AS ENUM ('red', 'green')",
                "CREATE TYPE plain AS ENUM ('red', 'green')",
                "CREATE FUNCTION lossy(colour) RETURNS text LANGUAGE sql AS 'SELECT ''x''::text'",
                "CREATE CAST (colour AS text) WITH FUNCTION lossy(colour)",
                "CREATE TABLE t (c colour, p plain)");
        try (Database database = EmbeddedPostgresServer.open("source", own)) {
            List<Column> columns = database.describe(TableName.parse("t")).columns();
            assertThat(columns.get(0).valueType())
                    .isEqualTo(new ValueType.Incomparable(
                            "somebody defined a cast of their own from the enum colour to text"));
            assertThat(columns.get(1).valueType()).isInstanceOf(ValueType.Text.class);
        }
    }

    @Test
    void does_not_compare_a_type_that_is_read_as_text_by_a_cast_that_somebody_defined() {
        String own = EmbeddedPostgresServer.createDatabase();
        EmbeddedPostgresServer.execute(
                own,
                "CREATE FUNCTION lossy(jsonb) RETURNS text LANGUAGE sql AS 'SELECT ''x''::text'",
                "CREATE CAST (jsonb AS text) WITH FUNCTION lossy(jsonb)",
                "CREATE FUNCTION lossy(int4range) RETURNS text LANGUAGE sql AS 'SELECT ''x''::text'",
                "CREATE CAST (int4range AS text) WITH FUNCTION lossy(int4range)",
                "CREATE CAST (json AS text) WITH INOUT",
                "CREATE DOMAIN basket AS jsonb",
                "CREATE TABLE t (b basket, r int4range, j json)");
        try (Database database = EmbeddedPostgresServer.open("source", own)) {
            TableDescription table = database.describe(TableName.parse("t"));
            assertThat(table.columns().get(0).valueType())
                    .isEqualTo(new ValueType.Incomparable("somebody defined a cast of their own from basket to text"));
            assertThat(table.columns().get(1).valueType())
                    .isEqualTo(
                            new ValueType.Incomparable("somebody defined a cast of their own from int4range to text"));
            assertThat(table.columns().get(2).valueType()).isInstanceOf(ValueType.Document.class);
            assertThat(database.describe(table.name(), Map.of("value", new SqlExpression("b::jsonb")))
                            .column("value")
                            .orElseThrow()
                            .valueType())
                    .isEqualTo(new ValueType.Incomparable("somebody defined a cast of their own from jsonb to text"));
        }
    }

    @Test
    void does_not_take_a_users_type_for_one_of_the_servers_own() {
        String own = EmbeddedPostgresServer.createDatabase();
        EmbeddedPostgresServer.execute(
                own, "CREATE TYPE public.date AS (a int, b int)", "CREATE TABLE t (d public.date)");
        try (Database database = EmbeddedPostgresServer.open("source", own)) {
            assertThat(database.describe(TableName.parse("t")).columns().get(0).valueType())
                    .isInstanceOf(ValueType.Incomparable.class);
        }
    }

    @Test
    void does_not_hash_in_a_database_where_somebody_defined_casts_between_the_servers_own_types() {
        String own = EmbeddedPostgresServer.createDatabase();
        EmbeddedPostgresServer.execute(own, "CREATE TABLE t (u uuid)");
        try (Database database = EmbeddedPostgresServer.open("source", own)) {
            TableReader reader = reader(database, database.describe(TableName.parse("t")), new Cancellation());
            assertThat(reader.obstacleToHashing()).isEmpty();
            EmbeddedPostgresServer.execute(
                    own,
                    "CREATE FUNCTION lossy(uuid) RETURNS text LANGUAGE sql AS 'SELECT ''x''::text'",
                    "CREATE CAST (uuid AS text) WITH FUNCTION lossy(uuid)");
            assertThat(reader.obstacleToHashing()).isPresent();
        }
    }

    @Test
    void hashes_more_columns_than_a_function_takes_arguments() {
        String columns = java.util.stream.IntStream.range(0, 450)
                .mapToObj(i -> "c" + i + " int DEFAULT " + i)
                .collect(java.util.stream.Collectors.joining(", "));
        EmbeddedPostgresServer.execute(url, "CREATE TABLE wide (" + columns + ")", "INSERT INTO wide DEFAULT VALUES");
        try (Database database = open()) {
            TableReader reader = reader(database, database.describe(TableName.parse("wide")), new Cancellation());
            assertThat(reader.fingerprints(Buckets.DEFAULT).total().rows()).isEqualTo(1);
        }
    }

    @Test
    void takes_a_row_filter_that_ends_in_a_comment() {
        try (Database database = open()) {
            TableDescription table = database.describe(TableName.parse("plain"));
            TableRead read = new TableRead(table, List.of(), new RowFilter("id = 1 OR id = 3 -- the first"));
            assertThat(database.reader(read, new Cancellation()).count()).isEqualTo(1);
        }
    }

    // Rows that are not seen

    @Test
    void says_that_row_level_security_hides_rows() {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE ROLE limited LOGIN",
                "CREATE TABLE secured (id int)",
                "INSERT INTO secured VALUES (1), (2)",
                "ALTER TABLE secured ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY few ON secured USING (id = 1)",
                "GRANT SELECT ON secured TO limited");
        try (Database database = EmbeddedPostgresServer.open("source", EmbeddedPostgresServer.as(url, "limited"))) {
            TableDescription table = database.describe(TableName.parse("secured"));
            assertThat(table.hiddenRows())
                    .singleElement()
                    .asString()
                    .contains("Row-level security hides rows of the source table public.secured");
            assertThat(failureOf(() -> count(database, "secured")).kind()).isEqualTo(DatabaseException.Kind.PERMISSION);
        }
        try (Database database = open()) {
            assertThat(database.describe(TableName.parse("secured")).hiddenRows())
                    .isEmpty();
        }
    }

    @Test
    void says_which_right_is_missing() {
        EmbeddedPostgresServer.execute(url, "CREATE ROLE stranger LOGIN", "CREATE TABLE closed (id int)");
        try (Database database = EmbeddedPostgresServer.open("source", EmbeddedPostgresServer.as(url, "stranger"))) {
            DatabaseException failure = failureOf(() -> count(database, "closed"));
            assertThat(failure.kind()).isEqualTo(DatabaseException.Kind.PERMISSION);
            assertThat(failure)
                    .hasMessage("Cannot read the source table public.closed: the login lacks a right, or row-level"
                            + " security would hide rows from it (SQLState 42501). Grant it USAGE on the schema and"
                            + " SELECT on the table: see docs/grants.md.");
        }
    }

    @Test
    void warns_where_the_login_can_write_and_not_where_it_cannot() {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE ROLE reader LOGIN",
                "CREATE TABLE readable (id int)",
                "GRANT SELECT ON readable TO reader");
        try (Database database = open()) {
            assertThat(database.describe(TableName.parse("readable")).warnings())
                    .hasSize(1);
        }
        try (Database database = EmbeddedPostgresServer.open("source", EmbeddedPostgresServer.as(url, "reader"))) {
            assertThat(database.describe(TableName.parse("readable")).warnings())
                    .isEmpty();
        }
    }

    // Failures

    @Test
    void cannot_write() {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE untouched (id int)",
                "CREATE FUNCTION intrude() RETURNS int LANGUAGE sql AS 'INSERT INTO untouched VALUES (1) RETURNING 1'",
                "CREATE VIEW intruding AS SELECT intrude() AS id");
        try (Database database = open()) {
            assertThatThrownBy(
                            () -> reader(database, database.describe(TableName.parse("intruding")), new Cancellation())
                                    .scan(CountingSink::new))
                    .isInstanceOf(DatabaseException.class);
            assertThat(count(database, "untouched")).isZero();
        }
    }

    @Test
    void gives_up_a_statement_that_takes_too_long() {
        ConnectionSettings settings = new ConnectionSettings(
                "source",
                url,
                null,
                null,
                Map.of(),
                2,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
        try (Database database = JdbcDatabases.open(settings)) {
            TableReader reader = reader(database, database.describe(TableName.parse("slow")), new Cancellation());
            DatabaseException failure = failureOf(() -> reader.fingerprints(Buckets.DEFAULT));
            assertThat(failure.kind()).isEqualTo(DatabaseException.Kind.TIMEOUT);
            assertThat(failure).hasMessageContaining("--statement-timeout");
            assertThat(answer("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%\"slow\"%'"
                            + " AND state = 'active' AND pid <> pg_backend_pid()"))
                    .as("statements that still run in the server")
                    .isEqualTo("0");
        }
    }

    @Test
    void does_not_wait_for_a_lock_longer_than_it_may() throws Exception {
        EmbeddedPostgresServer.execute(url, "CREATE TABLE locked (id int)");
        ConnectionSettings settings = new ConnectionSettings(
                "source",
                url,
                null,
                null,
                Map.of(),
                2,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMillis(100));
        try (Database database = JdbcDatabases.open(settings);
                Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            TableReader reader = reader(database, database.describe(TableName.parse("locked")), new Cancellation());
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE locked IN ACCESS EXCLUSIVE MODE");
            DatabaseException failure = failureOf(reader::count);
            assertThat(failure.kind()).isEqualTo(DatabaseException.Kind.LOCKED);
            assertThat(failure).hasMessageContaining("--lock-timeout");
        }
    }

    @Test
    void does_not_come_back_when_an_administrator_ends_its_connection() throws Exception {
        try (Database database = open()) {
            TableReader reader = reader(database, database.describe(TableName.parse("slow")), new Cancellation());
            CompletableFuture<Void> killer = CompletableFuture.runAsync(
                    () -> untilRunning(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                    + " WHERE application_name = 'reconcile' AND query LIKE '%\"slow\"%' AND state = 'active'"));
            DatabaseException failure = failureOf(() -> reader.fingerprints(Buckets.DEFAULT));
            assertThat(failure.kind()).isEqualTo(DatabaseException.Kind.CONNECTION);
            assertThat(failure).hasMessageContaining("ended by an administrator");
            killer.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void says_that_a_table_is_gone() {
        EmbeddedPostgresServer.execute(url, "CREATE TABLE vanishing (id int)");
        try (Database database = open()) {
            TableReader reader = reader(database, database.describe(TableName.parse("vanishing")), new Cancellation());
            EmbeddedPostgresServer.execute(url, "DROP TABLE vanishing");
            assertThat(failureOf(reader::count).kind()).isEqualTo(DatabaseException.Kind.NOT_FOUND);
            assertThat(failureOf(() -> reader.scan(CountingSink::new)).kind())
                    .isEqualTo(DatabaseException.Kind.NOT_FOUND);
        }
    }

    @Test
    void shows_no_value_of_a_row_that_the_server_complains_of() {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE secrets (v text)",
                "INSERT INTO secrets VALUES ('pl4inly-secret')",
                "CREATE VIEW complaining AS SELECT v::int AS id FROM secrets");
        try (Database database = open()) {
            TableReader reader =
                    reader(database, database.describe(TableName.parse("complaining")), new Cancellation());
            for (Runnable read : List.<Runnable>of(
                    () -> reader.fingerprints(Buckets.DEFAULT), () -> reader.scan(CountingSink::new))) {
                DatabaseException failure = failureOf(read);
                java.io.StringWriter everything = new java.io.StringWriter();
                failure.printStackTrace(new java.io.PrintWriter(everything));
                assertThat(everything.toString()).doesNotContain("pl4inly-secret");
                assertThat(failure).hasMessageContaining("SQLState 22P02");
            }
        }
    }

    @Test
    void stops_the_statement_in_the_database_when_cancelled() throws Exception {
        for (boolean streaming : new boolean[] {true, false}) {
            try (Database database = open()) {
                Cancellation cancellation = new Cancellation();
                TableReader reader = reader(database, database.describe(TableName.parse("slow")), cancellation);
                CompletableFuture<Void> canceller = CompletableFuture.runAsync(() -> {
                    untilRunning("SELECT 1 FROM pg_stat_activity WHERE application_name = 'reconcile'"
                            + " AND query LIKE '%\"slow\"%' AND state = 'active'");
                    cancellation.cancel();
                });
                assertThatThrownBy(() -> {
                            if (streaming) {
                                reader.scan(CountingSink::new);
                            } else {
                                reader.fingerprints(Buckets.DEFAULT);
                            }
                        })
                        .isInstanceOf(CancelledException.class);
                canceller.get(10, TimeUnit.SECONDS);
                assertThat(answer("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%\"slow\"%'"
                                + " AND state = 'active' AND pid <> pg_backend_pid()"))
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void reads_nothing_once_it_is_cancelled() {
        try (Database database = open()) {
            Cancellation cancellation = new Cancellation();
            TableReader reader = reader(database, database.describe(TableName.parse("plain")), cancellation);
            cancellation.cancel();
            assertThatThrownBy(reader::count).isInstanceOf(CancelledException.class);
        }
    }

    // Connecting

    @Test
    void says_that_a_password_is_wrong_and_does_not_try_again() throws Exception {
        EmbeddedPostgresServer.execute(url, "CREATE ROLE keeper LOGIN PASSWORD 'right'");
        EmbeddedPostgresServer.requirePassword(url, "keeper");
        String keeper = EmbeddedPostgresServer.as(url, "keeper").replace("user=keeper&", "");
        DatabaseException failure =
                failureOf(() -> JdbcDatabases.open(ConnectionSettings.of("target", keeper, "keeper", "wr0ng-s3cret")));
        assertThat(failure.kind()).isEqualTo(DatabaseException.Kind.LOGIN);
        assertThat(failure)
                .hasMessage("Cannot connect to the target (PostgreSQL): the server refused the login (SQLState 28P01)."
                        + " Check user name and password, and the server's pg_hba.conf.");
        try (Database database = JdbcDatabases.open(ConnectionSettings.of("target", keeper, "keeper", "right"))) {
            assertThat(database.facts().engine()).startsWith("PostgreSQL 1");
        }
        assertThat(failureOf(() -> JdbcDatabases.open(ConnectionSettings.of("target", keeper, "keeper", null))))
                .hasMessage("Cannot connect to the target (PostgreSQL): it asks for a password and none was given"
                        + " (SQLState 08004). Give it by --target-password-file, by the environment, by Vault, or at"
                        + " the prompt.");
    }

    @Test
    void names_the_flag_where_the_server_has_no_tls() {
        String tls = url.replace("&sslmode=disable", "");
        DatabaseException failure = failureOf(() -> EmbeddedPostgresServer.open("source", tls));
        assertThat(failure.kind()).isEqualTo(DatabaseException.Kind.CONNECTION);
        assertThat(failure).hasMessageContaining("--source-sslmode disable");
    }

    @Test
    void says_that_nothing_answers() {
        DatabaseException failure = failureOf(() -> JdbcDatabases.open(
                ConnectionSettings.of("source", "jdbc:postgresql://localhost:1/nothing", "nobody", "none")));
        assertThat(failure)
                .hasMessage("Cannot connect to the source (PostgreSQL): nothing answers at its host and port"
                        + " (ConnectException). Check host, port and firewall, and that the server runs.");
    }

    @Test
    void says_that_nothing_answers_for_a_driver_that_hides_it() {
        DatabaseException failure = failureOf(() -> JdbcDatabases.open(ConnectionSettings.of(
                "source", "jdbc:sqlserver://localhost:1;databaseName=nothing", "nobody", "none")));
        assertThat(failure).hasMessageStartingWith("Cannot connect to the source (SQL Server): ");
        assertThat(failure).hasMessageContaining("Check host, port and firewall, and that the server runs");
    }

    @Test
    void says_that_there_is_no_such_database() {
        String other = url.replaceFirst("/test_[0-9]+", "/no_such_database");
        assertThat(failureOf(() -> EmbeddedPostgresServer.open("source", other)))
                .hasMessageContaining("there is no such database (SQLState 3D000)");
    }

    @ParameterizedTest
    @CsvSource({"4MB, 32MB", "64MB, 64MB"})
    void a_read_has_memory_for_the_pages_of_its_rows_and_no_less_than_its_session(String given, String held) {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE OR REPLACE VIEW remembering AS SELECT 1 AS id WHERE current_setting('work_mem') = '" + held
                        + "'");
        Map<String, String> properties = Map.of("options", "-c work_mem=" + given);
        try (Database database = EmbeddedPostgresServer.open("source", url, properties)) {
            assertThat(count(database, "remembering")).isEqualTo(1);
        }
    }

    @Test
    void leaves_a_callers_connection_as_it_was() throws Exception {
        org.postgresql.ds.PGSimpleDataSource dataSource = new org.postgresql.ds.PGSimpleDataSource();
        dataSource.setUrl(url);
        try (Connection connection = dataSource.getConnection()) {
            try (Database database = JdbcDatabases.over(new OneConnection(connection), "mine")) {
                assertThat(count(database, "plain")).isEqualTo(2);
            }
            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.isReadOnly()).isFalse();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW TimeZone")) {
                row.next();
                assertThat(row.getString(1)).isNotEqualTo("UTC");
            }
        }
    }

    private static DatabaseException failureOf(Runnable work) {
        DatabaseException failure = catchThrowableOfType(DatabaseException.class, work::run);
        assertThat(failure).isNotNull();
        return failure;
    }

    /** Asks again until the query gives a row. */
    private static void untilRunning(String sql) {
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (answer(sql) == null && !never.await(20, TimeUnit.MILLISECONDS)) {}
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String answer(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
