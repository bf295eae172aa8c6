package dev.reconcile.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The servers of a call: two of our own, or the databases that somebody named. */
public final class MeasuredServers implements AutoCloseable {

    private final Databases databases;
    private final List<EmbeddedServer> own;
    private final @Nullable Path temporary;

    private MeasuredServers(Databases databases, List<EmbeddedServer> own, @Nullable Path temporary) {
        this.databases = databases;
        this.own = own;
        this.temporary = temporary;
    }

    /** Two servers whose files stay where they are. */
    public static MeasuredServers in(Path folder) throws IOException {
        return start(folder, null);
    }

    /** Two servers that leave nothing behind. */
    public static MeasuredServers temporary() throws IOException {
        Path folder = Files.createTempDirectory("reconcile-benchmark");
        return start(folder, folder);
    }

    private static MeasuredServers start(Path folder, @Nullable Path temporary) throws IOException {
        EmbeddedServer source = EmbeddedServer.in(folder.toAbsolutePath().resolve("source"));
        try {
            EmbeddedServer target = EmbeddedServer.in(folder.toAbsolutePath().resolve("target"));
            return new MeasuredServers(
                    new Databases(source.endpoint(), target.endpoint()), List.of(source, target), temporary);
        } catch (IOException | RuntimeException failure) {
            source.close();
            throw failure;
        }
    }

    /** Databases of somebody else, who stops them. */
    public static MeasuredServers given(Databases databases) {
        return new MeasuredServers(databases, List.of(), null);
    }

    /** The databases. */
    public Databases databases() {
        return databases;
    }

    /** The processes of our own servers; none where they are somebody else's. */
    public List<Long> pids() throws IOException {
        List<Long> pids = new ArrayList<>();
        for (EmbeddedServer server : own) {
            pids.add(server.pid());
        }
        return pids;
    }

    @Override
    public void close() throws IOException {
        for (EmbeddedServer server : own) {
            server.close();
        }
        if (temporary != null) {
            try (Stream<Path> files = Files.walk(temporary)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
