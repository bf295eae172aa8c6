package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.app.SettingKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @Test
    void help_goes_to_standard_output_with_examples_and_exit_codes() {
        Invocation help = Invocation.of("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .contains("reconcile demo", "reconcile run --use-vault", "Exit codes: 0 all tables match");
        assertThat(help.out()).doesNotContain("${");
    }

    @Test
    void the_help_of_run_has_every_setting_and_fits_80_columns() {
        Invocation help = Invocation.of("run", "--help");

        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
        for (SettingKey setting : SettingKey.values()) {
            if (setting.schedules() || setting.serves()) {
                assertThat(help.out()).doesNotContain(setting.flag() + "=");
            } else {
                assertThat(help.out()).contains(setting.flags());
            }
        }
        assertThat(help.out()).doesNotContain("${");
    }

    @Test
    void the_help_of_schedule_has_every_setting_and_fits_80_columns() {
        Invocation help = Invocation.of("schedule", "--help");

        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
        for (SettingKey setting : SettingKey.values()) {
            if (setting.serves()) {
                assertThat(help.out()).doesNotContain(setting.flag() + "=");
            } else {
                assertThat(help.out()).contains(setting.flags());
            }
        }
        assertThat(help.out()).contains("Exit codes: 0 it was told to stop").doesNotContain("${");
    }

    @Test
    void the_help_of_serve_has_every_setting_and_fits_80_columns() {
        Invocation help = Invocation.of("serve", "--help");

        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
        for (SettingKey setting : SettingKey.values()) {
            assertThat(help.out()).contains(setting.flags());
        }
        assertThat(help.out())
                .contains("--with-schedule", "Exit codes: 0 it was told to stop")
                .doesNotContain("${");
    }

    @Test
    void the_help_of_history_has_what_it_needs_and_fits_80_columns() {
        Invocation help = Invocation.of("history", "--help");

        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(help.out())
                .contains("[TABLE]", "--data-dir", "--history-url", "--job", "--limit", "--all", "--json")
                .doesNotContain("--source-server", "--interval", "${");
    }

    @Test
    void the_help_of_check_has_the_settings_of_a_run_and_fits_80_columns() {
        Invocation help = Invocation.of("check", "--help");

        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(help.out())
                .contains("without reading a row", "--validate-checksums", "Exit codes: 0 every table matches if")
                .doesNotContain("--schedule");
    }

    @Test
    void the_help_of_row_has_no_option_for_what_a_run_writes_and_fits_80_columns() {
        Invocation help = Invocation.of("row", "--help");

        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(help.out())
                .contains("TABLE KEY...", "--config", "--mask", "dbo.orders -- -5", "Exit codes: 0 both sides have")
                .doesNotContain("--output", "--repair-file", "--schedule", "${");
    }

    @Test
    void the_help_of_recheck_has_no_option_for_what_a_run_writes_and_fits_80_columns() {
        Invocation help = Invocation.of("recheck", "--help");

        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(help.out())
                .contains("REPORT", "--config", "--confirm-delay", "Exit codes: 0 every finding of the report")
                .doesNotContain("--output-dir", "--schedule", "${");
    }

    @Test
    void a_row_needs_a_table_and_a_key() {
        Invocation without = Invocation.of("row", "dbo.orders");

        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.err()).contains("KEY").contains("Try 'reconcile row --help'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "html"})
    void a_check_is_not_written_in_what_is_for_reports_of_runs(String format) {
        Invocation refused = Invocation.of(
                "check",
                "--format=" + format,
                "--source-url=jdbc:postgresql://nowhere.invalid/a",
                "--target-url=jdbc:postgresql://nowhere.invalid/b",
                "--source-tables=t");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("a check is written as json or console, not as " + format);
    }

    @Test
    void version_names_the_program_and_java() {
        assertThat(Invocation.of("--version").out()).startsWith("reconcile ").contains("Java " + Runtime.version());
    }

    @Test
    void a_command_is_needed() {
        Invocation nothing = Invocation.of();

        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.err())
                .startsWith(
                        "reconcile: Say what to do: run, check, row, recheck, schedule, history, serve, token, demo,"
                                + " report");
        assertThat(nothing.err().lines()).hasSize(2);
    }

    @Test
    void a_mistyped_command_is_answered_with_the_nearest() {
        assertThat(Invocation.of("reprot").err()).contains("There is no command reprot. Did you mean report?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--vaildate-checksums", "--validate-checksum", "--VALIDATE-CHECKSUMS"})
    void a_mistyped_option_is_answered_with_the_nearest(String option) {
        Invocation wrong = Invocation.of("run", option);

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err())
                .isEqualTo("reconcile: There is no option " + option + ". Did you mean --validate-checksums?\n"
                        + "Try 'reconcile run --help'.\n");
    }

    @Test
    void an_option_that_does_not_say_of_what_is_answered_with_those_that_do() {
        assertThat(Invocation.of("serve", "--tokens", "t").err())
                .contains("There is no option --tokens. Did you mean --http-tokens?");
        assertThat(Invocation.of("serve", "--port", "9").err())
                .contains("Did you mean --http-port, --metrics-port, --source-port or --target-port?");
        assertThat(Invocation.of("serve", "-rt", "9").err()).contains("There is no option -rt.\n");
    }

    @Test
    void options_without_a_command_are_those_of_run() {
        assertThat(Invocation.of("--no-such-thing").err()).contains("Try 'reconcile run --help'.");
    }

    @Test
    void no_message_repeats_what_may_be_a_password() {
        String[][] wrong = {
            {"run", "--source-pasword=hunter2"},
            {"run", "--source-password", "hunter1", "hunter2"},
            {"run", "--source-password", "hunter2", "--source-password", "hunter2"},
            {"run", "--source-password", "hunter2", "--source-port", "x"},
            {"run", "--source-password=hunter2", "--output"},
            {"--source-password=hunter2", "--source-url", "jdbc:postgresql://h/d?password=hunter2"},
            {"run", "--quiet=hunter2"},
            {"run", "--format", "hunter2"},
            {"run", "--source-password=@hunter2"},
            {"run", "--source-password", "-hunter2"},
            {"run", "--source-password", "--quiet=hunter2"},
            {"run", "--source-password=--quiet=hunter2"},
            {"run", "--source-password", "--source-password=hunter2"},
            {"run", "--source-password=-hunter2", "--output"},
            {"run", "--source-table=-hunter2"},
            {"report", "--output", "-hunter2"},
        };
        for (String[] arguments : wrong) {
            Invocation refused = Invocation.of(arguments);
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).isNotEmpty().doesNotContain("hunter2");
            assertThat(refused.out()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--since, -36h, no point in time",
        "--since, -999999999-01-01T00:00:00Z, no point in time",
        "--max-rate, -5, out of range",
        "--change-zone, -25, no time zone",
    })
    void a_negative_value_is_refused_as_any_other(String option, String value, String reason) {
        for (Invocation refused :
                List.of(Invocation.of("run", option, value), Invocation.of("run", option + "=" + value))) {
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains(option + ": the", reason).doesNotContain("Exception");
        }
    }

    @Test
    void every_option_that_needs_a_value_says_that_one_with_a_hyphen_is_written_with_an_equals_sign() {
        for (String command : List.of("run", "check", "row", "recheck", "report", "demo")) {
            Matcher options = Pattern.compile("(--[a-z-]+)=[A-Z<]")
                    .matcher(Invocation.of(command, "--help").out());
            int seen = 0;
            for (; options.find(); seen++) {
                String option = options.group(1);
                Invocation refused = Invocation.of(command, option, "-x");
                assertThat(refused.exitCode()).as(option).isEqualTo(2);
                assertThat(refused.err())
                        .isEqualTo("reconcile: " + option + ": its value is missing, for what follows begins with a"
                                + " hyphen. Give one; if that is the value, write " + option + "=VALUE.\n"
                                + "Try 'reconcile " + command + " --help'.\n");
            }
            assertThat(seen).as(command).isPositive();
        }
    }

    @Test
    void a_value_that_begins_with_a_hyphen_is_taken_behind_an_equals_sign() {
        assertThat(Invocation.of("report", "--output=-x", "absent.json").err())
                .contains("Cannot read the report absent.json");
    }

    @Test
    void every_problem_of_the_settings_is_told_at_once() {
        Invocation wrong = Invocation.of("run", "--parallelism", "0", "--format", "xml");

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--parallelism", "--format", "--source-server", "--target-host");
    }

    @Test
    void the_environment_gives_settings_too() {
        Invocation wrong = Invocation.in(Map.of("RECONCILE_PARALLELISM", "none"), "run");

        assertThat(wrong.err()).contains("RECONCILE_PARALLELISM");
    }

    @Test
    void a_flag_turns_off_what_the_environment_turned_on() {
        Invocation wrong = Invocation.in(Map.of("RECONCILE_QUIET", "true"), "run", "--quiet=false", "--hash-in=x");

        assertThat(wrong.err()).contains("--hash-in").doesNotContain("quiet");
    }

    @Test
    void an_option_that_is_switched_on_takes_no_argument_of_the_command() {
        for (String[] arguments : new String[][] {
            {"recheck", "--show-values", "absent.json"},
            {"recheck", "--show-values", "true", "absent.json"},
            {"recheck", "--show-values=false", "absent.json"},
            {"recheck", "absent.json", "--quiet"},
        }) {
            assertThat(Invocation.of(arguments).err()).contains("Cannot read the report absent.json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--interval=21600", "--cron=0 0 * * *", "--run-now"})
    void an_option_of_schedules_without_one_is_answered_with_the_command(String option) {
        Invocation refused = Invocation.of(option, "--use-vault", "--source-tables", "dbo.a", "--target-tables", "a");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("Add --schedule, or use 'reconcile schedule'");
    }

    @Test
    void the_guides_flat_form_of_a_schedule_is_understood() {
        for (String[] arguments : new String[][] {
            {"--schedule", "--source-tables", "dbo.a", "--interval", "0"},
            {"run", "--source-tables", "dbo.a", "--schedule", "--interval", "0"},
            {"--source-tables", "dbo.a", "--interval", "0", "--schedule"},
        }) {
            Invocation refused = Invocation.of(arguments);

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("--interval: the value is no interval. Write a number of seconds");
        }
    }

    @Test
    void a_daemon_needs_to_know_when() {
        Invocation refused = Invocation.of(
                "schedule",
                "--data-dir=target/no-history",
                "--source-url=jdbc:postgresql://127.0.0.1:1/a",
                "--target-url=jdbc:postgresql://127.0.0.1:1/b",
                "--source-tables=t");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("Nothing says when to run. Give --interval or --cron");
    }

    @Test
    void shells_complete_every_visible_option() {
        Invocation script = Invocation.of("generate-completion");

        assertThat(script.exitCode()).isZero();
        assertThat(script.out())
                .contains(
                        "complete -F",
                        "--validate-checksums",
                        "--seed",
                        "_picocli_reconcile_row()",
                        "_picocli_reconcile_recheck()")
                .contains("verify-full");
    }

    @Test
    void shells_complete_each_option_with_its_own_words() {
        String script = Invocation.of("generate-completion").out();
        Map<String, String> words = new HashMap<>();
        Matcher lists = Pattern.compile("local (\\w+)_option_args=(\\(.*?\\))").matcher(script);
        while (lists.find()) {
            assertThat(words.merge(
                            lists.group(1), lists.group(2), (one, other) -> one.equals(other) ? one : "two lists"))
                    .as(lists.group(1))
                    .isNotEqualTo("two lists");
        }
        assertThat(words).containsEntry("FORMAT", "(\"json\" \"csv\" \"console\" \"html\")");
    }
}
