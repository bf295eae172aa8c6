package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.Column;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/**
 * Keys as T-SQL writes them: each literal is cast to its column's own type. A datetime sent as a datetime2, as the driver
 * would, is not found under compatibility level 130 and above. See <a
 * href="https://learn.microsoft.com/sql/t-sql/data-types/datetime-transact-sql">datetime</a>.
 */
final class SqlServerKeyWords implements KeySql.Words {

    /** From 0001-01-01, the first day of all SQL Server's types, to 9999-12-31. */
    static final long FIRST_DAY = -719_162;

    static final long LAST_DAY = 2_932_896;

    /** The first day of a datetime, 1753-01-01. */
    static final long FIRST_DAY_OF_DATETIME = -79_257;

    /** A smalldatetime reaches from 1900-01-01 to 2079-06-06. */
    static final long FIRST_DAY_OF_SMALLDATETIME = -25_567;

    static final long LAST_DAY_OF_SMALLDATETIME = 39_968;

    private static final long SECONDS_PER_DAY = 86_400;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    private static final int NANOS_PER_MILLI = 1_000_000;

    /** What cannot be compared as it is has no index either that would be passed by. */
    @Override
    public String name(ReadColumn column) {
        String name = SqlServerSql.quoted(column.column().name());
        return isLargeOfOld(column.column()) || isExpressedInCodePage(column.column())
                ? "CAST(" + name + " AS " + comparedAs(column.column()) + ")"
                : name;
    }

    /**
     * No catalogue tells the code page of an expression, and the literal would be cast to the database's, which may lack
     * the key's characters. See <a
     * href="https://learn.microsoft.com/sql/t-sql/statements/collation-precedence-transact-sql">Collation Precedence</a>.
     */
    private static boolean isExpressedInCodePage(Column column) {
        return !column.expression().isNone()
                && column.valueType() instanceof ValueType.Text
                && !SqlServerTypes.isUnicode(column);
    }

    private static boolean isLargeOfOld(Column column) {
        return switch (column.nativeType()) {
            case "text", "ntext", "image" -> true;
            default -> false;
        };
    }

    /**
     * The type in which the column is compared: its own where it can be. See <a
     * href="https://learn.microsoft.com/sql/t-sql/data-types/ntext-text-and-image-transact-sql">ntext, text, and
     * image</a>. A rowversion is compared as the binary(8) that it is.
     */
    private static String comparedAs(Column column) {
        if (isExpressedInCodePage(column)) {
            return SqlServerValues.nvarchar((ValueType.Text) column.valueType());
        }
        return switch (column.nativeType()) {
            case "text" -> "varchar(max)";
            case "ntext" -> "nvarchar(max)";
            case "image" -> "varbinary(max)";
            case "rowversion" -> "binary(8)";
            default -> column.nativeType();
        };
    }

    @Override
    public Optional<String> literal(Value value, ReadColumn column) {
        Column own = column.column();
        return KeyValues.fit(value, own.valueType()).flatMap(fitting -> ofKind(fitting, own));
    }

    /** A comparison of SQL Server's counts no spaces at the end. */
    @Override
    public Optional<String> withoutTrailingBlanks(String text, ReadColumn column) {
        return literal(new Value.Text(text), column).map(literal -> name(column) + " = " + literal);
    }

    private static Optional<String> ofKind(Value value, Column column) {
        if (value instanceof Value.Bool bool) {
            return Optional.of(cast(bool.value() ? "1" : "0", column));
        }
        if (value instanceof Value.Whole whole) {
            return whole(whole.value(), column);
        }
        if (value instanceof Value.Decimal decimal) {
            return decimal(decimal.value(), column);
        }
        if (value instanceof Value.Floating floating) {
            return floating(floating.value(), column);
        }
        if (value instanceof Value.Uuid) {
            return Optional.of(cast("'" + value.text() + "'", column));
        }
        if (value instanceof Value.Text text) {
            return Optional.of(text(text.value(), column));
        }
        if (value instanceof Value.Binary binary) {
            return Optional.of(cast("0x" + binary.hex(), column));
        }
        return temporal(value, column);
    }

    /** A number beyond the range of a bigint's neighbours would be taken for a decimal, and the index left aside. */
    private static Optional<String> whole(long value, Column column) {
        long least;
        long greatest;
        switch (column.nativeType()) {
            case "tinyint" -> {
                least = 0;
                greatest = 255;
            }
            case "smallint" -> {
                least = Short.MIN_VALUE;
                greatest = Short.MAX_VALUE;
            }
            case "int" -> {
                least = Integer.MIN_VALUE;
                greatest = Integer.MAX_VALUE;
            }
            default -> {
                return Optional.of(cast(Long.toString(value), column));
            }
        }
        return value >= least && value <= greatest ? Optional.of(Long.toString(value)) : Optional.empty();
    }

    /**
     * A float is 0 or as great as the least normal number at least. See <a
     * href="https://learn.microsoft.com/sql/t-sql/data-types/float-and-real-transact-sql">float and real</a>. A literal
     * beyond the type's range would fail the query.
     */
    private static Optional<String> floating(double value, Column column) {
        boolean isReal = column.valueType() instanceof ValueType.Floating type && type.bits() == Float.SIZE;
        boolean isHeld = value == 0
                || (Double.isFinite(value)
                        && Math.abs(value) >= (isReal ? Float.MIN_NORMAL : Double.MIN_NORMAL)
                        && (!isReal || (float) value == value));
        return isHeld ? Optional.of(cast(String.format(Locale.ROOT, "%.16E", value), column)) : Optional.empty();
    }

    private static Optional<String> decimal(BigDecimal value, Column column) {
        ValueType.FixedDecimal own = (ValueType.FixedDecimal) column.valueType();
        BigDecimal shortest = value.stripTrailingZeros();
        // Zero has a digit before the point, for which a decimal(5,5) has no room and needs none.
        int digitsBefore = shortest.signum() == 0 ? 0 : shortest.precision() - shortest.scale();
        boolean isHeld = shortest.scale() <= own.scale()
                && digitsBefore <= own.precision() - own.scale()
                && SqlServerReach.isWithinLimits(shortest, column, own);
        if (!isHeld) {
            return Optional.empty();
        }
        return Optional.of(cast(shortest.toPlainString(), column));
    }

    private static Optional<String> temporal(Value value, Column column) {
        if (value instanceof Value.Date date) {
            return isBetween(date.epochDay(), FIRST_DAY, LAST_DAY)
                    ? Optional.of(cast("'" + date.text() + "'", column))
                    : Optional.empty();
        }
        if (value instanceof Value.Time time) {
            return time.nanoOfDay() < NANOS_PER_DAY && isOfScale(time.nanoOfDay(), column)
                    ? Optional.of(cast("'" + time.text() + "'", column))
                    : Optional.empty();
        }
        if (value instanceof Value.Timestamp at
                && isIn(Math.floorDiv(at.epochSecond(), SECONDS_PER_DAY), column)
                && isOfScale(at, column)) {
            // With the T it is read the same under every language and date format.
            String text = at.text().replace(' ', 'T');
            String zone = column.valueType() instanceof ValueType.Instant ? "+00:00" : "";
            return Optional.of(cast("'" + text + zone + "'", column));
        }
        return Optional.empty();
    }

    /** What has more digits than the column equals none of its values, and may fail to be cast. */
    private static boolean isOfScale(Value.Timestamp at, Column column) {
        if (SqlServerTypes.isDatetime(column)) {
            int lastDigit = at.nano() / NANOS_PER_MILLI % 10;
            return at.nano() % NANOS_PER_MILLI == 0 && (lastDigit == 0 || lastDigit == 3 || lastDigit == 7);
        }
        if (SqlServerTypes.isSmalldatetime(column)) {
            return at.nano() == 0 && Math.floorMod(at.epochSecond(), SECONDS_PER_MINUTE) == 0;
        }
        return isOfScale(at.nano(), column);
    }

    private static boolean isOfScale(long nanos, Column column) {
        return column.valueType() instanceof ValueType.WithFraction own
                && nanos % (long) Math.pow(10, 9 - own.digits()) == 0;
    }

    private static boolean isIn(long day, Column column) {
        if (SqlServerTypes.isDatetime(column)) {
            return isBetween(day, FIRST_DAY_OF_DATETIME, LAST_DAY);
        }
        return SqlServerTypes.isSmalldatetime(column)
                ? isBetween(day, FIRST_DAY_OF_SMALLDATETIME, LAST_DAY_OF_SMALLDATETIME)
                : isBetween(day, FIRST_DAY, LAST_DAY);
    }

    private static boolean isBetween(long day, long first, long last) {
        return day >= first && day <= last;
    }

    /** A text of a code page is made from UTF-16 in its own collation's: the database's may lack its characters. */
    private static String text(String value, Column column) {
        String literal = unbroken(value.replace("'", "''"));
        String collation = column.collation();
        return cast(collation == null ? literal : literal + " COLLATE " + collation, column);
    }

    /**
     * A literal without a backslash before the end of a line, which would take both out of it. See <a
     * href="https://learn.microsoft.com/sql/t-sql/language-elements/sql-server-utilities-statements-backslash">Backslash
     * (Line Continuation)</a>.
     */
    private static String unbroken(String quotesDoubled) {
        if (!quotesDoubled.contains("\\\n") && !quotesDoubled.contains("\\\r")) {
            return "N'" + quotesDoubled + "'";
        }
        String parts = quotesDoubled.replaceAll("\\\\(?=[\r\n])", "\\\\' + N'");
        return "(CAST(N'' AS nvarchar(max)) + N'" + parts + "')";
    }

    private static String cast(String literal, Column column) {
        return "CAST(" + literal + " AS " + comparedAs(column) + ")";
    }
}
