package dev.reconcile.cli;

import dev.reconcile.cli.process.CommandException;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.cli.process.ValueNeeded;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of scheduled runs, which this version knows and refuses. */
final class Schedule {

    @Option(names = "--schedule", arity = "0..1", fallbackValue = "", description = "Runs again and again.")
    private @Nullable String requested;

    @Option(
            names = "--interval",
            preprocessor = ValueNeeded.class,
            paramLabel = "SECONDS",
            description = "The time from one run to the next.")
    private @Nullable String interval;

    @Option(
            names = "--cron",
            preprocessor = ValueNeeded.class,
            paramLabel = "EXPRESSION",
            description = "When to run, as in crontab(5).")
    private @Nullable String cron;

    /** @throws CommandException if any of them was given */
    void refuse() {
        if (requested != null || interval != null || cron != null) {
            throw new CommandException(
                    ExitCode.NOTHING_COMPARED,
                    "Scheduled runs come with a later version. Until then leave out --schedule, --interval and --cron and"
                            + " have cron or a systemd timer start 'reconcile run' with --output-dir.",
                    null);
        }
    }
}
