package dev.reconcile.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.RowSink;
import dev.reconcile.core.canonical.Tolerance;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Bucketing;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * One row, whose note is what the script says at each look; null is a row that is not there. A total may stand before the
 * note, parted from it by a slash.
 */
class LooksTest {

    private static final Duration DELAY = Duration.ofSeconds(30);

    private final List<Duration> waits = new ArrayList<>();
    private final List<RowDifference> found = new ArrayList<>();
    private final Looks.Waiting waiting = new Looks.Waiting() {
        @Override
        public void begins(int keys, Duration wait) {
            waits.add(wait);
        }

        @Override
        public void pause(Duration part) {
            now = now.plus(part);
        }
    };
    private Duration now = Duration.ZERO;

    @Test
    void a_difference_that_stands_for_the_whole_delay_is_persistent() {
        RowsReport rows = settle(always("new"), always("old"));

        assertThat(rows.changed()).isEqualTo(1);
        assertThat(rows.looks()).isEqualTo(3);
        assertThat(waits).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(found).singleElement().satisfies(row -> {
            assertThat(row.kind()).isEqualTo(Kind.CHANGED);
            assertThat(row.confirmation()).isEqualTo(Confirmation.PERSISTENT);
        });
    }

    @Test
    void a_target_that_catches_up_was_in_flight_and_nobody_waits_on() {
        RowsReport rows = settle(always("new"), script("old", "new"));

        assertThat(rows.inFlight()).isEqualTo(1);
        assertThat(rows.different() + rows.unsettled()).isZero();
        assertThat(waits).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void a_target_at_a_version_that_the_source_had_is_only_behind() {
        RowsReport rows = settle(script("v1", "v1", "v2", "v2"), script("v0", "v1"));

        assertThat(rows.inFlight()).isEqualTo(1);
    }

    @Test
    void a_row_deleted_on_both_sides_between_two_looks_is_no_difference() {
        RowsReport rows = settle(script("a", "a", null), script("b", null));

        assertThat(rows.inFlight()).isEqualTo(1);
        assertThat(rows.different()).isZero();
    }

    @Test
    void a_key_that_finds_no_row_on_either_side_leaves_the_answer_open() {
        RowsReport rows = settle(always(null), always(null));

        assertThat(rows.unsettled()).isEqualTo(1);
        assertThat(rows.inFlight()).isZero();
    }

    @Test
    void an_absent_row_is_missing_and_one_too_many_extra() {
        assertThat(settle(always("a"), always(null)).missing()).isEqualTo(1);
        assertThat(settle(always(null), always("a")).extra()).isEqualTo(1);
    }

    @Test
    void a_source_that_moved_once_is_watched_for_the_whole_delay_anew() {
        RowsReport rows = settle(script("a", "a", "b"), always("old"));

        assertThat(rows.changed()).isEqualTo(1);
        assertThat(waits.stream().skip(1).reduce(Duration.ZERO, Duration::plus)).isGreaterThanOrEqualTo(DELAY);
    }

    @Test
    void a_row_that_never_comes_to_rest_is_left_open() {
        Stream<String> restless = IntStream.range(0, 100_000).mapToObj(i -> "v" + i);

        RowsReport rows = settle(restless.iterator(), always("old"));

        assertThat(rows.unsettled()).isEqualTo(1);
        assertThat(rows.different()).isZero();
        assertThat(found)
                .singleElement()
                .satisfies(row -> assertThat(row.confirmation()).isEqualTo(Confirmation.VOLATILE));
    }

    @Test
    void a_hot_row_whose_target_trails_behind_is_in_flight() {
        Stream<String> hot = IntStream.range(0, 100_000).mapToObj(i -> "v" + i);
        Stream<String> behind = IntStream.range(0, 100_000).mapToObj(i -> "v" + (i - 5));

        assertThat(settle(hot.iterator(), behind.iterator()).inFlight()).isEqualTo(1);
    }

    @Test
    void a_hot_row_is_in_flight_although_it_has_many_versions_within_the_lag() {
        Duration lag = Duration.ofSeconds(4);

        RowsReport rows = settle(versions(Duration.ZERO), versions(lag));

        assertThat(rows.inFlight()).isEqualTo(1);
        assertThat(waits).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void a_hot_row_that_the_target_never_follows_is_left_open() {
        RowsReport rows = settle(versions(Duration.ZERO), always("old"));

        assertThat(rows.unsettled()).isEqualTo(1);
    }

    @Test
    void a_row_that_came_to_rest_within_a_wait_is_not_still_for_all_of_it() {
        Iterator<@Nullable String> untilTheFifteenthSecond = seen(() -> "v" + Math.min(now.toMillis() / 100, 150));

        RowsReport rows = settle(untilTheFifteenthSecond, always("old"));

        assertThat(rows.changed()).isEqualTo(1);
        assertThat(now).isGreaterThanOrEqualTo(Duration.ofSeconds(15).plus(DELAY));
    }

    /** A new version in every hundredth of a second, seen so much later. */
    private Iterator<@Nullable String> versions(Duration lag) {
        // A look itself takes no time here, so that the source stands still within one: the first look sees it move.
        int[] looks = new int[1];
        return seen(() -> looks[0]++ < 2 && lag.isZero()
                ? "first " + looks[0]
                : "v" + now.minus(lag).toMillis() / 10);
    }

    private static Iterator<@Nullable String> seen(Supplier<@Nullable String> note) {
        return Stream.generate(note).iterator();
    }

    @Test
    void without_a_delay_the_first_look_counts() {
        RowsReport rows = settle(always("new"), always("old"), RowOptions.DEFAULT.confirmed(Duration.ZERO, 3));

        assertThat(rows.changed()).isEqualTo(1);
        assertThat(waits).isEmpty();
    }

    @Test
    void without_a_delay_a_row_that_moves_while_it_is_looked_at_is_looked_at_once_more() {
        Stream<String> hot = IntStream.range(0, 100_000).mapToObj(i -> "v" + i);

        RowsReport rows = settle(hot.iterator(), always("old"), RowOptions.DEFAULT.confirmed(Duration.ZERO, 3));

        assertThat(rows.unsettled()).isEqualTo(1);
        assertThat(rows.looks()).isEqualTo(2);
        assertThat(waits).isEmpty();
    }

    @Test
    void a_target_near_what_the_source_is_is_tolerated_at_once() {
        RowsReport rows = settleWithin("0.05", always("10.00/a"), always("9.95/a"));

        assertThat(rows.tolerated()).isEqualTo(1);
        assertThat(rows.different() + rows.inFlight() + rows.unsettled()).isZero();
        assertThat(rows.looks()).isEqualTo(1);
        assertThat(waits).isEmpty();
        assertThat(found).isEmpty();
    }

    @Test
    void a_target_near_what_the_source_was_alone_is_in_flight() {
        RowsReport rows = settleWithin("0.05", script("10.00/a", "20.00/a"), always("10.05/a"));

        assertThat(rows.inFlight()).isEqualTo(1);
        assertThat(rows.tolerated() + rows.different()).isZero();
    }

    @Test
    void a_target_no_nearer_than_the_tolerance_differs_once_the_source_stood_still() {
        RowsReport rows = settleWithin("0.05", always("10.00/a"), always("10.06/a"));

        assertThat(rows.changed()).isEqualTo(1);
        assertThat(waits).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(columnsFound()).containsExactly("total");
    }

    @Test
    void a_number_that_is_near_excuses_no_other_column_and_is_not_named_with_it() {
        RowsReport rows = settleWithin("0.05", always("10.00/a"), always("10.05/b"));

        assertThat(rows.changed()).isEqualTo(1);
        assertThat(rows.tolerated()).isZero();
        assertThat(columnsFound()).containsExactly("note");
    }

    @Test
    void a_number_is_not_near_to_null() {
        RowsReport rows = settleWithin("0.05", always("0.00/a"), always("a"));

        assertThat(rows.changed()).isEqualTo(1);
        assertThat(columnsFound()).containsExactly("total");
    }

    @Test
    void a_hot_number_whose_target_trails_behind_within_the_tolerance_is_in_flight() {
        Stream<String> hot = IntStream.range(0, 100_000).mapToObj(i -> i + ".00/a");
        Stream<String> behind = IntStream.range(0, 100_000).mapToObj(i -> (i - 5) + ".05/a");

        assertThat(settleWithin("0.05", hot.iterator(), behind.iterator()).inFlight())
                .isEqualTo(1);
    }

    @Test
    void a_hot_number_that_the_target_is_never_near_to_is_left_open() {
        Stream<String> hot = IntStream.range(0, 100_000).mapToObj(i -> i + ".00/a");
        Stream<String> beyond = IntStream.range(0, 100_000).mapToObj(i -> i + ".50/a");

        assertThat(settleWithin("0.05", hot.iterator(), beyond.iterator()).unsettled())
                .isEqualTo(1);
    }

    private List<String> columnsFound() {
        return found.stream()
                .flatMap(row -> row.columns().stream())
                .map(ChangedColumn::column)
                .toList();
    }

    private RowsReport settleWithin(
            String distance, Iterator<@Nullable String> source, Iterator<@Nullable String> target) {
        Softening near = new Softening.Within(new Tolerance(new BigDecimal(distance), null));
        return settle(
                source,
                target,
                RowOptions.DEFAULT.confirmed(DELAY, 3),
                Reconciled.PAIR.withRules(ColumnRules.of(Map.of("total", new ColumnRule(near)))));
    }

    private RowsReport settle(Iterator<@Nullable String> source, Iterator<@Nullable String> target) {
        return settle(source, target, RowOptions.DEFAULT.confirmed(DELAY, 3));
    }

    private RowsReport settle(
            Iterator<@Nullable String> source, Iterator<@Nullable String> target, RowOptions options) {
        return settle(source, target, options, Reconciled.PAIR);
    }

    private RowsReport settle(
            Iterator<@Nullable String> source, Iterator<@Nullable String> target, RowOptions options, TablePair pair) {
        InMemoryDatabase tables = InMemoryDatabase.of(Reconciled.source(), Reconciled.target());
        ComparisonPlan plan = ComparisonPlan.align(
                tables.describe(TableName.parse("dbo.orders")),
                tables.describe(TableName.parse("orders")),
                pair,
                Rounding.HALF_UP,
                Instant.EPOCH);
        RowTally tally = new RowTally(
                10,
                new ValuePolicy(pair, plan, ShownValues.OF_DIFFERENCES),
                new AcceptedTally(
                        List.of(),
                        new FilterLooks(
                                plan, filter -> fail("Nothing is filtered."), filter -> fail("Nothing is filtered.")),
                        10,
                        difference -> difference),
                found::add);
        Suspect suspect = new Suspect("1|");
        suspect.differedInSource(List.of(new Value.Whole(1)));
        new Looks(
                        plan,
                        new KeyLookup(new Scripted(source), plan),
                        new KeyLookup(new Scripted(target), plan),
                        null,
                        options,
                        tally,
                        waiting,
                        Reconciled.CLOCK)
                .settle(List.of(suspect))
                .forEach(unfound -> tally.wasNotFound());
        return tally.report();
    }

    private static Iterator<@Nullable String> always(@Nullable String note) {
        return script(note);
    }

    /** Each look sees the next; the last one stays. */
    private static Iterator<@Nullable String> script(@Nullable String... notes) {
        return new Iterator<>() {

            private int next;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public @Nullable String next() {
                return notes[Math.min(next++, notes.length - 1)];
            }
        };
    }

    /** Finds the row as the script has it. */
    private record Scripted(Iterator<@Nullable String> notes) implements TableReader {

        @Override
        public boolean hasIndexOn(Column column) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int columnsInCommonOrder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> obstacleToCutting(long rows) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> ownHash() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<List<Value>> keyAfter(long rows) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <S extends RowSink> S lookup(List<SoughtKey> keys, Supplier<S> freshSink) {
            S sink = freshSink.get();
            String note = notes.next();
            if (note != null) {
                int slash = note.indexOf('/');
                sink.longValue(1);
                if (slash < 0) {
                    sink.nullValue();
                } else {
                    sink.decimalValue(new BigDecimal(note.substring(0, slash)));
                }
                sink.textValue(note.substring(slash + 1));
                sink.endRow();
            }
            return sink;
        }

        @Override
        public void rehearse() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long count() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> obstacleToHashing() {
            throw new UnsupportedOperationException();
        }

        @Override
        public BucketFingerprints fingerprints(Bucketing buckets) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <S extends RowSink> S scan(Supplier<S> freshSink) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <S extends RowSink> S hashedKeys(Buckets buckets, BitSet wanted, Supplier<S> freshSink) {
            throw new UnsupportedOperationException();
        }
    }
}
