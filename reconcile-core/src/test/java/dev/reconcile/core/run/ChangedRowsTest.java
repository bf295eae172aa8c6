package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.PAIR;
import static dev.reconcile.core.run.Reconciled.only;
import static dev.reconcile.core.run.Reconciled.reconcile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunListeners;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.ChangeLimit;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.Since;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows are compared that were changed lately on either side, each whole, and no others. */
class ChangedRowsTest {

    private static final Instant BOUND = Instant.parse("2025-12-01T00:00:00Z");
    private static final LocalDateTime AT_BOUND = LocalDateTime.ofInstant(BOUND, ZoneOffset.UTC);
    private static final LocalDateTime OLD = AT_BOUND.minusDays(9);
    private static final LocalDateTime NEW = AT_BOUND.plusHours(1);

    private static final TablePair CHANGED = PAIR.withChangeLimit(limit(new Since.At(BOUND), ZoneOffset.UTC, "at"));

    private static final RunOptions ROWS =
            RunOptions.DEFAULT.withDepth(Depth.ROWS).withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 1));

    private static ChangeLimit limit(Since since, ZoneId zone, String... columns) {
        return new ChangeLimit(since, List.of(columns), AgeLimit.Lack.IS_SAID, zone);
    }

    private static InMemoryTable source() {
        return dated("dbo.orders", 7).primaryKey("id");
    }

    private static InMemoryTable target() {
        return dated("public.orders", 6).primaryKey("id");
    }

    private static InMemoryTable dated(String name, int digits) {
        return InMemoryTable.named(name)
                .requiredColumn("id", new ValueType.Whole())
                .column("note", new ValueType.Text(50, false))
                .column("at", new ValueType.Timestamp(digits));
    }

    @Test
    void rows_that_were_changed_lately_agree_and_the_verdict_says_that_older_ones_were_not_compared() {
        InMemoryTable source =
                source().row(1, "old", OLD).row(2, "new", AT_BOUND).row(5, "x", null);
        InMemoryTable target = target().row(1, "damaged", OLD)
                .row(2, "new", AT_BOUND)
                .row(3, "extra", OLD)
                .row(5, "y", null);

        Report report = reconcile(source, target, CHANGED, ROWS);

        TableReport table = only(report);
        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.sourceCount()).isEqualTo(1);
        assertThat(table.changedSince()).isEqualTo(BOUND);
        assertThat(table.reasons())
                .containsExactly(
                        "Only rows whose at is at or after 2025-12-01T00:00:00Z on either side are compared, its times,"
                                + " which have no zone, taken in UTC. Not compared are older rows, those where it is NULL and"
                                + " what was deleted or changed without setting it.",
                        "The rows changed since 2025-12-01T00:00:00Z agree in all 3 columns compared. Older rows were not"
                                + " compared.");
        assertThat(report.summary()).isEqualTo("1 table is consistent in the rows that were changed lately.");
        assertThat(report.recommendations().get(0))
                .isEqualTo("No action needed: what was compared of source and target is consistent.");
    }

    /** A year that was mistyped: no row would be compared, and none would differ. */
    @Test
    void nothing_is_passed_since_a_time_that_lies_ahead() {
        TablePair ahead =
                PAIR.withChangeLimit(limit(new Since.At(Reconciled.NOW.plusSeconds(1)), ZoneOffset.UTC, "at"));

        TableReport table = only(reconcile(source().row(1, "a", NEW), target().row(1, "b", NEW), ahead, ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(table.reasons())
                .containsExactly(
                        "No row of dbo.orders can have been changed since 2025-12-02T20:15:31.123456Z, for that"
                                + " lies ahead. Name a time that has passed as since.");
    }

    @Test
    void a_row_that_the_target_still_holds_as_it_was_is_changed_and_not_missing() {
        InMemoryTable source = source().row(1, "new", NEW).row(2, "b", NEW);
        InMemoryTable target = target().row(1, "old", OLD).row(2, "b", NEW);

        Report report = reconcile(source, target, CHANGED, ROWS);

        RowsReport rows = only(report).rows();
        assertThat(rows.changed()).isEqualTo(1);
        assertThat(rows.missing() + rows.extra()).isZero();
        assertThat(report.discrepancies()).extracting(Discrepancy::details).noneMatch(RowCounts.class::isInstance);
    }

    @Test
    void a_row_that_only_the_target_has_changed_is_changed_and_not_extra() {
        RowsReport rows = only(reconcile(source().row(1, "a", OLD), target().row(1, "b", NEW), CHANGED, ROWS))
                .rows();

        assertThat(rows.changed()).isEqualTo(1);
        assertThat(rows.missing() + rows.extra()).isZero();
    }

    @Test
    void missing_and_extra_rows_are_counted_against_those_that_are_there() {
        InMemoryTable source = source().row(1, "a", NEW).row(2, "b", NEW).row(3, "c", NEW);
        InMemoryTable target = target().row(1, "A", OLD).row(3, "c", NEW);

        Report report = reconcile(source, target, CHANGED, ROWS);

        assertThat(only(report).rows().missing()).isEqualTo(1);
        assertThat(only(report).rows().changed()).isEqualTo(1);
        assertThat(report.discrepancies().get(0).details()).isEqualTo(new RowCounts(3, 2, 1, 0, 0, 0));
        assertThat(only(report).targetCount()).isEqualTo(1);
        assertThat(only(report).reasons())
                .contains(
                        "The target has 2 rows where they are looked up by their keys, and dates 1 of its own since then.");
    }

    @Test
    void a_row_is_equal_whose_change_column_alone_differs_and_is_not_compared() {
        TablePair pair = CHANGED.withColumns(ColumnSelection.all().without(Set.of("at")));

        TableReport table = only(reconcile(source().row(1, "a", NEW), target().row(1, "a", OLD), pair, ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.reasons())
                .last()
                .isEqualTo(
                        "In the end all rows changed since 2025-12-01T00:00:00Z agree in all 2 columns compared. Older"
                                + " rows were not compared.");
    }

    @Test
    void a_row_whose_change_is_rounded_up_to_the_bound_is_changed_on_both_sides() {
        InMemoryTable source = source().row(1, "a", AT_BOUND.minusNanos(500)).row(2, "a", AT_BOUND.minusNanos(600));
        InMemoryTable target = target().row(1, "a", AT_BOUND).row(2, "b", AT_BOUND.minusNanos(1_000));

        TableReport table = only(reconcile(source, target, CHANGED, ROWS));

        assertThat(table.sourceCount()).isEqualTo(1);
        assertThat(table.targetCount()).isEqualTo(1);
        assertThat(table.rows()).isNull();
    }

    @Test
    void a_row_without_a_change_is_compared_if_the_other_side_has_changed_it() {
        RowsReport rows = only(reconcile(source().row(1, "a", null), target().row(1, "a", NEW), CHANGED, ROWS))
                .rows();

        assertThat(rows.details()).singleElement().satisfies(row -> {
            assertThat(row.kind()).isEqualTo(Kind.CHANGED);
            assertThat(row.columns())
                    .singleElement()
                    .satisfies(column -> assertThat(column.column()).isEqualTo("at"));
        });
    }

    @Test
    void exactly_the_rows_that_either_side_has_changed_lately_are_compared() {
        Seeds.each(200, random -> {
            InMemoryTable source = dated("dbo.orders", 6);
            InMemoryTable target = dated("public.orders", 6);
            if (random.nextInt(3) > 0) {
                source.primaryKey("id");
            }
            if (random.nextInt(3) > 0) {
                target.primaryKey("id");
            }
            if (random.nextBoolean()) {
                source.index("at");
            }
            if (random.nextBoolean()) {
                target.index("at");
            }
            List<String> expected = new ArrayList<>();
            for (int id = 0; id < 40; id++) {
                List<@Nullable Object> ofSource = row(random);
                List<@Nullable Object> ofTarget = random.nextInt(3) > 0 ? ofSource : row(random);
                boolean inSource = random.nextInt(8) > 0;
                boolean inTarget = random.nextInt(8) > 0;
                if (inSource) {
                    source.row(id, ofSource.get(0), ofSource.get(1));
                }
                if (inTarget) {
                    target.row(id, ofTarget.get(0), ofTarget.get(1));
                }
                boolean differs = inSource != inTarget || (inSource && !Objects.equals(ofSource, ofTarget));
                if (differs && ((inSource && isNew(ofSource)) || (inTarget && isNew(ofTarget)))) {
                    expected.add((inSource ? inTarget ? Kind.CHANGED : Kind.MISSING : Kind.EXTRA) + " " + id);
                }
            }
            RunOptions options = ROWS.withSegments(Reconciled.anySegments(random))
                    .withHashIn(random.nextBoolean() ? RunOptions.HashIn.CLIENT : RunOptions.HashIn.DATABASE);

            TableReport table = only(reconcile(source, target, CHANGED.withKey(List.of("id")), options));

            List<String> found = table.rows() == null
                    ? List.of()
                    : table.rows().details().stream()
                            .map(row ->
                                    row.kind() + " " + row.key().get(0).value().text())
                            .toList();
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(table.verdict()).isEqualTo(expected.isEmpty() ? Verdict.MATCH : Verdict.MISMATCH);
        });
    }

    private static List<@Nullable Object> row(Random random) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(random.nextInt(4) == 0 ? null : "v" + random.nextInt(2));
        row.add(random.nextInt(6) == 0 ? null : AT_BOUND.plusHours(random.nextInt(5) - 2));
        return row;
    }

    private static boolean isNew(List<@Nullable Object> row) {
        return row.get(1) instanceof LocalDateTime at && !at.isBefore(AT_BOUND);
    }

    @Test
    void a_column_without_a_zone_holds_what_a_clock_in_the_zone_of_the_settings_shows() {
        // Midnight in UTC is an hour later in Berlin.
        TablePair berlin = PAIR.withChangeLimit(limit(new Since.At(BOUND), ZoneId.of("Europe/Berlin"), "at"));
        InMemoryTable source = source().row(1, "a", AT_BOUND.plusMinutes(59)).row(2, "b", AT_BOUND.plusMinutes(60));
        InMemoryTable target = target();

        assertThat(only(reconcile(source, target, berlin, ROWS)).rows().details())
                .singleElement()
                .satisfies(row -> assertThat(row.key().get(0).value().text()).isEqualTo("2"));
        assertThat(only(reconcile(source, target, CHANGED, ROWS)).rows().missing())
                .isEqualTo(2);
    }

    /** Whoever forgets it would take the rows of another hour for all that were changed. */
    @Test
    void the_zone_of_times_without_one_is_said() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        ValueType none = new ValueType.Timestamp(6);
        ValueType own = new ValueType.Instant(6);

        assertThat(leftOut(none, none, berlin))
                .contains(", its times, which have no zone, taken in Europe/Berlin. Not");
        assertThat(leftOut(none, own, berlin))
                .contains(", the source's times, which have no zone, taken in Europe/Berlin. Not");
        assertThat(leftOut(own, none, ZoneOffset.UTC))
                .contains(", the target's times, which have no zone, taken in UTC. Not");
        assertThat(leftOut(own, own, berlin)).contains(" on either side are compared. Not");
    }

    private static String leftOut(ValueType ofSource, ValueType ofTarget, ZoneId zone) {
        InMemoryTable source = InMemoryTable.named("dbo.orders")
                .requiredColumn("id", new ValueType.Whole())
                .column("at", ofSource)
                .primaryKey("id");
        InMemoryTable target = InMemoryTable.named("public.orders")
                .requiredColumn("id", new ValueType.Whole())
                .column("at", ofTarget)
                .primaryKey("id");
        TablePair pair = PAIR.withChangeLimit(limit(new Since.At(BOUND), zone, "at"));
        return only(reconcile(source, target, pair, Reconciled.COUNTS))
                .reasons()
                .toString();
    }

    @Test
    void no_row_is_left_out_because_a_clock_was_set_back_after_the_bound() {
        // At 2:45 in summer time; a quarter of an hour later the clock shows 2:00 again, in winter time.
        Instant bound = Instant.parse("2025-10-26T00:45:00Z");
        TablePair berlin = PAIR.withChangeLimit(limit(new Since.At(bound), ZoneId.of("Europe/Berlin"), "at"));
        LocalDateTime twice = LocalDateTime.parse("2025-10-26T02:10:00");

        TableReport table = only(
                reconcile(source().row(1, "a", twice).row(2, "b", twice.minusMinutes(11)), target(), berlin, ROWS));

        assertThat(table.rows().missing()).isEqualTo(1);
    }

    @Test
    void a_column_with_a_zone_needs_none() {
        InMemoryTable source = InMemoryTable.named("dbo.orders")
                .requiredColumn("id", new ValueType.Whole())
                .column("at", new ValueType.Instant(6))
                .primaryKey("id")
                .row(1, BOUND)
                .row(2, BOUND.minusNanos(1_000));
        InMemoryTable target = InMemoryTable.named("public.orders")
                .requiredColumn("id", new ValueType.Whole())
                .column("at", new ValueType.Instant(6))
                .primaryKey("id");
        TablePair berlin = PAIR.withChangeLimit(limit(new Since.At(BOUND), ZoneId.of("Europe/Berlin"), "at"));

        assertThat(only(reconcile(source, target, berlin, ROWS)).rows().missing())
                .isEqualTo(1);
    }

    @Test
    void how_long_ago_is_counted_from_the_beginning_of_the_run_and_its_minute() {
        TablePair ago = PAIR.withChangeLimit(limit(new Since.Ago(Duration.ofHours(36)), ZoneOffset.UTC, "at"));

        TableReport table = only(reconcile(source(), target(), ago, ROWS));

        assertThat(table.changedSince()).isEqualTo("2025-12-01T08:15:00Z");
    }

    @Test
    void rows_without_a_key_that_differ_leave_it_open_whether_the_other_side_holds_them_as_older() {
        InMemoryTable source = dated("dbo.orders", 6).row(1, "a", NEW).row(2, "b", NEW);
        InMemoryTable target = dated("public.orders", 6).row(1, "a", NEW);

        TableReport table = only(reconcile(source, target, CHANGED, ROWS));
        assertThat(table.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(table.reasons()).anyMatch(reason -> reason.contains("whether the other one holds them as older"));

        target.row(2, "b", NEW);
        assertThat(only(reconcile(source, target, CHANGED, ROWS)).verdict()).isEqualTo(Verdict.MATCH);
    }

    @Test
    void numbers_and_sums_that_differ_say_nothing_without_the_keys() {
        InMemoryTable source = source().row(1, "a", NEW).row(2, "b", NEW);
        InMemoryTable target = target().row(1, "a", NEW).row(2, "b", OLD);
        for (RunOptions options : List.of(Reconciled.COUNTS, Reconciled.CHECKSUMS)) {
            TableReport table = only(reconcile(source, target, CHANGED, options));
            assertThat(table.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(table.reasons().toString()).contains("there are 2 in the source and 1 in the target");
        }
        target.row(3, "c", NEW);
        assertThat(only(reconcile(source, target, CHANGED, Reconciled.CHECKSUMS))
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        TableReport counts = only(reconcile(source, target, CHANGED, Reconciled.COUNTS));
        assertThat(counts.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(counts.reasons())
                .last()
                .isEqualTo(
                        "The numbers of the rows changed since 2025-12-01T00:00:00Z agree; contents and older rows were"
                                + " not compared.");
    }

    @Test
    void a_table_without_such_a_column_is_compared_whole_where_it_is_small() {
        TablePair pair = PAIR.withChangeLimit(limit(new Since.At(BOUND), ZoneOffset.UTC, "changed"));

        Report report = reconcile(source().row(1, "a", OLD), target().row(1, "b", OLD), pair, ROWS);

        assertThat(only(report).verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(only(report).changedSince()).isNull();
        assertThat(report.warnings())
                .contains("dbo.orders → orders: Nobody can tell which rows were changed since 2025-12-01T00:00:00Z:"
                        + " dbo.orders has no column changed. It was compared whole, for it is small.");
    }

    @Test
    void a_large_table_without_such_a_column_is_not_read_and_not_passed() {
        TablePair pair = PAIR.withChangeLimit(limit(new Since.At(BOUND), ZoneOffset.UTC));
        for (Depth depth : Depth.values()) {
            InMemoryDatabase from =
                    InMemoryDatabase.of(source().row(1, "a", NEW).estimate(10_001));
            InMemoryDatabase to = InMemoryDatabase.of(target().row(1, "a", NEW).estimate(1));

            TableReport table =
                    only(new Reconciler(from, to, Reconciled.CLOCK).run(List.of(pair), ROWS.withDepth(depth)));

            assertThat(table.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(table.reasons())
                    .singleElement()
                    .asString()
                    .contains("no change-column was named for the table. It was not read.");
            assertThat(from.reads()).isEmpty();
            assertThat(to.reads()).isEmpty();
        }
    }

    @Test
    void a_column_that_was_named_for_the_table_must_be_there() {
        TablePair pair = PAIR.withChangeLimit(
                new ChangeLimit(new Since.At(BOUND), List.of("note"), AgeLimit.Lack.IS_AN_ERROR, ZoneOffset.UTC));

        TableReport table = only(reconcile(source(), target(), pair, ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(table.reasons()).singleElement().asString().contains("is no date with a time. Name another");
    }

    @Test
    void an_index_on_the_column_finds_the_rows_in_one_statement_and_its_lack_is_said() {
        RunOptions options = ROWS.withSegments(new SegmentOptions(2, 2, Duration.ofSeconds(1)));
        InMemoryTable indexed = source().index("at").estimate(20_000);
        InMemoryTable plain = target().estimate(20_000);
        for (int id = 1; id <= 6; id++) {
            indexed.row(id, "a", NEW);
            plain.row(id, "a", NEW);
        }
        InMemoryDatabase from = InMemoryDatabase.of(indexed);
        InMemoryDatabase to = InMemoryDatabase.of(plain);

        Report report = new Reconciler(from, to, Reconciled.CLOCK).run(List.of(CHANGED), options);

        assertThat(from.reads()).containsExactly("fingerprints dbo.orders");
        assertThat(to.reads()).contains("keyAfter public.orders");
        assertThat(report.warnings())
                .containsOnlyOnce("public.orders has no index that begins with at: all of the table is gone through to"
                        + " find the rows that were changed lately.");
    }

    /** What is left of the list may tell something else, and rows that were only updated go unseen behind a match. */
    @Test
    void a_column_of_a_list_that_no_table_has_is_warned_of() {
        TablePair pair = PAIR.withChangeLimit(limit(new Since.At(BOUND), ZoneOffset.UTC, "noted", "sent", "AT"));
        List<String> told = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void namedInVain(String warning) {
                told.add(warning);
            }
        };

        Report report = new Reconciler(InMemoryDatabase.of(source()), InMemoryDatabase.of(target()), Reconciled.CLOCK)
                .run(List.of(pair), ROWS, new RunListeners(List.of(listener)), new Cancellation());

        assertThat(report.warnings())
                .containsSequence(
                        "The change-column noted names no column of any table that is compared, so no row is chosen by it."
                                + " Did you mean note? Correct its name, or take it out.",
                        "The change-column sent names no column of any table that is compared, so no row is chosen by it."
                                + " Correct its name, or take it out.");
        assertThat(told).hasSize(2).isSubsetOf(report.warnings());
    }

    @Test
    void a_column_of_a_list_that_one_table_has_fits() {
        ChangeLimit limit = limit(new Since.At(BOUND), ZoneOffset.UTC, "sent", "at");
        InMemoryTable other = InMemoryTable.named("dbo.letters").column("Sent", new ValueType.Timestamp(6));

        Report report = new Reconciler(
                        InMemoryDatabase.of(source(), other), InMemoryDatabase.of(target(), other), Reconciled.CLOCK)
                .run(
                        List.of(
                                PAIR.withChangeLimit(limit),
                                TablePair.of("dbo.letters", "dbo.letters").withChangeLimit(limit)),
                        ROWS);

        assertThat(report.warnings()).noneMatch(warning -> warning.contains("names no column"));
    }
}
