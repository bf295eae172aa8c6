package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.key.KeyCondition;
import dev.reconcile.core.key.SoughtKey;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what a database decides by its operators: whether a row of plain values has a key. */
final class KeyConditions {

    private final List<SoughtKey> keys;
    private final List<SoughtKey> others;
    private final Set<List<Value>> wholeNumbers = new HashSet<>();

    /** What is asked of rows by several keys: those of whole numbers are not tried one by one. */
    KeyConditions(List<SoughtKey> keys) {
        this.keys = keys;
        this.others = keys.stream().filter(key -> !isOfWholeNumbers(key)).toList();
        keys.stream()
                .filter(KeyConditions::isOfWholeNumbers)
                .forEach(key -> wholeNumbers.add(key.conditions().stream()
                        .map(condition -> ((KeyCondition.Exactly) condition).value())
                        .toList()));
    }

    private static boolean isOfWholeNumbers(SoughtKey key) {
        return key.conditions().stream()
                .allMatch(condition ->
                        condition instanceof KeyCondition.Exactly exactly && exactly.value() instanceof Value.Whole);
    }

    /** Whether the first values of a row satisfy the conditions of any of the keys. */
    boolean anyHolds(List<? extends @Nullable Object> row) {
        if (wholeNumbers.isEmpty()) {
            return keys.stream().anyMatch(key -> hold(key, row));
        }
        List<Value> values = row.subList(0, keys.get(0).conditions().size()).stream()
                .map(PlainValues::valueOf)
                .toList();
        return values.stream().allMatch(Value.Whole.class::isInstance)
                ? wholeNumbers.contains(values) || others.stream().anyMatch(key -> hold(key, row))
                : keys.stream().anyMatch(key -> hold(key, row));
    }

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
