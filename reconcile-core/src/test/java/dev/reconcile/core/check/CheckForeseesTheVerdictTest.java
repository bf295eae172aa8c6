package dev.reconcile.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.memory.InMemoryCheckpoints;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.memory.RandomTables;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.DatabaseException.Kind;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.run.Scrubbing;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TablePair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Over random schemas and troubles: what a check calls the best verdict is the one that a run over equal rows gives. */
class CheckForeseesTheVerdictTest {

    private static final int RUNS = 1_000;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    @Test
    void a_check_foresees_the_verdict_of_a_run_over_equal_rows_and_reads_nothing() {
        Map<Verdict, Integer> seen = new EnumMap<>(Verdict.class);
        Seeds.each(RUNS, random -> {
            List<Column> columns = new RandomTables(random, 7).next().columns();
            AtomicBoolean refused = new AtomicBoolean();
            InMemoryDatabase source = InMemoryDatabase.of(table("dbo.t", columns, random, refused));
            InMemoryDatabase target = InMemoryDatabase.of(table("public.t", columns, random, refused));
            List<TablePair> pairs = List.of(pair(columns, random));
            RunOptions options = RunOptions.DEFAULT
                    .withDepth(Depth.values()[random.nextInt(Depth.values().length)])
                    .withHashIn(HashIn.values()[random.nextInt(HashIn.values().length)]);

            // A scrub that no part can be compared of does not come to the reads that a check finds refused.
            boolean scrubs = options.depth() == Depth.ROWS && !refused.get() && random.nextBoolean();

            Checker checker = new Checker(source, target, CLOCK);
            CheckReport check = scrubs
                    ? checker.checkScrub(pairs, options, new Cancellation())
                    : checker.check(pairs, options, new Cancellation());
            assertThat(source.reads()).isEmpty();
            assertThat(target.reads()).isEmpty();

            Reconciler reconciler = new Reconciler(source, target, CLOCK);
            Report report = scrubs
                    ? reconciler.scrub(
                            pairs,
                            options,
                            RunListener.NONE,
                            new Cancellation(),
                            new Scrubbing(4, new InMemoryCheckpoints(), Map.of()))
                    : reconciler.run(pairs, options);
            assertThat(check.tables())
                    .singleElement()
                    .satisfies(table -> assertThat(table.atBest())
                            .as("%s foreseen for %s", table, report)
                            .isEqualTo(report.tables().get(0).verdict()));
            assertThat(check.ready()).isEqualTo(report.status() == Status.PASS);
            seen.merge(check.tables().get(0).atBest(), 1, Integer::sum);
        });
        if (seen.values().stream().mapToInt(Integer::intValue).sum() == RUNS) {
            assertThat(seen.keySet()).containsExactlyInAnyOrder(Verdict.values());
        }
    }

    /** A table without rows of these columns, with at most a few troubles. */
    private static InMemoryTable table(String name, List<Column> columns, Random random, AtomicBoolean refused) {
        InMemoryTable table = InMemoryTable.named(name);
        boolean broken = random.nextBoolean();
        for (Column column : columns) {
            int trouble = broken ? random.nextInt(16) : -1;
            if (trouble == 0) {
                continue;
            }
            if (trouble == 1) {
                table.column(column.name(), new ValueType.Incomparable("it is odd"));
            } else if (trouble == 2) {
                table.column(column.name(), new ValueType.Uuid());
            } else {
                table.column(column);
            }
        }
        if (random.nextInt(12) == 0) {
            table.hidesRows("A policy hides rows.");
        }
        if (random.nextInt(12) == 0) {
            refused.set(true);
            table.refusesReads(() -> new DatabaseException(Kind.PERMISSION, "The login lacks a right.", null));
        }
        if (random.nextInt(12) == 0) {
            table.failsToDescribe(() -> new DatabaseException(Kind.TIMEOUT, "A lock was not free.", null));
        }
        if (random.nextInt(4) == 0) {
            table.cannotHash("It cannot.");
        }
        if (random.nextBoolean()) {
            table.estimate(random.nextBoolean() ? 0 : 20_000);
        }
        if (random.nextInt(4) > 0) {
            table.primaryKey(columns.get(0).name());
        }
        return table.filter("settled", row -> true);
    }

    private static TablePair pair(List<Column> columns, Random random) {
        TablePair pair = TablePair.of("dbo.t", random.nextInt(20) == 0 ? "public.tt" : "public.t");
        String last = columns.get(columns.size() - 1).name();
        if (random.nextInt(8) == 0) {
            pair = pair.withColumns(ColumnSelection.only(List.of(last)));
        } else if (random.nextInt(8) == 0) {
            pair = pair.withColumns(ColumnSelection.all().without(Set.of(last)));
        }
        if (random.nextInt(8) == 0) {
            RowFilter filter = new RowFilter(random.nextBoolean() ? "settled" : "setled");
            pair = new TablePair(pair.source(), pair.target(), pair.columns(), pair.key(), filter, RowFilter.none());
        }
        return pair;
    }
}
