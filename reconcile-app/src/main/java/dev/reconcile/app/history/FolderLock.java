package dev.reconcile.app.history;

import dev.reconcile.core.port.HistoryException;
import dev.reconcile.history.StorePlace;
import dev.reconcile.report.FileLocking;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one process does over a data folder at a time: be its daemon, or run one of its jobs. The system takes it from a process that
 * ends, however it ends, so that nothing of one that was killed holds up others. Over a server nobody is locked out: daemons share
 * their jobs there.
 */
public final class FolderLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);

    private final @Nullable FileLocking lock;

    private FolderLock(@Nullable FileLocking lock) {
        this.lock = lock;
    }

    /**
     * Becomes the daemon of a data folder. Where nobody can tell whether there is one, that is logged.
     *
     * @throws TakenException if there is one
     */
    public static FolderLock ofDaemon(StorePlace place) {
        return of(
                place,
                "daemon.lock",
                (folder, process) -> "Another daemon" + process + " runs the jobs of the data folder " + folder
                        + ". Stop it, or give this one a folder of its own with --data-dir."
                        + " Daemons that are to share jobs need a history on a server, with --history-url.");
    }

    /**
     * Begins to run a job. Where nobody can tell whether another process does, that is logged.
     *
     * @throws TakenException if another process does, or this one does already
     */
    public static FolderLock ofJob(StorePlace place, String job) {
        return of(
                place,
                "job-" + job + ".lock",
                (folder, process) -> "Another process" + process + " runs the job " + job + " of the data folder "
                        + folder + ". Wait until that run has ended, or give this one another --job or --data-dir.");
    }

    private static FolderLock of(StorePlace place, String name, Refusal refusal) {
        if (!(place instanceof StorePlace.Folder folder)) {
            return new FolderLock(null);
        }
        try {
            folder.make();
            Path file = folder.folder().toRealPath().resolve(name);
            FileLocking lock = FileLocking.of(file).orElse(null);
            if (lock == null) {
                String process = FileLocking.signer(file)
                        .map(pid -> " (process " + pid + ")")
                        .orElse("");
                throw new TakenException(refusal.text(folder.folder(), process));
            }
            sign(lock);
            return new FolderLock(lock);
        } catch (IOException | HistoryException e) {
            LOG.warn(
                    "Nobody can tell whether another process runs the same, for {} cannot be locked in {}: {}",
                    name,
                    folder.folder(),
                    e instanceof HistoryException
                            ? e.getMessage()
                            : e.getClass().getSimpleName());
            return new FolderLock(null);
        }
    }

    /** A full disk keeps nobody from holding a lock. */
    private static void sign(FileLocking lock) {
        try {
            lock.sign();
        } catch (IOException e) {
            LOG.debug("A lock is not signed: {}", e.getClass().getName());
        }
    }

    /** Lets others. Does nothing the second time. */
    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }

    @FunctionalInterface
    private interface Refusal {

        /** @param process which process it is, in brackets after a blank; empty where that is not known */
        String text(Path folder, String process);
    }

    /** Another process does it. The message says which, and what to do. */
    public static final class TakenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private TakenException(String message) {
            super(message);
        }
    }
}
