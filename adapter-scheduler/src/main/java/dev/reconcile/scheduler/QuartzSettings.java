package dev.reconcile.scheduler;

import dev.reconcile.history.StorePlace;
import java.util.Properties;

/** How Quartz is set up: in this process alone, or sharing the jobs with others by way of the history's server. */
final class QuartzSettings {

    private QuartzSettings() {}

    /**
     * @param place of the history
     * @param threads how many jobs may run at once, at least 1
     */
    static Properties of(StorePlace place, int threads) {
        Properties quartz = new Properties();
        quartz.setProperty("org.quartz.scheduler.instanceName", "reconcile");
        quartz.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        quartz.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        quartz.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        quartz.setProperty("org.quartz.threadPool.threadCount", String.valueOf(threads));
        quartz.setProperty("org.quartz.threadPool.threadNamePrefix", "reconcile-job");
        quartz.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        // What comes later than this was missed, and is made up for once.
        quartz.setProperty("org.quartz.jobStore.misfireThreshold", "5000");
        if (place instanceof StorePlace.Server server) {
            share(server, quartz);
        } else {
            quartz.setProperty("org.quartz.scheduler.instanceId", "NON_CLUSTERED");
            quartz.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        }
        return quartz;
    }

    private static void share(StorePlace.Server server, Properties quartz) {
        quartz.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        quartz.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        quartz.setProperty(
                "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        quartz.setProperty(
                "org.quartz.jobStore.driverDelegateInitString",
                "triggerPersistenceDelegateClasses=" + TimetableTriggerDelegate.class.getName());
        quartz.setProperty("org.quartz.jobStore.tablePrefix", "reconcile_qrtz_");
        quartz.setProperty("org.quartz.jobStore.isClustered", "true");
        quartz.setProperty("org.quartz.jobStore.clusterCheckinInterval", "5000");
        quartz.setProperty("org.quartz.jobStore.useProperties", "true");
        quartz.setProperty("org.quartz.jobStore.dataSource", "history");
        String source = "org.quartz.dataSource.history.";
        quartz.setProperty(source + "provider", "hikaricp");
        quartz.setProperty(source + "driver", "org.postgresql.Driver");
        quartz.setProperty(source + "URL", server.url());
        if (server.username() != null) {
            quartz.setProperty(source + "user", server.username());
        }
        if (server.password() != null) {
            quartz.setProperty(source + "password", server.password());
        }
        quartz.setProperty(source + "maxConnections", "5");
    }
}
