package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.CLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.checkpoint.Checkpoint;
import dev.reconcile.core.checkpoint.TableProgress;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.fingerprint.Fingerprint;
import dev.reconcile.core.memory.InMemoryCheckpoints;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.OtherCheckpointException;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.EarlierRead;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that goes on from any checkpoint of another says what that one would have said. */
class CheckpointTest {

    private static final Map<String, String> ABOUT = Map.of("depth", "rows");

    private static final List<TablePair> PAIRS =
            List.of(TablePair.of("dbo.numbered", "numbered"), TablePair.of("dbo.named", "named"));

    private InMemoryDatabase source = InMemoryDatabase.of();
    private InMemoryDatabase target = InMemoryDatabase.of();

    @Test
    void going_on_from_any_checkpoint_gives_the_report_of_an_undisturbed_run_and_reads_no_finished_segment_again() {
        Seeds.each(60, random -> {
            fill(random);
            RunOptions options = options(random);
            InMemoryCheckpoints undisturbed = new InMemoryCheckpoints();
            Reading whole = new Reading();
            Report expected = run(options, whole, undisturbed, ABOUT);
            assertThat(undisturbed.read())
                    .as("what is left of a run that ended")
                    .isEmpty();
            assertThat(undisturbed.written()).hasSizeGreaterThan(4);

            InMemoryCheckpoints store =
                    undisturbed.at(random.nextInt(undisturbed.written().size()));
            Checkpoint left = store.read().orElseThrow();
            Reading rest = new Reading();
            Report report = run(options, rest, store, ABOUT);

            assertThat(report.runId()).isEqualTo(expected.runId());
            assertThat(gist(report)).isEqualTo(gist(expected));
            assertThat(report.tables()).extracting(TableReport::earlier).isEqualTo(readBefore(left));
            assertThat(expected.tables()).extracting(TableReport::earlier).containsOnlyNulls();
            assertThat(report.discrepancies()).hasSameSizeAs(expected.discrepancies());
            assertThat(rest.different()).isEqualTo(whole.different());
            assertThat(report.warnings())
                    .hasSize(expected.warnings().size() + 1)
                    .anySatisfy(warning -> assertThat(warning)
                            .startsWith("This run goes on with one that began at " + Reconciled.NOW));
            for (RunListener.Side side : RunListener.Side.values()) {
                assertThat(rest.rows.getOrDefault(side, 0L))
                        .isEqualTo(whole.rows.getOrDefault(side, 0L) - readBefore(left, side));
            }
        });
    }

    /** All but where segments were cut, the order of the rows, and what was read earlier. */
    private static List<String> gist(Report report) {
        return report.tables().stream()
                .map(table -> table.verdict() + " " + reasons(table) + " " + table.sourceCount() + " "
                        + table.targetCount() + " " + checksums(table) + " " + rows(table))
                .toList();
    }

    private static List<String> reasons(TableReport table) {
        return table.reasons().stream()
                .filter(reason -> table.earlier() == null
                        || !reason.equals(table.earlier().sentence()))
                .toList();
    }

    /** What a run that goes on with this has to say that it did not read. */
    private static List<@Nullable EarlierRead> readBefore(Checkpoint left) {
        return IntStream.range(0, PAIRS.size())
                .mapToObj(i -> left.tables().get((i + 1) + ". " + PAIRS.get(i)))
                .map(progress -> progress == null
                        ? null
                        : new EarlierRead(Reconciled.NOW, progress instanceof TableProgress.Done))
                .toList();
    }

    private static String checksums(TableReport table) {
        return table.sourceSide().checksum() + " " + table.targetSide().checksum();
    }

    private static List<String> rows(TableReport table) {
        return table.rows() == null
                ? List.of()
                : table.rows().details().stream()
                        .map(RowDifference::toString)
                        .sorted()
                        .toList();
    }

    /** The rows that need not be read any more; of tables that are done all of them. */
    private static long readBefore(Checkpoint left, RunListener.Side side) {
        return left.tables().values().stream()
                .mapToLong(progress -> readBefore(progress, side))
                .sum();
    }

    private static long readBefore(TableProgress progress, RunListener.Side side) {
        boolean ofSource = side == RunListener.Side.SOURCE;
        if (progress instanceof TableProgress.Done done) {
            TableReport report = done.report();
            return ofSource ? report.sourceCount() : report.targetCount();
        }
        if (progress instanceof TableProgress.Ranged ranged) {
            return (ofSource ? ranged.source() : ranged.target()).rows();
        }
        if (progress instanceof TableProgress.Searching searching) {
            return readBefore(searching.sums(), side);
        }
        TableProgress.Hashed hashed = (TableProgress.Hashed) progress;
        return (ofSource ? hashed.source() : hashed.target())
                .buckets().stream().mapToLong(Fingerprint::rows).sum();
    }

    private void fill(Random random) {
        InMemoryTable[] numbered = {numbered("dbo.numbered"), numbered("public.numbered")};
        InMemoryTable[] named = {named("dbo.named"), named("public.named")};
        if (random.nextBoolean()) {
            for (InMemoryTable table : List.of(numbered[0], numbered[1], named[0], named[1])) {
                table.hashesAs("the same");
            }
        }
        for (int i = 0; i < 60; i++) {
            for (int side = 0; side < 2; side++) {
                if (random.nextInt(15) > 0) {
                    numbered[side].row(i * 3, random.nextInt(15) == 0 ? "x" : "v");
                }
                if (random.nextInt(15) > 0) {
                    named[side].row("n" + i, random.nextInt(15) == 0 ? "x" : "v");
                }
            }
        }
        source = InMemoryDatabase.of(
                random.nextBoolean() ? numbered[0] : numbered[0].cannotHash("No."),
                random.nextBoolean() ? named[0] : named[0].cannotHash("No."));
        target = InMemoryDatabase.of(
                random.nextBoolean() ? numbered[1] : numbered[1].cannotHash("No."),
                random.nextBoolean() ? named[1] : named[1].cannotHash("No."));
    }

    private static InMemoryTable numbered(String name) {
        return InMemoryTable.named(name)
                .column("id", new ValueType.Whole())
                .column("v", new ValueType.Text(9, false))
                .uniqueIndex(name + "_key", "id");
    }

    private static InMemoryTable named(String name) {
        return InMemoryTable.named(name)
                .column("id", new ValueType.Text(9, false))
                .column("v", new ValueType.Text(9, false))
                .uniqueIndex(name + "_key", "id");
    }

    private static RunOptions options(Random random) {
        int first = 1 + random.nextInt(6);
        return Reconciled.COUNTS
                .withDepth(random.nextInt(4) == 0 ? Depth.CHECKSUMS : Depth.ROWS)
                .withSegments(new SegmentOptions(
                        first, first + random.nextInt(9), Duration.ofSeconds(1), 1 + random.nextInt(4)));
    }

    private static List<TablePair> keyed() {
        return PAIRS.stream().map(pair -> pair.withKey(List.of("id"))).toList();
    }

    private Report run(RunOptions options, Reading reading, InMemoryCheckpoints store, Map<String, String> about) {
        return new Reconciler(source, target, CLOCK)
                .run(keyed(), options, reading, new Cancellation(), checkpointing(store, about));
    }

    @Test
    void going_on_with_a_search_for_rows_finds_the_same_ones_and_reads_no_range_again_that_was_searched() {
        Seeds.each(2, random -> {
            fill(random, 2_500, 6);
            TablePair pair = keyed().get(0).withAccepted(List.of(missingRows()));
            InMemoryCheckpoints undisturbed = new InMemoryCheckpoints();
            Reading whole = new Reading();
            Report expected = search(pair, whole, undisturbed, CLOCK);
            long searches = searches();
            List<Integer> midway = midway(undisturbed);
            assertThat(midway).hasSizeGreaterThan(2);

            for (int written : List.of(midway.get(0), midway.get(midway.size() - 1))) {
                InMemoryCheckpoints store = undisturbed.at(written);
                int searched = searched(store.read().orElseThrow());
                long before = searches();
                Reading rest = new Reading();
                Report report = search(pair, rest, store, CLOCK);

                assertThat(searches() - before).isEqualTo(searches - searched);
                assertThat(gist(report)).isEqualTo(gist(expected));
                assertThat(numbers(report)).isEqualTo(numbers(expected));
                assertThat(rest.different()).isEqualTo(whole.different());

                Reading twice = new Reading();
                search(pair, twice, store.at(random.nextInt(store.written().size())), CLOCK);
                assertThat(twice.different()).as("after a second kill").isEqualTo(whole.different());
            }
        });
    }

    @Test
    void suspects_are_settled_now_and_then_so_that_what_was_found_can_be_kept() {
        fill(new Random(1), 1_000, 12);
        InMemoryCheckpoints standing = new InMemoryCheckpoints();
        search(keyed().get(0), new Reading(), standing, CLOCK);
        assertThat(midway(standing)).isEmpty();

        InMemoryCheckpoints passing = new InMemoryCheckpoints();
        AtomicLong seconds = new AtomicLong();
        search(keyed().get(0), new Reading(), passing, () -> Reconciled.NOW.plusSeconds(seconds.addAndGet(20)));
        assertThat(midway(passing)).hasSizeGreaterThan(1);
    }

    /** What was written while rows were sought, and some ranges were done with. */
    private static List<Integer> midway(InMemoryCheckpoints store) {
        return IntStream.range(0, store.written().size())
                .filter(i -> searched(store.written().get(i)) > 0)
                .boxed()
                .toList();
    }

    private Report search(TablePair pair, Reading reading, InMemoryCheckpoints store, InstantSource clock) {
        RunOptions options = Reconciled.COUNTS
                .withDepth(Depth.ROWS)
                .withSegments(new SegmentOptions(20, 20, Duration.ofSeconds(1)))
                .withRows(RowOptions.DEFAULT
                        .confirmed(Duration.ZERO, 1)
                        .withKeysInMemory(1_000)
                        .withMaxDetails(800));
        return new Reconciler(source, target, clock)
                .run(List.of(pair), options, reading, new Cancellation(), checkpointing(store, ABOUT));
    }

    /** How often rows of ranges were sought, by now. */
    private long searches() {
        return source.reads().stream().filter("hashedKeys dbo.numbered"::equals).count();
    }

    private static int searched(Checkpoint checkpoint) {
        return checkpoint.tables().values().stream()
                .mapToInt(progress -> progress instanceof TableProgress.Searching searching ? searching.searched() : 0)
                .sum();
    }

    private static List<Object> numbers(Report report) {
        RowsReport rows = report.tables().get(0).rows();
        return List.of(
                rows.missing(),
                rows.extra(),
                rows.changed(),
                rows.acceptedRows(),
                rows.detailsLeftOut(),
                rows.accepted().get(0).details().size());
    }

    private static AcceptedDifference missingRows() {
        return new AcceptedDifference(
                "known",
                List.of(),
                RowFilter.none(),
                RowFilter.none(),
                Set.of(RowDifference.Kind.MISSING),
                Set.of(),
                "The load is late.",
                LocalDate.MAX);
    }

    /** One table, in which one row in so many is missing, another extra, and a third changed. */
    private void fill(Random random, int rows, int oneIn) {
        InMemoryTable from = numbered("dbo.numbered");
        InMemoryTable to = numbered("public.numbered");
        for (int i = 0; i < rows; i++) {
            int kind = random.nextInt(oneIn);
            if (kind > 0) {
                from.row(i * 3, "v");
            }
            if (kind != 1) {
                to.row(i * 3, kind == 2 ? "x" : "v");
            }
        }
        source = InMemoryDatabase.of(from, named("dbo.named"));
        target = InMemoryDatabase.of(to, named("public.named"));
    }

    private static Checkpointing checkpointing(InMemoryCheckpoints store, Map<String, String> about) {
        return new Checkpointing(store, about, Duration.ZERO, ShownValues.OF_DIFFERENCES);
    }

    /** How many rows were told to be read, and which to differ. */
    private static class Reading implements RunListener {

        final Map<Side, Long> rows = new EnumMap<>(Side.class);
        private final Map<TablePair, List<String>> different = new HashMap<>();

        @Override
        public synchronized void rowsSought(TablePair pair, TableRead from, TableRead to) {
            different.put(pair, new ArrayList<>());
        }

        @Override
        public synchronized void rowDiffers(TablePair pair, RowDifference difference) {
            different.get(pair).add(difference.toString());
        }

        Map<TablePair, List<String>> different() {
            different.values().forEach(Collections::sort);
            return different;
        }

        @Override
        public synchronized void rowsRead(TablePair pair, Side side, long more) {
            rows.merge(side, more, Long::sum);
        }
    }

    @Test
    void another_run_is_not_gone_on_with_and_the_message_names_what_is_another() {
        Checkpoint left = someCheckpoint();
        Map<String, String> others = new TreeMap<>(Map.of("depth", "counts", "rounding", "truncate"));

        assertThatThrownBy(() -> run(options(new Random(1)), new Reading(), InMemoryCheckpoints.holding(left), others))
                .isInstanceOf(OtherCheckpointException.class)
                .hasMessage(
                        "The run that left the checkpoint was one with another depth, rounding. Go on with the same,"
                                + " or delete the checkpoint to begin anew.");
        Checkpoint older =
                new Checkpoint(left.runId(), left.start(), Map.of("depth", "rows", "version", "0.0.1"), left.tables());
        assertThatThrownBy(() -> run(options(new Random(1)), new Reading(), InMemoryCheckpoints.holding(older), ABOUT))
                .hasMessageContaining("with another version.");
    }

    @Test
    void a_checkpoint_of_other_tables_is_not_gone_on_with() {
        Checkpoint left = someCheckpoint();
        Checkpoint others = new Checkpoint(
                left.runId(),
                left.start(),
                left.about(),
                Map.of(
                        "1. dbo.elsewhere → elsewhere",
                        left.tables().values().iterator().next()));

        assertThatThrownBy(() -> run(options(new Random(1)), new Reading(), InMemoryCheckpoints.holding(others), ABOUT))
                .isInstanceOf(OtherCheckpointException.class)
                .hasMessageContaining("or in another order: dbo.elsewhere → elsewhere.");
    }

    /** A statement that somebody cancelled, or that took too long, costs no more than a connection that was lost. */
    @ParameterizedTest
    @EnumSource(
            value = DatabaseException.Kind.class,
            names = {"CONNECTION", "TIMEOUT", "OTHER"})
    void a_run_that_failed_in_a_table_leaves_its_checkpoint_to_the_one_that_goes_on(DatabaseException.Kind kind) {
        fill(new Random(3), 200, 1_000);
        RunOptions options =
                Reconciled.COUNTS.withDepth(Depth.ROWS).withSegments(new SegmentOptions(20, 20, Duration.ofSeconds(1)));
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        Report broken = run(options, failing(kind), store, ABOUT);

        assertThat(broken.tables())
                .extracting(TableReport::verdict)
                .containsExactlyInAnyOrder(Verdict.ERROR, Verdict.MATCH);
        assertThat(broken.tables().stream().flatMap(table -> table.reasons().stream()))
                .contains("It failed. It was begun: the same command goes on with it, if the checkpoint is kept.");
        assertThat(broken.warnings()).singleElement().asString().startsWith("The checkpoint stays, because a table is");
        assertThat(store.read()).isPresent();

        Reading rest = new Reading();
        Report report = run(options, rest, store, ABOUT);

        assertThat(report.tables()).extracting(TableReport::verdict).containsOnly(Verdict.MATCH);
        assertThat(rest.rows.get(RunListener.Side.TARGET)).isBetween(1L, 120L);
        assertThat(store.read()).isEmpty();
    }

    /** Who goes on while a table is locked has read it before, and loses nothing of that. */
    @Test
    void a_table_that_is_locked_when_a_run_goes_on_keeps_what_was_read_of_it() {
        fill(new Random(3), 200, 1_000);
        RunOptions options =
                Reconciled.COUNTS.withDepth(Depth.ROWS).withSegments(new SegmentOptions(20, 20, Duration.ofSeconds(1)));
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        run(options, failing(DatabaseException.Kind.CONNECTION), store, ABOUT);
        InMemoryDatabase free = target;
        target = InMemoryDatabase.of(
                numbered("public.numbered").failsToDescribe(CheckpointTest::locked),
                named("public.named").failsToDescribe(CheckpointTest::locked));

        Report held = run(options, new Reading(), store, ABOUT);

        assertThat(held.tables())
                .filteredOn(table -> table.skipped() == Skipped.LOCKED)
                .singleElement()
                .satisfies(
                        table -> assertThat(table.reasons().get(0))
                                .endsWith(
                                        "Somebody held a lock. It was begun: the same command goes on with it, if the checkpoint is kept."));
        assertThat(store.read()).isPresent();

        target = free;
        Reading rest = new Reading();
        assertThat(run(options, rest, store, ABOUT).tables())
                .extracting(TableReport::verdict)
                .containsOnly(Verdict.MATCH);
        assertThat(rest.rows.get(RunListener.Side.TARGET)).isBetween(1L, 120L);
    }

    /** One that fails in the middle of a table. */
    private static Reading failing(DatabaseException.Kind kind) {
        return new Reading() {
            @Override
            public synchronized void rowsRead(TablePair pair, Side side, long more) {
                super.rowsRead(pair, side, more);
                if (side == Side.TARGET && rows.get(side) > 100) {
                    throw new DatabaseException(kind, "It failed.", null);
                }
            }
        };
    }

    private static DatabaseException locked() {
        return new DatabaseException(DatabaseException.Kind.LOCKED, "Somebody held a lock.", null);
    }

    @Test
    void a_name_that_fits_no_table_may_fit_one_that_is_done() {
        fill(new Random(5));
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        List<TablePair> masked = keyed().stream()
                .map(pair -> pair.withColumns(pair.columns().maskingWherePresent(Set.of("seecret"))))
                .toList();
        Cancellation cancellation = new Cancellation();
        RunListener cancelling = new RunListener() {
            @Override
            public void tableFinished(TablePair pair, TableReport report, List<Discrepancy> discrepancies) {
                cancellation.cancel();
            }
        };
        String inVain =
                "No table has the masked column seecret, so nothing is masked for it. Correct its name, or take it out.";

        Report broken = new Reconciler(source, target, CLOCK)
                .run(masked, oneTableAfterTheOther(), cancelling, cancellation, checkpointing(store, ABOUT));
        Report report = new Reconciler(source, target, CLOCK)
                .run(masked, oneTableAfterTheOther(), new Reading(), new Cancellation(), checkpointing(store, ABOUT));

        assertThat(broken.warnings()).contains(inVain);
        assertThat(report.warnings())
                .contains(inVain
                        + " It may be a column of a table that an earlier run was done with: such were not looked"
                        + " at again.");
    }

    @Test
    void a_run_whose_connection_was_lost_before_it_read_anything_leaves_nothing() {
        source =
                InMemoryDatabase.of(numbered("dbo.numbered").failsToDescribe(CheckpointTest::lost), named("dbo.named"));
        target = InMemoryDatabase.of(numbered("public.numbered"), named("public.named"));
        InMemoryCheckpoints store = new InMemoryCheckpoints();

        Report report = new Reconciler(source, target, CLOCK)
                .run(
                        keyed().subList(0, 1),
                        Reconciled.COUNTS,
                        new Reading(),
                        new Cancellation(),
                        checkpointing(store, ABOUT));

        assertThat(report.tables()).extracting(TableReport::verdict).containsOnly(Verdict.ERROR);
        assertThat(report.warnings()).isEmpty();
        assertThat(store.read()).isEmpty();
    }

    private static DatabaseException lost() {
        return new DatabaseException(DatabaseException.Kind.CONNECTION, "The connection was lost.", null);
    }

    @Test
    void sums_of_other_columns_are_not_added_to() {
        Checkpoint left = someCheckpoint();
        addColumn();

        Report report =
                run(Reconciled.COUNTS.withDepth(Depth.ROWS), new Reading(), InMemoryCheckpoints.holding(left), ABOUT);

        assertThat(report.tables().get(0).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(report.tables().get(0).reasons()).singleElement().asString().contains("compared other columns");
    }

    private void addColumn() {
        source =
                InMemoryDatabase.of(numbered("dbo.numbered").column("more", new ValueType.Whole()), named("dbo.named"));
        target = InMemoryDatabase.of(
                numbered("public.numbered").column("more", new ValueType.Whole()), named("public.named"));
    }

    @Test
    void rows_of_a_table_that_is_another_by_now_are_not_told_and_what_was_found_is_not_lost() {
        fill(new Random(7));
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        run(Reconciled.COUNTS.withDepth(Depth.ROWS), new Reading(), store, ABOUT);
        InMemoryCheckpoints left = store.at(store.written().size() - 1);
        addColumn();
        Reading reading = new Reading();

        Report report = run(Reconciled.COUNTS.withDepth(Depth.ROWS), reading, left, ABOUT);

        TableReport altered = report.tables().get(0);
        assertThat(altered.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(altered.reasons())
                .singleElement()
                .asString()
                .startsWith("The rows that an earlier run found cannot be told again: ")
                .endsWith("Delete the checkpoint to begin anew.");
        assertThat(report.tables().get(1).verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(reading.different()).containsOnlyKeys(keyed().get(1));
        assertThat(left.read()).isPresent();
    }

    @Test
    void rows_are_told_again_as_much_of_them_as_was_to_be_kept() {
        fill(new Random(7));
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        Checkpointing keysOnly = new Checkpointing(store, ABOUT, Duration.ZERO, ShownValues.NONE);
        new Reconciler(source, target, CLOCK)
                .run(keyed(), Reconciled.COUNTS.withDepth(Depth.ROWS), new Reading(), new Cancellation(), keysOnly);
        Reading reading = new Reading();

        run(
                Reconciled.COUNTS.withDepth(Depth.ROWS),
                reading,
                store.at(store.written().size() - 1),
                ABOUT);

        assertThat(reading.different().get(keyed().get(0)))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).contains("sourceRow=[], targetRow=[]"));
    }

    /** One in the middle of the first table. */
    private Checkpoint someCheckpoint() {
        fill(new Random(7));
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        SegmentOptions small = new SegmentOptions(3, 3, Duration.ofSeconds(1));
        run(Reconciled.COUNTS.withDepth(Depth.ROWS).withSegments(small), new Reading(), store, ABOUT);
        return store.written().stream()
                .filter(checkpoint -> checkpoint.tables().values().stream()
                        .anyMatch(progress -> progress instanceof TableProgress.Ranged ranged && ranged.rest() != null))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_checkpoint_that_cannot_be_written_is_said_and_takes_nothing_from_the_answer() {
        fill(new Random(3));
        Report expected = run(Reconciled.COUNTS.withDepth(Depth.ROWS), new Reading(), new InMemoryCheckpoints(), ABOUT);

        Report report = run(Reconciled.COUNTS.withDepth(Depth.ROWS), new Reading(), InMemoryCheckpoints.full(), ABOUT);

        assertThat(gist(report)).isEqualTo(gist(expected));
        assertThat(report.warnings()).contains("The checkpoint is not kept: The memory is full. Free some.");
    }

    @Test
    void a_cancelled_run_leaves_its_checkpoint() {
        fill(new Random(5));
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        Cancellation cancellation = new Cancellation();
        RunListener cancelling = new RunListener() {
            @Override
            public void tableFinished(TablePair pair, TableReport report, List<Discrepancy> discrepancies) {
                cancellation.cancel();
            }
        };

        Report report = new Reconciler(source, target, CLOCK)
                .run(keyed(), oneTableAfterTheOther(), cancelling, cancellation, checkpointing(store, ABOUT));

        assertThat(report.complete()).isFalse();
        assertThat(store.read().orElseThrow().tables().values()).hasAtLeastOneElementOfType(TableProgress.Done.class);
    }

    private static RunOptions oneTableAfterTheOther() {
        return new RunOptions(
                Depth.ROWS,
                RunOptions.HashIn.AUTO,
                Reconciled.COUNTS.rounding(),
                Reconciled.COUNTS.buckets(),
                1,
                SegmentOptions.DEFAULT,
                Reconciled.COUNTS.rows());
    }
}
