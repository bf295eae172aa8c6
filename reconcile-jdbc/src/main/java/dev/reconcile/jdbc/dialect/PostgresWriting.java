package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.table.WriteConditions;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads from PostgreSQL's catalogue what has to be known of a table before somebody writes to it. */
final class PostgresWriting {

    /**
     * Names by what they are. A query of a table also reads the tables that inherit from it; a partitioned table has
     * partitions instead, whose constraints hold for its rows too.
     */
    private static final String NAMES = """
            WITH RECURSIVE relations AS (
              SELECT ?::oid AS oid UNION SELECT relid FROM pg_partition_tree(?::oid::regclass)
            ), types AS (
              SELECT a.atttypid AS type FROM pg_attribute a
              WHERE a.attrelid = ?::oid AND a.attnum > 0 AND NOT a.attisdropped
              UNION
              SELECT t.typbasetype FROM types d JOIN pg_type t ON t.oid = d.type WHERE t.typtype = 'd'
            )
            SELECT 'heir' AS what, c.relname AS name
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = ?::oid AND NOT c.relispartition
            UNION
            SELECT 'rule', r.rulename FROM pg_rewrite r WHERE r.ev_class = ?::oid AND r.ev_enabled <> 'D'
            UNION
            SELECT 'deferrable', k.conname FROM pg_constraint k JOIN relations ON relations.oid = k.conrelid
            WHERE k.contype IN ('p', 'u', 'x') AND k.condeferrable
            UNION
            SELECT 'check', k.conname FROM pg_constraint k JOIN relations ON relations.oid = k.conrelid
            WHERE k.contype = 'c'
            UNION
            SELECT 'check', k.conname FROM pg_constraint k JOIN types ON types.type = k.contypid
            WHERE k.contype = 'c'
            ORDER BY name""";

    private static final int PARAMETERS_OF_NAMES = 5;

    /** A domain may be over another domain, and each may refuse NULL. */
    private static final String COLUMNS = """
            WITH RECURSIVE types AS (
              SELECT a.attname, a.atttypid AS type, a.atttypmod AS modifier, false AS never_null
              FROM pg_attribute a WHERE a.attrelid = ?::oid AND a.attnum > 0 AND NOT a.attisdropped
              UNION ALL
              SELECT d.attname, t.typbasetype, CASE WHEN d.modifier < 0 THEN t.typtypmod ELSE d.modifier END,
                d.never_null OR t.typnotnull
              FROM types d JOIN pg_type t ON t.oid = d.type WHERE t.typtype = 'd'
            )
            SELECT types.attname, types.never_null,
              CASE WHEN types.type = 'numeric'::regtype THEN types.modifier ELSE -1 END,
              CASE WHEN t.typtype = 'e' THEN
                ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid) END
            FROM types JOIN pg_type t ON t.oid = types.type AND t.typtype <> 'd'""";

    private PostgresWriting() {}

    /** @param oid of an ordinary or a partitioned table */
    static WriteConditions read(Connection connection, long oid) throws SQLException {
        Map<String, List<String>> names = names(connection, oid);
        List<String> obstacles = new ArrayList<>();
        List<String> heirs = names.getOrDefault("heir", List.of());
        if (!heirs.isEmpty()) {
            obstacles.add("Other tables inherit from it (" + String.join(", ", heirs)
                    + "): their rows were read with its own, and a statement could not tell them apart.");
        }
        List<String> rules = names.getOrDefault("rule", List.of());
        if (!rules.isEmpty()) {
            obstacles.add("Rules put other statements in the place of those that write to it (CREATE RULE "
                    + String.join(", ", rules) + ").");
        }
        Map<String, Set<String>> labels = new HashMap<>();
        Set<String> neverNull = new HashSet<>();
        Map<String, Integer> zeros = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setLong(1, oid);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String column = rows.getString(1);
                    if (rows.getBoolean(2)) {
                        neverNull.add(column);
                    }
                    int ofColumn = PostgresTypes.zeros(rows.getInt(3));
                    if (ofColumn > 0) {
                        zeros.put(column, ofColumn);
                    }
                    Array ofEnum = rows.getArray(4);
                    if (ofEnum != null) {
                        labels.put(column, Set.of((String[]) ofEnum.getArray()));
                    }
                }
            }
        }
        return new WriteConditions(
                obstacles,
                names.getOrDefault("deferrable", List.of()),
                names.getOrDefault("check", List.of()),
                labels,
                neverNull,
                zeros);
    }

    private static Map<String, List<String>> names(Connection connection, long oid) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NAMES)) {
            for (int i = 1; i <= PARAMETERS_OF_NAMES; i++) {
                query.setLong(i, oid);
            }
            try (ResultSet rows = query.executeQuery()) {
                Map<String, List<String>> names = new HashMap<>();
                while (rows.next()) {
                    names.computeIfAbsent(rows.getString(1), what -> new ArrayList<>())
                            .add(rows.getString(2));
                }
                return names;
            }
        }
    }
}
