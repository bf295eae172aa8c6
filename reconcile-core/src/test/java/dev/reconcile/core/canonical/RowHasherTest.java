package dev.reconcile.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.CanonicalType.Bool;
import dev.reconcile.core.canonical.CanonicalType.Decimal;
import dev.reconcile.core.canonical.CanonicalType.Text;
import dev.reconcile.core.canonical.CanonicalType.Whole;
import dev.reconcile.core.memory.PlainValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowHasherTest {

    private static final List<CanonicalType> TYPES = List.of(new Whole(), new Whole(), new Text(false), new Decimal(0));

    @ParameterizedTest
    @EnumSource
    void the_watched_integer_is_told_with_the_row_s_hash(RowHashing hashing) {
        Watching watching = new Watching(hashing, TYPES, 1);

        watching.give(1L, 2L, "a", 3L);
        watching.give(4L, null, "b", 5L);
        watching.give(null, Long.MIN_VALUE, null, null);
        watching.give(6L, true, "c", null);
        watching.give(7L, 0L, "d", 8L);

        assertThat(watching.seen).containsExactly(2L, null, Long.MIN_VALUE, 1L, 0L);
    }

    @ParameterizedTest
    @EnumSource
    void the_first_and_the_last_column_can_be_watched(RowHashing hashing) {
        List<CanonicalType> types = List.of(new Whole(), new Whole());
        Watching first = new Watching(hashing, types, 0);
        Watching last = new Watching(hashing, types, 1);

        first.give(1L, 2L);
        last.give(1L, 2L);

        assertThat(first.seen).containsExactly(1L);
        assertThat(last.seen).containsExactly(2L);
    }

    @ParameterizedTest
    @EnumSource
    void only_integers_are_watched(RowHashing hashing) {
        RowHasher hasher = hashing.hasher(List.of(new Decimal(2), new Bool()), (high, low) -> {});
        assertThatThrownBy(() -> hasher.watch(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Only a column of integers can be watched, not one compared as Decimal.");
        assertThatThrownBy(() -> hasher.watch(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void watching_changes_no_hash(RowHashing hashing) {
        List<RowHash> hashes = new ArrayList<>();
        RowHasher watched = hashing.hasher(TYPES, (high, low) -> hashes.add(new RowHash(high, low)));
        watched.watch(0);
        RowHasher other = hashing.hasher(TYPES, (high, low) -> hashes.add(new RowHash(high, low)));

        PlainValues.giveRow(List.of(1L, 2L, "a", 3L), watched);
        PlainValues.giveRow(List.of(1L, 2L, "a", 3L), other);

        assertThat(hashes.get(0)).isEqualTo(hashes.get(1));
    }

    @ParameterizedTest
    @EnumSource
    void a_row_with_too_few_or_too_many_values_is_refused(RowHashing hashing) {
        RowHasher hasher = hashing.hasher(List.of(new Whole(), new Whole()), (high, low) -> {});
        hasher.longValue(1);
        assertThatThrownBy(hasher::endRow)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A row of 2 columns ended after 1.");
        hasher.longValue(2);
        assertThatThrownBy(hasher::nullValue)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A row of 2 columns was given one more value.");
    }

    /** Keeps what the watched column held in each row. */
    private static final class Watching {

        private final List<@Nullable Long> seen = new ArrayList<>();
        private final RowHasher hasher;

        Watching(RowHashing hashing, List<CanonicalType> types, int column) {
            hasher = hashing.hasher(types, (high, low) -> see());
            hasher.watch(column);
        }

        private void see() {
            seen.add(hasher.watchedIsNull() ? null : hasher.watched());
        }

        void give(@Nullable Object... row) {
            PlainValues.giveRow(Arrays.asList(row), hasher);
        }
    }
}
