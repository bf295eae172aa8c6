package dev.reconcile.cli.demo;

import dev.reconcile.cli.process.CommandException;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.jdbc.ConnectionSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of our own. All its files, the unpacked program too, lie in one directory that only this user can
 * enter; it listens on the loopback address alone and asks for a password that nobody else knows.
 */
final class DemoServer implements AutoCloseable {

    private static final String OWNER = "postgres";
    private static final String PASSWORD_FILE = "password";
    private static final String WORKING_FOLDER = "ot.epg.working-dir";
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

    private final Path directory;
    private final String password;
    private @Nullable EmbeddedPostgres postgres;

    private DemoServer(Path directory, String password) {
        this.directory = directory;
        this.password = password;
    }

    /**
     * Prepares a server and starts nothing yet, so that {@link #destroy} can be promised before there is anything.
     *
     * @param parent the folder in which the server's own is made
     * @throws CommandException if it cannot be made
     */
    static DemoServer in(Path parent) {
        Path directory = parent.resolve("reconcile-demo-" + randomText());
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return new DemoServer(directory, randomText());
        } catch (IOException | UnsupportedOperationException failure) {
            throw new CommandException(
                    ExitCode.NOTHING_COMPARED,
                    "The demo cannot make a folder of its own in " + parent
                            + ". Name another with RECONCILE_JAVA_OPTS=-Djava.io.tmpdir=FOLDER.",
                    failure);
        }
    }

    /**
     * Unpacks and starts the server.
     *
     * @throws CommandException if it does not start
     */
    void start() {
        // The library would leave an empty folder in the temporary one.
        System.setProperty(WORKING_FOLDER, directory.toString());
        try {
            removeLibraryScript();
            Files.writeString(directory.resolve(PASSWORD_FILE), password);
            ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(log().toFile());
            postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(directory.resolve("data"))
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(30))
                    // Options of initdb, which the library knows as those of the locale.
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", passwordFile())
                    .setConnectConfig("password", password)
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "40")
                    .setServerConfig("max_wal_size", "2GB")
                    .setServerConfig("autovacuum", "off")
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .start();
        } catch (IOException | RuntimeException | ExceptionInInitializerError failure) {
            throw new CommandException(
                    ExitCode.NOTHING_COMPARED, "The demo's PostgreSQL did not start. " + lastWords(), failure);
        } finally {
            System.clearProperty(WORKING_FOLDER);
        }
    }

    /**
     * The library asks a script for the name of the system, once, and leaves it in the temporary folder until the JVM ends;
     * where the JVM is halted, for good.
     */
    private static void removeLibraryScript() throws IOException {
        Set<Path> before = libraryScripts();
        LinuxUtils.getDistributionName();
        for (Path script : libraryScripts()) {
            if (!before.contains(script)) {
                Files.deleteIfExists(script);
            }
        }
    }

    private static Set<Path> libraryScripts() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "detect_linux_distribution_*.sh")) {
            Set<Path> scripts = new HashSet<>();
            found.forEach(scripts::add);
            return scripts;
        }
    }

    /** Where a database is, and the login that may do anything there. */
    ConnectionSettings asOwner(String database) {
        return ConnectionSettings.of(database, url(database), OWNER, password);
    }

    /** The JDBC URL of a database, without credentials. */
    String url(String database) {
        if (postgres == null) {
            throw new IllegalStateException("The demo's server has not been started.");
        }
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database;
    }

    /** The file that holds the {@link #password}. */
    String passwordFile() {
        return directory.resolve(PASSWORD_FILE).toString();
    }

    /** The password of every login that the demo makes. */
    String password() {
        return password;
    }

    /**
     * Lets the server outlive this process.
     *
     * @return the script that stops it and removes its files
     */
    Path keep() throws IOException {
        return Files.writeString(directory.resolve("stop"), """
                #!/bin/sh
                # Stops the demo's databases and removes their files.
                directory=$(cd "$(dirname "$0")" && pwd) || exit 1
                read -r server < "$directory/data/postmaster.pid" && kill -INT "$server"
                for i in 1 2 3 4 5 6 7 8 9 10; do
                    [ -e "$directory/data/postmaster.pid" ] || break
                    sleep 1
                done
                rm -rf "$directory"
                """);
    }

    /** Stops the server and removes its files, unless it is kept. Does nothing the second time. */
    @Override
    public void close() {
        if (!Files.exists(directory.resolve("stop"))) {
            destroy();
        }
    }

    /** The same, at once, from any thread and in whatever state the server is. */
    void destroy() {
        // What is under way while the server is being made is a descendant; the server itself no longer is.
        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(directory.toString()))
                .forEach(ProcessHandle::destroyForcibly);
        serverProcess().ifPresent(DemoServer::stop);
        deleteDirectory();
    }

    private Optional<ProcessHandle> serverProcess() {
        try (var lines = Files.lines(directory.resolve("data").resolve("postmaster.pid"))) {
            return lines.findFirst().map(String::strip).map(Long::parseLong).flatMap(ProcessHandle::of);
        } catch (IOException | NumberFormatException notRunning) {
            return Optional.empty();
        }
    }

    private static void stop(ProcessHandle server) {
        try {
            // SIGQUIT drops all sessions and waits for nothing. SIGKILL would leave its shared memory behind.
            new ProcessBuilder("kill", "-QUIT", Long.toString(server.pid())).start();
            server.onExit().get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception noSuchCommandOrNoEnd) {
            server.destroyForcibly();
        }
    }

    private void deleteDirectory() {
        // The server's last processes may still write while they end. An interrupt must not keep us from waiting for
        // that.
        boolean interrupted = Thread.interrupted();
        for (int attempt = 0; attempt < 5 && !deleted(); attempt++) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean deleted() {
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException stillWritten) {
            return !Files.exists(directory);
        }
        return true;
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log());
            return "Its last words: " + lines.get(lines.size() - 1);
        } catch (IOException | IndexOutOfBoundsException noWord) {
            return "This jar may have been built for another system than " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch") + ": build it on this one.";
        }
    }

    private static String randomText() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
