package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.CLOCK;
import static dev.reconcile.core.run.Reconciled.PAIR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Tolerance;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunListeners;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many equal rows the source holds is counted where somebody asks for it. */
class CopiesTest {

    private final List<RowDifference> told = new ArrayList<>();

    private final RunListener counting = new RunListener() {
        @Override
        public boolean countsCopies() {
            return true;
        }

        @Override
        public void rowDiffers(TablePair pair, RowDifference difference) {
            told.add(difference);
        }
    };

    private static RunOptions rows(HashIn place, int milliseconds) {
        return RunOptions.DEFAULT
                .withDepth(Depth.ROWS)
                .withHashIn(place)
                .withRows(RowOptions.DEFAULT.confirmed(Duration.ofMillis(milliseconds), 2));
    }

    private InMemoryDatabase run(
            InMemoryTable source, InMemoryTable target, TablePair pair, RunOptions options, RunListener listener) {
        InMemoryDatabase from = InMemoryDatabase.of(source);
        new Reconciler(from, InMemoryDatabase.of(target), CLOCK)
                .run(List.of(pair), options, new RunListeners(List.of(RunListener.NONE, listener)), new Cancellation());
        return from;
    }

    private List<String> described() {
        return told.stream()
                .map(row -> row.kind() + " "
                        + row.sourceRow().stream().map(v -> v.text()).toList()
                        + row.targetRow().stream().map(v -> v.text()).toList() + " x" + row.occurrences() + " "
                        + (row.copies() == null
                                ? "unknown"
                                : row.copies().ofSourceRow() + "/"
                                        + row.copies().ofTargetRow()))
                .toList();
    }

    private static InMemoryTable keyless(String name) {
        return InMemoryTable.named(name).column("n", new ValueType.Whole());
    }

    @ParameterizedTest
    @CsvSource({"DATABASE, 0", "CLIENT, 0", "DATABASE, 1", "CLIENT, 1"})
    void rows_without_a_key_are_counted_once_more(HashIn place, int delay) {
        InMemoryTable source = keyless("dbo.orders")
                .row(7)
                .row(7)
                .row(7)
                .row(9)
                .row((Object) null)
                .row(1);
        InMemoryTable target = keyless("public.orders")
                .row(7)
                .row(8)
                .row(8)
                .row(9)
                .row(9)
                .row(9)
                .row(1);

        run(source, target, PAIR, rows(place, delay), counting);

        assertThat(described())
                .containsExactlyInAnyOrder(
                        "MISSING [7][] x2 3/0", "MISSING [NULL][] x1 1/0", "EXTRA [][8] x2 0/0", "EXTRA [][9] x2 0/1");
    }

    @Test
    void nobody_pays_for_a_count_that_nobody_asks_for() {
        InMemoryTable source = keyless("dbo.orders").row(7);
        RunListener watching = new RunListener() {
            @Override
            public void rowDiffers(TablePair pair, RowDifference difference) {
                told.add(difference);
            }
        };

        int asked = run(source, keyless("public.orders"), PAIR, rows(HashIn.CLIENT, 0), counting)
                .reads()
                .size();
        int notAsked = run(source, keyless("public.orders"), PAIR, rows(HashIn.CLIENT, 0), watching)
                .reads()
                .size();

        assertThat(asked).isEqualTo(notAsked + 1);
        assertThat(described()).containsExactly("MISSING [7][] x1 1/0", "MISSING [7][] x1 unknown");
    }

    @Test
    void rows_of_a_key_that_is_not_unique_are_counted_where_they_are_looked_up() {
        InMemoryTable source = Reconciled.source()
                .row(1, null, "a")
                .row(1, null, "b")
                .row(1, null, "b")
                .row(1, null, "b")
                .row(2, null, "c");
        InMemoryTable target = Reconciled.target()
                .row(1, null, "a")
                .row(1, null, "a")
                .row(2, null, "c")
                .row(2, null, "c");

        run(source, target, PAIR, rows(HashIn.CLIENT, 0), counting);

        assertThat(described())
                .containsExactlyInAnyOrder(
                        "CHANGED [1, NULL, b][1, NULL, a] x1 3/1",
                        "MISSING [1, NULL, b][] x1 3/0",
                        "MISSING [1, NULL, b][] x1 3/0",
                        "EXTRA [][2, NULL, c] x1 0/1");
    }

    @Test
    void where_near_values_count_as_equal_the_number_of_equal_ones_is_not_told() {
        Softening near = new Softening.Within(new Tolerance(new BigDecimal("0.01"), null));
        TablePair pair = PAIR.withRules(ColumnRules.of(Map.of("total", new ColumnRule(near))));

        run(
                Reconciled.source().row(1, new BigDecimal("1.00"), "a"),
                Reconciled.target(),
                pair,
                rows(HashIn.CLIENT, 0),
                counting);

        assertThat(described()).containsExactly("MISSING [1, 1.00, a][] x1 unknown");
    }

    @Test
    void random_rows_are_counted_whatever_does_not_fit_in_memory() {
        Seeds.each(5, random -> {
            told.clear();
            List<Integer> ofSource = new ArrayList<>();
            List<Integer> ofTarget = new ArrayList<>();
            InMemoryTable source = keyless("dbo.orders");
            InMemoryTable target = keyless("public.orders");
            for (int i = 0; i < 6_000; i++) {
                int value = random.nextInt(2_500);
                if (random.nextBoolean()) {
                    source.row(value);
                    ofSource.add(value);
                } else {
                    target.row(value);
                    ofTarget.add(value);
                }
            }
            RunOptions options = rows(HashIn.values()[random.nextInt(3)], random.nextInt(2));
            run(source, target, PAIR, options.withRows(options.rows().withKeysInMemory(1_000)), counting);

            assertThat(told).allSatisfy(row -> {
                int value = Integer.parseInt((row.sourceRow().isEmpty() ? row.targetRow() : row.sourceRow())
                        .get(0)
                        .text());
                assertThat(row.copies().ofSourceRow() + row.copies().ofTargetRow())
                        .isEqualTo(Collections.frequency(ofSource, value));
                assertThat(row.occurrences())
                        .isEqualTo(Math.abs(
                                Collections.frequency(ofSource, value) - Collections.frequency(ofTarget, value)));
            });
        });
    }
}
