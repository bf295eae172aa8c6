package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reconcile.cli.Program.Outcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs over what was changed lately. */
class SinceIT {

    @Test
    void what_was_changed_lately_is_compared_and_what_nobody_can_tell_is_not_passed() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Instant now = Instant.now();
            for (String side : List.of("a", "b")) {
                execute(postgres, "postgres", "CREATE DATABASE " + side);
                execute(
                        postgres,
                        side,
                        "CREATE TABLE orders (id bigint PRIMARY KEY, note text, updated_at timestamptz)",
                        "CREATE INDEX ON orders (updated_at)",
                        "INSERT INTO orders SELECT n, 'note', timestamptz '" + now
                                + "' - n * interval '1 minute' FROM generate_series(1, 5000) n",
                        "CREATE TABLE large (id bigint PRIMARY KEY)",
                        "INSERT INTO large SELECT n FROM generate_series(1, 10001) n",
                        "VACUUM ANALYZE");
            }
            execute(
                    postgres,
                    "b",
                    "UPDATE orders SET note = 'damaged', updated_at = now() - interval '9 days' WHERE id = 7",
                    "UPDATE orders SET note = 'damaged' WHERE id = 4999");

            Outcome outcome = run(postgres, "--source-tables", "orders,large", "--since", "36h");

            JsonNode report = new ObjectMapper().readTree(outcome.out());
            assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
            assertThat(report.at("/tables/0/rows/changed_rows").intValue())
                    .as(report.toPrettyString())
                    .isEqualTo(1);
            assertThat(report.at("/tables/0/rows/missing_rows").intValue()).isZero();
            assertThat(report.at("/tables/0/rows/details").findValuesAsText("value"))
                    .containsExactly("7");
            assertThat(report.at("/tables/0/changed_since").isTextual()).isTrue();
            assertThat(report.at("/tables/1/verdict").textValue()).isEqualTo("INCONCLUSIVE");
            assertThat(report.at("/tables/1/reasons/0").textValue())
                    .startsWith("Nobody can tell which rows were changed since ")
                    .contains("It was not read.");
            String warning =
                    "The change-column update_at names no column of any table that is compared, so no row is chosen by"
                            + " it. Did you mean updated_at? Correct its name, or take it out.";
            assertThat(report.at("/warnings").toString()).contains(warning);
            assertThat(outcome.err()).containsOnlyOnce(warning);
        }
    }

    private static Outcome run(EmbeddedPostgres postgres, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "--source-url",
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/a?user=postgres",
                "--target-url",
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/b?user=postgres",
                "--source-sslmode",
                "disable",
                "--target-sslmode",
                "disable",
                "--validate-checksums",
                "--confirm-delay",
                "0s",
                "--change-column",
                "update_at,updated_at"));
        arguments.addAll(List.of(more));
        return Program.startJar(Map.of(), List.of("-XX:TieredStopAtLevel=1"), arguments.toArray(String[]::new))
                .outcome();
    }

    private static void execute(EmbeddedPostgres postgres, String database, String... statements) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
