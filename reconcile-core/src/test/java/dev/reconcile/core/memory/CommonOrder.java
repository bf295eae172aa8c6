package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/** The order that databases have in common. */
public final class CommonOrder {

    private static final List<SpecialDecimal> SPECIAL =
            List.of(SpecialDecimal.NEGATIVE_INFINITY, SpecialDecimal.INFINITY, SpecialDecimal.NAN);

    private CommonOrder() {}

    static boolean has(ValueType type) {
        return type instanceof ValueType.Whole
                || type instanceof ValueType.FixedDecimal
                || type instanceof ValueType.FreeDecimal
                || type instanceof ValueType.Date
                || type instanceof ValueType.WithFraction
                || type instanceof ValueType.Uuid;
    }

    /** Whether the value is of a kind that is ordered alike everywhere. */
    public static boolean has(Value value) {
        return value instanceof Value.Whole
                || value instanceof Value.Decimal
                || value instanceof Value.NotANumber
                || value instanceof Value.Date
                || value instanceof Value.Time
                || value instanceof Value.Timestamp
                || value instanceof Value.Infinite
                || value instanceof Value.Uuid;
    }

    /** Which of two values of one kind is less. */
    public static int compare(Value one, Value other) {
        if (one instanceof Value.Infinite || other instanceof Value.Infinite) {
            return Integer.compare(end(one), end(other));
        }
        if (one instanceof Value.Date left && other instanceof Value.Date right) {
            return Long.compare(left.epochDay(), right.epochDay());
        }
        if (one instanceof Value.Time left && other instanceof Value.Time right) {
            return Long.compare(left.nanoOfDay(), right.nanoOfDay());
        }
        if (one instanceof Value.Timestamp left && other instanceof Value.Timestamp right) {
            return Comparator.comparingLong(Value.Timestamp::epochSecond)
                    .thenComparingInt(Value.Timestamp::nano)
                    .compare(left, right);
        }
        if (one instanceof Value.Uuid left && other instanceof Value.Uuid right) {
            int order = Long.compareUnsigned(left.high(), right.high());
            return order == 0 ? Long.compareUnsigned(left.low(), right.low()) : order;
        }
        int order = Integer.compare(place(one), place(other));
        return order == 0 && place(one) == 1 ? number(one).compareTo(number(other)) : order;
    }

    private static int end(Value value) {
        return value == Value.Infinite.LATEST ? 1 : value == Value.Infinite.EARLIEST ? -1 : 0;
    }

    /** Numbers lie between what is less than all of them and what is greater. */
    private static int place(Value value) {
        if (value instanceof Value.NotANumber special) {
            int place = SPECIAL.indexOf(special.value());
            return place == 0 ? 0 : place + 1;
        }
        return 1;
    }

    private static BigDecimal number(Value value) {
        return value instanceof Value.Whole whole ? BigDecimal.valueOf(whole.value()) : ((Value.Decimal) value).value();
    }
}
