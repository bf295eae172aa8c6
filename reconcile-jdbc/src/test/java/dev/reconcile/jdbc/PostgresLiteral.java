package dev.reconcile.jdbc;

import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.memory.EndOfDay;
import dev.reconcile.core.memory.Infinite;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The values of a {@link Sample} as PostgreSQL takes them. */
final class PostgresLiteral {

    private PostgresLiteral() {}

    static String of(@Nullable Object value) {
        return value == null ? "NULL" : "'" + text(value).replace("'", "''") + "'";
    }

    /** As the text format of COPY has it. */
    static String copied(@Nullable Object value) {
        return value == null
                ? "\\N"
                : text(value)
                        .replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t");
    }

    private static String text(Object value) {
        if (value instanceof Spelled spelled) {
            return spelled.written();
        }
        if (value instanceof Boolean flag) {
            // An integer takes these too.
            return flag ? "1" : "0";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof SpecialDecimal special) {
            return special.text();
        }
        if (value instanceof LocalDate date) {
            return day(date) + era(date);
        }
        if (value instanceof LocalDateTime time) {
            return day(time.toLocalDate()) + " " + time.toLocalTime() + era(time.toLocalDate());
        }
        if (value instanceof java.time.Instant instant) {
            LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
            return day(time.toLocalDate()) + " " + time.toLocalTime() + "Z" + era(time.toLocalDate());
        }
        if (value instanceof OffsetDateTime time) {
            LocalDate date = time.toLocalDate();
            return day(date) + " " + time.toLocalTime() + time.getOffset() + era(date);
        }
        if (value instanceof LocalTime time) {
            return time.toString();
        }
        if (value == EndOfDay.MIDNIGHT) {
            return "24:00:00";
        }
        if (value instanceof Infinite infinite) {
            return infinite == Infinite.LATEST ? "infinity" : "-infinity";
        }
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        return value.toString();
    }

    private static String day(LocalDate date) {
        int year = date.getYear() < 1 ? 1 - date.getYear() : date.getYear();
        return String.format("%04d-%02d-%02d", year, date.getMonthValue(), date.getDayOfMonth());
    }

    private static String era(LocalDate date) {
        return date.getYear() < 1 ? " BC" : "";
    }
}
