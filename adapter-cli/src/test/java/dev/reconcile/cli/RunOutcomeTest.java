package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.app.PasswordPrompt;
import dev.reconcile.app.Settings;
import dev.reconcile.app.SettingsReader;
import dev.reconcile.cli.process.CommandException;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.cli.terminal.Terminal;
import dev.reconcile.cli.terminal.TerminalFacts;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOutcomeTest {

    private static final Report FAILED = TestReports.of(TestReports.table("orders", Verdict.MISMATCH, 10, 9, 1));
    private static final Report PASSED = TestReports.of(TestReports.match("orders", 10));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private OutputStream outStream = out;

    @TempDir
    private Path folder;

    @Test
    void standard_output_holds_the_report_alone() throws IOException {
        assertThat(deliver(FAILED)).isEqualTo(ExitCode.NOT_ALL_MATCHED);

        assertThat(out()).startsWith("{").contains("\"status\"");
        assertThat(err()).startsWith("FAIL: ").doesNotContain("Report: ");
    }

    @Test
    void the_console_report_needs_no_summary() {
        deliver(PASSED, "options.format", "console");

        assertThat(out()).startsWith("PASS");
        assertThat(err()).isEmpty();
    }

    @Test
    void a_file_holds_the_report_and_standard_output_stays_empty() throws IOException {
        Path file = folder.resolve("report.csv");

        assertThat(deliver(PASSED, "options.format", "csv", "options.output", file.toString()))
                .isEqualTo(ExitCode.ALL_MATCHED);

        assertThat(Files.readString(file)).startsWith("Table,");
        assertThat(out()).isEmpty();
        assertThat(err()).isEqualTo("PASS: 1 table is consistent. Report: " + file + "\n");
    }

    @Test
    void quiet_says_nothing_of_a_report_in_a_file() {
        deliver(
                PASSED,
                "options.quiet",
                "true",
                "options.output",
                folder.resolve("r.json").toString());

        assertThat(out() + err()).isEmpty();
    }

    @Test
    void a_folder_gets_a_file_named_by_the_time_in_utc_and_keeps_those_it_has() {
        Path reports = folder.resolve("made/when/needed");

        deliver(PASSED, "options.output-dir", reports.toString());
        deliver(FAILED, "options.output-dir", reports.toString());
        deliver(FAILED, "options.output-dir", reports.toString(), "options.format", "csv");
        deliver(FAILED, "options.output-dir", reports.toString(), "options.format", "html");

        assertThat(reports.resolve("reconcile_20260131_235958.json")).content().contains("PASS");
        assertThat(reports.resolve("reconcile_20260131_235958_2.json"))
                .content()
                .contains("FAIL");
        assertThat(reports.resolve("reconcile_20260131_235958.csv")).exists();
        assertThat(reports.resolve("reconcile_20260131_235958.html")).content().startsWith("<!DOCTYPE html>");
        assertThat(reports).isDirectoryNotContaining(path -> path.toString().endsWith(".tmp"));
    }

    @Test
    void an_interrupted_run_is_written_to_a_file_and_nowhere_else() throws IOException {
        Report interrupted = TestReports.interrupted(TestReports.match("orders", 10));
        Path file = folder.resolve("report.json");

        assertThat(deliver(interrupted)).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(out()).isEmpty();

        assertThat(deliver(interrupted, "options.output", file.toString())).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(Files.readString(file)).containsPattern("\"complete\"\\s*:\\s*false");
    }

    @Test
    void a_path_that_cannot_be_written_is_refused_before_the_run() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        for (String[] bad : new String[][] {
            {"options.output", folder.resolve("no/such/folder/r.json").toString()},
            {"options.output", folder.toString()},
            {"options.output-dir", file.toString()},
        }) {
            assertThatThrownBy(() -> destination(settings(bad)).check())
                    .isInstanceOfSatisfying(
                            CommandException.class,
                            refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.NOTHING_COMPARED));
        }
    }

    @Test
    void a_report_whose_file_fails_goes_to_standard_output() {
        assertThatThrownBy(() -> deliver(PASSED, "options.output", "/dev/full"))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_ALL_MATCHED));

        assertThat(out()).startsWith("{").contains("\"status\"");
    }

    @Test
    void a_report_that_standard_output_does_not_take_goes_to_standard_error() {
        outStream = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        assertThatThrownBy(() -> deliver(PASSED))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_ALL_MATCHED));
        assertThat(err()).startsWith("{").contains("\"status\"");
    }

    private ExitCode deliver(Report report, String... given) {
        Settings settings = settings(given);
        ReportDestination destination = destination(settings);
        destination.check();
        return new RunOutcome(settings, destination, terminal()).deliver(report);
    }

    private ReportDestination destination(Settings settings) {
        return ReportDestination.of(settings, terminal());
    }

    private Terminal terminal() {
        return new Terminal(outStream, err, TerminalFacts.none(), Map.of());
    }

    private static Settings settings(String... given) {
        Map<String, String> flags = new HashMap<>(Map.of(
                "source.url",
                "jdbc:postgresql://localhost/a",
                "source.username",
                "me",
                "source.password",
                "secret",
                "target.url",
                "jdbc:postgresql://localhost/b",
                "target.username",
                "me",
                "target.password",
                "secret",
                "tables.source-tables",
                "orders"));
        for (int i = 0; i < given.length; i += 2) {
            flags.put(given[i], given[i + 1]);
        }
        return SettingsReader.read(flags, Map.of(), PasswordPrompt.NONE);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
