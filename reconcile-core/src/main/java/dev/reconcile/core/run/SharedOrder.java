package dev.reconcile.core.run;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.key.KeyRange.AnyOf;
import dev.reconcile.core.key.KeyRange.Between;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.run.SideWork.Both;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The order that the rows of both sides have in the indexes of their keys. It is one of <em>canonical</em> keys: those of two
 * rows that are compared with each other are equal, so both lie on the same side of any bound.
 *
 * @param source the key's columns in the order of the source's index
 * @param target the same columns of the target, in the same order
 */
record SharedOrder(List<ReadColumn> source, List<ReadColumn> target) {

    /** The order; empty where the sides have different ones, or where nobody knows that they have the same. */
    static Optional<SharedOrder> of(Both<ReadSide, ReadSide> sides, Cancellation cancellation) {
        return obstacle(sides, cancellation).isPresent()
                ? Optional.empty()
                : Optional.of(new SharedOrder(
                        sides.source().read().keyOrder(), sides.target().read().keyOrder()));
    }

    /** Why there is none, as a sentence; empty where there is one. */
    static Optional<String> obstacle(Both<ReadSide, ReadSide> sides, Cancellation cancellation) {
        TableRead source = sides.source().read();
        TableRead target = sides.target().read();
        if (source.keyColumns() == 0) {
            return Optional.of("It has no key.");
        }
        for (TableRead read : List.of(source, target)) {
            if (read.keyOrder().isEmpty()) {
                return Optional.of(read.table().name() + " has no unique index of the key's columns.");
            }
        }
        if (!places(source).equals(places(target))) {
            return Optional.of("The key's columns do not follow each other alike in the unique indexes of both sides.");
        }
        SharedOrder order = new SharedOrder(source.keyOrder(), target.keyOrder());
        int common = Math.min(commonColumns(sides.source(), cancellation), commonColumns(sides.target(), cancellation));
        for (int i = 0; i < order.source.size(); i++) {
            if (i >= common || !order.isOfComparedValues(i)) {
                return Optional.of("Of " + typed(order.source.get(i)) + " in the source and "
                        + typed(order.target.get(i)) + " in the target nobody knows that both sides order them alike.");
            }
        }
        return Optional.empty();
    }

    private static String typed(ReadColumn column) {
        return column.column().name() + " (" + column.column().nativeType() + ")";
    }

    private static List<Integer> places(TableRead read) {
        return read.keyOrder().stream().map(read.columns()::indexOf).toList();
    }

    private static int commonColumns(ReadSide side, Cancellation cancellation) {
        return side.database().reader(side.read(), cancellation).columnsInCommonOrder();
    }

    /** Where equal values have one form in each order, and greater ones a greater form or the same. */
    private boolean isOfComparedValues(int column) {
        return source.get(column).canonicalType().equals(target.get(column).canonicalType())
                && isOrdered(source.get(column))
                && isOrdered(target.get(column));
    }

    private static boolean isOrdered(ReadColumn column) {
        ValueType own = column.column().valueType();
        CanonicalType type = column.canonicalType();
        boolean isNumber = own instanceof ValueType.Whole
                || own instanceof ValueType.FixedDecimal
                || own instanceof ValueType.FreeDecimal;
        return (type instanceof CanonicalType.Whole && own instanceof ValueType.Whole)
                || (type instanceof CanonicalType.Decimal && isNumber)
                || type instanceof CanonicalType.Date
                || type instanceof CanonicalType.Time
                || type instanceof CanonicalType.Timestamp
                || type instanceof CanonicalType.Instant
                || type instanceof CanonicalType.Uuid;
    }

    /** Whether keys begin with a whole number, which rows can be spread by. */
    boolean isLedByWholeNumbers() {
        return source.get(0).canonicalType() instanceof CanonicalType.Whole;
    }

    /**
     * A key of either side in its canonical form, as a bound for both sides. It has fewer columns than the key where one is
     * reduced: rows whose values become one there are not told apart by what follows.
     *
     * @param key in the order of the index
     */
    List<Value> canonical(List<Value> key) {
        List<Value> bound = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            bound.add(key.get(i).reducedTo(source.get(i).canonicalType()));
            if (isReduced(source.get(i)) || isReduced(target.get(i))) {
                break;
            }
        }
        return bound;
    }

    /** Whether the column holds more digits of a second than are compared. */
    private static boolean isReduced(ReadColumn column) {
        return column.column().valueType() instanceof ValueType.WithFraction own
                && own.digits() > digits(column.canonicalType());
    }

    private static int digits(CanonicalType type) {
        if (type instanceof CanonicalType.Time time) {
            return time.digits();
        }
        if (type instanceof CanonicalType.Timestamp timestamp) {
            return timestamp.digits();
        }
        return type instanceof CanonicalType.Instant instant ? instant.digits() : Integer.MAX_VALUE;
    }

    /**
     * A range of canonical keys as one of the keys that a side holds.
     *
     * @param order the side's
     */
    static KeyRange heldBy(List<ReadColumn> order, KeyRange canonical) {
        if (canonical instanceof Between between) {
            return heldBy(order, between);
        }
        return canonical instanceof AnyOf any
                ? new AnyOf(any.ranges().stream()
                        .map(between -> heldBy(order, between))
                        .toList())
                : canonical;
    }

    private static Between heldBy(List<ReadColumn> order, Between canonical) {
        return new Between(greatest(order, canonical.after()), greatest(order, canonical.upTo()));
    }

    /** The greatest key whose canonical form is not beyond a bound. */
    private static List<Value> greatest(List<ReadColumn> order, List<Value> bound) {
        List<Value> key = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            key.add(
                    isReduced(order.get(i))
                            ? bound.get(i).greatestReducedTo(order.get(i).canonicalType())
                            : bound.get(i));
        }
        return key;
    }
}
