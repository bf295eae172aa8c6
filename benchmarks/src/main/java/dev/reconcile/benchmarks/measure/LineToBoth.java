package dev.reconcile.benchmarks.measure;

import dev.reconcile.benchmarks.network.SlowLine;
import dev.reconcile.benchmarks.server.Databases;
import dev.reconcile.benchmarks.server.Endpoint;
import java.io.IOException;
import java.util.List;

/**
 * A line of its own to each of the two databases.
 *
 * @param databases the databases as they are reached over the lines
 */
record LineToBoth(Databases databases, SlowLine source, SlowLine target) implements AutoCloseable {

    /** @param bytesPerSecond what each line carries in each direction; infinite for no limit */
    static LineToBoth of(Databases databases, double bytesPerSecond) throws IOException {
        SlowLine source = line(databases.source(), bytesPerSecond);
        try {
            SlowLine target = line(databases.target(), bytesPerSecond);
            return new LineToBoth(
                    new Databases(
                            databases.source().through(source.port()),
                            databases.target().through(target.port())),
                    source,
                    target);
        } catch (IOException failure) {
            source.close();
            throw failure;
        }
    }

    private static SlowLine line(Endpoint database, double bytesPerSecond) throws IOException {
        return SlowLine.to(database.host(), database.port(), bytesPerSecond);
    }

    /** How many bytes have passed to and from the source and the target so far. */
    List<Long> bytes() {
        return List.of(source.bytes(), target.bytes());
    }

    @Override
    public void close() throws IOException {
        source.close();
        target.close();
    }
}
