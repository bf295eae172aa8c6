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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reconcile row} from flag to row, against a real server. */
class RowCommandIT {

    private static EmbeddedPostgres postgres;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        for (String database : List.of("a", "b")) {
            execute("postgres", "CREATE DATABASE " + database);
            execute(
                    database,
                    "CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                    "CREATE TABLE lines (id integer, region text, price numeric(10,2), note text, secret text,"
                            + " PRIMARY KEY (region, id))",
                    "INSERT INTO lines VALUES (17, 'eu', 12.50, 'same', 's-" + database + "'), (-5, 'eu', 1, 'x', 's')",
                    "CREATE TABLE names (name text COLLATE ci PRIMARY KEY, n integer)",
                    "CREATE TABLE nokey (id integer)",
                    "INSERT INTO nokey VALUES (1)",
                    "CREATE TABLE guarded (id integer PRIMARY KEY)",
                    "CREATE TABLE times (at timestamp(" + (database.equals("a") ? 6 : 3) + ") PRIMARY KEY)",
                    "INSERT INTO times VALUES ('2026-01-01 00:00:00.1234')");
        }
        execute("a", "INSERT INTO names VALUES ('Ab', 1), ('only a', 2)", "CREATE TABLE orders (id int PRIMARY KEY)");
        execute("a", "INSERT INTO orders VALUES (1), (2)");
        execute("b", "INSERT INTO names VALUES ('ab', 1), ('only b', 2)", "CREATE SCHEMA sales");
        execute("b", "CREATE TABLE sales.purchases (number bigint, copy int, PRIMARY KEY (copy, number))");
        execute("b", "INSERT INTO sales.purchases VALUES (1, 1), (1, 2)");
        execute("b", "UPDATE lines SET note = E'\\u001b[2J' WHERE id = 17");
        execute("b", "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY", "CREATE ROLE reader LOGIN");
        execute("b", "GRANT SELECT ON guarded TO reader");
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    private static void execute(String database, String... statements) throws Exception {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Invocation row(String... arguments) {
        return rowAs("postgres", arguments);
    }

    private static Invocation rowAs(String login, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "row",
                "--source-url=jdbc:postgresql://localhost:" + postgres.getPort() + "/a",
                "--source-username=postgres",
                "--source-sslmode=disable",
                "--target-url=jdbc:postgresql://localhost:" + postgres.getPort() + "/b",
                "--target-username=" + login,
                "--target-sslmode=disable"));
        all.addAll(List.of(arguments));
        return Invocation.of(all.toArray(String[]::new));
    }

    private String config(String tables) throws Exception {
        return "--config=" + Files.writeString(folder.resolve("reconcile.yaml"), tables);
    }

    @Test
    void a_row_that_differs_exits_1_and_shows_both_sides_without_obeying_what_they_hold() {
        Invocation different = row("--mask=secret", "lines", "eu", "17");

        assertThat(different.exitCode()).as(different.err()).isEqualTo(1);
        assertThat(different.err()).isEmpty();
        assertThat(different.out())
                .startsWith("CHANGED  public.lines, region='eu', id=17: 2 of 5 columns")
                .contains("  price                 12.50")
                .contains("≠ note                  'same'                       '\\u001b[2J'")
                .contains("≠ secret                (hidden)                     (hidden)")
                .doesNotContain("\u001b", "s-a", "s-b");
    }

    @Test
    void an_equal_row_exits_0_in_whatever_way_its_key_is_typed() {
        for (String[] arguments : new String[][] {
            {"lines", "--", "eu", "-5"},
            {"lines", "id=-5", "region=eu"},
            {"public.lines", "REGION=eu", "ID=-5"},
            {"--", "LINES", "eu", "-5"},
        }) {
            Invocation equal = row(arguments);
            assertThat(equal.exitCode()).as(equal.err() + equal.out()).isZero();
            assertThat(equal.out()).startsWith("EQUAL  ");
        }
    }

    @Test
    void a_row_of_one_side_and_one_of_neither_exit_1() {
        Invocation missing = row("names", "only a");
        Invocation extra = row("names", "only b");
        Invocation neither = row("names", "nobody");

        assertThat(List.of(missing.exitCode(), extra.exitCode(), neither.exitCode()))
                .containsExactly(1, 1, 1);
        assertThat(missing.out()).startsWith("MISSING  ");
        assertThat(extra.out()).startsWith("EXTRA  ");
        assertThat(neither.out()).startsWith("NOT FOUND  ");
    }

    @Test
    void a_key_that_a_collation_takes_for_equal_is_another_key() {
        assertThat(row("names", "Ab").out()).startsWith("MISSING  ");
        assertThat(row("names", "ab").out()).startsWith("EXTRA  ");
        assertThat(row("names", "AB").out()).startsWith("NOT FOUND  ");
    }

    @Test
    void a_key_is_found_in_the_precision_of_either_side() {
        assertThat(row("times", "2026-01-01 00:00:00.1234").exitCode()).isZero();
        assertThat(row("times", "2026-01-01 00:00:00.123").exitCode()).isZero();
        assertThat(row("times", "2026-01-01 00:00:00.124").exitCode()).isEqualTo(1);
    }

    @Test
    void a_number_too_large_for_the_column_finds_nothing() {
        Invocation nothing = row("lines", "eu", "9223372036854775807");

        assertThat(nothing.exitCode()).isEqualTo(1);
        assertThat(nothing.out()).startsWith("NOT FOUND  ");
    }

    @Test
    void the_files_pairs_are_found_by_source_and_by_target_with_their_renames_and_keys_of_their_own() throws Exception {
        String config = config("""
                tables:
                  pairs:
                    - source: orders
                      target: sales.purchases
                      renames: {id: number}
                """);

        Invocation bySource = row(config, "orders", "1");
        Invocation byTarget = row(config, "sales.purchases", "id=1");

        assertThat(bySource.exitCode()).isEqualTo(1);
        assertThat(bySource.out())
                .startsWith("SEVERAL ROWS, DIFFERENT  public.orders → sales.purchases, id=1: 1 in the source,")
                .contains("id → number");
        assertThat(byTarget.out()).isEqualTo(bySource.out());
        assertThat(row(config, "lines", "eu", "17").err())
                .contains("The settings mean no table lines", "orders → sales.purchases");
    }

    @Test
    void the_json_holds_whole_typed_values() throws Exception {
        JsonNode row = new ObjectMapper()
                .readTree(row("--format=json", "lines", "eu", "17").out());

        assertThat(row.path("matches").asBoolean()).isFalse();
        assertThat(row.at("/key/0/value").textValue()).isEqualTo("eu");
        assertThat(row.at("/rows/0/columns/2/source_type").textValue()).isEqualTo("decimal");
        assertThat(row.at("/rows/0/columns/2/source").textValue()).isEqualTo("12.50");
    }

    @Test
    void what_cannot_be_looked_up_exits_2_with_the_remedy() {
        Invocation keyless = row("nokey", "1");
        Invocation guarded = rowAs("reader", "guarded", "1");
        Invocation misfit = row("lines", "eu", "seventeen");
        Invocation tooFew = row("lines", "eu");
        Invocation unknown = row("no_such_table", "1");
        Invocation csv = row("--format=csv", "lines", "eu", "17");
        Invocation html = row("--format=html", "lines", "eu", "17");
        Invocation noTable = row("a.b.c", "1");
        Invocation file = row("--output=row.json", "lines", "eu", "17");

        assertThat(List.of(keyless, guarded, misfit, tooFew, unknown, csv, html, noTable, file))
                .allSatisfy(refused -> {
                    assertThat(refused.exitCode()).isEqualTo(2);
                    assertThat(refused.out()).isEmpty();
                });
        assertThat(keyless.err()).contains("public.nokey has no key", "tables.pairs");
        assertThat(guarded.err()).contains("public.guarded").containsIgnoringCase("row");
        assertThat(misfit.err()).contains("key column id (integer) must be a whole number of at most 64 bits");
        assertThat(tooFew.err()).contains("The key of public.lines is (region, id): give 2 values in this order");
        assertThat(unknown.err()).contains("There is no table no_such_table in the ");
        assertThat(csv.err()).contains("json or console, not as csv");
        assertThat(html.err()).contains("json or console, not as html");
        assertThat(noTable.err()).contains("TABLE: 'a.b.c' has 3 parts");
        assertThat(file.err()).contains("There is no option --output.");
    }
}
