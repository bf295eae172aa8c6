package dev.reconcile.cli;

import dev.reconcile.app.Settings;
import dev.reconcile.cli.process.CommandException;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.cli.terminal.Terminal;
import dev.reconcile.core.report.Report;
import dev.reconcile.report.ConsoleStyle;
import dev.reconcile.report.Rendering;
import dev.reconcile.report.ReportFile;
import dev.reconcile.report.ReportFolder;
import dev.reconcile.report.ReportFormat;
import dev.reconcile.report.ReportWriteException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Where a run's report, or a check, goes. */
sealed interface ReportDestination {

    /** Where the settings say; standard output where they say nothing. */
    static ReportDestination of(Settings settings, Terminal terminal) {
        Optional<ReportDestination> file = settings.output().map(path -> new File(path, settings.format()));
        return file.or(() ->
                        settings.outputDir().map(path -> new Folder(path, settings.format(), settings.keepReports())))
                .orElseGet(() -> new StandardOutput(terminal, settings.format()));
    }

    /**
     * Finds out before the run whether the report can be written after it.
     *
     * @throws CommandException if not
     */
    void check();

    /** The format in which it is written. */
    ReportFormat format();

    /**
     * Writes the report.
     *
     * @return the file that holds it; empty if none does
     * @throws CommandException if it cannot be written; nobody has the report then
     */
    default Optional<Path> write(Report report) {
        return write(Content.of(report, format()));
    }

    /** {@link #write(Report)} of anything. */
    Optional<Path> write(Content content);

    /** Standard output. */
    record StandardOutput(Terminal terminal, ReportFormat format) implements ReportDestination {

        @Override
        public void check() {
            // It is open already.
        }

        @Override
        public Optional<Path> write(Content content) {
            ConsoleStyle style = terminal.coloursResults() ? ConsoleStyle.COLOUR : ConsoleStyle.PLAIN;
            // Left open: it is the process's own.
            Writer out = terminal.out();
            try {
                content.text().apply(style).writeTo(out);
                out.flush();
            } catch (IOException failure) {
                throw new CommandException(
                        ExitCode.NOT_ALL_MATCHED,
                        "The report cannot be written to standard output. Free space where it leads to, or name a file"
                                + " with --output.",
                        failure);
            }
            return Optional.empty();
        }
    }

    /** One file, replaced if it exists. */
    record File(Path path, ReportFormat format) implements ReportDestination {

        @Override
        public void check() {
            checkWritable(path);
        }

        @Override
        public Optional<Path> write(Content content) {
            return Optional.of(writeFile(path, content));
        }
    }

    /** A file of its own in a folder, named by the time at which the run ended: {@code reconcile_20260131_235959.json}. */
    record Folder(Path path, ReportFormat format, OptionalInt keep) implements ReportDestination {

        @Override
        public void check() {
            try {
                folder().check();
            } catch (ReportWriteException failure) {
                throw new CommandException(ExitCode.NOTHING_COMPARED, String.valueOf(failure.getMessage()), failure);
            }
        }

        @Override
        public Optional<Path> write(Content content) {
            try {
                Rendering text = content.text().apply(ConsoleStyle.PLAIN);
                return Optional.of(
                        content.isReport()
                                ? folder().writeReport(content.time(), text, keep)
                                : folder().write(content.fileName(), content.time(), text));
            } catch (ReportWriteException failure) {
                throw new CommandException(ExitCode.NOT_ALL_MATCHED, String.valueOf(failure.getMessage()), failure);
            }
        }

        private ReportFolder folder() {
            return new ReportFolder(path, format);
        }
    }

    private static void checkWritable(Path file) {
        try {
            ReportFile.checkWritable(file);
        } catch (ReportWriteException failure) {
            throw new CommandException(ExitCode.NOTHING_COMPARED, String.valueOf(failure.getMessage()), failure);
        }
    }

    private static Path writeFile(Path file, Content content) {
        try {
            ReportFile.write(file, content.text().apply(ConsoleStyle.PLAIN));
            return file;
        } catch (ReportWriteException failure) {
            throw new CommandException(ExitCode.NOT_ALL_MATCHED, String.valueOf(failure.getMessage()), failure);
        }
    }
}
