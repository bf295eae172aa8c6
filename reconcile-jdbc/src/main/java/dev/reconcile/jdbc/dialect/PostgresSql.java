package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.fingerprint.Bucketing;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.fingerprint.KeyBuckets;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
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

/**
 * The PostgreSQL that reads tables. Its expressions rely on a session with {@code DateStyle} ISO, {@code IntervalStyle}
 * postgres, {@code TimeZone} UTC and the default {@code standard_conforming_strings}.
 *
 * @param encoding the database's encoding, which says how to count and hash the bytes of a text in UTF-8
 */
record PostgresSql(Encoding encoding) {

    /** How a database stores text. */
    enum Encoding {
        /** As UTF-8: bytes can be counted as they are. */
        UTF8,
        /** Otherwise: a text is converted before its bytes are counted. */
        OTHER
    }

    /** A function takes 100 arguments (FUNC_MAX_ARGS). */
    private static final int MOST_ARGUMENTS = 100;

    private static final RangeSql.Words RANGES = new PostgresRangeWords();

    private static final String FIRST_DAY = "timestamp '0001-01-01'";

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String quoted(TableName table) {
        return table.schema() == null ? quoted(table.name()) : quoted(table.schema()) + "." + quoted(table.name());
    }

    /** The rights and the filter are checked all the same, a filter that breaks out of its brackets is refused, and no row is read. */
    String rehearsal(TableRead read) {
        ReadFrom from = ReadFrom.of(
                read,
                quoted(read.table().name()),
                ReadFrom.rehearsed(condition(read.filter()), read.filter()),
                PostgresSql::quoted);
        String filter = from.condition().isEmpty() ? "" : " AND " + from.condition();
        return "SELECT " + binaryForms(read) + " FROM " + from.table() + "\nWHERE false" + filter + "\nLIMIT 0";
    }

    String count(TableRead read) {
        return "SELECT count(*) FROM " + quoted(read.table().name()) + ReadFrom.where(conditions(read));
    }

    /**
     * OFFSET 0 keeps the planner from merging the levels, which would compute each hash three times; it does not keep it
     * from reading in parallel.
     */
    String fingerprints(TableRead read, Bucketing buckets) {
        if (buckets instanceof KeyBuckets ofKeys) {
            String clamped = "least(greatest(k1, " + bigint(ofKeys.first()) + "), " + bigint(ofKeys.last()) + ")";
            return "SELECT ((" + clamped + " - " + bigint(ofKeys.first()) + ") >> " + ofKeys.shift()
                    + ")::int, count(*), sum(high), sum(low)\n"
                    + fromHalves(read, read.keyOrder().subList(0, 1)) + "\nGROUP BY 1";
        }
        return "SELECT (low & " + ((Buckets) buckets).mask() + ")::int, count(*), sum(high), sum(low)\n"
                + fromHalves(read, List.of()) + "\nGROUP BY 1";
    }

    private static String bigint(long number) {
        return "'" + number + "'::bigint";
    }

    /** The hashes and identifying columns of the rows of some buckets, in PostgreSQL's binary form. */
    String copyHashedKeys(TableRead read, Buckets buckets, BitSet wanted) {
        List<ReadColumn> identifying = read.identifying();
        StringBuilder names = new StringBuilder("high, low");
        for (int i = 1; i <= identifying.size(); i++) {
            names.append(", k").append(i);
        }
        String ofBuckets = wanted.cardinality() == buckets.count()
                ? ""
                : "\nWHERE get_bit('\\x" + HexFormat.of().formatHex(bytes(buckets, wanted)) + "'::bytea, (low & "
                        + buckets.mask() + ")::int) = 1";
        return "COPY (SELECT " + names + "\n" + fromHalves(read, identifying) + ofBuckets
                + ") TO STDOUT (FORMAT binary)";
    }

    /** One bit for each bucket, which get_bit counts from the lowest of the first byte. */
    private static byte[] bytes(Buckets buckets, BitSet wanted) {
        return Arrays.copyOf(wanted.toByteArray(), (buckets.count() + 7) / 8);
    }

    /** Both halves of each row's hash, and columns of the row under the names k1, k2 and so on. */
    private String fromHalves(TableRead read, List<ReadColumn> kept) {
        ReadFrom from = from(read);
        StringBuilder names = new StringBuilder();
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < kept.size(); i++) {
            names.append(", k").append(i + 1);
            columns.append(", ").append(binaryForm(kept.get(i))).append(" AS k").append(i + 1);
        }
        return switch (read.hash()) {
            case MD5 -> """
                FROM (
                  SELECT hash::bit(64)::bigint AS high, (hash << 64)::bit(64)::bigint AS low%s
                  FROM (
                    SELECT ('x' || md5(convert_to(%s, 'UTF8')))::bit(128) AS hash%s
                    FROM %s%s
                    OFFSET 0
                  ) hashed
                  OFFSET 0
                ) halves""".formatted(names, frame(read.columns()), columns, from.table(), from.where());
            case OWN -> """
                FROM (
                  SELECT 0::bigint AS high, %s AS low%s
                  FROM %s%s
                  OFFSET 0
                ) halves""".formatted(PostgresOwnHash.of(read), columns, from.table(), from.where());
        };
    }

    /** The rows of some keys in PostgreSQL's binary form; empty where no row can have one of them. */
    Optional<String> copyOf(TableRead read, List<SoughtKey> keys, PostgresKeyWords words) {
        ReadFrom from = from(read);
        return new KeySql(words)
                .where(read.identifying(), keys)
                .map(condition -> "COPY (SELECT " + binaryForms(read) + " FROM " + from.table()
                        + from.whereAnd(condition) + ") TO STDOUT (FORMAT binary)");
    }

    /** Hands out the rows in PostgreSQL's binary form. COPY of a query also reads partitioned tables and views. */
    String copy(TableRead read) {
        ReadFrom from = from(read);
        return "COPY (SELECT " + binaryForms(read) + " FROM " + from.table() + from.where()
                + ") TO STDOUT (FORMAT binary)";
    }

    /**
     * The key in binary form behind which so many rows of the range begin, skipped along the index. The columns of the order
     * are the table's: a bare name there would mean what is selected under it, which may be a text.
     */
    String copyKeyAfter(TableRead read, long rows) {
        return "COPY (" + keyAfter(read, rows) + ") TO STDOUT (FORMAT binary)";
    }

    /** The query of that. */
    String keyAfter(TableRead read, long rows) {
        String key = read.keyOrder().stream().map(PostgresSql::binaryForm).collect(Collectors.joining(", "));
        String order = read.keyOrder().stream()
                .map(column -> "cut." + RANGES.name(column))
                .collect(Collectors.joining(", "));
        return "SELECT " + key + " FROM " + quoted(read.table().name()) + " AS cut"
                + ReadFrom.where(conditions(read.unfiltered())) + "\nORDER BY " + order
                + "\nOFFSET " + (rows - 1) + " LIMIT 1";
    }

    /** The condition of a filter in parentheses of its own, so that a comment at its end ends with it; empty for every row. */
    static String condition(RowFilter filter) {
        List<String> conditions = new ArrayList<>();
        if (!filter.sql().isEmpty()) {
            conditions.add("(\n" + filter.sql() + "\n)");
        }
        if (!filter.further().isEmpty()) {
            conditions.add("(\n" + filter.further() + "\n)");
        }
        if (filter.deletedMark() != null) {
            conditions.add(quoted(filter.deletedMark().name()) + " IS DISTINCT FROM 'true'");
        }
        if (filter.age() != null) {
            conditions.add(ofAge(filter.age()));
        }
        return String.join(" AND ", conditions);
    }

    private static String ofAge(RowAge age) {
        String name = quoted(age.column().name());
        String bound = age.column().valueType() instanceof ValueType.Instant
                ? "timestamptz '" + age.boundInUtc() + "+00'"
                : "timestamp '" + age.boundInUtc() + "'";
        return switch (age.which()) {
            case OLD -> "(" + name + " < " + bound + " OR " + name + " IS NULL)";
            case YOUNG -> name + " >= " + bound;
        };
    }

    private static ReadFrom from(TableRead read) {
        return ReadFrom.of(read, quoted(read.table().name()), conditions(read), PostgresSql::quoted);
    }

    /** What a row satisfies that is read: the filter and the range. */
    private static String conditions(TableRead read) {
        return ReadFrom.both(condition(read.filter()), new RangeSql(RANGES).condition(read));
    }

    /** A query of one column and no row. */
    static String typeOf(SqlExpression expression, TableName table) {
        return "SELECT (\n" + expression.sql() + "\n) AS expressed FROM " + quoted(table) + "\nLIMIT 0";
    }

    private static String binaryForms(TableRead read) {
        return read.columns().stream().map(PostgresSql::binaryForm).collect(Collectors.joining(", "));
    }

    /** What COPY sends in a form that {@link PostgresRows} reads. */
    private static String binaryForm(ReadColumn column) {
        String name = quoted(column.column().name());
        ValueType type = column.column().valueType();
        if (PostgresTypes.isReadAsText(type)) {
            return name + "::text";
        }
        if (type instanceof ValueType.FreeDecimal || type instanceof ValueType.FixedDecimal) {
            return name + "::numeric";
        }
        return name;
    }

    /** The row's frame, in pieces that a function takes. */
    String frame(List<ReadColumn> columns) {
        List<String> pieces = columns.stream().map(this::framed).toList();
        while (pieces.size() > 1) {
            List<String> wider = new ArrayList<>();
            for (int i = 0; i < pieces.size(); i += MOST_ARGUMENTS) {
                List<String> group = pieces.subList(i, Math.min(pieces.size(), i + MOST_ARGUMENTS));
                wider.add("concat(" + String.join(", ", group) + ")");
            }
            pieces = wider;
        }
        return pieces.get(0);
    }

    private String framed(ReadColumn column) {
        String text = canonical(column);
        if (column.canonicalType() instanceof CanonicalType.Text) {
            return "coalesce(" + bytesOf(text) + " || " + FrameSql.LENGTH_END + " || " + text + ", " + FrameSql.NULL
                    + ") || " + FrameSql.END;
        }
        return "coalesce(" + text + ", " + FrameSql.NULL + ") || " + FrameSql.END;
    }

    private String bytesOf(String text) {
        return switch (encoding) {
            case UTF8 -> "octet_length(" + text + ")";
            case OTHER -> "octet_length(convert_to(" + text + ", 'UTF8'))";
        };
    }

    /** The canonical text of a column's value, NULL for NULL. */
    String canonical(ReadColumn column) {
        String name = quoted(column.column().name());
        ValueType from = column.column().valueType();
        CanonicalType type = column.canonicalType();
        if (type instanceof CanonicalType.Bool || type instanceof CanonicalType.Whole) {
            return from instanceof ValueType.Bool ? name + "::int::text" : name + "::text";
        }
        if (type instanceof CanonicalType.Decimal decimal) {
            return decimal(name, from, decimal.minScale());
        }
        if (type instanceof CanonicalType.Floating) {
            return "CASE WHEN " + name + " = 0 THEN '0000000000000000' WHEN " + name
                    + " = 'NaN' THEN '7ff8000000000000' ELSE encode(float8send(" + name + "::float8), 'hex') END";
        }
        if (type instanceof CanonicalType.Date) {
            return name + "::text";
        }
        if (type instanceof CanonicalType.Time time && from instanceof ValueType.WithFraction own) {
            return time(name + "::interval", own.digits(), time.digits(), time.rounding());
        }
        if (type instanceof CanonicalType.Timestamp timestamp && from instanceof ValueType.WithFraction own) {
            return timestamp(name, own.digits(), timestamp.digits(), timestamp.rounding());
        }
        if (type instanceof CanonicalType.Instant instant && from instanceof ValueType.WithFraction own) {
            return timestamp("timezone('UTC', " + name + ")", own.digits(), instant.digits(), instant.rounding());
        }
        if (type instanceof CanonicalType.Uuid) {
            return name + "::text";
        }
        if (type instanceof CanonicalType.Text text) {
            return text.trailingBlanksStripped() ? "rtrim(" + name + "::text, ' ')" : name + "::text";
        }
        if (type instanceof CanonicalType.Binary) {
            return "encode(" + name + ", 'hex')";
        }
        throw new IllegalArgumentException("No PostgreSQL expression gives " + type + ".");
    }

    /**
     * round() pads with zeros as well as it cuts, keeps NaN, and numeric holds more digits than any declared type: nothing
     * overflows. A declared scale never exceeds the canonical one.
     */
    private static String decimal(String name, ValueType from, int minScale) {
        String number = name + "::numeric";
        if (from instanceof ValueType.FixedDecimal fixed) {
            return fixed.scale() == minScale ? number + "::text" : "round(" + number + ", " + minScale + ")::text";
        }
        if (from instanceof ValueType.FreeDecimal) {
            String rounded = "round(" + number + ", " + minScale + ")";
            return "CASE WHEN " + number + " = " + rounded + " THEN " + rounded + "::text ELSE rtrim(" + number
                    + "::text, '0') END";
        }
        return minScale == 0 ? name + "::text" : name + "::text || '." + "0".repeat(minScale) + "'";
    }

    private static String time(String interval, int from, int to, Rounding rounding) {
        return formatted(rounded(interval, from, to, rounding), "HH24:MI:SS", to);
    }

    /** to_char() of a year before 1 forgets the era, and of an infinity gives nothing. */
    private static String timestamp(String value, int from, int to, Rounding rounding) {
        String rounded = rounded(value, from, to, rounding);
        String text = formatted(rounded, "YYYY-MM-DD HH24:MI:SS", to);
        return "CASE WHEN NOT isfinite(" + value + ") THEN " + value + "::text WHEN " + rounded + " < " + FIRST_DAY
                + " THEN " + text + " || ' BC' ELSE " + text + " END";
    }

    /**
     * Half a unit is added and the surplus digits are cut: a cast to fewer digits would round halves away from the year
     * 2000, so backwards before it.
     */
    private static String rounded(String value, int from, int to, Rounding rounding) {
        if (from <= to || rounding == Rounding.TRUNCATE) {
            return value;
        }
        return "(" + value + " + interval '0." + "0".repeat(to) + "5 seconds')";
    }

    private static String formatted(String value, String pattern, int digits) {
        return switch (digits) {
            case 0 -> "to_char(" + value + ", '" + pattern + "')";
            case 3 -> "to_char(" + value + ", '" + pattern + ".MS')";
            case 6 -> "to_char(" + value + ", '" + pattern + ".US')";
            case 7 -> "to_char(" + value + ", '" + pattern + ".US0')";
            default ->
                "to_char(" + value + ", '" + pattern + "') || left(to_char(" + value + ", '.US'), " + (digits + 1)
                        + ")";
        };
    }
}
