package dev.reconcile.core.compare;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.TextFold;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.key.KeyCondition;
import dev.reconcile.core.key.KeyCondition.Between;
import dev.reconcile.core.key.KeyCondition.Exactly;
import dev.reconcile.core.key.KeyCondition.WithoutTrailingBlanks;

/**
 * Which condition on a key column finds every row whose key is canonically equal to a given one. Where the column holds
 * more than the canonical form keeps, the condition reaches further than the key, and the caller drops what is beyond.
 */
final class KeyReach {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_DAY = 86_400L * NANOS_PER_SECOND;

    private KeyReach() {}

    /**
     * The condition.
     *
     * @param key as either side holds it
     * @param column what the column to search can hold
     * @param type the form in which keys are compared
     */
    static KeyCondition of(Value key, ValueType column, CanonicalType type) {
        if (key instanceof Value.Text text
                && type instanceof CanonicalType.Text canonical
                && canonical.trailingBlanksStripped()) {
            return new WithoutTrailingBlanks(TextFold.TRAILING_BLANKS.of(text.value()));
        }
        if (key instanceof Value.Timestamp at) {
            if (type instanceof CanonicalType.Timestamp to && column instanceof ValueType.Timestamp own) {
                return timestamp(at.reducedTo(to), own.digits(), to.digits());
            }
            if (type instanceof CanonicalType.Instant to && column instanceof ValueType.Instant own) {
                return timestamp(at.reducedTo(to), own.digits(), to.digits());
            }
        }
        if (key instanceof Value.Time at
                && type instanceof CanonicalType.Time to
                && column instanceof ValueType.Time own) {
            Value.Time reduced = at.reducedTo(to);
            long unit = unit(to.digits());
            return own.digits() <= to.digits()
                    ? new Exactly(reduced)
                    : new Between(
                            new Value.Time(Math.max(0, reduced.nanoOfDay() - unit)),
                            new Value.Time(Math.min(NANOS_PER_DAY, reduced.nanoOfDay() + unit)));
        }
        return new Exactly(key);
    }

    private static KeyCondition timestamp(Value.Timestamp reduced, int own, int digits) {
        long unit = unit(digits);
        return own <= digits ? new Exactly(reduced) : new Between(reduced.plus(-unit), reduced.plus(unit));
    }

    private static long unit(int digits) {
        long unit = NANOS_PER_SECOND;
        for (int i = 0; i < digits; i++) {
            unit /= 10;
        }
        return unit;
    }
}
