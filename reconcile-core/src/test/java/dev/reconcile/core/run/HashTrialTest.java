package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.RunOptions.HashIn;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Large tables are hashed where it is faster, by a clock that only reads let go on. */
class HashTrialTest {

    private static final int ROWS = 20_001;

    private final InMemoryDatabase source =
            InMemoryDatabase.of(filled("dbo.orders").estimate(200_000));
    private final InMemoryDatabase target =
            InMemoryDatabase.of(filled("public.orders").estimate(200_000));

    @Test
    void rows_are_hashed_here_where_that_is_faster() {
        TableReport table = compare(HashIn.AUTO, 10, 12);

        assertThat(places(table)).containsExactly(HashPlace.CLIENT, HashPlace.CLIENT);
        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.sourceCount())
                .as("the rows of the trial are counted once")
                .isEqualTo(ROWS);
    }

    @Test
    void rows_are_hashed_in_the_databases_where_little_is_won_otherwise() {
        assertThat(places(compare(HashIn.AUTO, 10, 10))).containsExactly(HashPlace.DATABASE, HashPlace.DATABASE);
        assertThat(places(compare(HashIn.AUTO, 10, 11))).containsExactly(HashPlace.DATABASE, HashPlace.DATABASE);
        assertThat(source.reads()).as("a trial").contains("scan dbo.orders");
    }

    @Test
    void nobody_tries_where_the_settings_say_where_to_hash() {
        assertThat(places(compare(HashIn.DATABASE, 1, 100))).containsExactly(HashPlace.DATABASE, HashPlace.DATABASE);
        assertThat(source.reads()).doesNotContain("scan dbo.orders");
    }

    @Test
    void nobody_tries_with_a_table_that_is_thought_to_be_small() {
        InMemoryDatabase small = InMemoryDatabase.of(filled("dbo.orders").estimate(199_999));
        TableReport table = only(new Reconciler(small, target, clock(1, 100))
                .run(List.of(Reconciled.PAIR), Reconciled.CHECKSUMS.withHashIn(HashIn.AUTO)));
        assertThat(places(table)).containsExactly(HashPlace.DATABASE, HashPlace.DATABASE);
        assertThat(small.reads()).doesNotContain("scan dbo.orders");
    }

    private TableReport compare(HashIn place, int millisOfScan, int millisOfSums) {
        return only(new Reconciler(source, target, clock(millisOfScan, millisOfSums))
                .run(List.of(Reconciled.PAIR), Reconciled.CHECKSUMS.withHashIn(place)));
    }

    private InstantSource clock(int millisOfScan, int millisOfSums) {
        return () -> Reconciled.NOW.plusMillis(source.reads().stream()
                .mapToLong(read ->
                        read.startsWith("scan") ? millisOfScan : read.startsWith("fingerprints") ? millisOfSums : 0)
                .sum());
    }

    private static List<HashPlace> places(TableReport table) {
        return List.of(table.sourceSide().hashedIn(), table.targetSide().hashedIn());
    }

    private static InMemoryTable filled(String name) {
        InMemoryTable table = Reconciled.orders(name);
        for (int i = 0; i < ROWS; i++) {
            table.row(i, null, "x");
        }
        return table;
    }
}
