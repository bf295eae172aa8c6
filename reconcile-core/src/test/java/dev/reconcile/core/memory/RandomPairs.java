package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.table.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes a random table, a copy of it as a pipeline writes it into columns of other names and types, and damage to the
 * copy: changed, missing and added rows, changed keys, keys that the source's type does not hold.
 */
public final class RandomPairs {

    private final Random random;
    private final RandomTables tables;

    /**
     * Pairs drawn from {@code random}.
     *
     * @param mostFractionDigits of a second: 6 for PostgreSQL, 7 for what SQL Server can hold too
     */
    public RandomPairs(Random random, int mostFractionDigits) {
        this.random = random;
        this.tables = new RandomTables(random, mostFractionDigits);
    }

    /** Another pair, now and then one without damage. */
    public RandomPair next() {
        RandomTable source = random.nextBoolean() ? tables.next() : tables.nextWithSpreadKey();
        RandomTable target = tables.damaged(tables.withRowsShuffled(copied(source)));
        List<String> sourceKey = random.nextBoolean() ? primaryKey(source) : List.of();
        List<String> targetKey = random.nextBoolean() ? primaryKey(target) : List.of();
        List<String> configured = random.nextInt(3) == 0 ? List.of() : tables.someNames(source);
        List<String> key = configured.isEmpty() ? sourceKey : configured;
        RandomRules rules = random.nextBoolean()
                ? RandomRules.none()
                : RandomRules.next(source.columns(), target.columns(), key, random);
        return new RandomPair(source, sourceKey, target, targetKey, configured, rules);
    }

    private RandomTable copied(RandomTable source) {
        List<Column> columns = source.columns().stream()
                .map(this::partner)
                .map(this::namedOtherwise)
                .toList();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (List<@Nullable Object> row : source.rows()) {
            List<@Nullable Object> copy = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                copy.add(converted(row.get(i), columns.get(i).valueType()));
            }
            rows.add(copy);
        }
        return new RandomTable(columns, rows);
    }

    private Column namedOtherwise(Column column) {
        String name = switch (random.nextInt(6)) {
            case 0 -> "renamed " + column.name();
            case 1 -> column.name().toUpperCase(Locale.ROOT);
            default -> column.name();
        };
        return new Column(name, column.nativeType(), column.valueType(), true, null);
    }

    /** A column that holds what a pipeline makes of the other's values. */
    private Column partner(Column column) {
        if (random.nextInt(3) > 0) {
            return column;
        }
        ValueType type = column.valueType();
        if (type instanceof ValueType.Bool) {
            return of(column, "smallint", new ValueType.Whole());
        }
        if (type instanceof ValueType.Whole) {
            return random.nextBoolean()
                    ? of(column, "bigint", new ValueType.Whole())
                    : of(column, "numeric(30,5)", new ValueType.FixedDecimal(30, 5));
        }
        if (type instanceof ValueType.FixedDecimal decimal) {
            int precision = decimal.precision() + 3;
            int scale = decimal.scale() + 2;
            return random.nextBoolean()
                    ? of(column, "numeric", new ValueType.FreeDecimal())
                    : of(
                            column,
                            "numeric(" + precision + "," + scale + ")",
                            new ValueType.FixedDecimal(precision, scale));
        }
        if (type instanceof ValueType.Floating) {
            return of(column, "double precision", new ValueType.Floating(64));
        }
        if (type instanceof ValueType.Time time) {
            int digits = random.nextInt(time.digits() + 1);
            return of(column, "time(" + digits + ")", new ValueType.Time(digits));
        }
        if (type instanceof ValueType.Timestamp timestamp) {
            int digits = random.nextInt(timestamp.digits() + 1);
            return of(column, "timestamp(" + digits + ")", new ValueType.Timestamp(digits));
        }
        if (type instanceof ValueType.Instant instant) {
            int digits = random.nextInt(instant.digits() + 1);
            return of(column, "timestamptz(" + digits + ")", new ValueType.Instant(digits));
        }
        if (type instanceof ValueType.Text text && text.maxLength() < 100) {
            long longer = text.maxLength() + random.nextInt(3);
            return random.nextBoolean()
                    ? of(column, "char(" + longer + ")", new ValueType.Text(longer, true))
                    : of(column, "varchar(" + longer + ")", new ValueType.Text(longer, false));
        }
        return column;
    }

    private static Column of(Column column, String nativeType, ValueType type) {
        return new Column(column.name(), nativeType, type, true, null);
    }

    private static @Nullable Object converted(@Nullable Object value, ValueType type) {
        if (value instanceof Boolean flag && type instanceof ValueType.Whole) {
            return flag ? 1L : 0L;
        }
        if (value instanceof Long number && type instanceof ValueType.FixedDecimal) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof LocalTime time && type instanceof ValueType.Time to) {
            long nanos = rounded(time.toNanoOfDay(), to.digits());
            return nanos == 86_400_000_000_000L ? EndOfDay.MIDNIGHT : LocalTime.ofNanoOfDay(nanos);
        }
        if (value instanceof LocalDateTime time && type instanceof ValueType.Timestamp to) {
            return time.withNano(0).plusNanos(rounded(time.getNano(), to.digits()));
        }
        if (value instanceof Instant time && type instanceof ValueType.Instant to) {
            return time.minusNanos(time.getNano()).plusNanos(rounded(time.getNano(), to.digits()));
        }
        return value;
    }

    private static long rounded(long nanos, int digits) {
        return BigDecimal.valueOf(nanos, 9)
                .setScale(digits, RoundingMode.HALF_UP)
                .movePointRight(9)
                .longValueExact();
    }

    /** Some columns, in any order, that tell all rows apart and hold no NULL; empty where none was found. */
    private List<String> primaryKey(RandomTable table) {
        for (int attempt = 0; attempt < 3; attempt++) {
            List<String> names = tables.someNames(table);
            boolean small = names.size() <= 3 && names.stream().allMatch(name -> isSmall(table.column(name)));
            if (!names.isEmpty() && small && isUnique(table, names)) {
                return names;
            }
        }
        return List.of();
    }

    /** An index takes no value of any length. */
    private static boolean isSmall(Column column) {
        return !(column.valueType() instanceof ValueType.Text text && text.maxLength() > 100)
                && !(column.valueType() instanceof ValueType.Binary)
                && !(column.valueType() instanceof ValueType.Textual);
    }

    private static boolean isUnique(RandomTable table, List<String> names) {
        boolean distinct =
                table.byKey(names, table.canonicalTypes()).values().stream().allMatch(rows -> rows.size() == 1);
        return distinct
                && table.rows().stream()
                        .noneMatch(row -> names.stream().anyMatch(name -> row.get(table.indexOf(name)) == null));
    }
}
