package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.Feature;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a PostgreSQL server says to a read before it is done, and that nothing is read meanwhile. */
class PostgresRehearsalIT {

    private static String url = "";

    @BeforeAll
    static void createDatabase() {
        url = EmbeddedPostgresServer.createDatabase();
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE orders (id int PRIMARY KEY, total numeric(10,2), note text)",
                "INSERT INTO orders SELECT n, n, 'note ' || n FROM generate_series(1, 1000) n",
                "CREATE FUNCTION burst(int) RETURNS text LANGUAGE plpgsql AS"
                        + " $$BEGIN RAISE EXCEPTION 'a row was read'; END$$",
                "CREATE VIEW bursting AS SELECT id, burst(id) AS note FROM orders",
                "CREATE TABLE hidden (id int)",
                "ALTER TABLE hidden ENABLE ROW LEVEL SECURITY",
                "CREATE ROLE rehearsing LOGIN",
                "CREATE ROLE rehearsing_partly LOGIN",
                "GRANT SELECT (id, total) ON orders TO rehearsing_partly",
                "GRANT SELECT ON hidden TO rehearsing_partly");
    }

    private static Database open(String login) {
        return EmbeddedPostgresServer.open("source", EmbeddedPostgresServer.as(url, login));
    }

    private static void rehearse(Database database, String table, RowFilter filter, String... columns) {
        TableDescription description = database.describe(TableName.parse(table));
        List<ReadColumn> read = description.columns().stream()
                .filter(column -> List.of(columns).contains(column.name()))
                .map(PostgresRehearsalIT::asItself)
                .toList();
        database.reader(new TableRead(description, read, filter), new Cancellation())
                .rehearse();
    }

    private static ReadColumn asItself(Column column) {
        return new ReadColumn(
                column,
                CanonicalType.common(column.valueType(), column.valueType(), Rounding.HALF_UP)
                        .orElseThrow());
    }

    @Test
    void takes_what_a_read_may_do_and_reads_no_row() throws Exception {
        long before = scansOfOrders();
        try (Database database = open("postgres")) {
            rehearse(database, "orders", RowFilter.none(), "id", "total", "note");
            rehearse(database, "orders", new RowFilter("id > 10 AND note <> '' -- settled"), "id", "total", "note");
            rehearse(database, "orders", RowFilter.none());
            rehearse(database, "bursting", new RowFilter("note = burst(id)"), "id", "note");
        }
        assertThat(scansOfOrders()).isEqualTo(before);
    }

    @Test
    void refuses_a_filter_that_breaks_out_of_its_brackets_and_reads_no_row() throws Exception {
        long before = scansOfOrders();
        try (Database database = open("postgres")) {
            assertRefused(
                    DatabaseException.Kind.OTHER,
                    () -> rehearse(database, "orders", new RowFilter("id = 1) OR (burst(id) = ''"), "id"));
        }
        assertThat(scansOfOrders()).isEqualTo(before);
    }

    @Test
    void refuses_what_the_login_may_not_read() {
        try (Database nothing = open("rehearsing");
                Database some = open("rehearsing_partly")) {
            assertRefused(DatabaseException.Kind.PERMISSION, () -> rehearse(nothing, "orders", RowFilter.none()));
            assertThatCode(() -> rehearse(some, "orders", RowFilter.none(), "id", "total"))
                    .doesNotThrowAnyException();
            assertRefused(
                    DatabaseException.Kind.PERMISSION, () -> rehearse(some, "orders", RowFilter.none(), "id", "note"));
            assertRefused(
                    DatabaseException.Kind.PERMISSION,
                    () -> rehearse(some, "orders", new RowFilter("note IS NULL"), "id"));
            assertRefused(DatabaseException.Kind.PERMISSION, () -> rehearse(some, "hidden", RowFilter.none(), "id"));
        }
    }

    @Test
    void names_the_columns_that_the_login_may_not_read_where_it_may_read_others() {
        try (Database nothing = open("rehearsing");
                Database some = open("rehearsing_partly")) {
            assertThatThrownBy(() -> rehearse(some, "orders", RowFilter.none(), "id", "note"))
                    .hasMessageEndingWith("It may not read note; columns that are not to be compared can be excluded.");
            assertThatThrownBy(() -> rehearse(nothing, "orders", RowFilter.none(), "id"))
                    .hasMessageEndingWith("see docs/grants.md.");
        }
    }

    @Test
    void refuses_a_filter_that_names_a_column_that_is_not_there_or_is_no_sql() {
        try (Database database = open("postgres")) {
            assertRefused(
                    DatabaseException.Kind.NOT_FOUND, () -> rehearse(database, "orders", new RowFilter("nope = 1")));
            assertRefused(
                    DatabaseException.Kind.OTHER, () -> rehearse(database, "orders", new RowFilter("id = = 1"), "id"));
        }
    }

    private static void assertRefused(DatabaseException.Kind kind, ThrowingCallable rehearsal) {
        assertThatThrownBy(rehearsal)
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    /** How often the rows of orders were looked for. A session tells it no later than at its end. */
    private static long scansOfOrders() throws SQLException, InterruptedException {
        while (number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid <> pg_backend_pid() AND backend_type = 'client backend'")
                > 0) {
            Thread.sleep(10);
        }
        return number("SELECT seq_scan + idx_scan FROM pg_stat_user_tables WHERE relname = 'orders'");
    }

    private static long number(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void tells_who_reads_and_how() {
        try (Database superuser = open("postgres");
                Database reader = open("rehearsing")) {
            assertThat(superuser.features())
                    .contains(
                            new Feature("login", "postgres, a superuser"),
                            new Feature("TLS", "none"),
                            new Feature("encoding", "UTF8"),
                            new Feature("row-level security", "the login sees every row"));
            assertThat(reader.features())
                    .contains(
                            new Feature("login", "rehearsing"),
                            new Feature(
                                    "sessions read-only by default",
                                    "off; every read is a read-only transaction all the same"),
                            new Feature(
                                    "row-level security",
                                    "holds for the login: a table with a policy is not compared"));
        }
        EmbeddedPostgresServer.execute(url, "ALTER ROLE rehearsing_partly SET default_transaction_read_only = on");
        try (Database database = open("rehearsing_partly")) {
            assertThat(database.features()).contains(new Feature("sessions read-only by default", "on"));
        }
    }
}
