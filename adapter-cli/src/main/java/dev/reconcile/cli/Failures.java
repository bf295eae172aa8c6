package dev.reconcile.cli;

import dev.reconcile.app.InvalidSettingsException;
import dev.reconcile.app.SettingKey;
import dev.reconcile.app.SetupException;
import dev.reconcile.app.text.NearNames;
import dev.reconcile.cli.process.CommandException;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.HistoryException;
import dev.reconcile.jdbc.repair.RepairScriptException;
import dev.reconcile.report.ReportReadException;
import dev.reconcile.report.ReportWriteException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The one place that turns an exception into a message and an exit code. A message never quotes what somebody typed
 * beyond the name of an option: it may be a password. Nor does it quote a cause: drivers put values of rows there.
 */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final int SHOWN_FRAMES = 12;

    private final PrintStream err;

    Failures(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        say(wrongUsage(failure));
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.NOTHING_COMPARED.number();
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return handle(failure).number();
    }

    /** Says what happened, and which exit code tells it. */
    ExitCode handle(Throwable failure) {
        if (failure instanceof InvalidSettingsException invalid) {
            sayAll(invalid.problems());
            return ExitCode.NOTHING_COMPARED;
        }
        if (failure instanceof SetupException
                || failure instanceof ReportReadException
                || failure instanceof HistoryException) {
            say(failure.getMessage());
            return ExitCode.NOTHING_COMPARED;
        }
        if (failure instanceof CommandException command) {
            say(command.getMessage());
            return command.exitCode();
        }
        if (failure instanceof ReportWriteException || failure instanceof RepairScriptException) {
            say(failure.getMessage());
            return ExitCode.NOT_ALL_MATCHED;
        }
        if (failure instanceof CancelledException) {
            return ExitCode.INTERRUPTED;
        }
        sayUnexpected(failure);
        return ExitCode.NOT_ALL_MATCHED;
    }

    private void sayAll(List<String> problems) {
        if (problems.size() == 1) {
            say(problems.get(0));
            return;
        }
        say(problems.size() + " things are wrong with the settings:");
        problems.forEach(problem -> err.println("  " + problem));
    }

    private void sayUnexpected(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            say("Not enough memory. Give it more with RECONCILE_JAVA_OPTS=-Xmx1g, or compare fewer tables at once with"
                    + " --parallelism.");
            return;
        }
        say("This should not have happened, and it is no fault of yours. Please report it with these lines:");
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            err.println("  " + cause.getClass().getName());
            Arrays.stream(cause.getStackTrace()).limit(SHOWN_FRAMES).forEach(frame -> err.println("    at " + frame));
        }
    }

    private void say(@Nullable String message) {
        err.println("reconcile: " + message);
    }

    private static String wrongUsage(ParameterException failure) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(failure.getMessage());
        }
        if (unmatched.getUnmatched().isEmpty()) {
            // It has a message alone, and that quotes what was typed.
            return "There is an argument where no such is expected. Write --OPTION=VALUE where a value begins with a hyphen.";
        }
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        String first = unmatched.getUnmatched().get(0);
        if (first.startsWith("-")) {
            String name = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
            if (SettingKey.ofFlag(name).filter(SettingKey::schedules).isPresent()) {
                return name + " says when to run again and again. Add --schedule, or use 'reconcile schedule'.";
            }
            Set<String> known = command.optionsMap().keySet();
            String near = suggestion(name, known);
            return "There is no option " + name + "." + (near.isEmpty() ? longer(name, known) : near);
        }
        if (command.parent() == null) {
            return "There is no command " + first + "."
                    + suggestion(first, command.subcommands().keySet());
        }
        return "There is an argument that belongs to no option. Put quotes around a value that contains blanks.";
    }

    /** The options that say of what, where the one that was typed does not: {@code --http-port} for {@code --port}. */
    private static String longer(String unknown, Set<String> known) {
        String end = "-" + unknown.replaceFirst("^-+", "");
        List<String> longer =
                known.stream().filter(option -> option.endsWith(end)).sorted().toList();
        if (longer.isEmpty()) {
            return "";
        }
        int last = longer.size() - 1;
        return " Did you mean "
                + (last == 0 ? "" : String.join(", ", longer.subList(0, last)) + " or ")
                + longer.get(last) + "?";
    }

    private static String suggestion(String unknown, Set<String> known) {
        return NearNames.nearest(unknown, known)
                .map(near -> " Did you mean " + near + "?")
                .orElse("");
    }
}
