package dev.reconcile.scheduler;

import java.util.Objects;
import java.util.function.Consumer;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.spi.JobFactory;
import org.quartz.spi.TriggerFiredBundle;

/** One firing of a job. Quartz lets no two of one job run at once, in all processes that share its store. */
@DisallowConcurrentExecution
public final class ScheduledJob implements Job {

    private final Consumer<JobExecutionContext> action;

    private ScheduledJob(Consumer<JobExecutionContext> action) {
        this.action = Objects.requireNonNull(action, "action");
    }

    /** Makes jobs that all do the same. */
    static JobFactory doing(Consumer<JobExecutionContext> action) {
        return (TriggerFiredBundle bundle, org.quartz.Scheduler scheduler) -> new ScheduledJob(action);
    }

    @Override
    public void execute(JobExecutionContext context) {
        action.accept(context);
    }
}
