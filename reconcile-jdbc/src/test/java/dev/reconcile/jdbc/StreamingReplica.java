package dev.reconcile.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A replica of the tests' PostgreSQL server: a copy of its files that goes on with what the server sends. */
final class StreamingReplica implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final String primaryUrl;

    private StreamingReplica(EmbeddedPostgres server, String primaryUrl) {
        this.server = server;
        this.primaryUrl = primaryUrl;
    }

    /**
     * Starts one. See <a
     * href="https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP">Making a Base
     * Backup Using the Low Level API</a>.
     *
     * @param primaryUrl a database of the server
     * @param folder an empty one for its files
     */
    static StreamingReplica of(String primaryUrl, Path folder) throws IOException, SQLException {
        Path copy = folder.resolve("data");
        int port = URI.create(primaryUrl.substring("jdbc:".length())).getPort();
        try (Connection connection = DriverManager.getConnection(primaryUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE replicating REPLICATION LOGIN");
            statement.execute("SELECT pg_backup_start('replica', true)");
            copy(Path.of(answer(statement, "SHOW data_directory")), copy);
            Files.writeString(
                    copy.resolve("backup_label"), answer(statement, "SELECT labelfile FROM pg_backup_stop(false)"));
        }
        Files.deleteIfExists(copy.resolve("postmaster.pid"));
        Files.createFile(copy.resolve("standby.signal"));
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(copy)
                .setCleanDataDirectory(false)
                .setServerConfig("primary_conninfo", "'host=localhost port=" + port + " user=replicating'")
                .setServerConfig("wal_receiver_status_interval", "1")
                .start();
        return new StreamingReplica(server, primaryUrl);
    }

    private static String answer(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** The files may change and go meanwhile; the log of the server mends what was torn. */
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path copied = Files.createDirectories(to.resolve(from.relativize(folder)));
                Files.setPosixFilePermissions(copied, Files.getPosixFilePermissions(folder));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }

    /** The same database in the replica. */
    String url() {
        int port = URI.create(primaryUrl.substring("jdbc:".length())).getPort();
        return primaryUrl.replace(":" + port + "/", ":" + server.getPort() + "/");
    }

    /** Lets it connect to the server no more. */
    void cutOff() {
        EmbeddedPostgresServer.execute(
                primaryUrl,
                "ALTER ROLE replicating NOLOGIN",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_replication WHERE usename = 'replicating'");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
