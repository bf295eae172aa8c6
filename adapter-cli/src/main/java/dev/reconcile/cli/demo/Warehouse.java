package dev.reconcile.cli.demo;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.jdbc.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The operations guide's databases: equal at first, then damaged in the target. The same seed gives the same rows. */
final class Warehouse {

    static final String SOURCE = "warehouse_source";
    static final String TARGET = "warehouse_target";
    /** A login that may read the tables and nothing else. */
    static final String READER = "reconcile";

    static final List<String> TABLES = List.of("customers", "orders", "line_items");
    static final long LINE_ITEMS = 300_000;

    private final DemoServer server;
    private final long seed;

    Warehouse(DemoServer server, long seed) {
        this.server = server;
        this.seed = seed;
    }

    /** Makes both databases, with equal contents. */
    void fill(Cancellation cancellation) {
        // The password is our own and of hexadecimal digits: nothing to escape.
        run("postgres", "CREATE ROLE " + READER + " LOGIN PASSWORD '" + server.password() + "'", cancellation);
        run("postgres", "CREATE DATABASE " + SOURCE, cancellation);
        run(SOURCE, script("warehouse.sql"), cancellation);
        run("postgres", "CREATE DATABASE " + TARGET + " TEMPLATE " + SOURCE + " STRATEGY file_copy", cancellation);
    }

    /** Damages the target. */
    void damage(Damage damage, Cancellation cancellation) {
        String sql = script("damage.sql")
                .replace(":missing", Integer.toString(damage.missing()))
                .replace(":dearer", Integer.toString(damage.dearer()))
                .replace(":moved", Integer.toString(damage.moved()))
                .replace(":padded", Integer.toString(damage.padded()));
        run(TARGET, sql, cancellation);
    }

    private void run(String database, String sql, Cancellation cancellation) {
        new SqlScript("demo", sql).run(server.asOwner(database), cancellation);
    }

    private String script(String resource) {
        try (InputStream stream = Objects.requireNonNull(Warehouse.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace(":seed", Long.toString(seed));
        } catch (IOException unreadableJar) {
            throw new UncheckedIOException(unreadableJar);
        }
    }
}
