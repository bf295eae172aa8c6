package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.UnencodableTextException;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.DatabaseException.Kind;
import dev.reconcile.core.port.TableNotFoundException;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.UniqueKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a SQL Server says of its tables, and how reading them ends when it does not end well. */
class SqlServerDatabaseIT {

    @RegisterExtension
    static final SqlServerTestServer SERVER = new SqlServerTestServer();

    private static Database database;

    @BeforeAll
    static void connect() {
        database = SERVER.open("source");
    }

    private static void assumeGenuine(String what) {
        if (!SERVER.isGenuine()) {
            System.out.println("Not tested, because this is no SQL Server: " + what + ".");
        }
        assumeTrue(SERVER.isGenuine(), what);
    }

    private static TableDescription describe(String name) {
        return database.describe(TableName.parse(name));
    }

    /** All columns of a table against columns of the same types. */
    private static TableRead readAll(TableDescription table) {
        return new TableRead(
                table,
                table.columns().stream().map(SqlServerDatabaseIT::asItself).toList(),
                RowFilter.none());
    }

    private static ReadColumn asItself(Column column) {
        return new ReadColumn(
                column,
                CanonicalType.common(column.valueType(), column.valueType(), Rounding.HALF_UP)
                        .orElseThrow());
    }

    private static BucketFingerprints there(TableRead read) {
        TableReader reader = database.reader(read, new Cancellation());
        assertThat(reader.obstacleToHashing()).isEmpty();
        return reader.fingerprints(Buckets.DEFAULT);
    }

    private static BucketFingerprints here(TableRead read) {
        BucketFingerprints[] fingerprints = new BucketFingerprints[1];
        database.reader(read, new Cancellation()).scan(() -> {
            fingerprints[0] = new BucketFingerprints(Buckets.DEFAULT);
            return new RowEncoder(read.canonicalTypes(), fingerprints[0]);
        });
        return fingerprints[0];
    }

    private static void assertSameThereAndHere(TableRead read, long rows) {
        BucketFingerprints there = there(read);
        assertThat(there.total()).isEqualTo(here(read).total());
        assertThat(there.differences(here(read)).isEmpty()).isTrue();
        assertThat(there.total().rows()).isEqualTo(rows);
        assertThat(database.reader(read, new Cancellation()).count()).isEqualTo(rows);
    }

    @Test
    void tells_what_it_is() {
        assertThat(database.facts().engine()).startsWith(SERVER.isGenuine() ? "SQL Server 20" : "SQL Server (");
        assertThat(database.facts().isolation()).matches("SNAPSHOT|READ COMMITTED \\(.*\\)");
        assertThat(database.facts().replica()).isFalse();
        assertThat(database.facts().warnings())
                .anyMatch(warning -> warning.contains("login sa can write") && warning.contains("docs/grants.md"));
    }

    @Test
    void lists_tables_and_views_in_order() {
        SERVER.execute(
                "CREATE TABLE dbo.listed_b (id int)",
                "CREATE TABLE dbo.listed_a (id int)",
                "EXEC ('CREATE VIEW dbo.listed_c AS SELECT id FROM dbo.listed_a')");
        List<TableName> tables = database.tables().stream()
                .filter(name -> name.name().startsWith("listed_"))
                .toList();
        assertThat(tables)
                .containsExactly(
                        new TableName("dbo", "listed_a"),
                        new TableName("dbo", "listed_b"),
                        new TableName("dbo", "listed_c"));
        assertThat(database.tables()).noneMatch(name -> "sys".equals(name.schema()));
    }

    @Test
    void describes_columns_and_keys() {
        SERVER.execute(
                "CREATE TYPE dbo.phone FROM nvarchar(24) NOT NULL",
                "CREATE TABLE dbo.described (b int NOT NULL, a int NOT NULL, name nvarchar(100) NOT NULL,"
                        + " total decimal(10,2) NULL, price money NULL, at datetime2(3) NULL, blob varbinary(max) NULL,"
                        + " called dbo.phone, doc xml NULL, twice AS (a * 2), code char(5) COLLATE Latin1_General_BIN2 NULL,"
                        + " CONSTRAINT described_pk PRIMARY KEY (a, b), CONSTRAINT described_name UNIQUE (name))");
        TableDescription table = describe("dbo.described");
        assertThat(table.name()).isEqualTo(new TableName("dbo", "described"));
        assertThat(table.kind()).isEqualTo(TableKind.TABLE);
        assertThat(table.columns())
                .extracting(Column::name)
                .containsExactly("b", "a", "name", "total", "price", "at", "blob", "called", "doc", "twice", "code");
        assertThat(table.columns())
                .extracting(Column::nativeType)
                .containsExactly(
                        "int",
                        "int",
                        "nvarchar(100)",
                        "decimal(10,2)",
                        "money",
                        "datetime2(3)",
                        "varbinary(max)",
                        "nvarchar(24)",
                        "xml",
                        "int",
                        "char(5)");
        assertThat(table.column("total").orElseThrow().nullable()).isTrue();
        assertThat(table.column("name").orElseThrow().nullable()).isFalse();
        assertThat(table.column("name").orElseThrow().collation()).isNull();
        assertThat(table.column("code").orElseThrow().collation())
                .isEqualTo(SERVER.isGenuine() ? "Latin1_General_BIN2" : "bbf_unicode_bin2");
        assertThat(table.column("doc").orElseThrow().valueType())
                .isEqualTo(
                        new ValueType.Document(ValueType.Document.Format.XML, "xml has many texts for one document"));
        assertThat(table.warnings())
                .containsExactly("The column twice is computed; change data capture delivers NULL for it.");
        assertThat(table.hiddenRows()).isEmpty();
        UniqueKey key = table.identifyingKey().orElseThrow();
        assertThat(key.primary()).isTrue();
        assertThat(key.columns()).containsExactly("a", "b");
        assertThat(table.uniqueKeys()).hasSize(2);
    }

    @Test
    void takes_no_filtered_or_disabled_index_for_a_key() {
        assumeGenuine("filtered, disabled and covering indexes");
        SERVER.execute(
                "CREATE TABLE dbo.indexed (a int NOT NULL, b int NOT NULL, c int NOT NULL)",
                "CREATE UNIQUE INDEX filtered ON dbo.indexed (a) WHERE a > 0",
                "CREATE UNIQUE INDEX covering ON dbo.indexed (b) INCLUDE (c)",
                "CREATE UNIQUE INDEX disabled ON dbo.indexed (c)",
                "ALTER INDEX disabled ON dbo.indexed DISABLE");
        assertThat(describe("dbo.indexed").uniqueKeys())
                .containsExactly(new UniqueKey("covering", false, List.of("b")));
    }

    @Test
    void finds_a_table_without_its_schema_and_in_another_case() {
        SERVER.execute("CREATE TABLE dbo.Found_Table (id int)");
        assertThat(describe("Found_Table").name()).isEqualTo(named("Found_Table"));
        assertThat(describe("DBO.found_table").name()).isEqualTo(named("Found_Table"));
    }

    @Test
    void suggests_a_similar_name_for_an_unknown_table() {
        SERVER.execute("CREATE TABLE dbo.suggested (id int)");
        assertThatThrownBy(() -> describe("dbo.sugested"))
                .isInstanceOf(TableNotFoundException.class)
                .hasMessageContaining("Did you mean dbo.suggested?");
        assertThatThrownBy(() -> describe("nowhere.suggested")).isInstanceOf(TableNotFoundException.class);
    }

    @Test
    void resolves_a_synonym_within_the_database() {
        assumeGenuine("synonyms");
        SERVER.execute(
                "CREATE TABLE dbo.behind (id int)",
                "CREATE SYNONYM dbo.in_front FOR dbo.behind",
                "CREATE SYNONYM dbo.elsewhere FOR master.sys.objects");
        assertThat(describe("dbo.in_front").name()).isEqualTo(new TableName("dbo", "behind"));
        assertThat(describe("dbo.in_front").warnings())
                .containsExactly("dbo.in_front is a synonym of dbo.behind, which is compared.");
        assertThatThrownBy(() -> describe("dbo.elsewhere"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("is a synonym of");
    }

    @Test
    void reads_a_view() {
        SERVER.execute(
                "CREATE TABLE dbo.viewed (id int NOT NULL, t nvarchar(10) NOT NULL)",
                "INSERT INTO dbo.viewed VALUES (1, N'a'), (2, N'ä')",
                "EXEC ('CREATE VIEW dbo.seen AS SELECT v.id, v.t, w.id AS other FROM dbo.viewed v"
                        + " LEFT JOIN dbo.viewed w ON w.id = v.id + 1')");
        TableDescription view = describe("dbo.seen");
        assertThat(view.kind()).isEqualTo(TableKind.VIEW);
        assertThat(view.estimatedRows()).isEmpty();
        assertSameThereAndHere(readAll(view), 2);
    }

    private static List<String> oddNames() {
        return List.of(
                "order",
                "select",
                "a.b",
                "a'b",
                "a\"b",
                "MixedCase",
                "with space",
                "semi;colon",
                "--comment",
                "ünïcödé",
                "percent%_",
                "100");
    }

    @Test
    void quotes_names_that_need_it() {
        for (String name : oddNames()) {
            assertReadsTableNamed(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a]b", "[a]", "]", "a]];DROP TABLE x--", "😀"})
    void quotes_names_with_brackets_or_beyond_a_code_page(String name) {
        assumeGenuine("a table named " + name);
        assertReadsTableNamed(name);
    }

    private static void assertReadsTableNamed(String name) {
        String quoted = "[" + name.replace("]", "]]") + "]";
        SERVER.execute(
                "CREATE TABLE dbo." + quoted + " (" + quoted + " nvarchar(10) NULL, id int NOT NULL PRIMARY KEY)",
                "INSERT INTO dbo." + quoted + " VALUES (N'é', 1), (NULL, 2)");
        TableDescription table = database.describe(new TableName("dbo", name));
        assertThat(table.name()).isEqualTo(named(name));
        assertThat(table.columns().get(0).name()).isEqualTo(named(name).name());
        assertThat(table.identifyingKey().orElseThrow().columns()).containsExactly("id");
        assertSameThereAndHere(readAll(table), 2);
        assertThat(database.tables()).contains(named(name));
    }

    /** A name as the server gives it back: Babelfish in lower case. */
    private static TableName named(String name) {
        return new TableName("dbo", SERVER.isGenuine() ? name : name.toLowerCase(Locale.ROOT));
    }

    @Test
    void reads_in_a_schema_with_an_odd_name() {
        SERVER.execute("CREATE SCHEMA [Odd.Schema]", "CREATE TABLE [Odd.Schema].[a.b] (id int NOT NULL)");
        assertThat(describe("\"Odd.Schema\".\"a.b\"").name()).isEqualTo(new TableName("Odd.Schema", "a.b"));
    }

    @Test
    void counts_and_reads_the_rows_of_a_filter_alone() {
        SERVER.execute(
                "CREATE TABLE dbo.filtered (id int NOT NULL, hash varchar(10) NULL)",
                "INSERT INTO dbo.filtered VALUES (1, 'a'), (2, 'b'), (3, NULL)");
        TableDescription table = describe("dbo.filtered");
        RowFilter filter = new RowFilter("hash = 'a' OR id = 3 -- and a comment");
        TableRead read = new TableRead(table, readAll(table).columns(), filter);
        assertSameThereAndHere(read, 2);
    }

    @Test
    void tells_rows_apart_that_careless_concatenation_makes_equal() {
        SERVER.execute(
                "CREATE TABLE dbo.apart (a nvarchar(20) NULL, b varchar(20) NULL)",
                "CREATE TABLE dbo.together (a nvarchar(20) NULL, b varchar(20) NULL)");
        String[][] pairs = {
            {"'a|b'", "'c'", "'a'", "'b|c'"},
            {"'ab'", "'c'", "'a'", "'bc'"},
            {"NULL", "'x'", "'<null>'", "'x'"},
            {"NULL", "'x'", "''", "'x'"},
            {"''", "'x'", "' '", "'x'"},
            {"'~'", "'x'", "NULL", "'x'"},
            {"'x'", "'a'", "'x '", "'a'"},
            {"'a'", "NULL", "NULL", "'a'"},
            {"'A'", "'x'", "'a'", "'x'"},
            {"'1:a|'", "''", "'1:a'", "'|'"},
            {"N'e' + NCHAR(769)", "'x'", "NCHAR(233)", "'x'"},
            {"N'😀'", "'x'", "'?'", "'x'"}
        };
        for (String[] pair : pairs) {
            SERVER.execute(
                    "DELETE FROM dbo.apart",
                    "DELETE FROM dbo.together",
                    "INSERT INTO dbo.apart VALUES (" + pair[0] + ", " + pair[1] + ")",
                    "INSERT INTO dbo.together VALUES (" + pair[2] + ", " + pair[3] + ")");
            assertThat(there(readAll(describe("dbo.apart"))).total())
                    .as(String.join(", ", pair))
                    .isNotEqualTo(there(readAll(describe("dbo.together"))).total());
        }
    }

    @Test
    void hashes_rows_of_more_than_8000_bytes_whole() throws SQLException {
        SERVER.execute("CREATE TABLE dbo.wide (id int NOT NULL, a nvarchar(4000), b nvarchar(4000), c varchar(8000),"
                + " d nvarchar(2650), e varbinary(4000), f nvarchar(max), g varbinary(max))");
        try (Connection connection = SERVER.connect();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO dbo.wide VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < 3; i++) {
                // The rows differ in nothing but the last character of the widest columns.
                insert.setInt(1, 1);
                insert.setString(2, "€".repeat(3999) + i);
                insert.setString(3, "€".repeat(4000));
                insert.setString(4, "x".repeat(7999) + i);
                insert.setString(5, "€".repeat(2650));
                insert.setBytes(6, new byte[4000]);
                insert.setString(7, "😀".repeat(60_000) + i);
                insert.setBytes(8, new byte[100_000]);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        TableDescription table = describe("dbo.wide");
        assertSameThereAndHere(readAll(table), 3);
        for (String last : List.of("a", "c", "f")) {
            TableRead read = new TableRead(
                    table,
                    List.of(
                            asItself(table.columns().get(2)),
                            asItself(table.column(last).orElseThrow())),
                    RowFilter.none());
            BucketFingerprints there = there(read);
            long buckets = IntStream.range(0, Buckets.DEFAULT.count())
                    .filter(bucket -> there.bucket(bucket).rows() > 0)
                    .count();
            assertThat(buckets).as("%s is hashed to its end", last).isEqualTo(3);
        }
    }

    @Test
    void hashes_a_table_of_many_columns() {
        String columns =
                IntStream.range(0, 500).mapToObj(i -> "c" + i + " int NULL").collect(Collectors.joining(", "));
        SERVER.execute(
                "CREATE TABLE dbo.many (" + columns + ")",
                "INSERT INTO dbo.many (c0, c249, c250, c499) VALUES (1, 2, 3, 4), (1, 2, 4, 3)");
        assertSameThereAndHere(readAll(describe("dbo.many")), 2);
    }

    @Test
    void hashes_an_empty_table_and_one_without_columns_to_compare() {
        SERVER.execute(
                "CREATE TABLE dbo.nobody (id int NOT NULL)",
                "CREATE TABLE dbo.lonely (id int NOT NULL)",
                "INSERT INTO dbo.lonely VALUES (1), (1)");
        assertSameThereAndHere(readAll(describe("dbo.nobody")), 0);
        assertSameThereAndHere(new TableRead(describe("dbo.lonely"), List.of(), RowFilter.none()), 2);
    }

    @Test
    void reads_a_rowversion_as_bytes() {
        assumeGenuine("rowversion");
        SERVER.execute(
                "CREATE TABLE dbo.versioned (id int NOT NULL, v rowversion)",
                "INSERT INTO dbo.versioned (id) VALUES (1), (2)");
        TableDescription table = describe("dbo.versioned");
        assertThat(table.column("v").orElseThrow().nativeType()).isEqualTo("rowversion");
        assertSameThereAndHere(readAll(table), 2);
    }

    @Test
    void never_hashes_half_of_a_surrogate_pair_as_what_replaces_it() {
        assumeGenuine("halves of surrogate pairs");
        SERVER.execute(
                "CREATE TABLE dbo.broken (t nvarchar(10))",
                "CREATE TABLE dbo.replaced (t nvarchar(10))",
                "INSERT INTO dbo.broken VALUES (N'a' + NCHAR(0xD83D))",
                "INSERT INTO dbo.replaced VALUES (N'a' + NCHAR(0xFFFD)), (N'a?')");
        TableRead broken = readAll(describe("dbo.broken"));
        BucketFingerprints replaced = there(readAll(describe("dbo.replaced")));
        int bucket = IntStream.range(0, Buckets.DEFAULT.count())
                .filter(b -> there(broken).bucket(b).rows() > 0)
                .findFirst()
                .orElseThrow();
        assertThat(replaced.bucket(bucket)).isNotEqualTo(there(broken).bucket(bucket));
        assertThatThrownBy(() -> here(broken)).isInstanceOf(UnencodableTextException.class);
    }

    @Test
    void tells_of_rows_that_a_security_policy_hides() {
        assumeGenuine("security policies");
        SERVER.execute(
                "CREATE TABLE dbo.secured (id int NOT NULL)",
                "EXEC ('CREATE VIEW dbo.secured_view AS SELECT id FROM dbo.secured')",
                "EXEC ('CREATE FUNCTION dbo.nobody_sees(@id int) RETURNS TABLE WITH SCHEMABINDING AS"
                        + " RETURN SELECT 1 AS ok WHERE @id > 1')",
                "CREATE SECURITY POLICY dbo.hiding ADD FILTER PREDICATE dbo.nobody_sees(id) ON dbo.secured WITH (STATE = ON)");
        assertThat(describe("dbo.secured").hiddenRows())
                .singleElement()
                .asString()
                .contains("dbo.hiding");
        assertThat(describe("dbo.secured_view").hiddenRows()).hasSize(1);
        SERVER.execute("ALTER SECURITY POLICY dbo.hiding WITH (STATE = OFF)");
        assertThat(describe("dbo.secured").hiddenRows()).isEmpty();
        SERVER.execute("DROP SECURITY POLICY dbo.hiding");
    }

    @Test
    void compares_no_masked_column_for_a_login_that_sees_the_mask() {
        assumeGenuine("dynamic data masking");
        SERVER.execute(
                "CREATE TABLE dbo.masked (id int NOT NULL, mail nvarchar(50) MASKED WITH (FUNCTION = 'email()') NULL)",
                "CREATE LOGIN reconcile_masked WITH PASSWORD = 'Very!Strong?Passw0rd'",
                "CREATE USER reconcile_masked FOR LOGIN reconcile_masked",
                "GRANT SELECT ON dbo.masked TO reconcile_masked");
        assertThat(describe("dbo.masked").columns().get(1).valueType()).isInstanceOf(ValueType.Text.class);
        try (Database reader = JdbcDatabases.open(
                ConnectionSettings.of("source", SERVER.url(), "reconcile_masked", "Very!Strong?Passw0rd"))) {
            assertThat(reader.describe(new TableName("dbo", "masked"))
                            .columns()
                            .get(1)
                            .valueType())
                    .isEqualTo(new ValueType.Incomparable("it is masked for this login"));
            assertThat(reader.facts().warnings())
                    .noneMatch(warning -> warning.contains("can write"))
                    .anyMatch(warning -> warning.contains("VIEW DEFINITION"));
        } finally {
            SERVER.execute("DROP USER reconcile_masked", "DROP LOGIN reconcile_masked");
        }
    }

    @Test
    void says_which_login_was_refused_without_its_password() {
        String url = SERVER.url();
        DatabaseException refused = catchThrowableOfType(
                DatabaseException.class,
                () -> JdbcDatabases.open(ConnectionSettings.of("source", url, "sa", "Wrong!secret1"))
                        .close());
        assertThat(refused.kind()).isEqualTo(Kind.LOGIN);
        assertThat(refused)
                .hasMessageContaining("error 18456")
                .hasMessageContaining("--source-username")
                .message()
                .doesNotContain("Wrong!secret1");
    }

    @Test
    void says_that_a_database_is_unknown() {
        ConnectionSettings settings =
                ConnectionSettings.of("target", SERVER.url() + ";databaseName=no_such_database", null, null);
        assertThatThrownBy(() -> JdbcDatabases.open(settings).close())
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND))
                .hasMessageContaining("Cannot connect to the target (SQL Server)");
    }

    @Test
    void says_that_a_host_is_unknown_or_silent() {
        assertThatThrownBy(() -> JdbcDatabases.open(ConnectionSettings.of(
                                "source", "jdbc:sqlserver://no-such-host.invalid;user=u;password=p", null, null))
                        .close())
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONNECTION));
        assertThatThrownBy(() -> JdbcDatabases.open(ConnectionSettings.of(
                                "source", "jdbc:sqlserver://localhost:1;user=u;password=p", null, null))
                        .close())
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONNECTION));
    }

    @Test
    void asks_for_tls_unless_told_otherwise_and_names_the_flags() {
        String plain = SERVER.url().replaceAll("(?i);(encrypt|trustServerCertificate)=[^;]*", "");
        assertThatThrownBy(() -> JdbcDatabases.open(ConnectionSettings.of("source", plain, null, null))
                        .close())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("--source-trust-certificate")
                .hasMessageContaining("--source-encrypt false");
        ConnectionSettings trusting = ConnectionSettings.of("source", plain, null, null)
                .withDriverProperties(Map.of("trustServerCertificate", "true"));
        try (Database encrypted = JdbcDatabases.open(trusting)) {
            assertThat(encrypted.facts().engine()).startsWith("SQL Server");
        }
    }

    @Test
    void lets_the_url_decide_over_the_properties_beside_it() {
        ConnectionSettings settings = SERVER.settings("source").withDriverProperties(Map.of("encrypt", "strict"));
        assumeTrue(SERVER.url().contains("encrypt=false"), "The URL says encrypt=false.");
        try (Database opened = JdbcDatabases.open(settings)) {
            assertThat(opened.facts().engine()).startsWith("SQL Server");
        }
    }

    @Test
    void leaves_a_callers_connection_as_it_was() throws SQLException {
        SERVER.execute("CREATE TABLE dbo.borrowed (id int NOT NULL)");
        try (Connection connection = SERVER.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET LOCK_TIMEOUT 1234");
            int isolation = SERVER.isGenuine()
                    ? Connection.TRANSACTION_REPEATABLE_READ
                    : Connection.TRANSACTION_READ_UNCOMMITTED;
            connection.setTransactionIsolation(isolation);
            try (Database borrowed = JdbcDatabases.over(new OneConnection(connection), "source")) {
                borrowed.describe(new TableName("dbo", "borrowed"));
            }
            assertThat(connection.getTransactionIsolation()).isEqualTo(isolation);
            try (var row = statement.executeQuery("SELECT @@LOCK_TIMEOUT, @@TRANCOUNT")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(1234);
                assertThat(row.getInt(2)).isZero();
            }
        }
    }

    @Test
    void says_that_a_table_was_dropped() {
        SERVER.execute("CREATE TABLE dbo.dropped (id int NOT NULL)");
        TableRead read = readAll(describe("dbo.dropped"));
        SERVER.execute("DROP TABLE dbo.dropped");
        assertThatThrownBy(() -> there(read))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("Cannot read the source table dbo.dropped: ")
                .satisfies(e -> {
                    if (SERVER.isGenuine()) {
                        assertThat(((DatabaseException) e).kind()).isEqualTo(Kind.NOT_FOUND);
                    }
                });
    }

    @Test
    void gives_up_waiting_for_a_lock() throws SQLException {
        SERVER.execute("CREATE TABLE dbo.locked (id int NOT NULL)", "INSERT INTO dbo.locked VALUES (1)");
        TableRead read = readAll(describe("dbo.locked"));
        try (Connection blocker = SERVER.connect();
                Statement statement = blocker.createStatement();
                Database impatient = SERVER.openWithLockTimeout("source", Duration.ofMillis(300))) {
            blocker.setAutoCommit(false);
            statement.execute("ALTER TABLE dbo.locked ADD more int NULL");
            assertThatThrownBy(() -> impatient.reader(read, new Cancellation()).count())
                    .isInstanceOf(DatabaseException.class)
                    .satisfies(e -> {
                        if (SERVER.isGenuine()) {
                            assertThat(((DatabaseException) e).kind()).isEqualTo(Kind.TIMEOUT);
                            assertThat(e).hasMessageContaining("--lock-timeout");
                        }
                    });
            blocker.rollback();
            assertThat(impatient.reader(read, new Cancellation()).count()).isEqualTo(1);
        }
    }

    @Test
    void reads_past_uncommitted_changes_in_a_snapshot() throws SQLException {
        assumeTrue(database.facts().isolation().equals("SNAPSHOT"), "The database allows SNAPSHOT isolation.");
        SERVER.execute("CREATE TABLE dbo.changing (id int NOT NULL)", "INSERT INTO dbo.changing VALUES (1)");
        TableRead read = readAll(describe("dbo.changing"));
        try (Connection writer = SERVER.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO dbo.changing VALUES (2)");
            statement.execute("UPDATE dbo.changing SET id = 7 WHERE id = 1");
            assertThat(database.reader(read, new Cancellation()).count()).isEqualTo(1);
            writer.rollback();
        }
    }

    @Test
    void reads_committed_rows_where_snapshots_are_not_allowed() {
        assumeGenuine("ALTER DATABASE");
        SERVER.execute(
                "CREATE TABLE dbo.committed (id int NOT NULL)",
                "INSERT INTO dbo.committed VALUES (1)",
                "ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION OFF");
        try (Database without = SERVER.open("source")) {
            assertThat(without.facts().isolation()).isEqualTo("READ COMMITTED (locks)");
            TableRead read = readAll(without.describe(new TableName("dbo", "committed")));
            assertThat(without.reader(read, new Cancellation()).count()).isEqualTo(1);
        } finally {
            SERVER.execute("ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON");
        }
    }

    /** Rows enough that a read of them takes a while. */
    private static TableRead longTable(String name, int rows) {
        SERVER.execute(
                "CREATE TABLE dbo." + name
                        + " (id int NOT NULL PRIMARY KEY, t nvarchar(100) NULL, at datetime2(3) NULL)",
                "INSERT INTO dbo." + name + " SELECT x.id, N'text number ' + CAST(x.id AS nvarchar(10)),"
                        + " CAST('2024-02-29T12:00:00' AS datetime2(3)) FROM (SELECT TOP (" + rows + ")"
                        + " CAST(ROW_NUMBER() OVER (ORDER BY a.object_id) AS int) AS id FROM sys.all_objects a"
                        + " CROSS JOIN sys.all_objects b) AS x");
        return readAll(describe("dbo." + name));
    }

    @Test
    void never_takes_a_killed_read_for_a_whole_one() throws Exception {
        TableRead read = longTable("killed", 200_000);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        CompletableFuture<Object> outcome = CompletableFuture.supplyAsync(() -> {
            BucketFingerprints[] latest = new BucketFingerprints[1];
            try {
                database.reader(read, new Cancellation()).scan(() -> {
                    latest[0] = new BucketFingerprints(Buckets.DEFAULT);
                    return new RowEncoder(read.canonicalTypes(), (high, low) -> {
                        latest[0].add(high, low);
                        started.countDown();
                        await(killed);
                    });
                });
                return latest[0].total().rows();
            } catch (DatabaseException e) {
                return e;
            }
        });
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        killSessionsOfReconcile();
        killed.countDown();
        Object ended = outcome.get(5, TimeUnit.MINUTES);
        System.out.println("A read whose session was killed ended with " + ended);
        if (ended instanceof DatabaseException failed) {
            assertThat(failed.kind()).isEqualTo(Kind.CONNECTION);
        } else {
            assertThat(ended).as("read again from the start").isEqualTo(200_000L);
        }
        assertThat(database.reader(read, new Cancellation()).count()).isEqualTo(200_000);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void can_be_read_again_after_a_sink_failed() {
        TableRead read = longTable("refused", 50_000);
        assertThatThrownBy(() -> database.reader(read, new Cancellation())
                        .scan(() -> new RowEncoder(read.canonicalTypes(), (high, low) -> {
                            throw new IllegalStateException("enough");
                        })))
                .hasMessage("enough");
        assertSameThereAndHere(read, 50_000);
    }

    private static void killSessionsOfReconcile() throws SQLException {
        try (Connection connection = SERVER.connect();
                Statement statement = connection.createStatement()) {
            List<Integer> sessions = new java.util.ArrayList<>();
            try (var rows = statement.executeQuery("SELECT session_id FROM sys.dm_exec_sessions WHERE program_name ="
                    + " 'reconcile' AND database_id = DB_ID()")) {
                while (rows.next()) {
                    sessions.add(rows.getInt(1));
                }
            }
            assertThat(sessions).as("sessions named reconcile").isNotEmpty();
            for (int session : sessions) {
                statement.execute("KILL " + session);
            }
        }
    }

    @Test
    void stops_in_the_database_when_it_is_cancelled() throws Exception {
        assumeGenuine("cancelling a statement that runs");
        TableRead read = longTable("cancelled", 2_000_000);
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Object> outcome = CompletableFuture.supplyAsync(() -> {
            try {
                return database.reader(read, cancellation).fingerprints(Buckets.DEFAULT);
            } catch (CancelledException e) {
                return e;
            }
        });
        TimeUnit.MILLISECONDS.sleep(500);
        cancellation.cancel();
        assertThat(outcome.get(1, TimeUnit.MINUTES)).isInstanceOf(CancelledException.class);
    }

    @Test
    void gives_up_a_statement_that_runs_too_long() {
        assumeGenuine("the statement timeout");
        TableRead read = longTable("slow", 3_000_000);
        ConnectionSettings settings = new ConnectionSettings(
                "source",
                SERVER.url(),
                null,
                null,
                Map.of(),
                1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
        try (Database hurried = JdbcDatabases.open(settings)) {
            assertThatThrownBy(() -> hurried.reader(read, new Cancellation()).fingerprints(Buckets.DEFAULT))
                    .isInstanceOfSatisfying(
                            DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT))
                    .hasMessageContaining("--statement-timeout");
        }
    }

    @Tag("slow")
    @Test
    void reads_a_million_rows_in_constant_memory() {
        TableRead read = longTable("million", 1_000_000);
        long[] most = {0};
        long[] rows = {0};
        long before = usedMemory();
        database.reader(read, new Cancellation())
                .scan(() -> new RowEncoder(read.canonicalTypes(), (high, low) -> {
                    if (++rows[0] % 100_000 == 0) {
                        most[0] = Math.max(most[0], usedMemory());
                    }
                }));
        assertThat(rows[0]).isEqualTo(1_000_000);
        assertThat(most[0] - before).as("bytes more than before").isLessThan(32L << 20);
        assertSameThereAndHere(read, 1_000_000);
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
