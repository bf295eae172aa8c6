package dev.reconcile.history;

import dev.reconcile.core.port.HistoryException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/**
 * The file of H2 in a data folder, which one process has open at a time. Processes take turns: one that needs the file is next by
 * {@link Turns}, and one that has it lets go when another is next, once its works in flight have ended. While no other is, the
 * file stays open until nobody has used it for two seconds.
 *
 * <p>A folder has one of these in a process, whoever uses it there and by whatever name, for H2 has an open file once in a
 * process. Safe for use by several threads.
 */
final class SharedFile {

    /** Never removed from: an entry is small, and two for one folder would undo each other's locks. */
    private static final Map<Path, SharedFile> OF_FOLDERS = new ConcurrentHashMap<>();

    /** How long a work waits for the file: a process that has just begun, on a busy host, needs seconds for its first turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How much longer while another process seems to change the tables, which of a large history takes minutes. */
    private static final Duration PATIENCE_WITH_UPGRADES = Duration.ofMinutes(2);

    /** How long works that would begin wait for one in flight, of which nobody knows the end, before they overtake it. */
    private static final Duration PATIENCE_WITH_WORKS = Duration.ofSeconds(1);

    /** Several times what opening and closing take. */
    private static final Duration SHORTEST_TURN = Duration.ofMillis(200);

    private static final Duration LONGEST_IDLE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final DataSource source;
    private final Turns turns;
    private final StorePlace.Folder place;
    private final FileUpgrade upgrade;
    private final Owner self = Owner.self();
    private final StoreFailures failures;

    /** Shared by the works on the open file. Whoever opens or closes it has it alone. */
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

    /** Keeps the file open; null while it is not. Guarded by {@link #use}. */
    private @Nullable Connection keeper;

    private volatile long lastUse;

    /** Whether a work failed: H2 closes a database in which something failed badly, and the keeper does not notice. */
    private volatile boolean doubtful;

    private SharedFile(StorePlace.Folder place, Turns turns) {
        this.place = place;
        this.failures = new StoreFailures(place);
        this.upgrade = new FileUpgrade(place);
        this.turns = turns;
        JdbcDataSource source = new JdbcDataSource();
        // The file is closed with its last connection, a transaction is on the disk when it has been committed, and
        // nothing is traced into files of its own.
        source.setURL("jdbc:h2:file:" + place.folder().resolve("history")
                + ";DB_CLOSE_DELAY=0;WRITE_DELAY=0;LOCK_TIMEOUT=10000;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0");
        this.source = source;
    }

    /**
     * The file of a folder. Both are made where they are not there.
     *
     * @throws HistoryException if they cannot be made
     */
    static SharedFile of(StorePlace.Folder place) {
        if (place.folder().toString().indexOf(';') >= 0) {
            throw new HistoryException(
                    "The folder " + place.folder() + " for the history has a semicolon in its name. Name another.",
                    null);
        }
        place.make();
        try {
            makeFile(place.file());
            Path folder = place.folder().toRealPath();
            return OF_FOLDERS.computeIfAbsent(
                    folder, real -> new SharedFile(place, new Turns(real.resolve("history.turn"))));
        } catch (IOException e) {
            throw new HistoryException(
                    place.file() + ": the history cannot be made. Look at the folder's permissions and at the disk.",
                    e);
        }
    }

    /** Empty, and the owner's alone before keys of rows are in it, whoever else may look into the folder. */
    private static void makeFile(Path file) throws IOException {
        try {
            Files.createFile(file, OwnerOnly.of(file));
        } catch (FileAlreadyExistsException made) {
            // Whose it is, and who may read it, was decided then.
        }
    }

    /** Gives connections, which are to be closed before the work ends that asks for them. */
    DataSource source() {
        return source;
    }

    /**
     * Works while this process has the file. A work within a work goes on with it; works of several threads are done at once.
     *
     * @throws HistoryException if the file cannot be had in time
     */
    <T> T use(Supplier<T> work) {
        begin();
        try {
            return work.get();
        } catch (RuntimeException failure) {
            if (StoreFailures.isOfDatabase(failure)) {
                doubtful = true;
            }
            throw failure;
        } finally {
            lastUse = System.nanoTime();
            use.readLock().unlock();
        }
    }

    /** Whether nothing was ever written to it. */
    boolean isEmpty() {
        try {
            return Files.size(place.file()) == 0;
        } catch (IOException whoOpensItSaysWhy) {
            return false;
        }
    }

    /**
     * Makes its tables, or changes them to this version, all or nothing, while nobody else has it.
     *
     * @throws HistoryException if the file cannot be had in time, or that cannot be done; it is then as it was
     */
    void upgrade() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        await(use.writeLock(), end);
        try {
            close();
            beNext(end);
            // For those whose wait ends in vain meanwhile.
            turns.sign(self);
            try (FileUpgrade.Locked locked = lock(end)) {
                upgrade.upgrade(locked);
            } finally {
                turns.unsign();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (HistoryException e) {
            throw e;
        } catch (IOException | SQLException | RuntimeException e) {
            throw failures.ofPlace(e);
        } finally {
            turns.giveBack();
            use.writeLock().unlock();
        }
    }

    private FileUpgrade.Locked lock(long end) throws IOException, InterruptedException {
        while (true) {
            FileUpgrade.Locked locked = upgrade.tryLock();
            if (locked != null) {
                return locked;
            }
            pause(end, null);
        }
    }

    private void beNext(long end) throws InterruptedException {
        while (!turns.tryBeNext()) {
            pause(end, null);
        }
    }

    private void begin() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        await(use.readLock(), end);
        boolean isWithinAnother = use.getReadHoldCount() > 1;
        if (keeper != null && (isWithinAnother || !doubtful)) {
            return;
        }
        use.readLock().unlock();
        await(use.writeLock(), end);
        try {
            if (keeper != null && doubtful) {
                close();
            }
            if (keeper == null) {
                open(end);
            }
            use.readLock().lock();
        } finally {
            use.writeLock().unlock();
        }
    }

    private void await(Lock lock, long end) {
        try {
            if (!lock.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw failures.inUse(turns.holder(), null);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private HistoryException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return failures.ofPlace(e);
    }

    private void open(long end) {
        try {
            beNext(end);
            keeper = connect(end);
            turns.sign(self);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (SQLException e) {
            throw failures.ofPlace(e);
        } finally {
            turns.giveBack();
        }
        doubtful = false;
        lastUse = System.nanoTime();
        Connection opened = keeper;
        Thread watch = new Thread(() -> watch(opened), "reconcile-history-turn");
        watch.setDaemon(true);
        watch.start();
    }

    private Connection connect(long end) throws SQLException, InterruptedException {
        while (true) {
            try {
                return source.getConnection();
            } catch (SQLException e) {
                if (!StoreFailures.isInUse(e)) {
                    throw e;
                }
                pause(end, e);
            }
        }
    }

    private void pause(long end, @Nullable SQLException reason) throws InterruptedException {
        long over = System.nanoTime() - end;
        if (over > 0 && !(over < PATIENCE_WITH_UPGRADES.toNanos() && upgrade.seemsToGoOn())) {
            throw failures.inUse(turns.holder(), reason);
        }
        Thread.sleep(BETWEEN_TRIES.toMillis());
    }

    /** Lets go of the open file when it is time to. */
    private void watch(Connection opened) {
        long began = System.nanoTime();
        try {
            do {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            } while (!isOver(began) || !letGo(opened));
        } catch (InterruptedException nobodyInterruptsThisThread) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOver(long began) {
        long now = System.nanoTime();
        boolean idle = use.getReadLockCount() == 0 && now - lastUse > LONGEST_IDLE.toNanos();
        return idle || doubtful || (now - began > SHORTEST_TURN.toNanos() && turns.isAwaited());
    }

    /** Closes the file if it is still open by this connection, unless works in flight go on for too long. */
    private boolean letGo(Connection opened) throws InterruptedException {
        if (!use.writeLock().tryLock(PATIENCE_WITH_WORKS.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            if (opened.equals(keeper)) {
                close();
            }
        } finally {
            use.writeLock().unlock();
        }
        return true;
    }

    private void close() {
        if (keeper == null) {
            return;
        }
        try (Connection last = keeper) {
            // Before another process can have the file, and sign.
            turns.unsign();
        } catch (SQLException e) {
            // What was committed is on the disk. The next who opens the file repairs the rest.
        } finally {
            keeper = null;
        }
    }
}
