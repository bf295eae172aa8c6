package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.table.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The greatest values of SQL Server's types that are not greater than a value, which may be the other side's. See <a
 * href="https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql">Data types</a>.
 */
final class SqlServerReach {

    private static final long SECONDS_PER_DAY = 86_400;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_DAY = SECONDS_PER_DAY * NANOS_PER_SECOND;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int MILLIS_OF_LAST_TICK = 997;

    private static final BigDecimal GREATEST_MONEY = new BigDecimal("922337203685477.5807");
    private static final BigDecimal GREATEST_SMALLMONEY = new BigDecimal("214748.3647");

    private static final Value.Timestamp BEFORE_ALL = new Value.Timestamp(Long.MIN_VALUE, 0);
    private static final Value.Timestamp BEHIND_ALL = new Value.Timestamp(Long.MAX_VALUE, 0);

    private SqlServerReach() {}

    /**
     * The value that the column's type holds.
     *
     * @param value a number for a column of numbers, a time for one of times
     * @return empty where the type holds greater values alone
     */
    static Optional<Value> greatestUpTo(Value value, Column column) {
        ValueType type = column.valueType();
        if (type instanceof ValueType.Whole) {
            BigDecimal greatest = greatestWhole(column);
            return Reach.greatestUpTo(value, leastWhole(column, greatest), greatest, 0)
                    .map(held -> new Value.Whole(held.longValueExact()));
        }
        if (type instanceof ValueType.FixedDecimal decimal) {
            BigDecimal greatest = greatest(column, decimal);
            return Reach.greatestUpTo(value, least(column, greatest), greatest, decimal.scale())
                    .map(Value.Decimal::new);
        }
        if (type instanceof ValueType.Date) {
            return date(value);
        }
        if (type instanceof ValueType.Time own && value instanceof Value.Time at) {
            long nano = Reach.floor(Math.min(at.nanoOfDay(), NANOS_PER_DAY - 1), unit(own));
            return Optional.of(new Value.Time(nano));
        }
        if (type instanceof ValueType.WithFraction own) {
            return timestamp(value, column, own);
        }
        throw new IllegalStateException("The index held a value that its type does not hold.");
    }

    private static BigDecimal greatestWhole(Column column) {
        return switch (column.nativeType()) {
            case "tinyint" -> BigDecimal.valueOf(255);
            case "smallint" -> BigDecimal.valueOf(Short.MAX_VALUE);
            case "int" -> BigDecimal.valueOf(Integer.MAX_VALUE);
            default -> Reach.GREATEST_LONG;
        };
    }

    private static BigDecimal leastWhole(Column column, BigDecimal greatest) {
        return column.nativeType().equals("tinyint")
                ? BigDecimal.ZERO
                : greatest.negate().subtract(BigDecimal.ONE);
    }

    /** Whether the column's type holds numbers as great and as small as this one. */
    static boolean isWithinLimits(BigDecimal number, Column column, ValueType.FixedDecimal type) {
        BigDecimal greatest = greatest(column, type);
        return number.compareTo(least(column, greatest)) >= 0 && number.compareTo(greatest) <= 0;
    }

    private static BigDecimal greatest(Column column, ValueType.FixedDecimal type) {
        return switch (column.nativeType()) {
            case "money" -> GREATEST_MONEY;
            case "smallmoney" -> GREATEST_SMALLMONEY;
            default -> new BigDecimal(BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE), type.scale());
        };
    }

    /** Amounts of money are whole numbers of ten-thousandths, of which there is one more below zero. */
    private static BigDecimal least(Column column, BigDecimal greatest) {
        return switch (column.nativeType()) {
            case "money", "smallmoney" -> greatest.negate().subtract(BigDecimal.ONE.movePointLeft(4));
            default -> greatest.negate();
        };
    }

    private static Optional<Value> date(Value value) {
        if (value instanceof Value.Date date) {
            return date.epochDay() < SqlServerKeyWords.FIRST_DAY
                    ? Optional.empty()
                    : Optional.of(new Value.Date(Math.min(date.epochDay(), SqlServerKeyWords.LAST_DAY)));
        }
        return value == Value.Infinite.LATEST
                ? Optional.of(new Value.Date(SqlServerKeyWords.LAST_DAY))
                : Optional.empty();
    }

    private static Optional<Value> timestamp(Value value, Column column, ValueType.WithFraction type) {
        Value.Timestamp at = at(value);
        if (SqlServerTypes.isDatetime(column)) {
            return within(
                            at,
                            SqlServerKeyWords.FIRST_DAY_OF_DATETIME,
                            SqlServerKeyWords.LAST_DAY,
                            MILLIS_OF_LAST_TICK * NANOS_PER_MILLI)
                    .map(SqlServerReach::tick);
        }
        if (SqlServerTypes.isSmalldatetime(column)) {
            return within(
                            at,
                            SqlServerKeyWords.FIRST_DAY_OF_SMALLDATETIME,
                            SqlServerKeyWords.LAST_DAY_OF_SMALLDATETIME,
                            0)
                    .map(held -> new Value.Timestamp(Reach.floor(held.epochSecond(), SECONDS_PER_MINUTE), 0));
        }
        return within(at, SqlServerKeyWords.FIRST_DAY, SqlServerKeyWords.LAST_DAY, (int) (NANOS_PER_SECOND - 1))
                .map(held -> new Value.Timestamp(held.epochSecond(), (int) Reach.floor(held.nano(), unit(type))));
    }

    private static Value.Timestamp at(Value value) {
        if (value instanceof Value.Infinite end) {
            return switch (end) {
                case LATEST -> BEHIND_ALL;
                case EARLIEST -> BEFORE_ALL;
            };
        }
        return (Value.Timestamp) value;
    }

    private static Optional<Value.Timestamp> within(
            Value.Timestamp at, long firstDay, long lastDay, int nanosOfLastSecond) {
        long last = (lastDay + 1) * SECONDS_PER_DAY - 1;
        if (at.epochSecond() < firstDay * SECONDS_PER_DAY) {
            return Optional.empty();
        }
        return Optional.of(
                at.epochSecond() > last || (at.epochSecond() == last && at.nano() > nanosOfLastSecond)
                        ? new Value.Timestamp(last, nanosOfLastSecond)
                        : at);
    }

    /** The last of the 300ths of a second, which are shown as the thousandths that end in 0, 3 or 7. */
    private static Value tick(Value.Timestamp at) {
        int millis = at.nano() / NANOS_PER_MILLI;
        int lastDigit = millis % 10;
        int tick = lastDigit < 3 ? 0 : lastDigit < 7 ? 3 : 7;
        return new Value.Timestamp(at.epochSecond(), (millis - lastDigit + tick) * NANOS_PER_MILLI);
    }

    private static long unit(ValueType.WithFraction type) {
        return (long) Math.pow(10, 9 - type.digits());
    }
}
