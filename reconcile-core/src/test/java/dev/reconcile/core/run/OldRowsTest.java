package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.CLOCK;
import static dev.reconcile.core.run.Reconciled.PAIR;
import static dev.reconcile.core.run.Reconciled.only;
import static dev.reconcile.core.run.Reconciled.reconcile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RecheckReport;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows are compared that were written longer ago than a limit, and what is younger is not taken for a difference. */
class OldRowsTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final TablePair OLD = PAIR.withAgeLimit(AgeLimit.by("at", TEN_MINUTES));

    /** Ten minutes before the run, cut to the minute. */
    private static final LocalDateTime BOUND = LocalDateTime.parse("2025-12-02T20:05:00");

    private static final LocalDateTime BEFORE = BOUND.minusDays(1);
    private static final LocalDateTime SINCE = BOUND.plusMinutes(3);

    private static final RunOptions ROWS =
            RunOptions.DEFAULT.withDepth(Depth.ROWS).withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 1));

    private static InMemoryTable source() {
        return aged("dbo.orders", 7).primaryKey("id");
    }

    private static InMemoryTable target() {
        return aged("public.orders", 6).primaryKey("id");
    }

    private static InMemoryTable aged(String name, int digits) {
        return InMemoryTable.named(name)
                .requiredColumn("id", new ValueType.Whole())
                .column("note", new ValueType.Text(50, false))
                .column("at", new ValueType.Timestamp(digits));
    }

    @Test
    void a_row_that_is_too_young_on_its_side_is_not_missed() {
        InMemoryTable source = source().row(1, "a", BEFORE).row(2, "new", SINCE);
        InMemoryTable target = target().row(1, "a", BEFORE).row(3, "newer", SINCE);

        TableReport table = only(reconcile(source, target, OLD, ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.reductions())
                .contains(
                        "Only rows whose at is older than 10m are compared: those before 2025-12-02 20:05 UTC, and those"
                                + " where it is NULL.");
        assertThat(rowsOfSource(table)).isEqualTo(1);
    }

    @Test
    void damage_among_the_old_rows_is_named_in_full() {
        InMemoryTable source = source().row(1, "a", BEFORE).row(2, "b", BEFORE).row(4, "d", null);
        InMemoryTable target = target().row(2, "B", BEFORE).row(3, "c", BEFORE).row(4, "D", null);

        RowsReport rows = rows(only(reconcile(source, target, OLD, ROWS)));

        assertThat(rows.details())
                .extracting(RowDifference::kind)
                .containsExactlyInAnyOrder(
                        RowDifference.Kind.MISSING,
                        RowDifference.Kind.CHANGED,
                        RowDifference.Kind.EXTRA,
                        RowDifference.Kind.CHANGED);
        assertThat(rows.younger()).isZero();
    }

    @Test
    void a_row_that_the_source_has_written_since_is_not_extra_in_a_target_that_is_behind() {
        InMemoryTable source = source().row(1, "a", BEFORE).row(2, "new", SINCE);
        InMemoryTable target = target().row(1, "a", BEFORE).row(2, "old", BEFORE);

        TableReport table = only(reconcile(source, target, OLD, ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(rows(table).different()).isZero();
        assertThat(rows(table).younger()).isEqualTo(1);
        assertThat(table.reasons())
                .contains("Keys that differed and whose source row is too young to be compared: 1. They are left out.")
                .last()
                .isEqualTo("In the end all other rows agree in all 3 columns compared.");
    }

    @Test
    void a_row_that_is_young_in_the_target_alone_is_changed_and_not_missing() {
        InMemoryTable source = source().row(1, "a", BEFORE);
        InMemoryTable target = target().row(1, "a", SINCE);

        RowsReport rows = rows(only(reconcile(source, target, OLD, ROWS)));

        assertThat(rows.changed()).isEqualTo(1);
        assertThat(rows.missing()).isZero();
    }

    @Test
    void whoever_mends_what_differs_by_its_key_is_told_of_rows_of_every_age() {
        List<Boolean> aged = new ArrayList<>();
        RunListener watching = new RunListener() {
            @Override
            public void rowsSought(TablePair pair, TableRead from, TableRead to) {
                aged.add(from.filter().age() != null);
                aged.add(to.filter().age() != null);
            }
        };
        for (InMemoryTable source : List.of(source(), aged("dbo.orders", 7))) {
            source.row(1, "a", BEFORE);
            new Reconciler(InMemoryDatabase.of(source), InMemoryDatabase.of(aged("public.orders", 6)), CLOCK)
                    .run(List.of(OLD), ROWS, watching, new Cancellation());
        }

        assertThat(aged).containsExactly(false, false, true, true);
    }

    @Test
    void a_key_that_is_not_unique_is_as_young_as_its_youngest_row() {
        TablePair byNote = OLD.withKey(List.of("note"));
        InMemoryTable source = aged("dbo.orders", 7).row(1, "a", BEFORE).row(2, "a", SINCE);
        InMemoryTable target = aged("public.orders", 6).row(1, "a", BEFORE).row(2, "a", BEFORE);

        Report report = reconcile(source, target, byNote, ROWS);

        assertThat(only(report).verdict()).isEqualTo(Verdict.MATCH);
        assertThat(rows(only(report)).younger()).isEqualTo(1);
        assertThat(report.warnings()).anyMatch(warning -> warning.contains("The key (note) need not be unique"));
        assertThat(reconcile(source(), target(), OLD, ROWS).warnings())
                .noneMatch(warning -> warning.contains("need not be unique"));
    }

    @Test
    void both_sides_are_cut_at_the_same_value_whatever_the_target_rounds() {
        LocalDateTime roundedUp = BOUND.minusNanos(300);
        LocalDateTime roundedDown = BOUND.minusNanos(600);
        InMemoryTable source = aged("dbo.orders", 7).row(1, "up", roundedUp).row(2, "down", roundedDown);
        InMemoryTable target = aged("public.orders", 6).row(1, "up", BOUND).row(2, "down", BOUND.minusNanos(1_000));

        TableReport table = only(reconcile(source, target, OLD, ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.rows()).isNull();
        assertThat(rowsOfSource(table)).isEqualTo(1);
    }

    @Test
    void without_a_key_an_old_row_of_the_target_alone_is_not_known_to_be_extra() {
        InMemoryTable source = aged("dbo.orders", 7).row(1, "new", SINCE).row(2, "lost", BEFORE);
        InMemoryTable target = aged("public.orders", 6).row(1, "old", BEFORE);

        TableReport table = only(reconcile(source, target, OLD, ROWS));

        assertThat(rows(table).extra()).isZero();
        assertThat(rows(table).missing()).isEqualTo(1);
        assertThat(rows(table).unsettled()).isEqualTo(1);
        assertThat(table.reasons())
                .anyMatch(reason -> reason.startsWith("Rows without a key that only the target holds"));
    }

    @Test
    void without_a_key_a_target_that_only_holds_more_old_rows_is_inconclusive() {
        InMemoryTable source = aged("dbo.orders", 7).row(1, "new", SINCE);
        InMemoryTable target = aged("public.orders", 6).row(1, "old", BEFORE);

        assertThat(only(reconcile(source, target, OLD, ROWS)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void counts_cannot_tell_a_row_that_was_written_since_from_one_that_is_extra() {
        InMemoryTable source = source().row(1, "a", BEFORE).row(2, "new", SINCE);
        InMemoryTable target = target().row(1, "a", BEFORE).row(2, "old", BEFORE);

        for (Depth depth : List.of(Depth.COUNTS, Depth.CHECKSUMS)) {
            assertThat(only(reconcile(source, target, OLD, ROWS.withDepth(depth)))
                            .verdict())
                    .as("%s", depth)
                    .isEqualTo(Verdict.INCONCLUSIVE);
        }
    }

    @Test
    void counts_tell_that_old_rows_are_missing() {
        InMemoryTable source = source().row(1, "a", BEFORE).row(2, "b", BEFORE);
        InMemoryTable target = target().row(1, "a", BEFORE);

        assertThat(only(reconcile(source, target, OLD, ROWS.withDepth(Depth.COUNTS)))
                        .verdict())
                .isEqualTo(Verdict.MISMATCH);
    }

    @Test
    void contents_alone_cannot_tell_either() {
        InMemoryTable source = source().row(1, "new", SINCE).row(2, "b", BEFORE);
        InMemoryTable target = target().row(1, "old", BEFORE).row(2, "b", SINCE);

        assertThat(only(reconcile(source, target, OLD, ROWS.withDepth(Depth.CHECKSUMS)))
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void the_column_is_found_in_the_target_under_its_other_name_and_where_it_is_not_compared() {
        ColumnSelection renamed =
                new ColumnSelection(List.of(), Set.of("at"), Map.of("at", "written"), Set.of(), Set.of());
        InMemoryTable source = source().row(1, "a", BEFORE).row(2, "new", SINCE);
        InMemoryTable target = InMemoryTable.named("public.orders")
                .requiredColumn("id", new ValueType.Whole())
                .column("note", new ValueType.Text(50, false))
                .column("written", new ValueType.Instant(6))
                .primaryKey("id")
                .row(1, "a", BEFORE.toInstant(ZoneOffset.UTC))
                .row(3, "newer", SINCE.toInstant(ZoneOffset.UTC));

        TableReport table = only(reconcile(source, target, OLD.withColumns(renamed), ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(rowsOfSource(table)).isEqualTo(1);
    }

    @Test
    void a_pair_that_names_a_column_which_does_not_say_when_is_an_error() {
        assertThat(errorOf("atr")).contains("dbo.orders has no column atr (did you mean at?)");
        assertThat(errorOf("note")).contains("is no date with a time. Name another age-column");
    }

    private static String errorOf(String column) {
        TableReport table = only(reconcile(
                source().row(1, "a", BEFORE),
                target().row(1, "a", BEFORE),
                PAIR.withAgeLimit(AgeLimit.by(column, TEN_MINUTES)),
                ROWS));
        assertThat(table.verdict()).isEqualTo(Verdict.ERROR);
        return String.join(" ", table.reasons());
    }

    @Test
    void of_several_columns_the_first_that_says_when_counts_and_where_none_does_every_row_is_compared() {
        InMemoryTable source = source().row(1, "a", BEFORE).row(2, "new", SINCE);
        InMemoryTable target = target().row(1, "a", BEFORE);

        Report found = reconcile(
                source, target, PAIR.withAgeLimit(AgeLimit.byFirstOf(List.of("changed", "at"), TEN_MINUTES)), ROWS);
        Report none =
                reconcile(source, target, PAIR.withAgeLimit(AgeLimit.byFirstOf(List.of("changed"), TEN_MINUTES)), ROWS);

        assertThat(only(found).verdict()).isEqualTo(Verdict.MATCH);
        assertThat(only(none).verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(none.warnings())
                .anyMatch(warning -> warning.contains("Rows of every age are compared, not only those older than 10m:"
                        + " dbo.orders has no column changed."));
    }

    @Test
    void a_recheck_looks_at_a_row_that_was_mended_since() {
        InMemoryTable source = source().row(1, "a", BEFORE);
        InMemoryTable target = target();
        Report before = reconcile(source, target, OLD, ROWS);
        target.row(1, "a", BEFORE);
        source.row(5, "young", SINCE);

        RecheckReport recheck = new Rechecker(InMemoryDatabase.of(source), InMemoryDatabase.of(target), CLOCK)
                .recheck(before, FoundRows.OF_THE_REPORT, table -> OLD, ROWS, RunListener.NONE, new Cancellation());

        assertThat(recheck.tables().get(0).mended()).isEqualTo(1);
        assertThat(recheck.tables().get(0).reasons()).isEmpty();
    }

    @Test
    void a_recheck_asks_for_no_file_that_could_name_what_nobody_knows() {
        InMemoryTable source = aged("dbo.orders", 7).row(1, "new", SINCE);
        InMemoryTable target = aged("public.orders", 6).row(1, "old", BEFORE);
        Report before = reconcile(source, target, OLD, ROWS);

        RecheckReport recheck = new Rechecker(InMemoryDatabase.of(source), InMemoryDatabase.of(target), CLOCK)
                .recheck(before, FoundRows.OF_THE_REPORT, table -> OLD, ROWS, RunListener.NONE, new Cancellation());

        assertThat(only(before).namelessRows()).isEqualTo(1);
        assertThat(recheck.allMended()).isFalse();
        assertThat(recheck.tables().get(0).reasons())
                .containsExactly("Of 1 row without a key the run knew no more than how many they are. Run again.");
    }

    private static RowsReport rows(TableReport table) {
        return Objects.requireNonNull(table.rows());
    }

    private static long rowsOfSource(TableReport table) {
        return Objects.requireNonNull(Objects.requireNonNull(table.sourceSide()).count());
    }
}
