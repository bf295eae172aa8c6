package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.DatabaseTraffic;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunTraffic;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.jdbc.repair.RepairSummary;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From flags and a file to a report, on two databases of one PostgreSQL server. */
class PreparedRunIT {

    private static EmbeddedPostgres server;

    @TempDir
    Path folder;

    private final Map<String, String> flags = new HashMap<>();

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = EmbeddedPostgres.start();
        execute("postgres", "CREATE DATABASE source", "CREATE DATABASE target");
        execute("postgres", "CREATE ROLE reader LOGIN PASSWORD 'p&w;=#1'");
        for (String database : new String[] {"source", "target"}) {
            boolean source = database.equals("source");
            execute(
                    database,
                    "CREATE SCHEMA dbo",
                    "CREATE TABLE " + (source ? "dbo.\"OrderLines\"" : "public.order_lines")
                            + " (id int PRIMARY KEY, note varchar(20), total numeric(10,2))",
                    "INSERT INTO " + (source ? "dbo.\"OrderLines\"" : "public.order_lines")
                            + " SELECT i, 'n' || i, i * 1.5 FROM generate_series(1, 100) i",
                    "CREATE TABLE " + (source ? "dbo.customers" : "public.customers")
                            + " (id int PRIMARY KEY, name text)",
                    "INSERT INTO " + (source ? "dbo.customers" : "public.customers")
                            + " SELECT i, CASE WHEN i = 7 THEN '" + database + "' ELSE 'c' || i END"
                            + " FROM generate_series(1, 50) i");
        }
        execute("source", "CREATE TABLE dbo.lonely (id int PRIMARY KEY)", "CREATE TABLE dbo.tmp_1 (id int)");
        execute("target", "CREATE TABLE public.orphan (id int PRIMARY KEY)");
        for (String database : new String[] {"source", "target"}) {
            execute(
                    database,
                    "GRANT USAGE ON SCHEMA dbo TO reader",
                    "GRANT SELECT ON ALL TABLES IN SCHEMA dbo TO reader",
                    "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static void execute(String database, String... statements) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @BeforeEach
    void two_databases() {
        flags.putAll(Map.of(
                "source.engine", "postgresql",
                "source.host", "localhost",
                "source.port", Integer.toString(server.getPort()),
                "source.database", "source",
                "source.username", "reader",
                "source.password", "p&w;=#1",
                "source.sslmode", "disable",
                "target.url",
                        "jdbc:postgresql://localhost:" + server.getPort()
                                + "/target?sslmode=disable&user=reader&password=p%26w%3B%3D%231"));
    }

    private Report run() {
        Settings settings = SettingsReader.read(flags, Map.of(), PasswordPrompt.NONE);
        try (PreparedRun run = PreparedRun.prepare(settings)) {
            return run.run(RunListener.NONE, new Cancellation());
        }
    }

    @Test
    void a_repair_is_written_where_it_was_asked_for_and_mends_what_was_found(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("repair.sql");
        flags.put("tables.source-tables", "dbo.customers");
        flags.put("tables.target-tables", "customers");
        flags.put("options.validate-checksums", "true");
        flags.put("options.confirm-delay", "0s");
        flags.put("options.repair-file", file.toString());
        Settings settings = SettingsReader.read(flags, Map.of(), PasswordPrompt.NONE);
        try (PreparedRun run = PreparedRun.prepare(settings)) {
            Report report = run.run(RunListener.NONE, new Cancellation());
            assertThat(file).doesNotExist();

            assertThat(run.writeRepair(report))
                    .map(RepairSummary::toString)
                    .contains("Repair script: " + file
                            + ": 0 to insert, 1 to update, 0 to delete. Read it before you run it.");
            assertThat(run.writeRepair(report)).isEmpty();
        }
        assertThat(file)
                .content()
                .contains("-- Target:  jdbc:postgresql://localhost:" + server.getPort() + "/target\n")
                .contains(
                        "UPDATE \"public\".\"customers\" SET \"name\" = 'source'\n  WHERE \"id\" = 7 AND \"name\" IS NOT"
                                + " DISTINCT FROM 'target';")
                .doesNotContain("p&w;=#1", "p%26w");
    }

    @Test
    void a_repair_that_cannot_be_written_ends_it_before_anything_is_compared(@TempDir Path folder) {
        flags.put("tables.source-tables", "dbo.customers");
        flags.put("options.validate-checksums", "true");
        flags.put("options.repair-file", folder.resolve("absent/repair.sql").toString());
        Settings settings = SettingsReader.read(flags, Map.of(), PasswordPrompt.NONE);

        assertThatThrownBy(() -> PreparedRun.prepare(settings))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("its directory does not exist")
                .hasMessageContaining("--repair-file");
    }

    @Test
    void listed_tables_are_counted() {
        flags.put("tables.source-tables", "dbo.\"OrderLines\",dbo.customers");
        flags.put("tables.target-tables", "order_lines,customers");

        Report report = run();

        assertThat(report.status()).isEqualTo(Status.PASS);
        assertThat(report.tables()).extracting(TableReport::compared).containsOnly(Depth.COUNTS);
        assertThat(report.sourceTotalRows()).isEqualTo(150);
    }

    @Test
    void it_tells_how_much_was_asked_of_each_database() {
        flags.put("tables.source-tables", "dbo.\"OrderLines\",dbo.customers,dbo.lonely");
        flags.put("tables.target-tables", "order_lines,customers,absent");
        Settings settings = SettingsReader.read(flags, Map.of(), PasswordPrompt.NONE);
        try (PreparedRun run = PreparedRun.prepare(settings)) {
            assertThat(run.traffic()).isEqualTo(new RunTraffic(DatabaseTraffic.NONE, DatabaseTraffic.NONE));

            run.run(RunListener.NONE, new Cancellation());

            assertThat(run.traffic()).isEqualTo(new RunTraffic(new DatabaseTraffic(2, 0), new DatabaseTraffic(2, 0)));
        }
    }

    @Test
    void a_whole_schema_is_compared_by_its_contents_and_says_what_has_no_partner() {
        flags.put("tables.include", "dbo.*");
        flags.put("tables.exclude", "dbo.tmp_*");
        flags.put("tables.naming", "snake");
        flags.put("tables.schema-map", "dbo=public");
        flags.put("options.validate-checksums", "true");
        flags.put("options.confirm-delay", "0s");

        Report report = run();

        assertThat(report.tables())
                .extracting(TableReport::source, TableReport::verdict)
                .containsExactlyInAnyOrder(
                        tuple("dbo.OrderLines", Verdict.MATCH),
                        tuple("dbo.customers", Verdict.MISMATCH),
                        tuple("dbo.lonely", Verdict.ERROR));
        assertThat(report.warnings())
                .anyMatch(warning -> warning.contains("dbo.lonely (expected public.lonely)"))
                .anyMatch(warning -> warning.contains("public.orphan"));
    }

    @Test
    void the_file_says_how_a_pair_is_compared() throws IOException {
        Path file = Files.writeString(folder.resolve("reconcile.yaml"), """
                tables:
                  pairs:
                    - source: dbo.customers
                      key: id
                      source-filter: id <> 7
                      target-filter: id <> 7
                options:
                  validate-checksums: true
                """);
        flags.put("config", file.toString());

        Report report = run();

        assertThat(report.status()).isEqualTo(Status.PASS);
        assertThat(report.sourceTotalRows()).isEqualTo(49);
    }

    @Test
    void a_server_without_tls_is_refused_naming_the_setting() {
        flags.put("tables.source-tables", "dbo.customers");
        flags.remove("source.sslmode");

        assertThatThrownBy(this::run).isInstanceOf(SetupException.class).hasMessageContaining("--source-sslmode");
    }

    @Test
    void a_database_that_is_not_there_ends_it_before_anything_is_compared() {
        flags.put("tables.source-tables", "dbo.customers");
        flags.put("source.database", "nowhere");
        assertThatThrownBy(this::run)
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("source")
                .hasMessageNotContaining("p&w");

        flags.put("source.database", "source");
        flags.put("source.port", "1");
        assertThatThrownBy(this::run).isInstanceOf(SetupException.class).hasMessageContaining("source");
    }
}
