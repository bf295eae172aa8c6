package dev.reconcile.benchmarks.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A PostgreSQL server of our own, with the settings that PostgreSQL comes with except those named here. What bears on
 * reading is untouched: {@code shared_buffers}, {@code work_mem}, the numbers of parallel workers.
 */
public final class EmbeddedServer implements AutoCloseable {

    private static final String OWNER = "postgres";

    private final EmbeddedPostgres postgres;
    private final Path directory;
    private final String password;

    private EmbeddedServer(EmbeddedPostgres postgres, Path directory, String password) {
        this.postgres = postgres;
        this.directory = directory;
        this.password = password;
    }

    /**
     * Starts the server whose files lie in a folder; makes one where there is none yet.
     *
     * @param directory the folder, which is kept when the server is closed
     * @throws IOException if it does not start, for instance because another process has started it
     */
    public static EmbeddedServer in(Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path passwordFile = directory.resolve("password");
        if (!Files.exists(passwordFile)) {
            Files.writeString(passwordFile, randomText());
        }
        String password = Files.readString(passwordFile);
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(directory.resolve("server.log").toFile());
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(directory.toFile())
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofMinutes(2))
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setConnectConfig("password", password)
                .setServerConfig("unix_socket_directories", "")
                // Counts what reaches the server.
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                // Loading: a table is written once, not a second time into the log, and nobody copies it away.
                .setServerConfig("wal_level", "minimal")
                .setServerConfig("max_wal_senders", "0")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("maintenance_work_mem", "512MB")
                // Nothing but what is measured runs while it is measured.
                .setServerConfig("autovacuum", "off")
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .start();
        return new EmbeddedServer(postgres, directory, password);
    }

    private static String randomText() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Its database. */
    public Endpoint endpoint() {
        return new Endpoint(
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + OWNER + "?sslmode=disable",
                OWNER,
                password);
    }

    /** The process that all others of the server descend from. */
    public long pid() throws IOException {
        Path file = directory.resolve("data").resolve("postmaster.pid");
        return Long.parseLong(Files.readAllLines(file).get(0).strip());
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
