package dev.reconcile.cli;

import dev.reconcile.app.Settings;
import dev.reconcile.app.history.DataFolder;
import dev.reconcile.app.job.JobSettings;
import dev.reconcile.app.job.Schedules;
import dev.reconcile.cli.process.CommandException;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.cli.process.LogSetup;
import dev.reconcile.cli.process.StopSignal;
import dev.reconcile.scheduler.Daemon;
import dev.reconcile.scheduler.SchedulerStartException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code reconcile schedule}: compares tables again and again, until it is told to stop. */
@Command(
        name = "schedule",
        description = {
            "Compares tables again and again, when they are due, until it is told to stop.",
            "Takes the options of 'reconcile run'; each run reads its settings and credentials",
            "anew."
        },
        mixinStandardHelpOptions = true,
        customSynopsis = {"reconcile schedule OPTION...", "reconcile --schedule OPTION..."},
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  Every six hours, with the credentials in Vault:",
            "    reconcile schedule --use-vault \\",
            "      --source-tables dbo.customers,dbo.orders \\",
            "      --target-tables customers,orders \\",
            "      --interval 21600 --output-dir /var/reconcile/reports",
            "  At two o'clock at night from Monday to Saturday:",
            "    reconcile schedule --config reconcile.yaml --validate-checksums \\",
            "      --cron '0 2 * * 1-6' --time-zone Europe/Berlin",
            "  All jobs of a file, each with tables and a schedule of its own:",
            "    reconcile schedule --config reconcile.yaml",
            "",
            "A run begins while the one before still goes on only where it is of another job.",
            "What was due meanwhile, or while no daemon was there, is made up for by one run.",
            "SIGTERM and Ctrl-C end it: runs that go on are ended, within --stop-time.",
            "",
            "Exit codes: 0 it was told to stop; 1 it could not go on; 2 wrong usage or",
            "settings, nothing was compared."
        })
final class ScheduleCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ScheduleCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        JobSettings jobs = new JobSettings(
                SettingOptions.read(spec.commandLine().getParseResult()),
                environment,
                DataFolder.byDefault(environment));
        for (Settings job : jobs.all()) {
            LogSetup.apply(job.logLevelOr(Level.INFO), job.logFormat());
            job.warnings().forEach(warning -> log().warn("{}: {}", job.job(), warning));
            job.metrics()
                    .warningsOfDaemon("at --metrics-port")
                    .forEach(warning -> log().warn("{}: {}", job.job(), warning));
        }
        try (StopSignal stop = StopSignal.awaited();
                Daemon daemon = Daemon.start(jobs, InstantSource.system())) {
            daemon.schedules().list().forEach(ScheduleCommand::tell);
            daemon.metricsPort().ifPresent(port -> log().info("Metrics at port {}", port));
            log().info("Scheduled. SIGTERM or Ctrl-C ends it.");
            stop.await();
            log().info("Told to stop: ending the runs that go on.");
        } catch (SchedulerStartException e) {
            throw new CommandException(ExitCode.NOTHING_COMPARED, String.valueOf(e.getMessage()), e);
        }
        return ExitCode.ALL_MATCHED.number();
    }

    private static void tell(Schedules.State job) {
        if (job.next() == null) {
            log().info("Job {}: no schedule", job.job());
        } else {
            log().info("Job {}: {}, next {}", job.job(), job.timetable(), job.next());
        }
    }

    /** Not a field of the class, which every command loads: logging takes a tenth of a second to begin. */
    private static Logger log() {
        return LoggerFactory.getLogger(ScheduleCommand.class);
    }
}
