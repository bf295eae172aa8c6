package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows hashed by PostgreSQL's own {@code hash_record_extended}, from version 14 on. Of a record and a seed it makes 64 bits: the
 * seeded hashes of the columns, each multiplied by 31 as often as columns follow it.
 *
 * <p>With one seed for all rows, sums of such hashes would be sums over the columns, and values in the wrong rows would not be
 * noticed. So each row has a seed of its own: its key, or where no unique index says that no other row has the same, its hash
 * under the seed 0.
 *
 * <p>A type's own hash function may tell less than its values do: that of {@code bigint} is the same for -1 and 4294967295, that
 * of {@code numeric} for 5 and -5, and that of {@code text} for what a collation takes to be equal. Such columns are handed to it
 * in their binary form, or as text of the collation "C". None of this is documented; the source is <a
 * href="https://github.com/postgres/postgres/blob/REL_17_STABLE/src/backend/utils/adt/rowtypes.c">rowtypes.c</a>, with
 * hashfunc.c and numeric.c.
 */
final class PostgresOwnHash {

    private static final int FIRST_VERSION = 14;

    private static final String PROBE =
            "ROW(int8send(-1), numeric_send(-12.50), ''::text COLLATE \"C\", 'a'::text COLLATE \"C\","
                    + " 'Zo\u00eb, \u1e9e and twelve bytes more'::text COLLATE \"C\", NULL::bytea)";

    /** A read of a table reads those that inherit from it too, and no index of it knows of their keys. */
    private static final String HAS_CHILDREN =
            "EXISTS (SELECT 1 FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhparent"
                    + " WHERE c.oid = ?::regclass AND c.relkind <> 'p')";

    private PostgresOwnHash() {}

    /**
     * A name for the hashes of these rows. It holds what the server makes of a few values, so that servers have the same name
     * only if they hash these alike: the functions hash bytes as they lie in the machine's memory, and nobody promises that
     * they never change.
     *
     * @param connection to a database in UTF-8
     * @return empty where the server is too old, a column has no form that these hashes need, or other tables inherit from this
     *     one, whose keys may be in it twice
     */
    static Optional<String> name(Connection connection, TableRead read) throws SQLException {
        if (connection.getMetaData().getDatabaseMajorVersion() < FIRST_VERSION
                || record(read.columns()).isEmpty()) {
            return Optional.empty();
        }
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT " + hash(PROBE, "0") + ", " + hash(PROBE, "-1") + ", " + HAS_CHILDREN)) {
            query.setString(1, PostgresSql.quoted(read.table().name()));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(3)
                        ? Optional.empty()
                        : Optional.of("hash_record_extended, " + (isSeededByKey(read) ? "key" : "row") + ", "
                                + row.getLong(1) + ", " + row.getLong(2));
            }
        }
    }

    /**
     * The expression of a row's hash.
     *
     * @throws IllegalStateException if a column has no form that it needs
     */
    static String of(TableRead read) {
        String record = recordOf(read, read.columns());
        return hash(record, isSeededByKey(read) ? ofKey(read) : hash(record, "0"));
    }

    /** An index that only begins with the key finds its rows, and allows several of one key. */
    private static boolean isSeededByKey(TableRead read) {
        List<String> key =
                read.keyOrder().stream().map(column -> column.column().name()).toList();
        return !read.mayLackKey()
                && read.table().uniqueKeys().stream().anyMatch(unique -> key.containsAll(unique.columns()));
    }

    private static String ofKey(TableRead read) {
        ReadColumn first = read.columns().get(0);
        return read.keyColumns() == 1 && first.canonicalType() instanceof CanonicalType.Whole
                ? whole(first)
                : hash(recordOf(read, read.identifying()), "0");
    }

    private static String recordOf(TableRead read, List<ReadColumn> columns) {
        return record(columns)
                .orElseThrow(() -> new IllegalStateException(
                        read.table().name() + " has columns without a hash of PostgreSQL's own."));
    }

    private static String hash(String record, String seed) {
        return "hash_record_extended(" + record + ", " + seed + ")";
    }

    private static String whole(ReadColumn column) {
        return PostgresSql.quoted(column.column().name())
                + (column.column().valueType() instanceof ValueType.Bool ? "::int" : "") + "::int8";
    }

    /** A record of which those bytes are equal that are hashed if and only if the canonical texts are; empty where there is none. */
    private static Optional<String> record(List<ReadColumn> columns) {
        List<String> values = new ArrayList<>();
        for (ReadColumn column : columns) {
            Optional<String> value = value(column);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of("ROW(" + String.join(", ", values) + ")");
    }

    private static Optional<String> value(ReadColumn column) {
        String name = PostgresSql.quoted(column.column().name());
        ValueType from = column.column().valueType();
        CanonicalType type = column.canonicalType();
        if (type instanceof CanonicalType.Bool || type instanceof CanonicalType.Whole) {
            return Optional.of("int8send(" + whole(column) + ")");
        }
        if (type instanceof CanonicalType.Decimal decimal) {
            return Optional.of("numeric_send(" + decimal(name, from, decimal.minScale()) + ")");
        }
        if (type instanceof CanonicalType.Floating) {
            return Optional.of("float8send(CASE WHEN " + name + " = 0 THEN 0 WHEN " + name + " = 'NaN' THEN 'NaN' ELSE "
                    + name + "::float8 END)");
        }
        if (type instanceof CanonicalType.Date) {
            return Optional.of("date_send(" + name + ")");
        }
        if (type instanceof CanonicalType.Time time) {
            return unreduced(from, time.digits()).map(sent -> "time_send(" + name + ")");
        }
        if (type instanceof CanonicalType.Timestamp timestamp) {
            return unreduced(from, timestamp.digits()).map(sent -> "timestamp_send(" + name + ")");
        }
        if (type instanceof CanonicalType.Instant instant) {
            return unreduced(from, instant.digits()).map(sent -> "timestamptz_send(" + name + ")");
        }
        if (type instanceof CanonicalType.Uuid) {
            return Optional.of("uuid_send(" + name + ")");
        }
        if (type instanceof CanonicalType.Text text) {
            String value = name + "::text";
            return Optional.of(
                    (text.trailingBlanksStripped() ? "rtrim(" + value + ", ' ')" : value) + " COLLATE \"C\"");
        }
        return type instanceof CanonicalType.Binary ? Optional.of(name) : Optional.empty();
    }

    /** The binary form of a numeric holds its scale, and so all digits that the text would have. */
    private static String decimal(String name, ValueType from, int minScale) {
        String number = name + "::numeric";
        if (from instanceof ValueType.FixedDecimal fixed && fixed.scale() == minScale) {
            return number;
        }
        String rounded = "round(" + number + ", " + minScale + ")";
        return from instanceof ValueType.FreeDecimal
                ? "CASE WHEN " + number + " = " + rounded + " THEN " + rounded + " ELSE trim_scale(" + number + ") END"
                : rounded;
    }

    private static Optional<ValueType> unreduced(ValueType from, int digits) {
        return from instanceof ValueType.WithFraction own && own.digits() <= digits
                ? Optional.of(from)
                : Optional.empty();
    }
}
