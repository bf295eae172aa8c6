package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import java.math.BigDecimal;
import java.util.Optional;

/** Brings a key's value, which may be the other side's, to the kind that a column holds. */
final class KeyValues {

    private KeyValues() {}

    /** The same value as the column would hold it; empty where it cannot. NULL fits everywhere. */
    static Optional<Value> fit(Value value, ValueType column) {
        if (value == Value.Null.NULL) {
            return Optional.of(value);
        }
        if (column instanceof ValueType.Bool) {
            return value instanceof Value.Bool
                    ? Optional.of(value)
                    : number(value)
                            .filter(n -> n.compareTo(BigDecimal.ZERO) == 0 || n.compareTo(BigDecimal.ONE) == 0)
                            .map(n -> new Value.Bool(n.signum() != 0));
        }
        if (column instanceof ValueType.Whole) {
            return number(value)
                    .filter(n -> n.stripTrailingZeros().scale() <= 0)
                    .filter(n -> n.compareTo(Reach.LEAST_LONG) >= 0 && n.compareTo(Reach.GREATEST_LONG) <= 0)
                    .map(n -> new Value.Whole(n.longValueExact()));
        }
        if (column instanceof ValueType.FixedDecimal || column instanceof ValueType.FreeDecimal) {
            return value instanceof Value.NotANumber
                    ? Optional.of(value)
                    : number(value).map(Value.Decimal::new);
        }
        return Optional.of(value).filter(v -> isOfKind(v, column));
    }

    private static boolean isOfKind(Value value, ValueType column) {
        if (column instanceof ValueType.Floating) {
            return value instanceof Value.Floating;
        }
        if (column instanceof ValueType.Date) {
            return value instanceof Value.Date || value instanceof Value.Infinite;
        }
        if (column instanceof ValueType.Time) {
            return value instanceof Value.Time;
        }
        if (column instanceof ValueType.Timestamp || column instanceof ValueType.Instant) {
            return value instanceof Value.Timestamp || value instanceof Value.Infinite;
        }
        if (column instanceof ValueType.Uuid) {
            return value instanceof Value.Uuid;
        }
        if (column instanceof ValueType.Text
                || column instanceof ValueType.Textual
                || column instanceof ValueType.Document) {
            return value instanceof Value.Text;
        }
        return column instanceof ValueType.Binary && value instanceof Value.Binary;
    }

    /** The number that a value is; empty where it is none. */
    static Optional<BigDecimal> number(Value value) {
        if (value instanceof Value.Whole whole) {
            return Optional.of(BigDecimal.valueOf(whole.value()));
        }
        if (value instanceof Value.Decimal decimal) {
            return Optional.of(decimal.value());
        }
        return value instanceof Value.Bool bool
                ? Optional.of(bool.value() ? BigDecimal.ONE : BigDecimal.ZERO)
                : Optional.empty();
    }
}
