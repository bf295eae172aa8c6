package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.key.KeyCondition;
import dev.reconcile.core.key.SoughtKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what a database decides by its operators: whether a row of plain values has a key. */
final class KeyConditions {

    private KeyConditions() {}

    /** Whether the first values of a row satisfy the key's conditions. */
    static boolean hold(SoughtKey key, List<? extends @Nullable Object> row) {
        for (int i = 0; i < key.conditions().size(); i++) {
            if (!holds(key.conditions().get(i), PlainValues.valueOf(row.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(KeyCondition condition, Value held) {
        if (condition instanceof KeyCondition.Exactly exactly) {
            return same(exactly.value(), held);
        }
        if (condition instanceof KeyCondition.WithoutTrailingBlanks text) {
            return held instanceof Value.Text own
                    && own.value().replaceAll(" +\\z", "").equals(text.text());
        }
        if (condition instanceof KeyCondition.Between between) {
            return position(between.from()).compareTo(position(held)) <= 0
                    && position(held).compareTo(position(between.to())) <= 0;
        }
        return false;
    }

    private static boolean same(Value one, Value other) {
        Optional<BigDecimal> number = number(one);
        if (number.isPresent()) {
            return number(other).filter(own -> own.compareTo(number.get()) == 0).isPresent();
        }
        if (one instanceof Value.Floating sought && other instanceof Value.Floating own) {
            return sought.value() == own.value() || (Double.isNaN(sought.value()) && Double.isNaN(own.value()));
        }
        return one.equals(other);
    }

    /** A boolean is a number to a column of numbers. */
    private static Optional<BigDecimal> number(Value value) {
        if (value instanceof Value.Bool bool) {
            return Optional.of(bool.value() ? BigDecimal.ONE : BigDecimal.ZERO);
        }
        if (value instanceof Value.Whole whole) {
            return Optional.of(BigDecimal.valueOf(whole.value()));
        }
        return value instanceof Value.Decimal decimal ? Optional.of(decimal.value()) : Optional.empty();
    }

    private static BigDecimal position(Value value) {
        if (value instanceof Value.Timestamp at) {
            return BigDecimal.valueOf(at.epochSecond()).add(BigDecimal.valueOf(at.nano(), 9));
        }
        if (value instanceof Value.Time at) {
            return BigDecimal.valueOf(at.nanoOfDay());
        }
        return value == Value.Infinite.LATEST
                ? BigDecimal.TEN.pow(30)
                : BigDecimal.TEN.pow(30).negate();
    }
}
