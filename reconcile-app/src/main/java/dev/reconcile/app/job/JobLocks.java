package dev.reconcile.app.job;

import dev.reconcile.app.history.FolderLock;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.history.StorePlace;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a job from being run by two processes over one data folder at once. Runs of one process wait for each other elsewhere. */
final class JobLocks {

    private static final Logger LOG = LoggerFactory.getLogger(JobLocks.class);
    private static final long BETWEEN_TRIES_MILLIS = 500;

    private final StorePlace place;

    /** Guarded by itself. */
    private final Map<String, Lock> locks = new HashMap<>();

    JobLocks(StorePlace place) {
        this.place = place;
    }

    /** Waits until no other process runs a job, or somebody asks this run to stop. */
    Held await(String job, Cancellation cancellation) {
        boolean told = false;
        while (!cancellation.isCancelled()) {
            try {
                return take(job);
            } catch (FolderLock.TakenException e) {
                if (!told) {
                    LOG.warn("{}: the run waits. {}", job, e.getMessage());
                    told = true;
                }
                pause(cancellation);
            }
        }
        return () -> {};
    }

    private static void pause(Cancellation cancellation) {
        try {
            Thread.sleep(BETWEEN_TRIES_MILLIS);
        } catch (InterruptedException e) {
            cancellation.cancel();
            Thread.currentThread().interrupt();
        }
    }

    private Held take(String job) {
        synchronized (locks) {
            Lock lock = locks.get(job);
            if (lock == null) {
                lock = new Lock(FolderLock.ofJob(place, job));
                locks.put(job, lock);
            }
            lock.holders++;
            return () -> giveBack(job);
        }
    }

    private void giveBack(String job) {
        synchronized (locks) {
            Lock lock = locks.get(job);
            if (lock != null && --lock.holders == 0) {
                locks.remove(job);
                lock.ofFolder.close();
            }
        }
    }

    private static final class Lock {

        private final FolderLock ofFolder;
        private int holders;

        private Lock(FolderLock ofFolder) {
            this.ofFolder = ofFolder;
        }
    }

    /** That a job is run. */
    @FunctionalInterface
    interface Held extends AutoCloseable {

        @Override
        void close();
    }
}
