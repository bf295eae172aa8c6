package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.COUNTS;
import static dev.reconcile.core.run.Reconciled.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of keys that both databases order alike are read in the same ranges of them. */
class SharedRangesTest {

    private static final int BUCKETS = 1024;
    private static final int ROWS = 60;
    private static final LocalDateTime BEGIN = LocalDateTime.of(2024, 2, 29, 23, 59, 59);

    private static final RunOptions OPTIONS = new RunOptions(
            Depth.ROWS,
            RunOptions.HashIn.AUTO,
            COUNTS.rounding(),
            new Buckets(BUCKETS),
            1,
            new SegmentOptions(7, 7, Duration.ofSeconds(1)),
            COUNTS.rows());

    /** A key's types on both sides, and the same key on each. */
    private record Key(ValueType source, ValueType target, LongFunction<?> ofSource, LongFunction<?> ofTarget) {

        static Key same(ValueType type, LongFunction<?> key) {
            return new Key(type, type, key, key);
        }

        InMemoryDatabase source(List<Integer> changed) {
            return InMemoryDatabase.of(table("dbo.t", source, ofSource, changed));
        }

        InMemoryDatabase target(List<Integer> changed) {
            return InMemoryDatabase.of(table("public.t", target, ofTarget, changed));
        }

        private static InMemoryTable table(String name, ValueType type, LongFunction<?> key, List<Integer> changed) {
            InMemoryTable table = empty(name, type);
            for (int i = 0; i < ROWS; i++) {
                table.row(key.apply(i), changed.contains(i) ? "changed" : "equal");
            }
            return table.row(null, "without a key");
        }

        @Override
        public String toString() {
            return source + " against " + target;
        }
    }

    static Stream<Key> shared() {
        LongFunction<LocalDateTime> of100Nanos = i -> BEGIN.plusNanos(i * 1_700);
        LongFunction<LocalDateTime> ofMicros = i -> rounded(of100Nanos.apply(i));
        return Stream.of(
                Key.same(new ValueType.Date(), i -> LocalDate.of(-1, 12, 20).plusDays(i)),
                Key.same(new ValueType.Timestamp(6), ofMicros),
                new Key(new ValueType.Timestamp(7), new ValueType.Timestamp(6), of100Nanos, ofMicros),
                new Key(
                        new ValueType.Timestamp(3),
                        new ValueType.Timestamp(6),
                        i -> BEGIN.plusSeconds(i),
                        i -> BEGIN.plusSeconds(i)),
                Key.same(new ValueType.FixedDecimal(12, 2), i -> new BigDecimal(i - 20).movePointLeft(2)),
                new Key(
                        new ValueType.Whole(),
                        new ValueType.FixedDecimal(12, 0),
                        i -> 3 * i - 50,
                        i -> BigDecimal.valueOf(3 * i - 50)),
                Key.same(new ValueType.Uuid(), i -> new UUID(i << 58, i)));
    }

    private static LocalDateTime rounded(LocalDateTime time) {
        return time.withNano(0).plusNanos((time.getNano() + 500) / 1_000 * 1_000L);
    }

    private static InMemoryTable empty(String name, ValueType type) {
        return InMemoryTable.named(name)
                .column("k", type)
                .column("note", new ValueType.Text(20, false))
                .uniqueIndex("t_key", "k");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shared")
    void equal_rows_lie_in_the_same_range(Key key) {
        InMemoryDatabase source = key.source(List.of());
        InMemoryDatabase target = key.target(List.of());

        TableReport table = reconcile(source, target, "k");

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.sourceCount()).isEqualTo(ROWS + 1);
        assertThat(table.bucketsCompared()).isGreaterThan(3 * BUCKETS);
        assertThat(table.bucketsDifferent()).isZero();
        assertThat(ends(target)).as("where the target's ranges end").isGreaterThan(3);
        assertThat(ends(source)).as("asked when the target has no more rows").isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shared")
    void only_a_range_that_differs_is_read_again(Key key) {
        InMemoryDatabase source = key.source(List.of(22, 23));
        InMemoryDatabase target = key.target(List.of());

        TableReport table = reconcile(source, target, "k");

        assertThat(table.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(table.rows().changed()).isEqualTo(2);
        assertThat(table.rows().different()).isEqualTo(2);
        assertThat(source.reads()).containsOnlyOnce("hashedKeys dbo.t");
    }

    @Test
    void an_order_that_is_a_database_s_own_is_not_shared() {
        Key key = Key.same(new ValueType.Text(9, false), i -> "k" + i);
        InMemoryDatabase source = key.source(List.of());

        TableReport table = reconcile(source, key.target(List.of()), "k");

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.bucketsCompared()).isEqualTo(BUCKETS);
        assertThat(ends(source)).isGreaterThan(3);
    }

    @Test
    void of_a_key_with_one_column_of_an_own_order_nothing_is_shared() {
        InMemoryTable[] tables = Stream.of("dbo.t", "public.t")
                .map(name -> {
                    InMemoryTable table = InMemoryTable.named(name)
                            .requiredColumn("day", new ValueType.Date())
                            .requiredColumn("code", new ValueType.Text(9, false))
                            .primaryKey("day", "code");
                    LongStream.range(0, ROWS).forEach(i -> table.row(LocalDate.ofEpochDay(i / 3), "c" + i));
                    return table;
                })
                .toArray(InMemoryTable[]::new);

        TableReport table = reconcile(InMemoryDatabase.of(tables[0]), InMemoryDatabase.of(tables[1]));

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.bucketsCompared()).isEqualTo(BUCKETS);
    }

    /** The rows of 2 ms are one bound in the target, whatever their number in the source. */
    @Test
    void rows_whose_keys_are_told_apart_behind_a_reduced_column_are_found_in_their_range() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (long i = 0; i < ROWS; i++) {
            rows.add(Arrays.asList(BEGIN.plusNanos(i * 300_000), i % 5, "n"));
        }
        InMemoryTable source = timed("dbo.t", 7);
        InMemoryTable target = timed("public.t", 3);
        rows.forEach(row -> {
            LocalDateTime at = (LocalDateTime) row.get(0);
            source.row(row.toArray());
            target.row(at.withNano(0).plusNanos((at.getNano() + 500_000) / 1_000_000 * 1_000_000L), row.get(1), "n");
        });

        TableReport table = reconcile(InMemoryDatabase.of(source), InMemoryDatabase.of(target));

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.bucketsCompared()).isGreaterThan(BUCKETS);
        assertThat(table.bucketsDifferent()).isZero();
    }

    private static InMemoryTable timed(String name, int digits) {
        return InMemoryTable.named(name)
                .requiredColumn("at", new ValueType.Timestamp(digits))
                .requiredColumn("number", new ValueType.Whole())
                .column("note", new ValueType.Text(20, false))
                .primaryKey("at", "number");
    }

    @Test
    void a_damaged_row_that_changes_between_the_reads_is_found_in_its_range() {
        InMemoryTable source = ofDays("dbo.t");
        InMemoryTable target = ofDays("public.t");
        LocalDate damaged = LocalDate.ofEpochDay(1);
        LocalDate late = LocalDate.ofEpochDay(2);
        source.row(damaged, "a").row(late, "late");
        target.row(damaged, "b");
        // First the sums are read, then the rows of the buckets that differ.
        beforeReads(source, Map.of(2, () -> change(source, damaged, "a2")));
        beforeReads(target, Map.of(2, () -> change(target, damaged, "b2"), 3, () -> target.row(late, "late")));

        TableReport table = reconcile(InMemoryDatabase.of(source), InMemoryDatabase.of(target));

        assertThat(table.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(table.rows().changed()).isEqualTo(1);
        assertThat(table.rows().different()).isEqualTo(1);
    }

    private static InMemoryTable ofDays(String name) {
        return InMemoryTable.named(name)
                .requiredColumn("k", new ValueType.Date())
                .column("note", new ValueType.Text(20, false))
                .primaryKey("k");
    }

    private static void change(InMemoryTable table, LocalDate key, String note) {
        table.delete(row -> key.equals(row.get(0)));
        table.row(key, note);
    }

    private static void beforeReads(InMemoryTable table, Map<Integer, Runnable> actions) {
        AtomicInteger reads = new AtomicInteger();
        table.runsAfter(
                0, () -> actions.getOrDefault(reads.incrementAndGet(), () -> {}).run());
    }

    private static long ends(InMemoryDatabase database) {
        return database.reads().stream()
                .filter(read -> read.startsWith("keyAfter"))
                .count();
    }

    private static TableReport reconcile(InMemoryDatabase source, InMemoryDatabase target, String... key) {
        TablePair pair = TablePair.of("dbo.t", "public.t").withKey(List.of(key));
        return only(new Reconciler(source, target, Reconciled.CLOCK).run(List.of(pair), OPTIONS));
    }
}
