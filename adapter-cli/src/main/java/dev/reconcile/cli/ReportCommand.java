package dev.reconcile.cli;

import dev.reconcile.cli.process.CommandException;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.cli.process.ValueNeeded;
import dev.reconcile.cli.terminal.Terminal;
import dev.reconcile.core.report.Report;
import dev.reconcile.report.ConsoleStyle;
import dev.reconcile.report.JsonReportReader;
import dev.reconcile.report.ReportFile;
import dev.reconcile.report.ReportFormat;
import dev.reconcile.report.ReportWriteException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reconcile report}: shows a report again. */
@Command(
        name = "report",
        description = "Shows a JSON report of an earlier run in another format.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  reconcile report report.json",
            "  reconcile report report.json --format csv --output report.csv",
            "  reconcile report report.json --format html --output report.html",
            "",
            "Exit codes: 0 the report was shown, whatever it says; 2 it cannot be read or",
            "written."
        })
final class ReportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The JSON report.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--format",
            preprocessor = ValueNeeded.class,
            paramLabel = "FORMAT",
            completionCandidates = Formats.class,
            defaultValue = "console",
            description = "The format to show it in. One of json, csv, console, html. Default: console.")
    @SuppressWarnings("NullAway.Init")
    private String format;

    @Option(
            names = "--output",
            preprocessor = ValueNeeded.class,
            paramLabel = "PATH",
            description = "The file to write; without it standard output.")
    private @Nullable Path output;

    ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReportFormat wanted = parseFormat();
        Report report = new JsonReportReader().read(file);
        requireAnotherFile(wanted);
        try {
            if (output != null) {
                ReportFile.write(output, report, wanted.writer());
            } else {
                Writer out = terminal.out();
                wanted.writer(terminal.coloursResults() ? ConsoleStyle.COLOUR : ConsoleStyle.PLAIN)
                        .write(report, out);
                out.flush();
            }
        } catch (ReportWriteException | IOException failure) {
            throw new CommandException(
                    ExitCode.NOTHING_COMPARED,
                    failure instanceof ReportWriteException
                            ? String.valueOf(failure.getMessage())
                            : "The report cannot be written to standard output.",
                    failure);
        }
        return ExitCode.ALL_MATCHED.number();
    }

    /** Only JSON can be read again, so the one JSON there is must not become something else. */
    private void requireAnotherFile(ReportFormat wanted) {
        try {
            if (output != null
                    && wanted != ReportFormat.JSON
                    && Files.exists(output)
                    && Files.isSameFile(file, output)) {
                throw new CommandException(
                        ExitCode.NOTHING_COMPARED,
                        "--output: " + output + " is the report itself, which could not be read again as " + wanted
                                + ". Name another file.",
                        null);
            }
        } catch (IOException failure) {
            throw new CommandException(
                    ExitCode.NOTHING_COMPARED,
                    "--output: " + output + " cannot be looked at. Check the path.",
                    failure);
        }
    }

    private ReportFormat parseFormat() {
        try {
            return ReportFormat.parse(format);
        } catch (IllegalArgumentException unknown) {
            throw new CommandException(ExitCode.NOTHING_COMPARED, "--format: " + unknown.getMessage(), unknown);
        }
    }

    /** For the completion of shells. */
    static final class Formats extends java.util.ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Formats() {
            for (ReportFormat format : ReportFormat.values()) {
                add(format.toString());
            }
        }
    }
}
