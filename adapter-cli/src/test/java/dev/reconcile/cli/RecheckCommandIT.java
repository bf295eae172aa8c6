package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage, a run, a repair and {@code reconcile recheck}, against a real server. */
class RecheckCommandIT {

    private static final List<String> TABLES = List.of("orders", "lines", "days", "steady");
    private static EmbeddedPostgres postgres;

    @TempDir
    private Path folder;

    private Path report;
    private Path repair;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        for (String database : List.of("a", "b")) {
            execute("postgres", "CREATE DATABASE " + database);
            execute(
                    database,
                    "CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void damaged_tables() throws Exception {
        report = folder.resolve("report.json");
        repair = folder.resolve("repair.sql");
        for (String database : List.of("a", "b")) {
            execute(
                    database,
                    "DROP TABLE IF EXISTS orders, lines, days, steady, nokey",
                    "CREATE TABLE orders (id integer PRIMARY KEY, note text)",
                    "INSERT INTO orders SELECT n, 'note ' || n FROM generate_series(1, 2000) n",
                    "CREATE TABLE lines (region text COLLATE ci, at timestamptz(6), amount float8, raw bytea,"
                            + " note text, PRIMARY KEY (region, at, amount, raw))",
                    "INSERT INTO lines SELECT 'Ré ' || n, timestamptz '2026-01-01 00:00:00.123456+05' + n * interval"
                            + " '1 s', n / 3.0, decode(md5(n::text), 'hex'), 'x' FROM generate_series(1, 50) n",
                    "CREATE TABLE days (day date PRIMARY KEY, note text)",
                    "INSERT INTO days VALUES ('infinity', 'end'), ('-infinity', 'begin'), ('0044-03-15 BC', 'ides'),"
                            + " ('2026-01-01', 'x')",
                    "CREATE TABLE steady AS TABLE orders",
                    "ALTER TABLE steady ADD PRIMARY KEY (id)");
        }
        execute(
                "b",
                "DELETE FROM orders WHERE id BETWEEN 100 AND 799",
                "UPDATE orders SET note = 'wrong' WHERE id BETWEEN 800 AND 809",
                "INSERT INTO orders VALUES (-1, 'extra'), (-2, 'extra')",
                "UPDATE lines SET note = 'y' WHERE note = 'x'",
                "UPDATE days SET note = 'wrong' WHERE day IN ('infinity', '0044-03-15 BC')",
                "DELETE FROM days WHERE day = '-infinity'");
    }

    private static void execute(String database, String... statements) throws Exception {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Invocation reconcile(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                command,
                "--source-url=jdbc:postgresql://localhost:" + postgres.getPort() + "/a",
                "--source-username=postgres",
                "--source-sslmode=disable",
                "--target-url=jdbc:postgresql://localhost:" + postgres.getPort() + "/b",
                "--target-username=postgres",
                "--target-sslmode=disable"));
        all.addAll(List.of(arguments));
        return Invocation.of(all.toArray(String[]::new));
    }

    private void run(String tables, String... options) {
        List<String> all = new ArrayList<>(
                List.of("--source-tables=" + tables, "--confirm-delay=0s", "--output=" + report, "--quiet"));
        all.addAll(List.of(options));
        Invocation run = reconcile("run", all.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    }

    private Invocation recheck(String tables, String... options) {
        List<String> all = new ArrayList<>(List.of("--source-tables=" + tables, report.toString()));
        all.addAll(List.of(options));
        return reconcile("recheck", all.toArray(String[]::new));
    }

    @Test
    void after_the_repair_all_is_mended_and_it_exits_0() throws Exception {
        String tables = String.join(",", TABLES);
        run(tables, "--validate-checksums", "--repair-file=" + repair);
        assertThat(recheck(tables).exitCode()).as("before the repair").isEqualTo(1);

        execute("b", Files.readString(repair));
        Invocation mended = recheck(tables);

        assertThat(mended.exitCode()).as(mended.out() + mended.err()).isZero();
        assertThat(mended.err()).isEmpty();
        assertThat(mended.out())
                .startsWith("MENDED  All 765 findings are mended.\n")
                .contains("MENDED  orders    712     712       0        0")
                .contains("MENDED  lines      50      50       0        0")
                .contains("MENDED  days        3       3       0        0")
                .contains("The 1 table that matched in it was not looked at.");
    }

    @Test
    void half_a_repair_exits_1_and_names_what_is_left_as_it_is_now() throws Exception {
        run("orders,days", "--validate-checksums", "--repair-file=" + repair);
        execute("b", Files.readString(repair));
        execute(
                "b",
                "DELETE FROM orders WHERE id = 800",
                "UPDATE orders SET note = 'again' WHERE id = 700",
                "INSERT INTO orders VALUES (-2, 'back')",
                "UPDATE days SET note = 'wrong' WHERE day = 'infinity'");

        Invocation left = recheck("orders,days");

        assertThat(left.exitCode()).isEqualTo(1);
        assertThat(left.out())
                .startsWith("NOT ALL MENDED  Of 715 findings 711 are mended, 4 still differ, 0 could not be")
                .contains("    MISSING id=800\n", "    CHANGED id=700: note\n", "    EXTRA id=-2\n")
                .contains("    CHANGED day=infinity: note\n");
    }

    @Test
    void the_json_tells_the_same_and_values_only_where_somebody_asks() throws Exception {
        run("orders", "--validate-checksums");
        execute("b", "DELETE FROM orders WHERE id < 0");

        JsonNode recheck = new ObjectMapper()
                .readTree(recheck("orders", "--format=json", "--max-details=5").out());
        assertThat(recheck.path("all_mended").asBoolean()).isFalse();
        assertThat(recheck.path("mended").asInt()).isEqualTo(2);
        assertThat(recheck.at("/tables/0/still_different").asInt()).isEqualTo(710);
        assertThat(recheck.at("/tables/0/rows")).hasSize(5);
        assertThat(recheck.at("/tables/0/rows_left_out").asInt()).isEqualTo(705);
        assertThat(recheck.toString()).doesNotContain("wrong");
        assertThat(recheck("orders", "--format=json", "--show-values").out()).contains("wrong");
    }

    @Test
    void findings_that_the_report_does_not_name_are_never_mended() throws Exception {
        run("orders", "--validate-checksums", "--max-details=10", "--repair-file=" + repair);
        execute("b", Files.readString(repair));

        Invocation open = recheck("orders");

        assertThat(open.exitCode()).isEqualTo(1);
        assertThat(open.out())
                .contains("NOT RECHECKED  orders    712      10       0      702")
                .contains("702 rows are only counted in the report and not named.");
    }

    @Test
    void findings_beyond_the_report_are_rechecked_where_the_run_wrote_its_details() throws Exception {
        Path details = report.resolveSibling("details.jsonl");
        String named = "--details-file=" + details;
        run("orders,days", "--validate-checksums", "--max-details=10", named, "--repair-file=" + repair);
        execute("b", Files.readString(repair), "DELETE FROM orders WHERE id = 800");

        Invocation open = recheck("orders,days", named);
        assertThat(open.exitCode()).isEqualTo(1);
        assertThat(open.out())
                .startsWith("NOT ALL MENDED  Of 715 findings 714 are mended, 1 still differs, 0 could not be")
                .contains("    MISSING id=800\n");

        execute("b", "INSERT INTO orders SELECT 800, 'note'");
        run("days,orders", "--validate-checksums");
        Invocation another = recheck("orders,days", named);
        assertThat(another.exitCode()).isEqualTo(2);
        assertThat(another.err()).contains("another run than the report's");
    }

    @Test
    void counts_keyless_tables_and_masked_keys_cannot_be_rechecked() throws Exception {
        run("orders");
        assertThat(recheck("orders").out()).contains("NOT RECHECKED  orders", "--validate-checksums");
        assertThat(recheck("orders").exitCode()).isEqualTo(1);

        run("orders", "--validate-checksums", "--mask=id");
        assertThat(recheck("orders").out()).contains("712 rows could not be looked up");

        execute("a", "CREATE TABLE nokey AS SELECT 1 AS id");
        execute("b", "CREATE TABLE nokey AS SELECT 2 AS id");
        run("nokey", "--validate-checksums");
        execute("b", "UPDATE nokey SET id = 1");
        assertThat(recheck("nokey").out()).contains("2 rows could not be looked up: the tables have no key.");
        assertThat(recheck("nokey").exitCode()).isEqualTo(1);
    }

    @Test
    void it_says_that_it_waits_unless_it_is_to_be_quiet() throws Exception {
        run("days", "--validate-checksums");

        assertThat(recheck("days", "--confirm-delay=200ms").err())
                .contains("days: ", " differ, looking again in ")
                .doesNotContain("Warning");
        assertThat(recheck("days", "--confirm-delay=200ms", "--quiet").err()).isEmpty();
        assertThat(recheck("days").err()).isEmpty();
    }

    @Test
    void a_late_row_is_waited_for_where_somebody_asks() throws Exception {
        run("days", "--validate-checksums");
        Thread late = new Thread(() -> {
            try {
                Thread.sleep(500);
                execute("b", "DELETE FROM days");
                execute(
                        "b",
                        "INSERT INTO days VALUES ('infinity', 'end'), ('-infinity', 'begin'),"
                                + " ('0044-03-15 BC', 'ides'), ('2026-01-01', 'x')");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        late.start();

        Invocation waited = recheck("days", "--confirm-delay=20s");
        late.join();

        assertThat(waited.exitCode()).as(waited.out()).isZero();
    }

    @Test
    void what_cannot_be_rechecked_at_all_exits_2() throws Exception {
        run("orders,days", "--validate-checksums");

        Invocation other = recheck("orders");
        Invocation noReport = reconcile(
                "recheck", "--source-tables=orders", folder.resolve("absent").toString());
        Invocation csv = recheck("orders,days", "--format=csv");
        Invocation html = recheck("orders,days", "--format=html");
        Invocation noTables = reconcile("recheck", report.toString());

        assertThat(List.of(other, noReport, csv, html, noTables)).allSatisfy(refused -> {
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.out()).isEmpty();
        });
        assertThat(other.err())
                .contains("findings in tables that the settings do not mean: days → days. Give the settings");
        assertThat(noReport.err()).contains("Cannot read the report");
        assertThat(csv.err()).contains("json or console, not as csv");
        assertThat(html.err()).contains("json or console, not as html");
        assertThat(noTables.err()).contains("No tables are named");
    }
}
