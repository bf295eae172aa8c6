package dev.reconcile.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writers that change a source all the time, and a copier that brings their transactions to the target in the order of
 * their commits, some time later and several at once, as a sink does.
 *
 * <p>{@code keyed} tables have rows 1 to {@link #ROWS}: the first half is never written, the rest is updated, deleted, and
 * given other keys; new rows come with greater keys. The first {@link #HOT} rows of the second half change all the time.
 * {@code keyless} tables hold the same rows without a key.
 */
final class MovingPipeline implements AutoCloseable {

    static final int ROWS = 4_000;
    static final int HOT = 5;
    static final int FIRST_HOT = ROWS / 2 + 1;

    private static final int WRITERS = 2;
    private static final int LARGEST_BATCH = 50;
    private static final long MOST_OVERDUE_NANOS = 100_000_000;

    private final String sourceUrl;
    private final String targetUrl;
    private final List<String> keyed;
    private final List<String> keyless;
    private final Duration shortestLag;
    private final Duration longestLag;
    private final Object commitOrder = new Object();
    private final ConcurrentLinkedQueue<Committed> log = new ConcurrentLinkedQueue<>();
    private final AtomicLong versions = new AtomicLong(1_000_000);
    private final AtomicLong transactions = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean writing = true;
    private volatile boolean copying = true;
    private volatile @Nullable Exception failure;

    MovingPipeline(
            String sourceUrl,
            String targetUrl,
            List<String> keyed,
            List<String> keyless,
            Duration shortestLag,
            Duration longestLag) {
        this.sourceUrl = sourceUrl;
        this.targetUrl = targetUrl;
        this.keyed = keyed;
        this.keyless = keyless;
        this.shortestLag = shortestLag;
        this.longestLag = longestLag;
    }

    /** What a transaction did, and when the target may have it. */
    private record Committed(List<String> statements, long due) {}

    /** Something that is done on a connection again and again. */
    @FunctionalInterface
    private interface Work {

        void next(Connection connection) throws SQLException;
    }

    /** Fills the tables alike on both sides. */
    void load() {
        for (String url : List.of(sourceUrl, targetUrl)) {
            for (String table : keyed) {
                create(url, table, "id bigint PRIMARY KEY");
            }
            for (String table : keyless) {
                create(url, table, "id bigint");
                EmbeddedPostgresServer.execute(url, "CREATE INDEX ON " + table + " (id)");
            }
        }
    }

    private static void create(String url, String table, String key) {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE " + table + " (" + key + ", version bigint NOT NULL, note text, at timestamp)",
                "INSERT INTO " + table + " SELECT id, id, 'note ' || id, timestamp '2024-01-01' + id * interval '1 s'"
                        + " FROM generate_series(1, " + ROWS + ") id");
    }

    /** Lets the writers and the copier loose. */
    void start() {
        for (int writer = 0; writer < WRITERS; writer++) {
            Writer next = new Writer(writer);
            threads.execute(() -> repeat(sourceUrl, next::write));
        }
        Random random = new Random(7);
        threads.execute(() -> repeat(sourceUrl, connection -> commit(connection, List.of(hotUpdate(random)), random)));
        threads.execute(this::copy);
    }

    /** How many transactions were committed on the source so far. */
    long transactions() {
        return transactions.get();
    }

    /** Ends the writers, and waits until the target has everything. */
    void comeToRest() throws InterruptedException {
        writing = false;
        Thread.sleep(200);
        while (!log.isEmpty()) {
            requireHealth();
            Thread.sleep(20);
        }
        close();
        requireHealth();
    }

    /** A pipeline that broke proves nothing. */
    void requireHealth() {
        Exception reason = failure;
        if (reason != null) {
            throw new IllegalStateException("The pipeline broke.", reason);
        }
    }

    @Override
    public void close() throws InterruptedException {
        writing = false;
        copying = false;
        threads.shutdown();
        if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The pipeline does not end.");
        }
    }

    private void repeat(String url, Work work) {
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            while (writing) {
                if (!isOverdue()) {
                    work.next(connection);
                }
                LockSupport.parkNanos(5_000_000);
            }
        } catch (SQLException | RuntimeException e) {
            failure = e;
        }
    }

    /** Whether the copier cannot follow: then the writers pause, so that the lag stays what it is said to be. */
    private boolean isOverdue() {
        Committed oldest = log.peek();
        return oldest != null && System.nanoTime() - oldest.due() > MOST_OVERDUE_NANOS;
    }

    /** The order of commits is the order of the log. */
    private void commit(Connection connection, List<String> statements, Random random) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        long lag = shortestLag.toNanos()
                + random.nextLong(longestLag.minus(shortestLag).toNanos() + 1);
        synchronized (commitOrder) {
            connection.commit();
            log.add(new Committed(statements, System.nanoTime() + lag));
        }
        transactions.incrementAndGet();
    }

    private void copy() {
        try (Connection connection = DriverManager.getConnection(targetUrl);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (copying) {
                int copied = 0;
                for (Committed next = log.peek();
                        next != null && next.due() <= System.nanoTime() && copied < LARGEST_BATCH;
                        next = log.peek()) {
                    for (String sql : next.statements()) {
                        statement.execute(sql);
                    }
                    log.remove();
                    copied++;
                }
                connection.commit();
                LockSupport.parkNanos(5_000_000);
            }
        } catch (SQLException | RuntimeException e) {
            failure = e;
        }
    }

    private String hotUpdate(Random random) {
        String table = keyed.get(random.nextInt(keyed.size()));
        return update(table, FIRST_HOT + random.nextInt(HOT));
    }

    private String update(String table, long id) {
        long version = versions.incrementAndGet();
        return "UPDATE " + table + " SET version = " + version + ", note = 'version " + version + "', at = timestamp '"
                + LocalDateTime.now(ZoneOffset.UTC) + "' WHERE id = " + id;
    }

    /** Writes rows that no other writer writes, so that the order of commits is the order of what happened. */
    private final class Writer {

        private final int number;
        private final Random random;
        private final List<Long> ids = new ArrayList<>();
        private long nextId;

        Writer(int number) {
            this.number = number;
            this.random = new Random(number);
            this.nextId = ROWS * 10L + number;
            for (long id = FIRST_HOT + HOT; id <= ROWS; id++) {
                if (id % WRITERS == number) {
                    ids.add(id);
                }
            }
        }

        private void write(Connection connection) throws SQLException {
            List<String> statements = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                change(statements);
            }
            commit(connection, statements, random);
        }

        /** The same change in all tables: what differs in one is no writer's doing. */
        private void change(List<String> statements) {
            int which = random.nextInt(ids.size());
            long id = ids.get(which);
            long another = nextId;
            nextId += WRITERS;
            int kind = random.nextInt(10);
            for (List<String> tables : List.of(keyed, keyless)) {
                for (String table : tables) {
                    statements.add(
                            switch (kind) {
                                case 0, 1 -> insert(table, another);
                                case 2, 3 -> "DELETE FROM " + table + " WHERE id = " + id;
                                case 4 -> "UPDATE " + table + " SET id = " + another + " WHERE id = " + id;
                                default -> update(table, id);
                            });
                }
            }
            switch (kind) {
                case 0, 1 -> ids.add(another);
                case 2, 3 -> ids.remove(which);
                case 4 -> ids.set(which, another);
                default -> {
                    // The row keeps its key.
                }
            }
        }

        private String insert(String table, long id) {
            return "INSERT INTO " + table + " VALUES (" + id + ", " + versions.incrementAndGet() + ", 'writer " + number
                    + "', timestamp '2025-01-01')";
        }
    }
}
