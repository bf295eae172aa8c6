package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.check.CheckReport;
import dev.reconcile.core.check.Checker;
import dev.reconcile.core.check.SideCheck.Access;
import dev.reconcile.core.check.TableCheck;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.Feature;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TablePair;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a check tells of a SQL Server and its copy in PostgreSQL. */
class SqlServerCheckIT {

    private static final RunOptions ROWS = RunOptions.DEFAULT.withDepth(Depth.ROWS);
    private static final String PASSWORD = "Very!Strong?Passw0rd";

    @RegisterExtension
    static final SqlServerTestServer SERVER = new SqlServerTestServer();

    private static String target = "";

    @BeforeAll
    static void create() {
        SERVER.execute(
                "CREATE TABLE dbo.orders (id int NOT NULL PRIMARY KEY, total money, ordered_at datetime2(6),"
                        + " note nvarchar(max))",
                "CREATE TABLE dbo.secret (id int NOT NULL PRIMARY KEY)",
                "CREATE LOGIN reconcile_checking WITH PASSWORD = '" + PASSWORD + "'",
                "CREATE USER reconcile_checking FOR LOGIN reconcile_checking",
                "GRANT SELECT ON dbo.orders TO reconcile_checking");
        target = EmbeddedPostgresServer.createDatabase();
        EmbeddedPostgresServer.execute(
                target,
                "CREATE TABLE orders (id int PRIMARY KEY, total numeric(10,2), ordered_at timestamp(3),"
                        + " note varchar(100))",
                "CREATE TABLE secret (id int PRIMARY KEY)");
    }

    /** A login is the whole server's. */
    @AfterAll
    static void drop() {
        SERVER.execute("DROP TABLE dbo.orders", "DROP USER reconcile_checking", "DROP LOGIN reconcile_checking");
    }

    private static Database asReader() {
        // The URL wins over the login, so it must not hold one.
        String url = SERVER.url().replaceAll("(?i);(user|password)=(\\{[^}]*\\}|[^;]*)", "");
        return JdbcDatabases.open(ConnectionSettings.of("source", url, "reconcile_checking", PASSWORD)
                .withDriverProperties(Map.of("encrypt", "false")));
    }

    private static CheckReport check(TablePair... pairs) {
        try (Database from = asReader();
                Database to = EmbeddedPostgresServer.open("target", target)) {
            return new Checker(from, to, InstantSource.system()).check(List.of(pairs), ROWS, new Cancellation());
        }
    }

    @Test
    void tells_what_the_target_cannot_hold_and_that_the_source_can_be_read() {
        TableCheck table = check(TablePair.of("dbo.orders", "orders")).tables().get(0);

        assertThat(table.atBest()).as("%s", table).isEqualTo(Verdict.MATCH);
        assertThat(table.sourceSide().access()).isEqualTo(Access.GRANTED);
        assertThat(table.sourceSide().hashing().place()).isNotNull();
        assertThat(table.key().columns()).containsExactly("id");
        assertThat(table.notes())
                .extracting(note -> note.topic() + " " + note.text())
                .anyMatch(note -> note.startsWith(
                        "PRECISION The target's total (numeric(10,2)) holds smaller numbers than the source's total"
                                + " (money)"))
                .anyMatch(note -> note.startsWith(
                        "LENGTH The target's note (character varying(100)) holds shorter texts than the source's note"
                                + " (nvarchar(max))"));
        assertThat(table.reductions()).singleElement().asString().contains("from 6 digits to 3");
    }

    @Test
    void a_table_without_a_right_on_it_is_not_found_or_refused() {
        CheckReport report = check(TablePair.of("dbo.secret", "secret"), TablePair.of("dbo.orders", "orders"));

        assertThat(report.tables()).extracting(TableCheck::atBest).containsExactly(Verdict.ERROR, Verdict.MATCH);
    }

    @Test
    void an_error_in_a_filter_is_found_without_running_it() {
        TablePair plain = TablePair.of("dbo.orders", "orders");
        TablePair pair = new TablePair(
                plain.source(),
                plain.target(),
                plain.columns(),
                plain.key(),
                new RowFilter("deleted = 0"),
                RowFilter.none());
        TableCheck wrong = check(pair).tables().get(0);

        assertThat(wrong.atBest()).isEqualTo(Verdict.ERROR);
        assertThat(wrong.sourceSide().access()).isEqualTo(Access.REFUSED);
        assertThat(wrong.targetSide().access()).isEqualTo(Access.GRANTED);
    }

    @Test
    void tells_who_reads_and_what_the_server_offers() {
        try (Database reader = asReader()) {
            assertThat(reader.features()).contains(new Feature("login", "reconcile_checking"));
            assertThat(reader.features())
                    .extracting(Feature::name)
                    .containsExactly(
                            "login", "snapshot isolation", "UTF-8 collations", "VIEW DEFINITION", "masked columns");
            if (SERVER.isGenuine()) {
                assertThat(reader.features())
                        .contains(
                                new Feature("snapshot isolation", "on: reads neither block writers nor wait for them"),
                                new Feature(
                                        "VIEW DEFINITION",
                                        "not granted: a security policy that hides rows would not be seen"));
            }
        }
    }
}
