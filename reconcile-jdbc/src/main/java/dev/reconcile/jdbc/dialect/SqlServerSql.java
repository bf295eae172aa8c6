package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.fingerprint.Bucketing;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.fingerprint.KeyBuckets;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowAge;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The T-SQL that reads tables. */
final class SqlServerSql {

    /**
     * A function's arguments. CONCAT takes 254, and 100 in other servers that speak T-SQL. See <a
     * href="https://learn.microsoft.com/sql/t-sql/functions/concat-transact-sql">CONCAT</a>.
     */
    private static final int MOST_ARGUMENTS = 100;

    private static final RangeSql.Words RANGES = new SqlServerRangeWords();

    private static final String LEAST_UUID = "'00000000-0000-0000-0000-000000000000'";

    private SqlServerSql() {}

    /**
     * A name in brackets. See <a
     * href="https://learn.microsoft.com/sql/relational-databases/databases/database-identifiers">Database Identifiers</a>.
     */
    static String quoted(String identifier) {
        return "[" + identifier.replace("]", "]]") + "]";
    }

    static String quoted(TableName table) {
        return table.schema() == null ? quoted(table.name()) : quoted(table.schema()) + "." + quoted(table.name());
    }

    /** The rights and the filter are checked all the same, a filter that breaks out of its brackets is refused, and no row is read. */
    static String rehearsal(TableRead read) {
        ReadFrom from = ReadFrom.of(
                read,
                quoted(read.table().name()),
                ReadFrom.rehearsed(condition(read.filter()), read.filter()),
                SqlServerSql::quoted);
        String filter = from.condition().isEmpty() ? "" : " AND " + from.condition();
        return "SELECT TOP (0) " + forms(read) + " FROM " + from.table() + "\nWHERE 1 = 0" + filter;
    }

    static String count(TableRead read) {
        return "SELECT COUNT_BIG(*) FROM " + quoted(read.table().name()) + ReadFrom.where(conditions(read));
    }

    /**
     * The optimizer writes an expression of a derived table into every place that uses it, so each hash would be computed
     * three times. The aggregate over two rows, of which one is the hash, makes it be computed once. MAX is not defined
     * for binary; a uniqueidentifier holds the 16 bytes as they are. See <a
     * href="https://learn.microsoft.com/sql/t-sql/functions/max-transact-sql">MAX</a>.
     * Its result is cast to its own type for the sake of other servers that speak T-SQL, where it may be text.
     *
     * <p>SUM of a bigint is a bigint and would overflow. Of a binary longer than 8 bytes a bigint takes the last ones, so
     * exactly 8 are converted. See <a href="https://learn.microsoft.com/sql/t-sql/functions/sum-transact-sql">SUM</a> and
     * <a href="https://learn.microsoft.com/sql/t-sql/data-types/binary-and-varbinary-transact-sql">binary and
     * varbinary</a>.
     */
    static String fingerprints(TableRead read, Bucketing buckets) {
        if (buckets instanceof KeyBuckets ofKeys) {
            return fingerprints(
                    bucket("halves.k1", ofKeys),
                    fromHalves(read, read.keyOrder().subList(0, 1)));
        }
        return fingerprints("halves.low & " + ((Buckets) buckets).mask(), fromHalves(read, List.of()));
    }

    private static String fingerprints(String bucket, String from) {
        return """
                SELECT CAST(%1$s AS int), COUNT_BIG(*),
                  SUM(CAST(halves.high AS decimal(38, 0))), SUM(CAST(halves.low AS decimal(38, 0)))
                %2$s
                GROUP BY %1$s""".formatted(bucket, from);
    }

    /** The operators that shift bits came with SQL Server 2022. */
    private static String bucket(String key, KeyBuckets buckets) {
        String first = "CAST(" + buckets.first() + " AS bigint)";
        return "CASE WHEN " + key + " >= CAST(" + buckets.last() + " AS bigint) THEN " + (buckets.count() - 1)
                + " WHEN "
                + key + " > " + first + " THEN (" + key + " - " + first + ") / CAST(" + (1L << buckets.shift())
                + " AS bigint) ELSE 0 END";
    }

    /** The hashes and identifying columns of the rows of some buckets, in forms that {@link SqlServerRows} reads. */
    static String hashedKeys(TableRead read, Buckets buckets, BitSet wanted) {
        List<ReadColumn> identifying = read.identifying();
        StringBuilder keys = new StringBuilder();
        for (int i = 1; i <= identifying.size(); i++) {
            keys.append(", halves.k").append(i);
        }
        String ofBuckets = wanted.cardinality() == buckets.count()
                ? ""
                // One bit for each bucket, from the lowest of the first byte.
                : "\nWHERE CAST(SUBSTRING(0x" + HexFormat.of().formatHex(bytes(buckets, wanted))
                        + ", CAST((halves.low & " + buckets.mask() + ") / 8 AS int) + 1, 1) AS int)"
                        + " & POWER(2, CAST(halves.low & " + (buckets.mask() & 7) + " AS int)) <> 0";
        return "SELECT halves.high, halves.low" + keys + "\n" + fromHalves(read, identifying) + ofBuckets;
    }

    private static byte[] bytes(Buckets buckets, BitSet wanted) {
        return Arrays.copyOf(wanted.toByteArray(), (buckets.count() + 7) / 8);
    }

    /** Both halves of each row's hash, and columns of the row under the names k1, k2 and so on. */
    private static String fromHalves(TableRead read, List<ReadColumn> kept) {
        ReadFrom from = from(read);
        StringBuilder names = new StringBuilder();
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < kept.size(); i++) {
            names.append(", read_rows.reconcile_k")
                    .append(i + 1)
                    .append(" AS k")
                    .append(i + 1);
            columns.append(", ")
                    .append(SqlServerValues.readable(kept.get(i).column()))
                    .append(" AS reconcile_k")
                    .append(i + 1);
        }
        return """
                FROM (
                  SELECT CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 1, 8)) AS high,
                    CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 9, 8)) AS low%1$s
                  FROM (
                    SELECT %2$s%3$s
                    FROM %4$s%5$s
                  ) AS read_rows
                  CROSS APPLY (
                    SELECT CAST(MAX(candidate.hash) AS uniqueidentifier) AS hash
                    FROM (VALUES (CAST(HASHBYTES('MD5', %6$s) AS uniqueidentifier)), (%7$s)) AS candidate (hash)
                  ) AS hashed
                ) AS halves""".formatted(
                        names,
                        names(read.columns()),
                        columns,
                        from.table(),
                        from.where(),
                        frame(read.columns()).sql(),
                        LEAST_UUID);
    }

    /** The rows of some keys in forms that {@link SqlServerRows} reads; empty where no row can have one of them. */
    static Optional<String> lookup(TableRead read, List<SoughtKey> keys) {
        ReadFrom from = from(read);
        return new KeySql(new SqlServerKeyWords())
                .where(read.identifying(), keys)
                .map(condition -> "SELECT " + forms(read) + " FROM " + from.table() + from.whereAnd(condition));
    }

    /** The key behind which so many rows of the range begin, skipped along the index; the order is the table's own. */
    static String keyAfter(TableRead read, long rows) {
        String key = read.keyOrder().stream()
                .map(column -> SqlServerValues.readable(column.column()))
                .collect(Collectors.joining(", "));
        String order = read.keyOrder().stream()
                .map(column -> "cut." + RANGES.name(column))
                .collect(Collectors.joining(", "));
        return "SELECT " + key + " FROM " + quoted(read.table().name()) + " AS cut"
                + ReadFrom.where(conditions(read.unfiltered())) + "\nORDER BY " + order + "\nOFFSET "
                + (rows - 1) + " ROWS FETCH NEXT 1 ROWS ONLY";
    }

    /** Hands out the rows in forms that {@link SqlServerRows} reads. */
    static String select(TableRead read) {
        ReadFrom from = from(read);
        return "SELECT " + forms(read) + " FROM " + from.table() + from.where();
    }

    private static String forms(TableRead read) {
        return read.columns().isEmpty()
                ? "0"
                : read.columns().stream()
                        .map(column -> SqlServerValues.readable(column.column()))
                        .collect(Collectors.joining(", "));
    }

    /** The row's frame. */
    static Varchar frame(List<ReadColumn> columns) {
        if (columns.isEmpty()) {
            return new Varchar("''", 0);
        }
        List<Varchar> parts = columns.stream().map(SqlServerValues::framed).toList();
        while (parts.size() > 1) {
            List<Varchar> wider = new ArrayList<>();
            for (int i = 0; i < parts.size(); i += MOST_ARGUMENTS) {
                wider.add(Varchar.concat(parts.subList(i, Math.min(parts.size(), i + MOST_ARGUMENTS))));
            }
            parts = wider;
        }
        return parts.get(0);
    }

    private static String names(List<ReadColumn> columns) {
        return columns.isEmpty()
                ? "0 AS nothing"
                : columns.stream().map(column -> quoted(column.column().name())).collect(Collectors.joining(", "));
    }

    /** The condition of a filter in parentheses of its own, so that a comment at its end ends with it; empty for every row. */
    private static String condition(RowFilter filter) {
        List<String> conditions = new ArrayList<>();
        if (!filter.sql().isEmpty()) {
            conditions.add("(\n" + filter.sql() + "\n)");
        }
        if (!filter.further().isEmpty()) {
            conditions.add("(\n" + filter.further() + "\n)");
        }
        if (filter.deletedMark() != null) {
            conditions.add(unmarked(filter.deletedMark()));
        }
        if (filter.age() != null) {
            conditions.add(ofAge(filter.age()));
        }
        return String.join(" AND ", conditions);
    }

    /**
     * The bound in ISO 8601 with the T, which is read the same under every language. See <a
     * href="https://learn.microsoft.com/sql/t-sql/data-types/datetime2-transact-sql">datetime2</a>.
     */
    private static String ofAge(RowAge age) {
        String name = quoted(age.column().name());
        String inUtc = age.boundInUtc().replace(' ', 'T');
        String bound = age.column().valueType() instanceof ValueType.Instant
                ? "CAST('" + inUtc + "+00:00' AS datetimeoffset(7))"
                : "CAST('" + inUtc + "' AS datetime2(7))";
        return switch (age.which()) {
            case OLD -> "(" + name + " < " + bound + " OR " + name + " IS NULL)";
            case YOUNG -> name + " >= " + bound;
        };
    }

    /**
     * IS DISTINCT FROM came with SQL Server 2022. A bit compares with 'true' too. A text is compared letter by letter,
     * whatever its collation; one of the old type, as which no text can be compared, by way of the new one. See <a
     * href="https://learn.microsoft.com/sql/t-sql/data-types/bit-transact-sql">bit</a> and <a
     * href="https://learn.microsoft.com/sql/t-sql/data-types/ntext-text-and-image-transact-sql">ntext, text, and
     * image</a>.
     */
    private static String unmarked(Column mark) {
        String name = quoted(mark.name());
        String compared = mark.valueType() instanceof ValueType.Text
                ? "CAST(" + name + " AS nvarchar(max)) COLLATE Latin1_General_BIN2"
                : name;
        return "(" + name + " IS NULL OR " + compared + " <> 'true')";
    }

    private static ReadFrom from(TableRead read) {
        return ReadFrom.of(read, quoted(read.table().name()), conditions(read), SqlServerSql::quoted);
    }

    /** What a row satisfies that is read: the filter and the range. */
    private static String conditions(TableRead read) {
        return ReadFrom.both(condition(read.filter()), new RangeSql(RANGES).condition(read));
    }

    /** A query of one column and no row. */
    static String typeOf(SqlExpression expression, TableName table) {
        return "SELECT TOP (0) (\n" + expression.sql() + "\n) AS expressed FROM " + quoted(table);
    }
}
