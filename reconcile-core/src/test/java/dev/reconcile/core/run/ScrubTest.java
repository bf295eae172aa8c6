package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.NOW;
import static dev.reconcile.core.run.Reconciled.PAIR;
import static dev.reconcile.core.run.Reconciled.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.checkpoint.Checkpoint;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.memory.InMemoryCheckpoints;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CheckpointException;
import dev.reconcile.core.port.CheckpointStore;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Scrub;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Runs that compare a part of each table, another one each time. */
class ScrubTest {

    private static final Map<String, String> ABOUT = Map.of("depth", "rows");
    private static final RunOptions ROWS = Reconciled.COUNTS.withDepth(Depth.ROWS);

    private final HandClock clock = new HandClock();

    ScrubTest() {
        clock.move(Duration.between(clock.instant(), NOW));
    }

    @Test
    void a_round_compares_each_key_once_however_the_table_grows_and_shrinks_between_the_runs() {
        Seeds.each(40, random -> {
            Keys keys = new Keys(random);
            int runs = 2 + random.nextInt(5);
            InMemoryCheckpoints store = new InMemoryCheckpoints();
            for (int round = 1; round <= 3; round++) {
                Set<List<Object>> throughout = new HashSet<>(keys.present);
                Map<List<Object>, Integer> seen = new HashMap<>();
                Report report;
                do {
                    keys.seen.clear();
                    report = keys.scrub(runs, store);
                    assertThat(report.status()).as(report.toString()).isEqualTo(Status.PASS);
                    Scrub scrub = only(report).scrub();
                    assertThat(scrub.round()).isEqualTo(round);
                    assertThatPartsAreAllKeys(scrub);
                    keys.seen.forEach(key -> seen.merge(key, 1, Integer::sum));
                    keys.change(random);
                    throughout.retainAll(keys.present);
                } while (!isLast(only(report).scrub()));
                assertThat(seen.values()).as("round %d", round).allMatch(times -> times == 2);
                assertThat(seen.keySet()).as("round %d", round).containsAll(throughout);
            }
        });
    }

    private static boolean isLast(Scrub scrub) {
        return scrub.compared().orElseThrow().upTo().isEmpty();
    }

    private static void assertThatPartsAreAllKeys(Scrub scrub) {
        List<NamedValue> end = List.of();
        for (Scrub.Part part : scrub.parts()) {
            assertThat(part.after()).isEqualTo(end);
            end = part.upTo();
        }
        assertThat(end).isEmpty();
    }

    /** A table of any keys of whole numbers, the same on both sides, that tells which rows are read. */
    private final class Keys {

        private final InMemoryTable source;
        private final InMemoryTable target;
        private final boolean mayBeNull;
        private final Set<List<Object>> present = new HashSet<>();
        private final List<List<Object>> seen = new ArrayList<>();
        private final RunOptions options;

        Keys(Random random) {
            mayBeNull = random.nextBoolean();
            source = table("dbo.orders");
            target = table("public.orders");
            options = ROWS.withSegments(Reconciled.anySegments(random))
                    .withHashIn(random.nextBoolean() ? RunOptions.HashIn.CLIENT : RunOptions.HashIn.DATABASE);
            for (int i = 0; i < random.nextInt(60); i++) {
                insert(random);
            }
            source.estimate(1 + present.size() * (50 + random.nextInt(100)) / 100);
        }

        private InMemoryTable table(String name) {
            InMemoryTable table = InMemoryTable.named(name);
            for (String column : List.of("a", "b")) {
                table = mayBeNull
                        ? table.column(column, new ValueType.Whole())
                        : table.requiredColumn(column, new ValueType.Whole());
            }
            return table.uniqueIndex("in_order", "a", "b").filter("seen", row -> {
                synchronized (seen) {
                    seen.add(List.of(String.valueOf(row.get(0)), String.valueOf(row.get(1))));
                }
                return true;
            });
        }

        void change(Random random) {
            for (int i = random.nextInt(6); i > 0; i--) {
                if (random.nextInt(3) > 0) {
                    insert(random);
                } else {
                    long gone = random.nextInt(20);
                    source.delete(row -> Long.valueOf(gone).equals(row.get(0)));
                    target.delete(row -> Long.valueOf(gone).equals(row.get(0)));
                    present.removeIf(key -> key.get(0).equals(String.valueOf(gone)));
                }
            }
        }

        private void insert(Random random) {
            Long a = mayBeNull && random.nextInt(8) == 0 ? null : (long) random.nextInt(20);
            Long b = mayBeNull && random.nextInt(8) == 0 ? null : (long) random.nextInt(4);
            if (present.add(List.of(String.valueOf(a), String.valueOf(b)))) {
                source.row(a, b);
                target.row(a, b);
            }
        }

        Report scrub(int runs, CheckpointStore store) {
            TablePair pair = new TablePair(
                    PAIR.source(),
                    PAIR.target(),
                    ColumnSelection.all(),
                    List.of("a", "b"),
                    new RowFilter("seen"),
                    new RowFilter("seen"));
            return ScrubTest.this.scrub(source, target, pair, options, new Scrubbing(runs, 0, store, ABOUT));
        }
    }

    @Test
    void the_runs_of_a_round_find_together_what_one_run_over_the_whole_table_finds() {
        Seeds.each(40, random -> {
            InMemoryTable source = Reconciled.source();
            InMemoryTable target = Reconciled.target();
            for (int id = 0; id < 50; id++) {
                if (random.nextInt(9) > 0) {
                    source.row(id, null, random.nextInt(9) == 0 ? "x" : "v");
                }
                if (random.nextInt(9) > 0) {
                    target.row(id, null, random.nextInt(9) == 0 ? "x" : "v");
                }
            }
            source.estimate(45);
            RunOptions options = ROWS.withSegments(Reconciled.anySegments(random));
            InMemoryCheckpoints store = new InMemoryCheckpoints();

            Set<String> found = new TreeSet<>();
            List<String> findings = new ArrayList<>();
            Report report;
            do {
                report = scrub(source, target, PAIR, options, new Scrubbing(2 + random.nextInt(5), 0, store, ABOUT));
                assertThat(report.tablesErrored()).as(report.toString()).isZero();
                rows(report).forEach(found::add);
                findings.addAll(rows(report));
            } while (!isLast(only(report).scrub()));

            assertThat(findings).hasSameSizeAs(found);
            assertThat(found)
                    .containsExactlyInAnyOrderElementsOf(rows(Reconciled.reconcile(source, target, PAIR, options)));
        });
    }

    private static List<String> rows(Report report) {
        TableReport table = only(report);
        return table.rows() == null
                ? List.of()
                : table.rows().details().stream().map(RowDifference::toString).toList();
    }

    private Report scrub(
            InMemoryTable source, InMemoryTable target, TablePair pair, RunOptions options, Scrubbing scrubbing) {
        clock.move(Duration.ofDays(1));
        return new Reconciler(InMemoryDatabase.of(source), InMemoryDatabase.of(target), clock)
                .scrub(List.of(pair), options, RunListener.NONE, new Cancellation(), scrubbing);
    }

    private Report quarter(InMemoryTable source, InMemoryTable target, CheckpointStore store) {
        return scrub(source, target, PAIR, ROWS, new Scrubbing(4, 10, store, ABOUT));
    }

    /** The rows 1 to 40, which four runs compare. */
    private static InMemoryTable forty(InMemoryTable table, long... others) {
        for (long id = 1; id <= 40; id++) {
            long row = id;
            table.row(id, null, LongStream.of(others).anyMatch(other -> other == row) ? "x" : "v");
        }
        return table.estimate(40);
    }

    @Test
    void a_row_that_differs_is_found_by_one_run_and_keeps_the_table_from_matching_until_its_part_is_compared_equal() {
        InMemoryTable source = forty(Reconciled.source());
        InMemoryTable target = forty(Reconciled.target(), 15);
        InMemoryCheckpoints store = new InMemoryCheckpoints();

        TableReport first = only(quarter(source, target, store));
        TableReport second = only(quarter(source, target, store));
        TableReport third = only(quarter(source, target, store));

        assertThat(first.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(first.reasons())
                .containsExactly(
                        "Only a part of the table was compared in this run: what is said and counted here is of that"
                                + " part.",
                        "The row counts agree, and so do the contents of all 3 columns compared.",
                        "About 25% of the table has been compared so far; the rest never was.");
        assertThat(first.sourceCount()).isEqualTo(10);
        assertThat(second.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(second.rows().changed()).isEqualTo(1);
        assertThat(second.scrub().compared().orElseThrow().after()).containsExactly(id(10));
        assertThat(second.scrub().compared().orElseThrow().upTo()).containsExactly(id(20));
        assertThat(third.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(third.rows()).isNull();
        assertThat(third.reasons())
                .anyMatch(reason -> reason.startsWith("Other parts that did not match when they were compared last: 1,"
                        + " compared since 2025-12-04T20:15:30Z; rows that were found to differ then: 1."));

        target.delete(row -> row.get(0).equals(15L)).row(15, null, "v");
        quarter(source, target, store);
        TableReport again = only(quarter(source, target, store));
        assertThat(again.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(again.scrub().round()).isEqualTo(2);
        assertThat(again.scrub().comparedSince()).contains(NOW.plus(Duration.ofDays(2)));

        Report mended = quarter(source, target, store);
        assertThat(only(mended).verdict()).isEqualTo(Verdict.MATCH);
        assertThat(mended.summary()).isEqualTo("1 table is consistent in the part that was compared.");
        assertThat(only(mended).reasons())
                .last()
                .isEqualTo("Every key of the table was compared since" + " 2025-12-05T20:15:30Z.");
    }

    private static NamedValue id(long id) {
        return new NamedValue("id", new Value.Whole(id));
    }

    @Test
    void what_grew_behind_the_last_key_is_cut_into_parts_too() {
        InMemoryTable source = forty(Reconciled.source());
        InMemoryTable target = forty(Reconciled.target());
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        for (int run = 0; run < 4; run++) {
            quarter(source, target, store);
        }
        for (int id = 41; id <= 80; id++) {
            source.row(id, null, "v");
            target.row(id, null, "v");
        }
        source.estimate(80);

        List<String> parts = new ArrayList<>();
        for (int run = 0; run < 4; run++) {
            Scrub.Part part =
                    only(quarter(source, target, store)).scrub().compared().orElseThrow();
            parts.add(part.rows() + " up to " + part.upTo());
        }

        assertThat(parts)
                .containsExactly(
                        "20 up to " + List.of(id(20)),
                        "20 up to " + List.of(id(40)),
                        "20 up to " + List.of(id(60)),
                        "20 up to []");
    }

    @Test
    void what_a_killed_run_compared_is_compared_again() {
        InMemoryTable source = forty(Reconciled.source());
        InMemoryTable target = forty(Reconciled.target());
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        quarter(source, target, store);
        Checkpoint left = store.read().orElseThrow();
        Report killed = quarter(source, target, store);
        assertThat(store.written())
                .as("written once, when a run has its report")
                .hasSize(2);

        Report next = quarter(source, target, InMemoryCheckpoints.holding(left));

        assertThat(only(next).scrub().compared().orElseThrow().after())
                .isEqualTo(only(killed).scrub().compared().orElseThrow().after())
                .containsExactly(id(10));
    }

    /** Every later run would compare the same part and pass. */
    @Test
    void no_table_matches_where_nobody_can_remember_that_its_part_was_compared() {
        Report report = quarter(forty(Reconciled.source()), forty(Reconciled.target()), InMemoryCheckpoints.full());

        assertThat(report.status()).isEqualTo(Status.FAIL);
        assertThat(only(report).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(only(report).reasons()).anyMatch(reason -> reason.contains("cannot be remembered"));
        assertThat(report.warnings())
                .contains(
                        "What was compared in this run is not remembered, and the next one compares the same parts: The"
                                + " memory is full. Free some.");
    }

    @Test
    void a_run_whose_time_is_over_keeps_what_it_compared_and_the_next_one_goes_on_there() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        InMemoryTable target = forty(Reconciled.target(), 35).runsAfter(0, begun::incrementAndGet);
        // The target's read of a segment begins before the time is over.
        InMemoryTable source = forty(Reconciled.source()).runsAfter(5, () -> {
            int read = ended.incrementAndGet();
            while (begun.get() < read) {
                Thread.onSpinWait();
            }
            clock.move(Duration.ofMinutes(6));
        });
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        RunOptions fives = Reconciled.oneAtATime(ROWS.withSegments(new SegmentOptions(5, 5, Duration.ofHours(1))));
        RunOptions inTime = fives.withPace(PaceOptions.NONE.withRunTime(Duration.ofMinutes(10)));
        Scrubbing halves = new Scrubbing(2, 10, store, ABOUT);

        TableReport first = only(scrub(source, target, PAIR, inTime, halves));
        TableReport second = only(scrub(source, target, PAIR, fives, halves));

        assertThat(first.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(first.skipped()).isEqualTo(Skipped.TIME_OVER);
        assertThat(first.sourceCount()).isEqualTo(10);
        assertThat(first.reasons())
                .contains(
                        "The part ends earlier than it should, because what follows came after the run's time. The next"
                                + " run goes on from there. Raise --run-time, or compare it in another run.");
        assertThat(second.scrub().compared().orElseThrow().after()).containsExactly(id(10));
        assertThat(second.sourceCount()).isEqualTo(20);
        assertThat(second.verdict()).isEqualTo(Verdict.MATCH);

        TableReport third = only(scrub(source, target, PAIR, inTime, halves));
        assertThat(third.verdict())
                .as("row 35 differs, and is not sought any more")
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(third.reasons()).anyMatch(reason -> reason.contains("which rows differ was not sought"));
        assertThat(third.skipped()).isEqualTo(Skipped.TIME_OVER);
        TableReport fourth = only(scrub(source, target, PAIR, fives, halves));
        assertThat(fourth.scrub().doubtful()).hasSize(1);
        assertThat(fourth.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_part_that_could_not_be_read_is_compared_by_the_next_run() {
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        InMemoryTable target = forty(Reconciled.target());
        quarter(forty(Reconciled.source()), target, store);
        InMemoryTable failing = forty(Reconciled.source())
                .failsAfter(5, () -> new DatabaseException(DatabaseException.Kind.OTHER, "It failed.", null));

        assertThat(only(quarter(failing, target, store)).verdict()).isEqualTo(Verdict.ERROR);
        TableReport report = only(quarter(forty(Reconciled.source()), target, store));

        assertThat(report.scrub().compared().orElseThrow().after()).containsExactly(id(10));
        assertThat(report.verdict()).isEqualTo(Verdict.MATCH);
    }

    @Test
    void a_table_whose_keys_the_sides_order_differently_is_not_read_and_not_passed() {
        InMemoryTable source = InMemoryTable.named("dbo.orders")
                .requiredColumn("id", new ValueType.Text(9, false))
                .primaryKey("id");
        InMemoryTable target = InMemoryTable.named("public.orders")
                .requiredColumn("id", new ValueType.Text(9, false))
                .primaryKey("id");
        for (int i = 0; i < 40; i++) {
            source.row("n" + i);
            target.row("n" + i);
        }
        InMemoryDatabase from = InMemoryDatabase.of(source.estimate(40));
        InMemoryDatabase to = InMemoryDatabase.of(target.estimate(40));
        InMemoryCheckpoints store = new InMemoryCheckpoints();

        Report report = new Reconciler(from, to, clock)
                .scrub(List.of(PAIR), ROWS, RunListener.NONE, new Cancellation(), new Scrubbing(4, 10, store, ABOUT));

        assertThat(report.status()).isEqualTo(Status.FAIL);
        assertThat(only(report).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(only(report).reasons())
                .singleElement()
                .asString()
                .startsWith("The table was not scrubbed. Of id (Text[")
                .contains("tables.pairs")
                .contains("without --scrub");
        assertThat(from.reads()).isEmpty();
        assertThat(to.reads()).isEmpty();
        assertThat(store.read().orElseThrow().tables()).isEmpty();
    }

    @Test
    void old_statistics_are_not_taken_for_how_much_was_compared() {
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        InMemoryTable source = forty(Reconciled.source()).estimate(12);
        InMemoryTable target = forty(Reconciled.target()).estimate(12);

        List<String> reached = new ArrayList<>();
        for (int night = 0; night < 4; night++) {
            List<String> reasons = only(quarter(source, target, store)).reasons();
            reached.add(reasons.get(reasons.size() - 1));
        }

        assertThat(reached.get(2)).isEqualTo("About 75% of the table has been compared so far; the rest never was.");
        assertThat(reached.get(3))
                .isEqualTo(
                        "So far 12 rows have been compared, as many as the databases think the table has; it has more,"
                                + " and the rest never was. Nobody knows how many: have the databases gather statistics"
                                + " (PostgreSQL: ANALYZE).");
    }

    @Test
    void what_of_a_key_stands_in_the_way_is_said() {
        InMemoryTable none = twoColumns("dbo.orders");
        InMemoryTable ab = twoColumns("dbo.orders").primaryKey("a", "b");
        InMemoryTable ba = twoColumns("public.orders").primaryKey("b", "a");
        InMemoryTable bare = twoColumns("public.orders");

        assertThat(obstacle(none, bare)).isEqualTo("The table was not scrubbed. It has no key.");
        assertThat(obstacle(ab, bare))
                .isEqualTo("The table was not scrubbed. public.orders has no unique index of the key's columns.");
        assertThat(obstacle(ab, ba))
                .isEqualTo("The table was not scrubbed. The key's columns do not follow each other alike in the unique"
                        + " indexes of both sides.");
    }

    private static InMemoryTable twoColumns(String name) {
        return InMemoryTable.named(name)
                .requiredColumn("a", new ValueType.Whole())
                .requiredColumn("b", new ValueType.Whole())
                .estimate(40);
    }

    private String obstacle(InMemoryTable source, InMemoryTable target) {
        Report report = scrub(source, target, PAIR, ROWS, new Scrubbing(4, 10, new InMemoryCheckpoints(), ABOUT));
        String reason = only(report).reasons().get(0);
        return reason.substring(0, reason.indexOf(" To cut its keys"));
    }

    @Test
    void a_table_of_unknown_size_is_not_read_and_not_passed() {
        InMemoryTable source = Reconciled.source();
        InMemoryTable target = Reconciled.target();
        for (int id = 0; id < 40; id++) {
            source.row(id, null, "v");
            target.row(id, null, "v");
        }

        TableReport report = only(quarter(source, target, new InMemoryCheckpoints()));

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.reasons()).singleElement().asString().contains("gather statistics");
    }

    @Test
    void a_small_table_is_compared_whole_in_each_run_whatever_its_key() {
        InMemoryTable source =
                Reconciled.unordered("dbo.orders").row(1, null, "a").estimate(1);
        InMemoryTable target =
                Reconciled.unordered("public.orders").row(1, null, "b").estimate(1);
        InMemoryCheckpoints store = new InMemoryCheckpoints();

        TableReport report = only(quarter(source, target, store));

        assertThat(report.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(report.scrub().isWhole()).isTrue();
        assertThat(store.read().orElseThrow().tables()).isEmpty();
    }

    @Test
    void a_table_is_small_that_has_few_entries_in_its_index_and_no_other() {
        InMemoryTable source = Reconciled.source();
        InMemoryTable target = Reconciled.target();
        for (int id = 1; id <= 11; id++) {
            source.row(id, null, "v");
            target.row(id, null, "v");
        }
        assertThat(only(quarter(source.estimate(3), target, new InMemoryCheckpoints()))
                        .scrub()
                        .isWhole())
                .isFalse();
        source.delete(row -> row.get(0).equals(11L));
        target.delete(row -> row.get(0).equals(11L));
        assertThat(only(quarter(source, target, new InMemoryCheckpoints()))
                        .scrub()
                        .isWhole())
                .isTrue();
    }

    @Test
    void nothing_counts_of_what_was_compared_before_a_table_was_altered() {
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        quarter(forty(Reconciled.source()), forty(Reconciled.target()), store);
        InMemoryTable source = Reconciled.source().column("more", new ValueType.Whole());
        InMemoryTable target = Reconciled.target().column("more", new ValueType.Whole());
        for (int id = 1; id <= 40; id++) {
            source.row(id, null, "v", 1);
            target.row(id, null, "v", 1);
        }

        Report report = quarter(source.estimate(40), target, store);

        assertThat(only(report).scrub().compared().orElseThrow().after()).isEmpty();
        assertThat(report.warnings()).anyMatch(warning -> warning.contains("its scrub begins anew"));
        assertThat(quarter(source, target, store).warnings())
                .noneMatch(warning -> warning.contains("its scrub begins anew"));
    }

    @Test
    void what_matched_still_does_where_more_is_accepted_and_begins_anew_where_less_is() {
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        InMemoryTable source = forty(Reconciled.source());
        InMemoryTable target = forty(Reconciled.target());
        Scrubbing quarters = new Scrubbing(4, 10, store, ABOUT);
        AcceptedDifference known = AcceptedDifference.all("first", "known", LocalDate.of(2030, 1, 1))
                .withKeys(List.of(Map.of("id", "7")));
        AcceptedDifference longer = AcceptedDifference.all("second", "still known", LocalDate.of(2031, 1, 1))
                .withKeys(List.of(Map.of("id", "7")));
        AcceptedDifference other = AcceptedDifference.all("third", "known too", LocalDate.of(2030, 1, 1))
                .withKinds(Set.of(Kind.CHANGED));

        assertThat(place(scrub(source, target, PAIR, ROWS, quarters))).isEqualTo(1);
        assertThat(place(scrub(source, target, PAIR.withAccepted(List.of(known)), ROWS, quarters)))
                .isEqualTo(2);
        assertThat(place(scrub(source, target, PAIR.withAccepted(List.of(other, longer)), ROWS, quarters)))
                .isEqualTo(3);

        Report less = scrub(source, target, PAIR.withAccepted(List.of(known)), ROWS, quarters);
        assertThat(place(less)).isEqualTo(1);
        assertThat(less.warnings()).anyMatch(warning -> warning.contains("its scrub begins anew"));
    }

    @Test
    void another_age_limit_begins_anew() {
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        Scrubbing quarters = new Scrubbing(4, 10, store, ABOUT);

        for (int minutes : List.of(10, 20)) {
            TablePair old = PAIR.withAgeLimit(AgeLimit.by("at", Duration.ofMinutes(minutes)));
            assertThat(place(scrub(aged("dbo.orders"), aged("public.orders"), old, ROWS, quarters)))
                    .isEqualTo(1);
        }
    }

    private static int place(Report report) {
        return 1 + only(report).scrub().current();
    }

    @Test
    void what_runs_with_other_settings_left_is_refused_and_the_message_names_the_settings() {
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        InMemoryTable source = forty(Reconciled.source());
        InMemoryTable target = forty(Reconciled.target());
        quarter(source, target, store);

        assertThatThrownBy(() -> scrub(
                        source, target, PAIR, ROWS, new Scrubbing(4, store, Map.of("depth", "rows", "--scrub", "x"))))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("with another --scrub.");
    }

    @Test
    void a_table_that_is_not_compared_any_more_is_told_and_remembered() {
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        quarter(forty(Reconciled.source()), forty(Reconciled.target()), store);
        TablePair other = TablePair.of("dbo.parts", "parts");
        InMemoryTable source = forty(Reconciled.orders("dbo.parts"));
        InMemoryTable target = forty(Reconciled.orders("public.parts"));

        Report report = scrub(source, target, other, ROWS, new Scrubbing(4, 10, store, ABOUT));

        assertThat(report.warnings())
                .contains("Tables that earlier runs scrubbed, and this one does not compare: dbo.orders → orders.");
        assertThat(store.read().orElseThrow().tables()).containsOnlyKeys("dbo.orders → orders", "dbo.parts → parts");
    }

    @Test
    void runs_at_other_times_with_an_age_limit_are_of_one_scrub() {
        TablePair old = PAIR.withAgeLimit(AgeLimit.by("at", Duration.ofMinutes(10)));
        InMemoryTable source = aged("dbo.orders");
        InMemoryTable target = aged("public.orders");
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        Scrubbing quarters = new Scrubbing(4, 10, store, ABOUT);

        scrub(source, target, old, ROWS, quarters);
        Report second = scrub(source, target, old, ROWS, quarters);

        assertThat(only(second).scrub().compared().orElseThrow().after()).containsExactly(id(10));
        scrub(source, target, old, ROWS, quarters);
        assertThat(only(scrub(source, target, old, ROWS, quarters)).reasons())
                .anyMatch(reason -> reason.startsWith("Every key of the table was compared since ")
                        && reason.endsWith(", where its row was old enough then."));
    }

    private static InMemoryTable aged(String name) {
        InMemoryTable table = InMemoryTable.named(name)
                .requiredColumn("id", new ValueType.Whole())
                .column("at", new ValueType.Timestamp(6))
                .primaryKey("id");
        for (int id = 1; id <= 40; id++) {
            table.row(id, LocalDateTime.of(2025, 1, 1, 0, 0));
        }
        return table.estimate(40);
    }

    @Test
    void nobody_is_told_the_bounds_of_a_masked_key() {
        TablePair masked = PAIR.withColumns(ColumnSelection.all().masking(Set.of("id")));

        Scrub scrub = only(scrub(
                        forty(Reconciled.source()),
                        forty(Reconciled.target()),
                        masked,
                        ROWS,
                        new Scrubbing(4, 10, new InMemoryCheckpoints(), ABOUT)))
                .scrub();

        assertThat(scrub.parts().get(0).upTo()).containsExactly(new NamedValue("id", Value.Hidden.HIDDEN));
    }

    @Test
    void counts_cannot_be_scrubbed() {
        assertThatThrownBy(() -> scrub(
                        forty(Reconciled.source()),
                        forty(Reconciled.target()),
                        PAIR,
                        Reconciled.COUNTS,
                        new Scrubbing(4, new InMemoryCheckpoints(), ABOUT)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
