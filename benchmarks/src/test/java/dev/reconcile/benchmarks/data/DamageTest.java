package dev.reconcile.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.benchmarks.data.Damage.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamageTest {

    @ParameterizedTest
    @ValueSource(longs = {1_000, 1_234, 1_000_000})
    void fifty_rows_are_missing_twenty_extra_and_thirty_changed(long rows) {
        Damage damage = new Damage(new RowCount(rows));

        assertThat(ids(damage, Kind.MISSING)).hasSize(50).allMatch(id -> isOfTheSource(id, rows));
        assertThat(ids(damage, Kind.EXTRA)).hasSize(20).noneMatch(id -> isOfTheSource(id, rows));
        assertThat(ids(damage, Kind.CHANGED)).hasSize(30).allMatch(id -> isOfTheSource(id, rows));
        assertThat(damage.rows().stream().map(Damage.Row::id)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 10_000_000})
    void every_column_but_the_key_is_changed_somewhere(long rows) {
        Stream<String> columns = new Damage(new RowCount(rows))
                .rows().stream().flatMap(row -> row.columns().stream()).distinct();

        assertThat(columns).containsExactlyInAnyOrderElementsOf(RowTable.COLUMNS.subList(1, RowTable.COLUMNS.size()));
    }

    private static List<Long> ids(Damage damage, Kind kind) {
        return damage.rows().stream()
                .filter(row -> row.kind() == kind)
                .map(Damage.Row::id)
                .toList();
    }

    private static boolean isOfTheSource(long id, long rows) {
        return id % 10 == 0 && id >= RowTable.id(0) && id <= RowTable.id(rows - 1);
    }
}
