package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.Column;

/**
 * The T-SQL expressions for the values of a column. They give the same under every language, date format, database
 * collation and compatibility level: each conversion to text names its length (without one it cuts at 30 characters) and,
 * where there are several, its style. See <a
 * href="https://learn.microsoft.com/sql/t-sql/functions/cast-and-convert-transact-sql">CAST and CONVERT</a>.
 *
 * <p>A column's own type is known by {@link Column#nativeType}, which {@link SqlServerTypes} wrote.
 */
final class SqlServerValues {

    /** A query of one number, which is 3 where the database can convert text to UTF-8. */
    static final String UTF8_PROBE =
            "SELECT DATALENGTH(CAST(CAST(NCHAR(8364) AS nvarchar(1)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(3)))";

    /**
     * UTF-8 collations came with SQL Server 2019. See <a
     * href="https://learn.microsoft.com/sql/relational-databases/collations/collation-and-unicode-support#utf8">UTF-8
     * support</a>.
     */
    private static final String IN_UTF8 = " COLLATE Latin1_General_100_BIN2_UTF8";

    private static final int MOST_NVARCHAR = 4000;

    /** One unit of UTF-16 takes at most three bytes in UTF-8; the two of a pair take four. */
    private static final int UTF8_BYTES_OF_UNIT = 3;

    /** What is put around a text: its length in ten digits at most, a colon and a bar; or a mark and a hash. */
    private static final int TEXT_MARKS = 34;

    private static final int DATE_LENGTH = 10;
    private static final int TIME_LENGTH = 8;
    private static final int TIMESTAMP_LENGTH = 19;
    private static final int DATETIME_DIGITS = 3;

    private SqlServerValues() {}

    /** The column in a form that {@link SqlServerRows} reads. */
    static String readable(Column column) {
        String name = SqlServerSql.quoted(column.name());
        if (column.valueType() instanceof ValueType.Instant instant) {
            // The driver's OffsetDateTime comes by way of a calendar with a 29 February in 1500.
            return inUtc(name, instant.digits());
        }
        if (column.valueType() instanceof ValueType.Text text && !SqlServerTypes.isUnicode(column)) {
            // The server's tables of code pages and Java's differ in some bytes; hashing here must see what hashing
            // there sees.
            return unicode(name, text);
        }
        if (column.valueType() instanceof ValueType.Document) {
            // As what a json arrives otherwise depends on the driver's version.
            // https://learn.microsoft.com/sql/connect/jdbc/use-json-data-type
            return "CONVERT(nvarchar(max), " + name + ")";
        }
        return name;
    }

    /** The column's part of the row's frame. A view may hold NULL where its metadata says NOT NULL, so NULL is expected. */
    static Varchar framed(ReadColumn column) {
        String name = SqlServerSql.quoted(column.column().name());
        String start = "CASE WHEN " + name + " IS NULL THEN " + FrameSql.NULL + " + " + FrameSql.END + " ";
        if (column.canonicalType() instanceof CanonicalType.Text type
                && column.column().valueType() instanceof ValueType.Text from) {
            return framedText(start, name, column.column(), from, type);
        }
        Varchar text = canonical(column);
        return new Varchar(
                start + "ELSE " + text.sql() + " + " + FrameSql.END + " END", Varchar.sum(text.longest(), 1));
    }

    /**
     * Half of a surrogate pair has no UTF-8 form, and the conversion puts another character in its place. What does not
     * come back as it was gets a mark that no text has, so it is never equal to what replaced it on the other side.
     */
    private static Varchar framedText(
            String start, String name, Column column, ValueType.Text from, CanonicalType.Text type) {
        long length = Varchar.times(UTF8_BYTES_OF_UNIT, from.maxLength());
        long framedLength = Varchar.sum(length, TEXT_MARKS);
        String unicode = unicode(name, from);
        String utf8 = "CAST(" + unicode + IN_UTF8 + " AS "
                + (framedLength > Varchar.MOST_BYTES ? "varchar(max)" : Varchar.type(length)) + ")";
        String unencodable = SqlServerTypes.isUnicode(column)
                ? "WHEN CAST(" + utf8 + " AS " + nvarchar(from) + ") <> " + unicode
                        + " THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', " + unicode + "), 2) + " + FrameSql.END
                        + " "
                : "";
        // RTRIM takes off U+0020 alone. See https://learn.microsoft.com/sql/t-sql/functions/rtrim-transact-sql
        String kept = type.trailingBlanksStripped() ? "RTRIM(" + utf8 + ")" : utf8;
        // LEN would not count spaces at the end. See https://learn.microsoft.com/sql/t-sql/functions/len-transact-sql
        return new Varchar(
                start + unencodable + "ELSE CAST(DATALENGTH(" + kept + ") AS varchar(10)) + " + FrameSql.LENGTH_END
                        + " + " + kept + " + " + FrameSql.END + " END",
                framedLength);
    }

    /** The canonical text of a value that is not NULL, for all types but text. */
    private static Varchar canonical(ReadColumn column) {
        String name = SqlServerSql.quoted(column.column().name());
        ValueType from = column.column().valueType();
        CanonicalType type = column.canonicalType();
        if (type instanceof CanonicalType.Bool || type instanceof CanonicalType.Whole) {
            return whole(name);
        }
        if (type instanceof CanonicalType.Decimal decimal) {
            return decimal(name, from, decimal.minScale());
        }
        if (type instanceof CanonicalType.Floating) {
            return floating(name);
        }
        if (type instanceof CanonicalType.Date) {
            return new Varchar("CONVERT(char(10), " + name + ", 23)", DATE_LENGTH);
        }
        if (type instanceof CanonicalType.Time time && from instanceof ValueType.Time own) {
            return time(name, own.digits(), time.digits(), time.rounding());
        }
        if (type instanceof CanonicalType.Timestamp to && from instanceof ValueType.Timestamp own) {
            return timestamp(column.column(), own.digits(), to.digits(), to.rounding());
        }
        if (type instanceof CanonicalType.Instant to && from instanceof ValueType.Instant own) {
            return datetime2(inUtc(name, own.digits()), own.digits(), to.digits(), to.rounding());
        }
        if (type instanceof CanonicalType.Uuid) {
            return new Varchar("LOWER(CONVERT(char(36), " + name + "))", 36);
        }
        if (type instanceof CanonicalType.Binary && from instanceof ValueType.Binary own) {
            return binary(name, own.maxLength());
        }
        throw new IllegalArgumentException("No T-SQL expression gives " + column.column() + " as " + type + ".");
    }

    private static Varchar whole(String name) {
        return new Varchar("CONVERT(varchar(20), " + name + ")", 20);
    }

    /**
     * The scale is padded as text, because a cast to a larger scale may overflow. A declared scale never exceeds the
     * canonical one. By way of decimal, because money becomes text with two digits. See <a
     * href="https://learn.microsoft.com/sql/t-sql/functions/cast-and-convert-transact-sql#money-and-smallmoney-styles">money
     * styles</a>.
     */
    private static Varchar decimal(String name, ValueType from, int minScale) {
        if (!(from instanceof ValueType.FixedDecimal fixed)) {
            return whole(name).plus(zeros(0, minScale));
        }
        if (minScale < fixed.scale()) {
            throw new IllegalArgumentException(
                    "A scale of " + fixed.scale() + " is never compared with only " + minScale + " digits.");
        }
        String number = "CAST(" + name + " AS decimal(" + fixed.precision() + ", " + fixed.scale() + "))";
        return new Varchar("CONVERT(varchar(41), " + number + ")", 41).plus(zeros(fixed.scale(), minScale));
    }

    /** What is missing of a fraction, with the point where there was none. */
    private static String zeros(int digits, int wanted) {
        if (wanted <= digits) {
            return "";
        }
        return (digits == 0 ? "." : "") + "0".repeat(wanted - digits);
    }

    /** The bits of a float as binary are the IEEE 754 ones, most significant first. A column cannot hold a NaN. */
    private static Varchar floating(String name) {
        return new Varchar(
                "CASE WHEN " + name + " = 0 THEN '0000000000000000' ELSE LOWER(CONVERT(varchar(16), CAST(CAST(" + name
                        + " AS float(53)) AS varbinary(8)), 2)) END",
                16);
    }

    /** Style 2 writes the digits without 0x, in upper case. A rowversion is not text until it is a varbinary. */
    private static Varchar binary(String name, long bytes) {
        long length = Varchar.times(2, bytes);
        boolean wide = Varchar.sum(length, 1) > Varchar.MOST_BYTES;
        String value = "CAST(" + name + " AS "
                + (bytes > Varchar.MOST_BYTES ? "varbinary(max)" : "varbinary(" + bytes + ")") + ")";
        return new Varchar(
                "LOWER(CONVERT(" + (wide ? "varchar(max)" : Varchar.type(length)) + ", " + value + ", 2))", length);
    }

    /**
     * The point in time as a clock in UTC shows it. A datetimeoffset is kept as a datetime2 in UTC beside its offset, so its
     * instant lies in the years 1 to 9999 and nothing overflows. See <a
     * href="https://learn.microsoft.com/sql/t-sql/data-types/datetimeoffset-transact-sql">datetimeoffset</a>.
     */
    private static String inUtc(String name, int digits) {
        return "CAST(SWITCHOFFSET(" + name + ", '+00:00') AS datetime2(" + digits + "))";
    }

    /**
     * A datetime counts in 300ths of a second and means .000, .003 and .007 by them: that is what its text says, and what
     * applications and the driver see. As a datetime2 it would be .0033333 under compatibility level 130 and above, so it
     * becomes one by way of its text. See <a
     * href="https://learn.microsoft.com/sql/t-sql/data-types/datetime-transact-sql">datetime</a>.
     */
    private static Varchar timestamp(Column column, int from, int to, Rounding rounding) {
        String name = SqlServerSql.quoted(column.name());
        if (SqlServerTypes.isDatetime(column)) {
            String text = "CONVERT(char(23), " + name + ", 121)";
            if (to >= DATETIME_DIGITS) {
                return new Varchar(text, TIMESTAMP_LENGTH + 1 + DATETIME_DIGITS).plus(zeros(DATETIME_DIGITS, to));
            }
            return datetime2("CONVERT(datetime2(3), " + text + ", 121)", DATETIME_DIGITS, to, rounding);
        }
        if (SqlServerTypes.isSmalldatetime(column)) {
            return new Varchar("CONVERT(char(19), " + name + ", 120)", TIMESTAMP_LENGTH).plus(zeros(0, to));
        }
        return datetime2(name, from, to, rounding);
    }

    /** The year 10000, which rounding may reach, is beyond what a datetime2 holds. */
    private static Varchar datetime2(String value, int from, int to, Rounding rounding) {
        if (to >= from || rounding == Rounding.TRUNCATE) {
            return cut("CONVERT(varchar(27), " + value + ", 121)", TIMESTAMP_LENGTH, Math.min(from, to))
                    .plus(zeros(from, to));
        }
        String last = "CAST('9999-12-31T23:59:59." + lastHalf(to) + "' AS datetime2(7))";
        Varchar rounded = cut("CONVERT(varchar(27), " + halfUp(value, to) + ", 121)", TIMESTAMP_LENGTH, to);
        return new Varchar(
                "CASE WHEN " + value + " >= " + last + " THEN '10000-01-01 00:00:00" + zeros(0, to) + "' ELSE "
                        + rounded.sql() + " END",
                rounded.longest() + 1);
    }

    /** A time that is rounded to the end of the day would begin it again. */
    private static Varchar time(String name, int from, int to, Rounding rounding) {
        if (to >= from || rounding == Rounding.TRUNCATE) {
            return cut("CONVERT(varchar(16), " + name + ", 121)", TIME_LENGTH, Math.min(from, to))
                    .plus(zeros(from, to));
        }
        String last = "CAST('23:59:59." + lastHalf(to) + "' AS time(7))";
        Varchar rounded = cut("CONVERT(varchar(16), " + halfUp(name, to) + ", 121)", TIME_LENGTH, to);
        return new Varchar(
                "CASE WHEN " + name + " >= " + last + " THEN '24:00:00" + zeros(0, to) + "' ELSE " + rounded.sql()
                        + " END",
                rounded.longest());
    }

    /** The first fraction of the second that is rounded up to the next: {@code 9995} for three digits. */
    private static String lastHalf(int digits) {
        return "9".repeat(digits) + "5";
    }

    /** Half a unit of the last digit kept, in nanoseconds. The surplus digits are cut from the text. */
    private static String halfUp(String value, int digits) {
        return "DATEADD(nanosecond, 5" + "0".repeat(8 - digits) + ", " + value + ")";
    }

    private static Varchar cut(String text, int length, int digits) {
        int kept = digits == 0 ? length : length + 1 + digits;
        return new Varchar("LEFT(" + text + ", " + kept + ")", kept);
    }

    /** A text in UTF-16, whatever its code page: what a code page lacks has no way to become a question mark. */
    private static String unicode(String name, ValueType.Text type) {
        return "CAST(" + name + " AS " + nvarchar(type) + ")";
    }

    /** The type in UTF-16 that holds such a text. */
    static String nvarchar(ValueType.Text type) {
        return type.maxLength() <= MOST_NVARCHAR ? "nvarchar(" + type.maxLength() + ")" : "nvarchar(max)";
    }
}
