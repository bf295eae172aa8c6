package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.table.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Random {@link PlainValues} that a PostgreSQL column of the declared type can hold, boundary values among them: many
 * more of those than chance would give.
 */
public final class RandomValues {

    private static final LocalDate FIRST_DATE = LocalDate.of(-4713, 11, 24);
    private static final LocalDate LAST_DATE = LocalDate.of(5_874_897, 12, 31);
    private static final LocalDateTime FIRST_TIMESTAMP = FIRST_DATE.atStartOfDay();
    private static final LocalDateTime LAST_TIMESTAMP = LocalDateTime.of(294_276, 12, 31, 23, 59, 58);
    private static final List<LocalDate> DATES = List.of(
            FIRST_DATE,
            LAST_DATE,
            LocalDate.of(0, 12, 31),
            LocalDate.of(1, 1, 1),
            LocalDate.of(9999, 12, 31),
            LocalDate.of(10_000, 1, 1),
            LocalDate.of(2000, 2, 29),
            LocalDate.of(1969, 12, 31),
            LocalDate.EPOCH);
    private static final List<Double> DOUBLES = List.of(
            0.0,
            -0.0,
            1.0,
            -1.5,
            0.1,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MAX_VALUE,
            Double.MIN_VALUE);
    private static final List<Float> FLOATS = List.of(
            0.0f,
            -0.0f,
            1.0f,
            0.1f,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.MAX_VALUE,
            Float.MIN_VALUE);
    private static final String[] LETTERS = {
        "a",
        "b",
        "Z",
        "0",
        "1",
        " ",
        " ",
        "|",
        ":",
        "~",
        "'",
        "\"",
        "\\",
        ",",
        ";",
        "\n",
        "\t",
        "-",
        "é",
        "e\u0301",
        "ß",
        "\u00a0",
        "中",
        "\uffff",
        "😀",
        "\u200b",
        "\u0001",
        "\r",
        "\f",
        "\u0085",
        "\u2000",
        "\u3000",
        "\ufeff",
        "\ud7ff",
        "\ue000",
        "\udbff\udfff",
        "ς",
        "İ"
    };

    private final Random random;

    public RandomValues(Random random) {
        this.random = random;
    }

    /** A value of the column, NULL now and then where it may hold that. */
    public @Nullable Object next(Column column) {
        return column.nullable() && random.nextInt(6) == 0 ? null : value(column);
    }

    /** A value of the column that often lies as near to this one as the type allows, and may happen to equal it. */
    public @Nullable Object near(@Nullable Object value, Column column) {
        if (value == null || random.nextInt(3) == 0) {
            return next(column);
        }
        ValueType type = column.valueType();
        if (value instanceof Boolean flag) {
            return !flag;
        }
        if (value instanceof Long number) {
            return number ^ 1;
        }
        if (value instanceof BigDecimal number) {
            return nearNumber(number);
        }
        if (value instanceof Double number) {
            return type instanceof ValueType.Floating floating && floating.bits() == 32
                    ? (Object) (double) Math.nextUp((float) (double) number)
                    : (Object) Math.nextUp(number);
        }
        if (value instanceof LocalDate date) {
            return date.isBefore(LocalDate.EPOCH) ? date.plusDays(1) : date.minusDays(1);
        }
        if (value instanceof LocalTime time && type instanceof ValueType.Time declared) {
            return time.plusNanos(unit(declared.digits()));
        }
        if (value instanceof LocalDateTime dateTime && type instanceof ValueType.Timestamp declared) {
            return towardsNow(dateTime, declared.digits());
        }
        if (value instanceof Instant instant && type instanceof ValueType.Instant declared) {
            return towardsNow(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), declared.digits())
                    .toInstant(ZoneOffset.UTC);
        }
        if (value instanceof UUID uuid) {
            return new UUID(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits() ^ (1L << random.nextInt(64)));
        }
        if (value instanceof String text && type instanceof ValueType.Text declared) {
            return nearText(text, declared.maxLength());
        }
        if (value instanceof byte[] bytes) {
            return nearBytes(bytes);
        }
        return next(column);
    }

    private Object value(Column column) {
        ValueType type = column.valueType();
        if (type instanceof ValueType.Bool) {
            return random.nextBoolean();
        }
        if (type instanceof ValueType.Whole) {
            return switch (column.nativeType()) {
                case "smallint" -> whole(16);
                case "integer" -> whole(32);
                default -> whole(64);
            };
        }
        if (type instanceof ValueType.FixedDecimal decimal) {
            return random.nextInt(12) == 0 ? SpecialDecimal.NAN : number(decimal.precision(), decimal.scale());
        }
        if (type instanceof ValueType.FreeDecimal) {
            return random.nextInt(6) == 0
                    ? SpecialDecimal.values()[random.nextInt(SpecialDecimal.values().length)]
                    : number(1 + random.nextInt(60), random.nextInt(40));
        }
        if (type instanceof ValueType.Floating floating) {
            return floating.bits() == 32 ? (Object) (double) floatNumber() : (Object) doubleNumber();
        }
        if (type instanceof ValueType.Uuid) {
            return new UUID(random.nextLong(), random.nextLong());
        }
        if (type instanceof ValueType.Text text) {
            return text(text.maxLength());
        }
        if (type instanceof ValueType.Textual) {
            return ofPostgres(column.nativeType());
        }
        if (type instanceof ValueType.Binary) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            return bytes;
        }
        return temporal(type);
    }

    /** A value of a type that only PostgreSQL has, in the text that it gives it. */
    private String ofPostgres(String nativeType) {
        int small = random.nextInt(3);
        return switch (nativeType) {
            case "inet" -> "10.0." + small + "." + random.nextInt(256) + "/" + (8 * random.nextInt(5));
            case "varbit" -> "01".repeat(random.nextInt(40)) + (random.nextBoolean() ? "0" : "");
            case "interval" ->
                List.of("1 mon", "30 days", "720:00:00", "00:00:00", "-00:00:00.000001", "-1 mons +1 day")
                        .get(random.nextInt(6));
            case "int4range" ->
                List.of("empty", "(,)", "[0," + (1 + small) + ")").get(random.nextInt(3));
            case "integer[]" ->
                List.of("{}", "{NULL}", "{1," + small + "}", "{{1},{2}}").get(random.nextInt(4));
            default -> throw new IllegalArgumentException("There are no random values of " + nativeType + ".");
        };
    }

    private Object temporal(ValueType type) {
        if (type instanceof ValueType.Time time) {
            return random.nextInt(8) == 0 ? EndOfDay.MIDNIGHT : time(time.digits());
        }
        if (random.nextInt(8) == 0) {
            return random.nextBoolean() ? Infinite.LATEST : Infinite.EARLIEST;
        }
        if (type instanceof ValueType.Date) {
            return date(FIRST_DATE, LAST_DATE);
        }
        if (type instanceof ValueType.Timestamp timestamp) {
            return timestamp(timestamp.digits());
        }
        if (type instanceof ValueType.Instant instant) {
            return timestamp(instant.digits()).toInstant(ZoneOffset.UTC);
        }
        throw new IllegalArgumentException("There are no random values of " + type + ".");
    }

    private Long whole(int bits) {
        long drawn = random.nextLong() >> (64 - bits);
        return switch (random.nextInt(6)) {
            case 0 -> 0L;
            case 1 -> Long.MIN_VALUE >> (64 - bits);
            case 2 -> Long.MAX_VALUE >> (64 - bits);
            case 3 -> (long) random.nextInt(3) - 1;
            default -> drawn;
        };
    }

    private BigDecimal number(int precision, int scale) {
        int digits = random.nextInt(precision + 1);
        BigInteger unscaled = new BigInteger(4 * precision, random).mod(BigInteger.TEN.pow(digits));
        return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
    }

    /** The next number of the same scale towards zero; from zero the next one up. */
    private static BigDecimal nearNumber(BigDecimal number) {
        return number.signum() > 0 ? number.subtract(number.ulp()) : number.add(number.ulp());
    }

    private float floatNumber() {
        return random.nextBoolean() ? oneOf(FLOATS) : Float.intBitsToFloat(random.nextInt());
    }

    private double doubleNumber() {
        return random.nextBoolean() ? oneOf(DOUBLES) : Double.longBitsToDouble(random.nextLong());
    }

    private LocalDate date(LocalDate first, LocalDate last) {
        LocalDate drawn = switch (random.nextInt(3)) {
            case 0 -> oneOf(DATES);
            case 1 -> LocalDate.of(2024, 1, 1).plusDays(random.nextInt(1000));
            default ->
                LocalDate.ofEpochDay(
                        first.toEpochDay() + (long) (random.nextDouble() * (last.toEpochDay() - first.toEpochDay())));
        };
        return drawn.isAfter(last) ? last : drawn;
    }

    private LocalTime time(int digits) {
        long unit = unit(digits);
        long nanos = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 86_399_999_999_999L;
            default -> (long) (random.nextDouble() * 86_400_000_000_000L);
        };
        return LocalTime.ofNanoOfDay(nanos / unit * unit);
    }

    private LocalDateTime timestamp(int digits) {
        LocalDateTime drawn =
                LocalDateTime.of(date(FIRST_TIMESTAMP.toLocalDate(), LAST_TIMESTAMP.toLocalDate()), time(digits));
        return drawn.isAfter(LAST_TIMESTAMP) ? LAST_TIMESTAMP : drawn;
    }

    private static LocalDateTime towardsNow(LocalDateTime value, int digits) {
        return value.isBefore(LocalDate.EPOCH.atStartOfDay())
                ? value.plusNanos(unit(digits))
                : value.minusNanos(unit(digits));
    }

    /** The nanoseconds of the last digit. */
    private static long unit(int digits) {
        return BigInteger.TEN.pow(9 - digits).longValueExact();
    }

    private String text(long maxLength) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(20) == 0 ? 700 : random.nextInt(12);
        while (text.length() < length) {
            String longer = text + oneOf(Arrays.asList(LETTERS));
            if (lengthOf(longer) > maxLength) {
                break;
            }
            text = new StringBuilder(longer);
        }
        return text.toString();
    }

    private String nearText(String text, long maxLength) {
        if (lengthOf(text) < maxLength) {
            return text + (random.nextBoolean() ? " " : "x");
        }
        return text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }

    private static int lengthOf(String text) {
        return text.codePointCount(0, text.length());
    }

    private byte[] nearBytes(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[1];
        }
        byte[] changed = bytes.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
