package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.Filling;
import dev.reconcile.core.table.ForeignKey;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.UniqueKey;
import dev.reconcile.core.table.WriteConditions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads PostgreSQL's catalogue. */
final class PostgresCatalog {

    /** A partition in another schema than its parent's is listed: whoever selects its schema means it too. */
    private static final String TABLES = """
            SELECT n.nspname, c.relname
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
              AND NOT EXISTS (SELECT 1 FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
                              WHERE i.inhrelid = c.oid AND c.relispartition AND p.relnamespace = c.relnamespace)
              AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            ORDER BY n.nspname, c.relname""";

    /**
     * The tables that a name may mean, the best first: the one spelled exactly so before one that differs in case, as a
     * query that leaves out the quotes would find it.
     */
    private static final String FIND = """
            SELECT c.oid, n.nspname, c.relname, c.relkind, c.relname = ? AND (?::text IS NULL OR n.nspname = ?) AS exact,
              row_security_active(c.oid) AS hides_rows,
              has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') AS writable,
              CASE c.relkind
                WHEN 'p' THEN (SELECT sum(greatest(p.reltuples, 0))
                               FROM pg_partition_tree(c.oid) t JOIN pg_class p ON p.oid = t.relid WHERE t.isleaf)
                ELSE c.reltuples END::bigint AS estimate
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
              AND lower(c.relname) = lower(? COLLATE "C")
              AND CASE WHEN ?::text IS NULL THEN pg_table_is_visible(c.oid) AND n.nspname <> 'pg_catalog'
                ELSE lower(n.nspname) = lower(? COLLATE "C") END
            ORDER BY exact DESC, n.nspname, c.relname""";

    /**
     * The kind of a type t. An enum or a type of PostgreSQL's own to which somebody gave a cast to text of their own has none:
     * that cast need not give the label, or what the type itself writes, as one WITH INOUT does.
     */
    static final String KIND = """
            CASE WHEN EXISTS (SELECT 1 FROM pg_cast k WHERE k.castsource = t.oid AND k.casttarget = 'text'::regtype
                              AND (t.typtype = 'e' OR k.oid >= 16384 AND k.castmethod <> 'i'
                                   AND t.typnamespace = 'pg_catalog'::regnamespace))
              THEN '' ELSE t.typtype::text END""";

    /**
     * A domain's column has its base type; a domain may be over another domain. A type is known by its name only where it is
     * PostgreSQL's own (or citext): anybody may call a type of theirs uuid.
     */
    private static final String COLUMNS = """
            WITH RECURSIVE types AS (
              SELECT a.attnum, a.atttypid AS type, a.atttypmod AS modifier
              FROM pg_attribute a WHERE a.attrelid = ?::oid AND a.attnum > 0 AND NOT a.attisdropped
              UNION ALL
              SELECT d.attnum, t.typbasetype, CASE WHEN d.modifier < 0 THEN t.typtypmod ELSE d.modifier END
              FROM types d JOIN pg_type t ON t.oid = d.type WHERE t.typtype = 'd'
            )
            SELECT a.attname, format_type(a.atttypid, a.atttypmod),
              CASE WHEN t.typnamespace = 'pg_catalog'::regnamespace OR t.typname = 'citext' THEN t.typname ELSE '' END,
              %s,
              types.modifier, NOT a.attnotnull,
              CASE WHEN a.attcollation <> 100 THEN l.collname END,
              CASE WHEN a.attgenerated <> '' THEN 'GENERATED'
                WHEN a.attidentity = 'a' THEN 'IDENTITY_ALWAYS'
                WHEN a.attidentity = 'd' THEN 'IDENTITY_BY_DEFAULT'
                WHEN pg_get_expr(f.adbin, f.adrelid) LIKE 'nextval(%%' THEN 'SEQUENCE'
                WHEN f.oid IS NOT NULL OR w.typdefault IS NOT NULL THEN 'DEFAULT'
                ELSE 'NOTHING' END
            FROM types
              JOIN pg_attribute a ON a.attrelid = ?::oid AND a.attnum = types.attnum
              JOIN pg_type t ON t.oid = types.type AND t.typtype <> 'd'
              JOIN pg_type w ON w.oid = a.atttypid
              LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
              LEFT JOIN pg_collation l ON l.oid = a.attcollation
            ORDER BY a.attnum""".formatted(KIND);

    /** A foreign key of a partitioned table has a copy at each of its partitions, which says nothing new of other tables. */
    private static final String FOREIGN_KEYS = """
            SELECT k.conname, n.nspname, c.relname, m.nspname, r.relname, k.condeferrable,
              CASE k.confdeltype WHEN 'c' THEN 'CASCADES' WHEN 'n' THEN 'LETS_GO' WHEN 'd' THEN 'LETS_GO'
                ELSE 'REFUSED' END,
              CASE k.confupdtype WHEN 'c' THEN 'CASCADES' WHEN 'n' THEN 'LETS_GO' WHEN 'd' THEN 'LETS_GO'
                ELSE 'REFUSED' END,
              ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = k.confrelid AND a.attnum = ANY (k.confkey))
            FROM pg_constraint k
              JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_class r ON r.oid = k.confrelid JOIN pg_namespace m ON m.oid = r.relnamespace
            WHERE k.contype = 'f' AND (k.conrelid = ?::oid OR k.confrelid = ?::oid AND k.conparentid = 0)
            ORDER BY n.nspname, c.relname, k.conname""";

    private static final String LABELS = """
            SELECT a.attname, e.enumlabel
            FROM pg_attribute a JOIN pg_enum e ON e.enumtypid = a.atttypid
            WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped""";

    private static final String KEYS = """
            SELECT i.relname, x.indisprimary, a.attname
            FROM pg_index x
              JOIN pg_class i ON i.oid = x.indexrelid
              CROSS JOIN LATERAL unnest(x.indkey::smallint[]) WITH ORDINALITY AS k(attnum, position)
              JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum
            WHERE x.indrelid = ?::oid AND x.indisunique AND x.indisvalid AND x.indpred IS NULL AND x.indexprs IS NULL
              AND k.position <= x.indnkeyatts
            ORDER BY i.relname, k.position""";

    private PostgresCatalog() {}

    static List<TableName> tables(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TABLES);
                ResultSet rows = query.executeQuery()) {
            List<TableName> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(new TableName(rows.getString(1), rows.getString(2)));
            }
            return tables;
        }
    }

    static Optional<TableDescription> describe(Connection connection, TableName wanted, String side)
            throws SQLException {
        Optional<Found> found = find(connection, wanted);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Found table = found.get();
        List<String> hidden = new ArrayList<>();
        if (table.hidesRows()) {
            hidden.add("Row-level security hides rows of the " + side + " table " + table.name()
                    + " from this login. Use a login with BYPASSRLS, or the table's owner.");
        }
        List<String> warnings = new ArrayList<>();
        if (table.writable()) {
            warnings.add(
                    "The " + side + "'s login can write to the tables it reads. A login with SELECT alone is enough:"
                            + " see docs/grants.md.");
        }
        return Optional.of(new TableDescription(
                table.name(),
                table.kind(),
                columns(connection, table.oid()),
                keys(connection, table.oid()),
                foreignKeys(connection, table.oid()),
                table.estimate() > 0 ? OptionalLong.of(table.estimate()) : OptionalLong.empty(),
                hidden,
                warnings,
                switch (table.kind()) {
                    case TABLE, PARTITIONED_TABLE -> PostgresWriting.read(connection, table.oid());
                    case VIEW, FOREIGN_TABLE -> WriteConditions.NONE;
                }));
    }

    /** A row of the catalogue's. */
    private record Found(
            long oid, TableName name, TableKind kind, boolean hidesRows, boolean writable, long estimate) {}

    /** The table meant: the exact one, else the only one that differs in case. */
    private static Optional<Found> find(Connection connection, TableName wanted) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setString(1, wanted.name());
            query.setString(2, wanted.schema());
            query.setString(3, wanted.schema());
            query.setString(4, wanted.name());
            query.setString(5, wanted.schema());
            query.setString(6, wanted.schema());
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                boolean exact = rows.getBoolean("exact");
                Found found = new Found(
                        rows.getLong("oid"),
                        new TableName(rows.getString("nspname"), rows.getString("relname")),
                        kind(rows.getString("relkind")),
                        rows.getBoolean("hides_rows"),
                        rows.getBoolean("writable"),
                        rows.getLong("estimate"));
                boolean ambiguous = !exact && rows.next();
                return ambiguous ? Optional.empty() : Optional.of(found);
            }
        }
    }

    private static TableKind kind(String relkind) {
        return switch (relkind) {
            case "p" -> TableKind.PARTITIONED_TABLE;
            case "v", "m" -> TableKind.VIEW;
            case "f" -> TableKind.FOREIGN_TABLE;
            default -> TableKind.TABLE;
        };
    }

    private static List<Column> columns(Connection connection, long oid) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setLong(1, oid);
            query.setLong(2, oid);
            try (ResultSet rows = query.executeQuery()) {
                List<Column> columns = new ArrayList<>();
                while (rows.next()) {
                    String display = rows.getString(2);
                    columns.add(new Column(
                            rows.getString(1),
                            display,
                            PostgresTypes.of(rows.getString(3), rows.getString(4), rows.getInt(5), display),
                            rows.getBoolean(6),
                            rows.getString(7),
                            Filling.valueOf(rows.getString(8))));
                }
                return columns;
            }
        }
    }

    private static List<ForeignKey> foreignKeys(Connection connection, long oid) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FOREIGN_KEYS)) {
            query.setLong(1, oid);
            query.setLong(2, oid);
            try (ResultSet rows = query.executeQuery()) {
                List<ForeignKey> keys = new ArrayList<>();
                while (rows.next()) {
                    keys.add(new ForeignKey(
                            rows.getString(1),
                            new TableName(rows.getString(2), rows.getString(3)),
                            new TableName(rows.getString(4), rows.getString(5)),
                            rows.getBoolean(6),
                            Set.of((String[]) rows.getArray(9).getArray()),
                            ForeignKey.Action.valueOf(rows.getString(7)),
                            ForeignKey.Action.valueOf(rows.getString(8))));
                }
                return keys;
            }
        }
    }

    /** The labels of each column of an enum, by the column's name; a domain over an enum is none. */
    static Map<String, Set<String>> labels(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(LABELS)) {
            query.setString(1, PostgresSql.quoted(table));
            try (ResultSet rows = query.executeQuery()) {
                Map<String, Set<String>> labels = new HashMap<>();
                while (rows.next()) {
                    labels.computeIfAbsent(rows.getString(1), column -> new HashSet<>())
                            .add(rows.getString(2));
                }
                return labels;
            }
        }
    }

    /** By the table's oid: a name would have to be found in a schema that the login may not use. */
    static String unreadableColumns(TableName table) {
        return "SELECT a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = "
                + PostgresLiterals.quoted(table.name()) + " AND n.nspname = "
                + PostgresLiterals.quoted(Objects.requireNonNull(table.schema()))
                + " AND a.attnum > 0 AND NOT a.attisdropped AND NOT has_column_privilege(c.oid, a.attnum, 'SELECT')"
                + " ORDER BY a.attnum";
    }

    /** Indexes that keep an order, of which BRIN keeps that of blocks of rows. */
    static String index(TableName table, Column column) {
        return "SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam"
                + " JOIN pg_class c ON c.oid = x.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0] WHERE c.relname = "
                + PostgresLiterals.quoted(table.name()) + " AND n.nspname = "
                + PostgresLiterals.quoted(Objects.requireNonNull(table.schema())) + " AND a.attname = "
                + PostgresLiterals.quoted(column.name())
                + " AND x.indisvalid AND x.indpred IS NULL AND m.amname IN ('btree', 'brin')";
    }

    private static List<UniqueKey> keys(Connection connection, long oid) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(KEYS)) {
            query.setLong(1, oid);
            try (ResultSet rows = query.executeQuery()) {
                return KeyRows.read(rows);
            }
        }
    }
}
