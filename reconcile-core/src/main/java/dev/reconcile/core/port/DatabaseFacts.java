package dev.reconcile.core.port;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is known of a database as a whole.
 *
 * @param engine the engine's name and version for people: {@code PostgreSQL 17.6}
 * @param isolation the transaction isolation in which tables are read, in the engine's words
 * @param replica whether it is a read-only replica, which may lag behind its primary
 * @param warnings what the reader of a report should know, one sentence each
 */
public record DatabaseFacts(String engine, String isolation, boolean replica, List<String> warnings) {

    public DatabaseFacts {
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(isolation, "isolation");
        warnings = List.copyOf(warnings);
    }

    /**
     * All that the reader of a report should know, one sentence each.
     *
     * @param side what the database is called: {@code source} or {@code target}
     */
    public List<String> warningsOf(String side) {
        List<String> all = new ArrayList<>();
        if (replica) {
            all.add("The " + side + " is a read-only replica: what it holds may lag behind its primary.");
        }
        all.addAll(warnings);
        return all;
    }
}
