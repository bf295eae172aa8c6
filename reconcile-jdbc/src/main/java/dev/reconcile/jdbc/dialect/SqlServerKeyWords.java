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
    private static final long FIRST_DAY = -719_162;

    private static final long LAST_DAY = 2_932_896;

    /** The first day of a datetime, 1753-01-01. */
    private static final long FIRST_DAY_OF_DATETIME = -79_257;

    /** A smalldatetime reaches from 1900-01-01 to 2079-06-06. */
    private static final long FIRST_DAY_OF_SMALLDATETIME = -25_567;

    private static final long LAST_DAY_OF_SMALLDATETIME = 39_969;

    private static final long SECONDS_PER_DAY = 86_400;
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    @Override
    public String name(ReadColumn column) {
        return SqlServerSql.quoted(column.column().name());
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
            return Optional.of(Long.toString(whole.value()));
        }
        if (value instanceof Value.Decimal decimal) {
            return decimal(decimal.value(), column);
        }
        if (value instanceof Value.Floating floating) {
            return Double.isFinite(floating.value())
                    ? Optional.of(cast(String.format(Locale.ROOT, "%.16E", floating.value()), column))
                    : Optional.empty();
        }
        if (value instanceof Value.Uuid) {
            return Optional.of(cast("'" + value.text() + "'", column));
        }
        if (value instanceof Value.Text text) {
            return Optional.of(text(text.value(), column));
        }
        if (value instanceof Value.Binary binary) {
            return Optional.of(binaryCast("0x" + binary.hex(), column));
        }
        return temporal(value, column);
    }

    private static Optional<String> decimal(BigDecimal value, Column column) {
        ValueType.FixedDecimal own = (ValueType.FixedDecimal) column.valueType();
        BigDecimal shortest = value.stripTrailingZeros();
        if (shortest.scale() > own.scale() || shortest.precision() - shortest.scale() > own.precision() - own.scale()) {
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
            return time.nanoOfDay() < NANOS_PER_DAY
                    ? Optional.of(cast("'" + time.text() + "'", column))
                    : Optional.empty();
        }
        if (value instanceof Value.Timestamp at && isIn(Math.floorDiv(at.epochSecond(), SECONDS_PER_DAY), column)) {
            // With the T it is read the same under every language and date format.
            String text = at.text().replace(' ', 'T');
            String zone = column.valueType() instanceof ValueType.Instant ? "+00:00" : "";
            return Optional.of(cast("'" + text + zone + "'", column));
        }
        return Optional.empty();
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
        String quoted = "N'" + value.replace("'", "''") + "'";
        String collation = column.collation();
        return cast(collation == null ? quoted : quoted + " COLLATE " + collation, column);
    }

    /** A rowversion is compared as the binary(8) that it is. */
    private static String binaryCast(String literal, Column column) {
        return column.nativeType().equals("rowversion") ? "CAST(" + literal + " AS binary(8))" : cast(literal, column);
    }

    private static String cast(String literal, Column column) {
        return "CAST(" + literal + " AS " + column.nativeType() + ")";
    }
}
