package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.Values;
import dev.reconcile.core.key.KeyCondition;
import dev.reconcile.core.key.SoughtKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what a database decides by its operators: whether a row of plain values has a key. */
final class KeyConditions {

    private KeyConditions() {}

    /** Whether the first values of a row satisfy the key's conditions. */
    static boolean hold(SoughtKey key, List<? extends @Nullable Object> row) {
        for (int i = 0; i < key.conditions().size(); i++) {
            if (!holds(key.conditions().get(i), value(row.get(i)))) {
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
                    && own.value().replaceAll(" +$", "").equals(text.text());
        }
        if (condition instanceof KeyCondition.Between between) {
            return position(between.from()).compareTo(position(held)) <= 0
                    && position(held).compareTo(position(between.to())) <= 0;
        }
        return false;
    }

    private static boolean same(Value one, Value other) {
        if (one instanceof Value.Decimal number && other instanceof Value.Decimal own) {
            return number.value().compareTo(own.value()) == 0;
        }
        if (one instanceof Value.Floating number && other instanceof Value.Floating own) {
            return number.value() == own.value() || (Double.isNaN(number.value()) && Double.isNaN(own.value()));
        }
        return one.equals(other);
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

    private static Value value(@Nullable Object plain) {
        List<Value> values = new ArrayList<>();
        PlainValues.giveRow(java.util.Collections.singletonList(plain), new Values(values::addAll));
        return values.get(0);
    }
}
