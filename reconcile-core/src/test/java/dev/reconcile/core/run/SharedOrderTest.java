package dev.reconcile.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.key.KeyRange.AnyOf;
import dev.reconcile.core.key.KeyRange.Between;
import dev.reconcile.core.memory.CommonOrder;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.Column;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A bound is put on canonical keys: it leaves a key of either side where it leaves the key that it is compared with. */
class SharedOrderTest {

    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    @Test
    void a_side_s_keys_lie_where_their_canonical_forms_do() {
        Seeds.each(2_000, random -> {
            int own = random.nextInt(8);
            int compared = random.nextInt(own + 1);
            Rounding rounding = Rounding.values()[random.nextInt(2)];
            for (ReadColumn column : columns(own, compared, rounding)) {
                Value key = value(column, own, random);
                Value bound = near(key, column, own, random).reducedTo(column.canonicalType());

                List<Value> held =
                        upTo(SharedOrder.heldBy(List.of(column), new Between(List.of(bound), List.of(bound))));

                assertThat(CommonOrder.compare(key, held.get(0)) <= 0)
                        .as("%s of %s up to %s", key, column, bound)
                        .isEqualTo(CommonOrder.compare(key.reducedTo(column.canonicalType()), bound) <= 0);
            }
        });
    }

    private static List<Value> upTo(KeyRange range) {
        Between between = (Between) range;
        assertThat(between.after()).isEqualTo(between.upTo());
        return between.upTo();
    }

    @Test
    void what_follows_a_reduced_column_is_no_part_of_a_bound() {
        ReadColumn fine = column(new ValueType.Timestamp(7), new CanonicalType.Timestamp(6, Rounding.HALF_UP));
        ReadColumn coarse = column(new ValueType.Timestamp(6), new CanonicalType.Timestamp(6, Rounding.HALF_UP));
        ReadColumn whole = column(new ValueType.Whole(), new CanonicalType.Whole());
        Value at = new Value.Timestamp(17, 123_456_500);
        Value rounded = new Value.Timestamp(17, 123_457_000);
        Value id = new Value.Whole(3);

        SharedOrder led = new SharedOrder(List.of(fine, whole), List.of(coarse, whole));
        SharedOrder followed = new SharedOrder(List.of(whole, fine), List.of(whole, coarse));
        SharedOrder same = new SharedOrder(List.of(coarse, whole), List.of(coarse, whole));

        assertThat(led.canonical(List.of(at, id))).containsExactly(rounded);
        assertThat(led.canonical(List.of(rounded, id))).containsExactly(rounded);
        assertThat(followed.canonical(List.of(id, at))).containsExactly(id, rounded);
        assertThat(same.canonical(List.of(rounded, id))).containsExactly(rounded, id);
    }

    @Test
    void a_side_that_is_not_reduced_has_the_bound_itself() {
        ReadColumn coarse = column(new ValueType.Timestamp(3), new CanonicalType.Timestamp(6, Rounding.HALF_UP));
        List<Value> bound = List.of(new Value.Timestamp(17, 123_457_000));
        KeyRange parts = new AnyOf(List.of(new Between(List.of(), bound), new Between(bound, List.of())));

        assertThat(SharedOrder.heldBy(List.of(coarse), parts)).isEqualTo(parts);
        assertThat(SharedOrder.heldBy(List.of(coarse), KeyRange.ALL)).isEqualTo(KeyRange.ALL);
        assertThat(SharedOrder.heldBy(List.of(coarse), KeyRange.WITH_NULL)).isEqualTo(KeyRange.WITH_NULL);
    }

    private static List<ReadColumn> columns(int own, int compared, Rounding rounding) {
        return List.of(
                column(new ValueType.Time(own), new CanonicalType.Time(compared, rounding)),
                column(new ValueType.Timestamp(own), new CanonicalType.Timestamp(compared, rounding)),
                column(new ValueType.Instant(own), new CanonicalType.Instant(compared, rounding)));
    }

    private static ReadColumn column(ValueType own, CanonicalType type) {
        return new ReadColumn(new Column("c", own.toString(), own, false, null), type);
    }

    private static Value value(ReadColumn column, int digits, Random random) {
        long unit = (long) Math.pow(10, 9 - digits);
        long nanos = random.nextLong(NANOS_PER_DAY) / unit * unit;
        return column.column().valueType() instanceof ValueType.Time
                ? new Value.Time(nanos)
                : new Value.Timestamp((random.nextInt(5) - 2) * 86_400L, 0).plus(nanos);
    }

    /** One that is often the key, or so near that only rounding tells. */
    private static Value near(Value key, ReadColumn column, int digits, Random random) {
        long unit = (long) Math.pow(10, 9 - random.nextInt(digits + 1));
        long distance = (random.nextInt(5) - 2) * unit / (1 + random.nextInt(2));
        if (random.nextInt(4) == 0) {
            return value(column, digits, random);
        }
        return key instanceof Value.Timestamp at
                ? at.plus(distance)
                : new Value.Time(Math.max(0, ((Value.Time) key).nanoOfDay() + distance));
    }
}
