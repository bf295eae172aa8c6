package dev.reconcile.cli;

import dev.reconcile.app.Settings;
import dev.reconcile.cli.process.CommandException;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.cli.terminal.Terminal;
import dev.reconcile.core.report.Report;
import dev.reconcile.jdbc.repair.RepairSummary;
import dev.reconcile.report.ConsoleStyle;
import dev.reconcile.report.ReportFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;

/** Hands a run's report over: to where it was asked for, or in the last resort to a standard stream. */
final class RunOutcome {

    private final Settings settings;
    private final ReportDestination destination;
    private final Terminal terminal;

    RunOutcome(Settings settings, ReportDestination destination, Terminal terminal) {
        this.settings = settings;
        this.destination = destination;
        this.terminal = terminal;
    }

    /**
     * Writes the report and says in a line what it holds.
     *
     * @return what the process exits with, unless it was interrupted
     * @throws CommandException if the report could not be written where it should go; by then it stands elsewhere
     */
    ExitCode deliver(Report report) {
        boolean toFile = !(destination instanceof ReportDestination.StandardOutput);
        if (!report.complete() && !toFile) {
            summarise(report, Optional.empty());
            return ExitCode.of(report);
        }
        Optional<Path> file;
        try {
            file = destination.write(report);
        } catch (CommandException failure) {
            rescue(report, toFile);
            throw failure;
        }
        if (toFile || settings.format() != ReportFormat.CONSOLE) {
            summarise(report, file);
        }
        return ExitCode.of(report);
    }

    /** Says in a line where the script to mend the target is. */
    void tell(RepairSummary repair) {
        if (!settings.isQuiet()) {
            terminal.err().println(repair);
        }
    }

    /** Says in a line that a run which did not come to its end can be gone on with. */
    void tellToGoOn(Path checkpoint) {
        if (!settings.isQuiet()) {
            terminal.err().println("The checkpoint is kept: the same command goes on from " + checkpoint + ".");
        }
    }

    /** An hour's work must not be lost to a full disk. */
    private void rescue(Report report, boolean standardOutputIsFree) {
        try {
            if (standardOutputIsFree) {
                Writer out = terminal.out();
                settings.format().writer(ConsoleStyle.PLAIN).write(report, out);
                out.flush();
                return;
            }
        } catch (IOException noStandardOutputEither) {
            // Standard error is left.
        }
        try {
            settings.format().writer(ConsoleStyle.PLAIN).write(report, terminal.err());
        } catch (IOException impossible) {
            throw new IllegalStateException("Standard error never throws.", impossible);
        }
    }

    private void summarise(Report report, Optional<Path> file) {
        if (!settings.isQuiet()) {
            PrintStream err = terminal.err();
            err.println(report.status() + ": " + report.summary()
                    + file.map(path -> " Report: " + path).orElse("")
                    + (report.detailsFile() == null ? "" : " Details: " + report.detailsFile()));
        }
    }
}
