package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.report.ReportWriteException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of details that runs write, held against what was planted. */
class DetailsFileIT {

    /** Rows of each table; of the target's, those whose number is a multiple of these differ. */
    private static final int ROWS = 20_000;

    private static final int MISSING = 5;
    private static final int CHANGED = 7;
    private static final int EXTRA = 1_500;

    private static EmbeddedPostgres server;

    @TempDir
    Path folder;

    private final Map<String, String> flags = new HashMap<>();

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = EmbeddedPostgres.start();
        execute("postgres", "CREATE DATABASE source", "CREATE DATABASE target");
        for (String database : List.of("source", "target")) {
            execute(
                    database,
                    "CREATE TABLE one (id int PRIMARY KEY, note text, phone text)",
                    "INSERT INTO one SELECT i, 'n' || i, 'phone' || i FROM generate_series(1, " + ROWS + ") i",
                    "CREATE TABLE two AS TABLE one",
                    "ALTER TABLE two ADD PRIMARY KEY (id)",
                    "CREATE TABLE three AS TABLE one",
                    "ALTER TABLE three ADD PRIMARY KEY (id)",
                    "CREATE TABLE keyless AS SELECT 'n' || i % 100 AS note FROM generate_series(1, 1000) i",
                    "CREATE TABLE equal AS SELECT 1 AS id");
        }
        for (String table : List.of("one", "two", "three")) {
            execute(
                    "target",
                    "DELETE FROM " + table + " WHERE id % " + MISSING + " = 0",
                    "UPDATE " + table + " SET note = 'secret', phone = 'phone of target' WHERE id % " + CHANGED
                            + " = 0",
                    "INSERT INTO " + table + " SELECT -i, 'secret', NULL FROM generate_series(1, " + EXTRA + ") i");
        }
        execute("target", "DELETE FROM keyless WHERE note = 'n7'", "INSERT INTO keyless VALUES ('n8'), ('secret')");
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
        for (String side : List.of("source", "target")) {
            flags.put(
                    side + ".url",
                    "jdbc:postgresql://localhost:" + server.getPort() + "/" + side + "?user=postgres&sslmode=disable");
        }
        flags.put("options.validate-checksums", "true");
        flags.put("options.confirm-delay", "0s");
        flags.put("options.details-file", file().toString());
    }

    private Path file() {
        return folder.resolve("details.jsonl");
    }

    @Test
    void holds_exactly_the_rows_that_differ_of_all_tables_however_few_the_report_names() {
        flags.put("tables.source-tables", "one,two,three,equal");
        flags.put("options.max-details", "10");

        Report report = run(RunListener.NONE, new Cancellation());

        assertThat(report.detailsFile()).isEqualTo(file().toString());
        List<JsonNode> lines = lines();
        assertThat(lines.get(0).path("run_id").textValue()).isEqualTo(report.runId());
        assertThat(Instant.parse(lines.get(0).path("started_at").textValue())).isBeforeOrEqualTo(report.timestamp());
        for (String table : List.of("one", "two", "three")) {
            List<String> found = rows(lines, table);
            assertThat(found).hasSize(planted().size());
            assertThat(new TreeSet<>(found)).isEqualTo(planted());
        }
        assertThat(lines.toString()).doesNotContain("secret", "phone of");
        assertThat(lines.stream().filter(line -> line.path("line").textValue().equals("table")))
                .extracting(line -> line.path("source").textValue() + " "
                        + line.path("verdict").textValue() + " "
                        + line.path("row_lines").intValue() + " "
                        + line.path("rows_without_line") + " "
                        + line.at("/rows/changed_rows"))
                .containsExactly(
                        "one MISMATCH " + planted().size() + " 0 " + changed(),
                        "two MISMATCH " + planted().size() + " 0 " + changed(),
                        "three MISMATCH " + planted().size() + " 0 " + changed(),
                        "equal MATCH 0 null ");
        JsonNode end = lines.get(lines.size() - 1);
        assertThat(end.path("line").textValue()).isEqualTo("end");
        assertThat(end.path("run_id").textValue()).isEqualTo(report.runId());
        assertThat(end.path("complete").booleanValue()).isTrue();
        assertThat(end.path("row_lines").intValue()).isEqualTo(3 * planted().size());
    }

    @Test
    void holds_values_only_where_they_were_turned_on_and_never_masked_ones() {
        flags.put("tables.source-tables", "one");
        flags.put("tables.mask", "phone");
        flags.put("options.show-values", "true");

        run(RunListener.NONE, new Cancellation());

        assertThat(lines().toString())
                .contains("\"source\":\"n7\"", "\"target\":\"secret\"")
                .doesNotContain("phone7", "phone of");

        flags.remove("options.show-values");
        flags.put("options.format", "console");
        Settings onTerminal = SettingsReader.read(flags, Map.of(), PasswordPrompt.NONE, Audience.TERMINAL);
        assertThat(run(onTerminal, RunListener.NONE, new Cancellation()).toString())
                .contains("secret");
        assertThat(lines().toString()).doesNotContain("secret");
    }

    @Test
    void holds_rows_without_a_key_as_often_as_they_are_too_many_or_too_few() {
        flags.put("tables.source-tables", "keyless");

        run(RunListener.NONE, new Cancellation());

        assertThat(lines().stream().filter(line -> line.path("line").textValue().equals("row")))
                .extracting(line -> line.path("kind").textValue() + " "
                        + line.path("occurrences").intValue() + " " + line.path("key"))
                .containsExactlyInAnyOrder("missing 10 []", "extra 1 []", "extra 1 []");
        assertThat(lines().toString()).doesNotContain("secret", "n8");

        flags.put("options.show-values", "true");
        run(RunListener.NONE, new Cancellation());
        assertThat(lines().toString()).contains("\"value\":\"secret\"", "\"value\":\"n7\"");
    }

    @Test
    void says_that_a_cancelled_run_may_have_found_more() {
        flags.put("tables.source-tables", "one,two,three");
        flags.put("options.parallelism", "1");
        Cancellation cancellation = new Cancellation();

        Report report = run(
                new RunListener() {
                    @Override
                    public void rowDiffers(TablePair pair, RowDifference difference) {
                        if (pair.source().toString().equals("two")) {
                            cancellation.cancel();
                        }
                    }
                },
                cancellation);

        assertThat(report.complete()).isFalse();
        List<JsonNode> lines = lines();
        assertThat(new TreeSet<>(rows(lines, "one"))).isEqualTo(planted());
        assertThat(rows(lines, "two")).isNotEmpty();
        assertThat(planted()).containsAll(rows(lines, "two"));
        assertThat(rows(lines, "three")).isEmpty();
        JsonNode two = lines.get(lines.size() - 3);
        assertThat(two.path("source").textValue()).isEqualTo("two");
        assertThat(two.path("verdict").textValue()).isEqualTo("INCONCLUSIVE");
        assertThat(two.path("row_lines").intValue())
                .isEqualTo(rows(lines, "two").size());
        assertThat(two.path("rows_without_line").isNull()).isTrue();
        assertThat(lines.get(lines.size() - 1).path("complete").booleanValue()).isFalse();
    }

    @Test
    void a_full_disk_hides_no_report_and_is_no_success() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        flags.put("tables.source-tables", "equal");
        flags.put("options.details-file", full.toString());
        Settings settings = SettingsReader.read(flags, Map.of(), PasswordPrompt.NONE);

        try (PreparedRun run = PreparedRun.prepare(settings)) {
            Report report = run.run(RunListener.NONE, new Cancellation());
            assertThat(report.status()).isEqualTo(Status.PASS);
            assertThat(report.detailsFile()).isNull();
            assertThat(report.warnings())
                    .anySatisfy(warning -> assertThat(warning)
                            .startsWith("Cannot write the details to /dev/full: No space left on device."));
            assertThatThrownBy(run::requireDetails)
                    .isInstanceOf(ReportWriteException.class)
                    .hasMessageContaining("No space left on device");
        }
    }

    @Test
    void a_file_that_cannot_be_written_ends_it_before_anything_is_compared() {
        flags.put("tables.source-tables", "equal");
        flags.put("options.details-file", folder.resolve("absent/details.jsonl").toString());
        Settings settings = SettingsReader.read(flags, Map.of(), PasswordPrompt.NONE);

        assertThatThrownBy(() -> PreparedRun.prepare(settings))
                .isInstanceOf(SetupException.class)
                .hasMessageStartingWith("Cannot write the details to ");
    }

    private Report run(RunListener listener, Cancellation cancellation) {
        return run(SettingsReader.read(flags, Map.of(), PasswordPrompt.NONE), listener, cancellation);
    }

    private static Report run(Settings settings, RunListener listener, Cancellation cancellation) {
        try (PreparedRun run = PreparedRun.prepare(settings)) {
            Report report = run.run(listener, cancellation);
            run.requireDetails();
            return report;
        }
    }

    /** What was done to each of the three tables. */
    private static TreeSet<String> planted() {
        TreeSet<String> planted = new TreeSet<>();
        for (int id = 1; id <= ROWS; id++) {
            if (id % MISSING == 0) {
                planted.add("missing " + id + " []");
            } else if (id % CHANGED == 0) {
                planted.add("changed " + id + " [\"note\",\"phone\"]");
            }
        }
        for (int id = 1; id <= EXTRA; id++) {
            planted.add("extra " + -id + " []");
        }
        return planted;
    }

    private static long changed() {
        return planted().stream().filter(row -> row.startsWith("changed")).count();
    }

    private static List<String> rows(List<JsonNode> lines, String table) {
        return lines.stream()
                .filter(line -> line.path("line").textValue().equals("row"))
                .filter(line -> line.path("source").textValue().equals(table))
                .map(line -> line.path("kind").textValue() + " "
                        + line.at("/key/0/value").textValue() + " " + line.path("columns"))
                .toList();
    }

    private List<JsonNode> lines() {
        List<JsonNode> lines = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file())) {
                lines.add(new ObjectMapper().readTree(line));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return lines;
    }
}
