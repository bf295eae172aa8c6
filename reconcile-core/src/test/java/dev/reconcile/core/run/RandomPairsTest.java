package dev.reconcile.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.memory.RandomPair;
import dev.reconcile.core.memory.RandomPairs;
import dev.reconcile.core.memory.RandomTable;
import dev.reconcile.core.memory.RandomTables;
import dev.reconcile.core.memory.RowsOracle;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Over random schemas, copied into columns of other names and types and damaged there, over random rules and keys, the key
 * unique or not, hashed wherever each side happens to: the rows and columns reported are those that comparing everything
 * with everything gives.
 */
class RandomPairsTest {

    private static final int RUNS = 1000;

    @Test
    void the_reported_rows_and_columns_are_those_of_the_brute_force_oracle() {
        Set<Kind> found = EnumSet.noneOf(Kind.class);
        Seeds.each(RUNS, random -> {
            RandomTables tables = new RandomTables(random, 7);
            RandomPair pair = new RandomPairs(random, 7).next();
            RowsOracle oracle = new RowsOracle(pair);

            List<RowDifference> told = compare(pair, tables.withColumnsShuffled(pair.target()), random);

            assertThat(oracle.lines(told)).as("%s", told).isEqualTo(oracle.expected());
            told.forEach(difference -> found.add(difference.kind()));
        });
        assertThat(found).isEqualTo(EnumSet.allOf(Kind.class));
    }

    /** What a listener is told: the report keeps no more than the beginning of long values. */
    private static List<RowDifference> compare(RandomPair pair, RandomTable target, Random random) {
        InMemoryTable sourceTable = keyed(pair.source().inMemory("dbo.t"), pair.sourceKey());
        InMemoryTable targetTable = keyed(target.inMemory("public.t"), pair.targetKey());
        RunOptions options = new RunOptions(
                Depth.ROWS,
                RunOptions.DEFAULT.hashIn(),
                RunOptions.DEFAULT.rounding(),
                new Buckets(1 << random.nextInt(11)),
                1,
                Reconciled.anySegments(random),
                RowOptions.DEFAULT.confirmed(Duration.ZERO, 1));
        List<RowDifference> told = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void rowDiffers(TablePair of, RowDifference difference) {
                told.add(difference);
            }
        };
        TableReport report = Reconciled.only(new Reconciler(
                        InMemoryDatabase.of(random.nextBoolean() ? sourceTable : sourceTable.cannotHash("No.")),
                        InMemoryDatabase.of(random.nextBoolean() ? targetTable : targetTable.cannotHash("No.")),
                        Reconciled.CLOCK)
                .run(List.of(pair.named("dbo.t", "t")), options, listener, new Cancellation()));
        RowsReport rows = report.rows();
        assertThat(rows == null ? 0 : rows.details().size()).as("%s", report).isEqualTo(told.size());
        assertThat(report.verdict()).as("%s", report).isEqualTo(told.isEmpty() ? Verdict.MATCH : Verdict.MISMATCH);
        return told;
    }

    private static InMemoryTable keyed(InMemoryTable table, List<String> key) {
        return key.isEmpty() ? table : table.primaryKey(key.toArray(String[]::new));
    }
}
