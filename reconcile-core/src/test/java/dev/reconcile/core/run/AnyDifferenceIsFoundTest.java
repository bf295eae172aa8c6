package dev.reconcile.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.memory.CanonicalText;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.memory.RandomTable;
import dev.reconcile.core.memory.RandomTables;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.TablePair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Over random schemas, rows, keys and bucketings, hashed wherever each side happens to: equal tables always match, and
 * tables that differ in one cell or one row never do.
 */
class AnyDifferenceIsFoundTest {

    private static final int RUNS = 150;

    @Test
    void equal_tables_match_whatever_their_order() {
        Seeds.each(RUNS, random -> {
            RandomTables tables = new RandomTables(random, 7);
            RandomTable source = tables.next();
            RandomTable target = tables.withColumnsShuffled(tables.withRowsShuffled(source));

            TableReport report = compare(source, target, random);

            assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.MATCH);
            assertThat(report.sourceCount()).isEqualTo(source.rows().size());
            assertThat(report.targetCount()).isEqualTo(source.rows().size());
            assertThat(report.sourceSide().checksum())
                    .isEqualTo(report.targetSide().checksum());
        });
    }

    @Test
    void a_changed_cell_is_a_mismatch_of_contents_among_equal_counts() {
        Seeds.each(RUNS, random -> {
            RandomTables tables = new RandomTables(random, 7);
            RandomTable source = filled(tables);
            RandomTable target = tables.withOneCellChanged(source);

            TableReport report = compare(source, shuffled(target, tables), random);

            assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.MISMATCH);
            assertThat(report.sourceCount()).isEqualTo(report.targetCount());
            assertThat(report.bucketsDifferent()).isBetween(1, 2);
        });
    }

    @Test
    void a_deleted_row_is_a_mismatch() {
        Seeds.each(RUNS, random -> {
            RandomTables tables = new RandomTables(random, 7);
            RandomTable source = filled(tables);
            RandomTable target = tables.withOneRowDeleted(source);

            TableReport report = compare(source, shuffled(target, tables), random);

            assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.MISMATCH);
            assertThat(report.targetCount()).isEqualTo(report.sourceCount() - 1);
            assertThat(report.bucketsDifferent()).isEqualTo(1);
        });
    }

    @Test
    void a_row_that_stands_there_twice_is_a_mismatch() {
        Seeds.each(RUNS, random -> {
            RandomTables tables = new RandomTables(random, 7);
            RandomTable source = filled(tables);
            RandomTable target = tables.withOneRowDuplicated(source);

            TableReport report = compare(source, shuffled(target, tables), random);

            assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.MISMATCH);
            assertThat(report.targetCount()).isEqualTo(report.sourceCount() + 1);
            assertThat(report.bucketsDifferent()).isEqualTo(1);
        });
    }

    @Test
    void tables_match_if_and_only_if_their_rows_are_equal_as_multisets() {
        Seeds.each(RUNS, random -> {
            RandomTables tables = new RandomTables(random, 7);
            RandomTable source = filled(tables);
            RandomTable target = tables.withOneRowDeleted(tables.withOneRowDuplicated(source));
            boolean equal = sortedFrames(source).equals(sortedFrames(target));

            TableReport report = compare(source, shuffled(target, tables), random);

            assertThat(report.verdict()).as("%s", report).isEqualTo(equal ? Verdict.MATCH : Verdict.MISMATCH);
        });
    }

    private static List<String> sortedFrames(RandomTable table) {
        return table.rows().stream()
                .map(row -> new String(CanonicalText.frame(row, table.canonicalTypes()), StandardCharsets.UTF_8))
                .sorted()
                .toList();
    }

    private static RandomTable filled(RandomTables tables) {
        RandomTable table = tables.next();
        while (table.rows().isEmpty()) {
            table = tables.next();
        }
        return table;
    }

    private static RandomTable shuffled(RandomTable table, RandomTables tables) {
        return tables.withColumnsShuffled(tables.withRowsShuffled(table));
    }

    private static TableReport compare(RandomTable source, RandomTable target, Random random) {
        List<String> key = anyKey(source, random);
        InMemoryTable sourceTable = hashedSomewhere(source.inMemory("dbo.t").perhapsOrderedBy(key, random), random);
        InMemoryTable targetTable = hashedSomewhere(target.inMemory("public.t").perhapsOrderedBy(key, random), random);
        RunOptions options = new RunOptions(
                Depth.CHECKSUMS,
                HashIn.AUTO,
                Rounding.HALF_UP,
                new Buckets(1 << random.nextInt(11)),
                1,
                Reconciled.anySegments(random),
                RowOptions.DEFAULT);
        Report report = new Reconciler(
                        InMemoryDatabase.of(sourceTable), InMemoryDatabase.of(targetTable), Reconciled.CLOCK)
                .run(List.of(TablePair.of("dbo.t", "t").withKey(key)), options);
        TableReport table = Reconciled.only(report);
        assertThat(report.status()).isEqualTo(table.verdict() == Verdict.MATCH ? Status.PASS : Status.FAIL);
        return table;
    }

    private static InMemoryTable hashedSomewhere(InMemoryTable table, Random random) {
        return random.nextBoolean() ? table : table.cannotHash("The test says so.");
    }

    private static List<String> anyKey(RandomTable table, Random random) {
        List<String> names =
                new ArrayList<>(table.columns().stream().map(Column::name).toList());
        Collections.shuffle(names, random);
        return names.subList(0, random.nextInt(names.size() + 1));
    }
}
