package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.table.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How the keys of real tables lie. */
enum SpreadKeys {
    DENSE("integer", new ValueType.Whole(), (random, i) -> (long) i + 1),
    NEGATIVE("smallint", new ValueType.Whole(), (random, i) -> (long) -i - 1),
    SPARSE("bigint", new ValueType.Whole(), (random, i) -> random.nextLong()),
    CLUSTERED("bigint", new ValueType.Whole(), (random, i) -> (1L << (20 * random.nextInt(4))) + i),
    AT_BOTH_ENDS("bigint", new ValueType.Whole(), (random, i) -> i % 2 == 0 ? Long.MIN_VALUE + i : Long.MAX_VALUE - i),
    FEW("integer", new ValueType.Whole(), (random, i) -> (long) random.nextInt(3)),
    BEYOND_BIGINT(
            "numeric(38,0)",
            new ValueType.FixedDecimal(38, 0),
            (random, i) -> new BigDecimal(BigInteger.TEN.pow(37).add(BigInteger.valueOf(i)))),
    MOMENTS(
            "timestamp(6)",
            new ValueType.Timestamp(6),
            (random, i) -> LocalDateTime.of(2024, 3, 31, 2, 30).plusNanos(1000L * random.nextInt(1_500_000))),
    SPELLINGS(
            "varchar(8)",
            new ValueType.Text(8, false),
            (random, i) -> List.of("ab", "AB", "áb", "a\u0301b", "ab\u00a0").get(random.nextInt(5))
                    + " ".repeat(random.nextInt(3)));

    private final String nativeType;
    private final ValueType type;
    private final Draw draw;

    SpreadKeys(String nativeType, ValueType type, Draw draw) {
        this.nativeType = nativeType;
        this.type = type;
        this.draw = draw;
    }

    /** Draws the key of a row. */
    @FunctionalInterface
    private interface Draw {

        Object key(Random random, int row);
    }

    Column column(String name) {
        return new Column(name, nativeType, type, true, null);
    }

    /** Keys for so many rows. */
    List<Object> draw(int rows, Random random) {
        List<Object> keys = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            keys.add(draw.key(random, row));
        }
        return keys;
    }
}
