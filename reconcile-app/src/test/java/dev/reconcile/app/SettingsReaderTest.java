package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.run.HaltAbove;
import dev.reconcile.core.run.Hold;
import dev.reconcile.core.run.LoadCondition;
import dev.reconcile.core.run.PaceOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.run.ShownValues;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.report.ReportFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class SettingsReaderTest {

    @TempDir
    Path folder;

    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void a_complete_set_of_flags() {
        flags.putAll(Map.of(
                "source.server", "localhost",
                "source.database", "warehouse_source",
                "target.host", "localhost",
                "target.database", "warehouse_target",
                "tables.source-tables", "dbo.customers"));
    }

    private Settings read() {
        return SettingsReader.read(flags, environment, PasswordPrompt.NONE);
    }

    private List<String> problems() {
        try {
            read();
            return List.of();
        } catch (InvalidSettingsException e) {
            return e.problems();
        }
    }

    private void config(String yaml) throws IOException {
        Path file = folder.resolve("reconcile.yaml");
        Files.writeString(file, yaml);
        flags.put("config", file.toString());
    }

    @Test
    void values_are_shown_in_a_console_report_on_a_terminal_and_nowhere_else_unless_asked_for() {
        assertThat(shownValues(Audience.TERMINAL)).as("JSON on a terminal").isEqualTo(ShownValues.NONE);

        flags.put("options.format", "console");
        assertThat(shownValues(Audience.TERMINAL)).isEqualTo(ShownValues.OF_DIFFERENCES);
        assertThat(shownValues(Audience.OTHERS)).as("a pipe").isEqualTo(ShownValues.NONE);

        flags.put("options.show-values", "false");
        assertThat(shownValues(Audience.TERMINAL)).isEqualTo(ShownValues.NONE);

        flags.remove("options.show-values");
        flags.put("options.output", folder.resolve("report.txt").toString());
        assertThat(shownValues(Audience.TERMINAL)).as("a file").isEqualTo(ShownValues.NONE);

        flags.put("options.show-values", "true");
        assertThat(shownValues(Audience.OTHERS)).isEqualTo(ShownValues.OF_DIFFERENCES);
    }

    private ShownValues shownValues(Audience audience) {
        return SettingsReader.read(flags, environment, PasswordPrompt.NONE, audience)
                .runOptions()
                .rows()
                .shownValues();
    }

    @Test
    void a_repair_needs_the_rows_that_differ_a_postgresql_target_and_a_file_of_its_own() {
        flags.put("options.repair-file", "/tmp/repair.sql");
        flags.put("options.validate-checksums", "true");
        assertThat(read().repairFile()).contains(Path.of("/tmp/repair.sql"));

        flags.put("options.no-row-details", "true");
        assertThat(problems())
                .containsExactly(
                        "--repair-file: a repair needs the rows that differ. Add --validate-checksums and leave"
                                + " out --no-row-details, or leave out --repair-file.");

        flags.remove("options.no-row-details");
        flags.put("options.output", "/tmp/repair.sql");
        assertThat(problems()).containsExactly("--repair-file: the report goes to the same file. Name another.");

        flags.remove("options.output");
        flags.put("target.engine", "sqlserver");
        assertThat(problems())
                .containsExactly(
                        "--repair-file: the script is for a PostgreSQL target, and this target is another. Leave"
                                + " out --repair-file.");
    }

    @Test
    void details_need_the_rows_that_differ_and_a_file_of_their_own() {
        flags.put("options.details-file", "/tmp/details.jsonl");
        assertThat(problems())
                .containsExactly("--details-file: the details are the rows that differ. Add --validate-checksums and"
                        + " leave out --no-row-details, or leave out --details-file.");

        flags.put("options.validate-checksums", "true");
        assertThat(read().detailsFile()).contains(Path.of("/tmp/details.jsonl"));

        flags.put("options.output", "/tmp/../tmp/details.jsonl");
        flags.put("options.repair-file", "/tmp/details.jsonl");
        assertThat(problems())
                .containsExactly(
                        "--details-file: the report goes to the same file. Name another.",
                        "--repair-file: the report goes to the same file. Name another.",
                        "--repair-file: the details go to the same file. Name another.");
    }

    @Test
    void a_checkpoint_and_the_rows_beside_it_have_files_of_their_own() {
        flags.put("options.validate-checksums", "true");
        flags.put("options.checkpoint", "/tmp/run.checkpoint");
        flags.put("options.details-file", "/tmp/details.jsonl");
        flags.put("options.repair-file", "/tmp/repair.sql");
        assertThat(read().checkpoint()).contains(Path.of("/tmp/run.checkpoint"));

        flags.put("options.details-file", "/tmp/run.checkpoint.rows");
        flags.put("options.repair-file", "/tmp/../tmp/run.checkpoint");
        flags.put("options.output", "/tmp/./run.checkpoint.rows");
        assertThat(problems())
                .containsExactly(
                        "--details-file: the report goes to the same file. Name another.",
                        "--checkpoint: the repair goes to the same file. Name another.",
                        "--checkpoint: the report goes to the same file. Name another.",
                        "--checkpoint: the details go to the same file. Name another.");
    }

    @Test
    void a_scrub_compares_rows_and_has_a_file_that_remembers_it() throws IOException {
        assertThat(read().scrub()).isEmpty();
        flags.put("options.scrub", "1/24");
        assertThat(problems())
                .containsExactly(
                        "--scrub: a scrub finds the rows that differ. Add --validate-checksums and leave out"
                                + " --no-row-details, or leave out --scrub.",
                        "--scrub: nothing would remember which part of each table comes next. Name a file for that with"
                                + " --checkpoint, the same in every run.");

        flags.put("options.validate-checksums", "true");
        flags.put("options.checkpoint", "/tmp/scrub.checkpoint");
        flags.put("options.details-file", "/tmp/details.jsonl");
        flags.put("options.repair-file", "/tmp/repair.sql");
        assertThat(read().scrub()).hasValue(24);

        flags.remove("options.scrub");
        flags.remove("options.details-file");
        flags.remove("options.repair-file");
        config("""
                options:
                  scrub: 1/7
                """);
        assertThat(read().scrub()).hasValue(7);
        assertThat(SettingsReader.readToLook(flags, Map.of(), PasswordPrompt.NONE, Audience.OTHERS, null)
                        .scrub())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/0", "1/1", "2/3", "0.5", "24", "1/1001", "1/99999999999", "1/-2", "1 / 24", "5%"})
    void a_scrub_of_what_is_no_share_is_a_problem(String share) {
        flags.put("options.validate-checksums", "true");
        flags.put("options.checkpoint", "/tmp/scrub.checkpoint");
        flags.put("options.scrub", share);

        assertThat(problems())
                .containsExactly("--scrub: the value is no such share of a table. Write 1/ and the number of runs that"
                        + " together compare each table once, from 1/2 to 1/1000, such as 1/24.");
    }

    @Test
    void details_hold_values_only_where_somebody_turned_them_on() {
        assertThat(read().detailsValues()).isEqualTo(ShownValues.NONE);
        flags.put("options.format", "console");
        assertThat(SettingsReader.read(flags, environment, PasswordPrompt.NONE, Audience.TERMINAL)
                        .detailsValues())
                .isEqualTo(ShownValues.NONE);
        flags.put("options.show-values", "true");
        assertThat(read().detailsValues()).isEqualTo(ShownValues.OF_DIFFERENCES);
    }

    @Test
    void the_guides_flags_make_a_run_of_counts() {
        flags.put("tables.source-tables", "dbo.customers,dbo.orders,dbo.line_items");
        flags.put("tables.target-tables", "customers,orders,line_items");
        flags.put("options.output", "/tmp/reconcile_report.json");

        Settings settings = read();

        assertThat(settings.tables().pairs())
                .containsExactly(
                        TablePair.of("dbo.customers", "customers"),
                        TablePair.of("dbo.orders", "orders"),
                        TablePair.of("dbo.line_items", "line_items"));
        assertThat(settings.runOptions().depth()).isEqualTo(Depth.COUNTS);
        assertThat(settings.runOptions().parallelism()).isEqualTo(4);
        assertThat(settings.format()).isEqualTo(ReportFormat.JSON);
        assertThat(settings.output()).contains(Path.of("/tmp/reconcile_report.json"));
        assertThat(settings.logLevel()).isEqualTo(Level.WARN);
        assertThat(settings.isQuiet()).isFalse();
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void rows_that_differ_need_not_be_found() {
        flags.put("options.validate-checksums", "true");
        flags.put("options.no-row-details", "true");

        assertThat(read().runOptions().depth()).isEqualTo(Depth.CHECKSUMS);
    }

    @Test
    void options_are_read_in_their_types() {
        flags.put("options.validate-checksums", "true");
        flags.put("options.hash-in", "client");
        flags.put("options.rounding", "truncate");
        flags.put("options.parallelism", "2");
        flags.put("options.format", "console");
        flags.put("options.log-level", "INFO");
        flags.put("options.quiet", "true");
        flags.put("options.statement-timeout", "90s");
        flags.put("options.confirm-delay", "5s");
        flags.put("options.confirm-looks", "4");
        flags.put("options.max-details", "7");

        Settings settings = read();

        assertThat(settings.runOptions().depth()).isEqualTo(Depth.ROWS);
        assertThat(settings.runOptions().rows().confirmDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.runOptions().rows().confirmLooks()).isEqualTo(4);
        assertThat(settings.runOptions().rows().maxDetails()).isEqualTo(7);
        assertThat(settings.runOptions().hashIn()).isEqualTo(HashIn.CLIENT);
        assertThat(settings.runOptions().rounding()).isEqualTo(Rounding.TRUNCATE);
        assertThat(settings.runOptions().parallelism()).isEqualTo(2);
        assertThat(settings.format()).isEqualTo(ReportFormat.CONSOLE);
        assertThat(settings.logLevel()).isEqualTo(Level.INFO);
        assertThat(settings.isQuiet()).isTrue();
        assertThat(settings.source().orElseThrow().statementTimeout()).hasSeconds(90);
    }

    @Test
    void flags_win_over_the_environment_and_the_environment_over_the_file() throws IOException {
        flags.put("options.format", "csv");
        environment.put("RECONCILE_FORMAT", "console");
        environment.put("RECONCILE_HASH_IN", "client");
        config("""
                options:
                  format: json
                  hash-in: database
                  rounding: truncate
                """);

        Settings settings = read();

        assertThat(settings.format()).isEqualTo(ReportFormat.CSV);
        assertThat(settings.runOptions().hashIn()).isEqualTo(HashIn.CLIENT);
        assertThat(settings.runOptions().rounding()).isEqualTo(Rounding.TRUNCATE);
    }

    @Test
    void the_file_may_be_named_by_the_environment() throws IOException {
        config("options: {format: csv}\n");
        environment.put("RECONCILE_CONFIG", flags.remove("config"));

        assertThat(read().format()).isEqualTo(ReportFormat.CSV);
    }

    @Test
    void an_empty_variable_is_one_that_is_not_set() {
        environment.put("RECONCILE_FORMAT", "");

        assertThat(read().format()).isEqualTo(ReportFormat.JSON);
    }

    @Test
    void every_setting_can_be_given_by_its_variable() {
        for (SettingKey key : SettingKey.values()) {
            assertThat(key.environmentVariable()).matches("RECONCILE_[A-Z_]+");
            environment.put(key.environmentVariable(), "\0");
        }
        List<String> problems = problems();
        // Each of these takes any text, or goes unread because of the others.
        for (SettingKey key : SettingKey.values()) {
            boolean checked = !(key.shape() instanceof SettingShape.Text || key.shape() instanceof SettingShape.Secret);
            if (checked
                    && !(key.shape() instanceof SettingShape.Names)
                    && !key.key().endsWith("url")) {
                assertThat(problems)
                        .as(key.key())
                        .anyMatch(problem -> problem.startsWith(key.environmentVariable() + ": "));
            }
        }
    }

    @Test
    void a_mistyped_variable_is_warned_about() {
        environment.put("RECONCILE_VALIDATE_CHEKSUMS", "true");
        environment.put("RECONCILE_TEST_VAULT_ADDR", "x");

        assertThat(read().warnings())
                .singleElement()
                .asString()
                .contains("RECONCILE_VALIDATE_CHEKSUMS", "Did you mean RECONCILE_VALIDATE_CHECKSUMS?");
    }

    @Test
    void everything_wrong_is_told_at_once_with_its_place_and_in_order() throws IOException {
        flags.put("options.parallelism", "0");
        flags.put("options.lock-timeout", "5");
        environment.put("RECONCILE_HASH_IN", "everywhere");
        config("""
                options:
                  max-connections: 1000
                  formt: csv
                  quiet: "yes"
                  parallelism: 2
                  parallelism: 3
                colour: red
                """);

        String file = flags.get("config");
        assertThat(problems())
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem)
                                .startsWith("--parallelism: ")
                                .contains("from 1 to 64"),
                        problem -> assertThat(problem)
                                .startsWith("--lock-timeout: ")
                                .contains("30s"),
                        problem -> assertThat(problem)
                                .startsWith("RECONCILE_HASH_IN: ")
                                .contains("auto, database, client"),
                        problem -> assertThat(problem)
                                .startsWith(file + ":2: options.max-connections: ")
                                .contains("64"),
                        problem -> assertThat(problem)
                                .startsWith(file + ":3: options.formt: ")
                                .contains("Did you mean format?"),
                        problem -> assertThat(problem)
                                .startsWith(file + ":4: options.quiet: ")
                                .contains("true or false, not text"),
                        problem -> assertThat(problem)
                                .startsWith(file + ":6: options.parallelism: ")
                                .contains("twice"),
                        problem -> assertThat(problem)
                                .startsWith(file + ":7: colour: ")
                                .contains("source, target, vault, tables, options"));
        assertThat(problems().subList(3, 8)).isSorted();
    }

    @Test
    void a_file_that_cannot_be_read_is_a_problem_and_what_might_stand_in_it_is_none() throws IOException {
        flags.remove("source.server");
        flags.put("config", folder.resolve("missing.yaml").toString());
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("--config: ")
                .contains("there is none");

        config("source:\n  server: [\n");
        flags.put("options.parallelism", "x");
        assertThat(problems())
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("--parallelism"),
                        problem -> assertThat(problem).contains("reconcile.yaml:", "no valid YAML"));
    }

    @Test
    void an_empty_file_is_fine() throws IOException {
        config("");
        assertThat(problems()).isEmpty();
        config("source:\ntables:\n");
        assertThat(problems()).isEmpty();
    }

    @Test
    void a_flag_that_no_setting_has_is_a_mistake_of_the_caller() {
        flags.put("source.colour", "red");

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("source.colour");
    }

    @Test
    void output_and_output_dir_exclude_each_other_in_one_place() {
        flags.put("options.output", "a.json");
        flags.put("options.output-dir", "reports");

        assertThat(problems()).singleElement().asString().contains("--output", "--output-dir");
    }

    @Test
    void a_higher_place_decides_between_output_and_output_dir() {
        flags.put("options.output", "a.json");
        environment.put("RECONCILE_OUTPUT_DIR", "reports");

        assertThat(read().output()).contains(Path.of("a.json").toAbsolutePath());
        assertThat(read().outputDir()).isEmpty();
    }

    @Test
    void a_run_spares_the_databases_as_it_is_told_to(@TempDir Path elsewhere) throws IOException {
        Path pause = elsewhere.resolve("pause");
        flags.put("options.max-rate", "5000");
        flags.put("options.run-time", "6h");
        flags.put("options.pause-file", pause.toString());
        config("""
                options:
                  pause-when: [replica-lag>10s, source.active-sessions>50]
                """);

        PaceOptions pace = read().runOptions().pace();

        assertThat(pace.maxRate()).isEqualTo(5_000);
        assertThat(pace.runTime()).hasHours(6);
        assertThat(pace.pauseWhen())
                .extracting(LoadCondition::toString)
                .containsExactly("replica-lag>10s", "source.active-sessions>50");
        Hold hold = Objects.requireNonNull(pace.hold());
        assertThat(hold.reason()).isEqualTo("the file " + pause + " exists");
        assertThat(hold.on().getAsBoolean()).isFalse();
        Files.createFile(pause);
        assertThat(hold.on().getAsBoolean()).isTrue();
    }

    @Test
    void a_pause_file_that_can_never_be_there_is_refused(@TempDir Path elsewhere) throws IOException {
        Path file = Files.createFile(elsewhere.resolve("file"));
        for (Path folder : List.of(file, elsewhere.resolve("none"))) {
            flags.put("options.pause-file", folder.resolve("pause").toString());

            assertThat(problems())
                    .singleElement()
                    .asString()
                    .endsWith("the file can never be there, for there is no folder " + folder
                            + ". Create the folder, or name a file in one that there is.");
        }
    }

    @Test
    void a_share_or_a_number_of_rows_halts_a_search() throws IOException {
        assertThat(read().runOptions().rows().haltAbove()).isNull();

        flags.put("options.halt-above", "0.5%");
        assertThat(read().runOptions().rows().haltAbove()).isEqualTo(new HaltAbove.Share(new BigDecimal("0.5")));

        flags.remove("options.halt-above");
        config("""
                options:
                  halt-above: 10000
                """);
        assertThat(read().runOptions().rows().haltAbove()).isEqualTo(new HaltAbove.Rows(10_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0%", "100.1%", "-1%", "0", "-5", "5 %", "many", "1e3", "9999999999999999999"})
    void a_limit_that_is_neither_is_a_problem(String limit) {
        flags.put("options.halt-above", limit);

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("--halt-above: the ")
                .contains(" Write one ");
    }

    @Test
    void without_such_settings_nothing_holds_a_run_up() {
        assertThat(read().runOptions().pace()).isEqualTo(PaceOptions.NONE);
    }

    @Test
    void a_condition_that_is_none_is_a_problem() {
        flags.put("options.pause-when", "replica-lag>10s,active-sessions");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("--pause-when: a condition is a measure, > and a limit");
    }

    @Test
    void a_command_that_looks_at_some_rows_does_not_pace_itself_as_a_run_does() {
        flags.put("options.run-time", "1h");
        flags.put("options.halt-above", "5%");
        Settings settings = SettingsReader.readToLook(flags, Map.of(), PasswordPrompt.NONE, Audience.OTHERS, null);
        assertThat(settings.runOptions().pace()).isEqualTo(PaceOptions.NONE);
        assertThat(settings.runOptions().rows().haltAbove()).isNull();
    }

    @Test
    void parallelism_never_exceeds_the_connections_and_says_so_where_there_are_tables_enough() {
        flags.put("options.max-connections", "2");
        flags.put("tables.source-tables", "a,b,c");
        flags.remove("tables.target-tables");
        assertThat(read().runOptions().parallelism()).isEqualTo(2);
        assertThat(read().warnings()).isEmpty();

        flags.put("options.parallelism", "3");
        assertThat(read().runOptions().parallelism()).isEqualTo(2);
        assertThat(read().warnings())
                .containsExactly(
                        "--parallelism: no more than 2 tables or segments of tables can be read at once, for each"
                                + " needs a connection; raise --max-connections for more.");

        flags.put("tables.source-tables", "a,b");
        assertThat(read().runOptions().parallelism()).isEqualTo(2);
        assertThat(read().warnings()).isEmpty();

        flags.remove("tables.source-tables");
        flags.put("tables.include", "dbo.*");
        assertThat(read().warnings()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 8,   1, 1, false",
        "4, 8,   4, 1, false",
        "4, 8,   5, 1, true",
        "4, 8,   1, 4, false",
        "4, 8,   1, 5, true",
        "4, 8,   2, 2, false",
        "4, 8,   3, 2, true",
        "4, 4, 900, 9, false",
        "8, 4, 900, 9, false",
    })
    void fewer_connections_hold_back_more_tables_or_segments_of_them(
            int most, int wanted, int tables, int lanes, boolean holdBack) {
        assertThat(ReadsAtOnce.areFewer(most, wanted, tables, lanes)).isEqualTo(holdBack);
    }

    @Test
    void a_wait_for_a_lock_is_shorter_than_a_statement_may_run() {
        flags.put("options.statement-timeout", "1s");
        assertThat(problems())
                .containsExactly(
                        "--statement-timeout: the time is not above that of --lock-timeout, 1s by default. A wait for"
                                + " a lock would end as a statement that ran too long. Lower --lock-timeout or raise"
                                + " --statement-timeout.");

        flags.put("options.lock-timeout", "999ms");
        assertThat(problems()).isEmpty();

        flags.put("options.lock-timeout", "2s");
        assertThat(problems())
                .containsExactly(
                        "--lock-timeout: the time is not below that of --statement-timeout. A wait for a lock would"
                                + " end as a statement that ran too long. Lower --lock-timeout or raise --statement-timeout.");

        flags.remove("options.statement-timeout");
        flags.put("options.lock-timeout", "1h");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("--lock-timeout: the time is not below that of --statement-timeout, 1h by default.");

        flags.put("options.statement-timeout", "1 hour");
        assertThat(problems()).singleElement().asString().contains("no length of time");
    }

    @Test
    void a_missing_password_is_asked_for_once_everything_else_is_right() {
        List<String> asked = new ArrayList<>();
        PasswordPrompt prompt = text -> {
            asked.add(text);
            return Optional.of("hunter2".toCharArray());
        };
        flags.put("source.username", "sa");
        flags.put("options.parallelism", "x");
        assertThatThrownBy(() -> SettingsReader.read(flags, environment, prompt))
                .isInstanceOf(InvalidSettingsException.class);
        assertThat(asked).isEmpty();

        flags.remove("options.parallelism");
        Settings settings = SettingsReader.read(flags, environment, prompt);
        assertThat(asked).singleElement().asString().contains("sa", "source");
        assertThat(settings.source().orElseThrow().password()).isEqualTo("hunter2");
        assertThat(settings.target().orElseThrow().password()).isNull();
    }

    @Test
    void nobody_is_asked_where_a_password_is_given_or_a_url_has_one() {
        PasswordPrompt never = text -> {
            throw new AssertionError(text);
        };
        flags.put("source.username", "sa");
        environment.put("RECONCILE_SOURCE_PASSWORD", "x");
        flags.remove("target.host");
        flags.remove("target.database");
        flags.put("target.url", "jdbc:postgresql://h/d?user=u&password=p");

        Settings settings = SettingsReader.read(flags, environment, never);

        assertThat(settings.source().orElseThrow().password()).isEqualTo("x");
        assertThat(settings.target().orElseThrow().password()).isEqualTo("p");
    }

    @Test
    void an_empty_answer_is_no_password() {
        flags.put("source.username", "sa");

        Settings settings = SettingsReader.read(flags, environment, text -> Optional.of(new char[0]));

        assertThat(settings.source().orElseThrow().password()).isNull();
    }
}
