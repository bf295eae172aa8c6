package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.PAIR;
import static dev.reconcile.core.run.Reconciled.only;
import static dev.reconcile.core.run.Reconciled.reconcile;
import static dev.reconcile.core.run.Reconciled.source;
import static dev.reconcile.core.run.Reconciled.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence.CollidingKeys;
import dev.reconcile.core.finding.Evidence.Contents;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.AcceptedRows;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AcceptedDifferencesTest {

    private static final RunOptions ROWS =
            RunOptions.DEFAULT.withDepth(Depth.ROWS).withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 1));

    /** The day of {@link Reconciled#NOW}. */
    private static final LocalDate TODAY = LocalDate.of(2025, 12, 2);

    private static final AcceptedDifference ANY = AcceptedDifference.all("accepted[1]", "Ticket 4711", TODAY);

    private static final RowFilter LEGACY = new RowFilter("note = 'legacy'");

    @Test
    void a_table_whose_differences_are_all_accepted_matches_and_says_so() {
        InMemoryTable source = source().row(1, null, "a").row(2, null, "b").row(3, null, "c");
        InMemoryTable target =
                target().row(1, null, "x").row(2, null, "b").row(4, null, "d").row(5, null, "e");

        Report report = run(source, target, ANY);

        assertThat(report.status()).isEqualTo(Status.PASS);
        assertThat(report.discrepancies()).isEmpty();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.summary()).isEqualTo("1 table is consistent, apart from 4 accepted rows.");
        assertThat(report.recommendations())
                .containsExactly("No action needed until 2025-12-02: source and target are consistent, apart from"
                        + " differences that are accepted.");
        assertThat(only(report).verdict()).isEqualTo(Verdict.MATCH);
        assertThat(only(report).reasons())
                .containsExactly(
                        "Accepted until 2025-12-02 by accepted[1] (Ticket 4711): 1 missing, 2 extra, 1 changed.",
                        "In the end all other rows agree in all 3 columns compared.");
        assertThat(rows(report).different()).isZero();
        assertThat(rows(report).details()).isEmpty();
        assertThat(rows(report).accepted()).singleElement().satisfies(accepted -> {
            assertThat(accepted.missing()).isEqualTo(1);
            assertThat(accepted.extra()).isEqualTo(2);
            assertThat(accepted.changed()).isEqualTo(1);
            assertThat(described(accepted))
                    .containsExactlyInAnyOrder("CHANGED 1 [note]", "MISSING 3 []", "EXTRA 4 []", "EXTRA 5 []");
        });
    }

    @Test
    void nobody_who_watches_is_told_of_an_accepted_row() {
        List<String> told = new ArrayList<>();
        RunListener watching = new RunListener() {
            @Override
            public void rowDiffers(TablePair pair, RowDifference row) {
                told.add(row.key().get(0).value().text());
            }
        };

        new Reconciler(
                        InMemoryDatabase.of(source().row(1, null, "a").row(2, null, "b")),
                        InMemoryDatabase.of(target()),
                        Reconciled.CLOCK)
                .run(
                        List.of(PAIR.withAccepted(List.of(ANY.withKeys(List.of(Map.of("id", "1")))))),
                        ROWS,
                        watching,
                        new Cancellation());

        assertThat(told).containsExactly("2");
    }

    @Test
    void a_row_that_is_never_at_rest_is_not_accepted() {
        InMemoryTable source = source().row(1, null, "a");
        AtomicInteger version = new AtomicInteger();
        source.runsAfter(0, () -> source.delete(row -> true).row(1, null, "v" + version.incrementAndGet()));

        Report report = run(source, target().row(1, null, "old"), ANY);

        assertThat(only(report).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(rows(report).unsettled()).isEqualTo(1);
        assertThat(rows(report).accepted()).isEmpty();
    }

    @Test
    void rows_are_accepted_by_their_keys_and_the_others_count() {
        InMemoryTable source = source().row(1, null, "a").row(2, null, "b").row(3, null, "c");
        InMemoryTable target = target().row(1, null, "x").row(2, null, "y").row(3, null, "z");

        Report report = run(source, target, ANY.withKeys(List.of(Map.of("ID", "1"), Map.of("id", "3"))));

        assertThat(only(report).verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(rows(report).changed()).isEqualTo(1);
        assertThat(keys(rows(report).details())).containsExactly("2");
        assertThat(rows(report).accepted().get(0).changed()).isEqualTo(2);
        assertThat(report.discrepancies())
                .singleElement()
                .satisfies(found -> assertThat(found.details()).isInstanceOf(Contents.class));
    }

    @Test
    void a_key_is_the_value_that_the_column_holds_and_not_its_spelling() {
        InMemoryTable from = InMemoryTable.named("dbo.orders")
                .requiredColumn("amount", new ValueType.FixedDecimal(10, 2))
                .requiredColumn("region", new ValueType.Text(10, false))
                .column("note", new ValueType.Text(10, false))
                .primaryKey("amount", "region");
        InMemoryTable to = InMemoryTable.named("public.orders")
                .requiredColumn("amount", new ValueType.FreeDecimal())
                .requiredColumn("region", new ValueType.Text(10, false))
                .column("note", new ValueType.Text(10, false))
                .primaryKey("amount", "region");
        from.row(new BigDecimal("1.50"), "eu", "a").row(new BigDecimal("2.50"), "eu", "a");

        RowsReport rows = rows(run(from, to, ANY.withKeys(List.of(Map.of("region", "eu", "amount", "1.5")))));
        RowsReport otherCase = rows(run(from, to, ANY.withKeys(List.of(Map.of("region", "EU", "amount", "1.5")))));

        assertThat(rows.missing()).isEqualTo(1);
        assertThat(rows.accepted().get(0).missing()).isEqualTo(1);
        assertThat(otherCase.missing()).isEqualTo(2);
        assertThat(otherCase.accepted()).isEmpty();
    }

    @Test
    void a_key_may_be_null() {
        InMemoryTable from = InMemoryTable.named("dbo.orders")
                .column("code", new ValueType.Text(10, false))
                .row((Object) null);
        InMemoryTable to = InMemoryTable.named("public.orders").column("code", new ValueType.Text(10, false));
        TablePair pair =
                PAIR.withKey(List.of("code")).withAccepted(List.of(ANY.withKeys(List.of(Map.of("code", "\\N")))));

        assertThat(only(reconcile(from, to, pair, ROWS)).verdict()).isEqualTo(Verdict.MATCH);
    }

    @Test
    void a_change_is_accepted_only_if_every_column_that_differs_is() {
        InMemoryTable source =
                source().row(1, cents(1), "a").row(2, cents(1), "a").row(3, cents(1), "a");
        InMemoryTable target = target().row(1, cents(1), "b").row(2, cents(2), "b");

        Report report = run(source, target, ANY.withColumns(Set.of("NOTE")));

        assertThat(described(rows(report).accepted().get(0))).containsExactly("CHANGED 1 [note]");
        assertThat(keys(rows(report).details())).containsExactlyInAnyOrder("2", "3");
    }

    @Test
    void only_differences_of_the_kinds_that_were_named_are_accepted() {
        InMemoryTable source = source().row(1, null, "a").row(2, null, "a");
        InMemoryTable target = target().row(2, null, "b").row(3, null, "a");

        for (Kind kind : Kind.values()) {
            RowsReport rows = rows(run(source, target, ANY.withKinds(Set.of(kind))));

            assertThat(rows.different()).as("%s", kind).isEqualTo(2);
            assertThat(rows.accepted().get(0).details())
                    .extracting(RowDifference::kind)
                    .containsExactly(kind);
        }
    }

    @Test
    void a_filter_has_to_hold_on_every_side_that_has_the_row() {
        InMemoryTable source = filtered(source())
                .row(1, cents(1), "legacy")
                .row(2, cents(1), "legacy")
                .row(3, cents(1), "new")
                .row(4, cents(1), "legacy")
                .row(5, cents(1), "new");
        InMemoryTable target = filtered(target())
                .row(1, cents(2), "legacy")
                .row(2, cents(2), "new")
                .row(3, cents(2), "legacy")
                .row(6, cents(1), "legacy")
                .row(7, cents(1), "new");

        Report report = run(source, target, ANY.withFilters(LEGACY, LEGACY));

        assertThat(described(rows(report).accepted().get(0)))
                .containsExactlyInAnyOrder("CHANGED 1 [total]", "MISSING 4 []", "EXTRA 6 []");
        assertThat(keys(rows(report).details())).containsExactlyInAnyOrder("2", "3", "5", "7");
    }

    @Test
    void each_side_may_have_a_filter_of_its_own_and_the_pairs_own_filter_holds_too() {
        RowFilter old = new RowFilter("id < 3");
        InMemoryTable source = source().row(1, null, "a").row(2, null, "b").row(3, null, "c");
        source.filter("id < 3", row -> (Long) Objects.requireNonNull(row.get(0)) < 3)
                .filter("known", row -> "a".equals(row.get(2)));
        InMemoryTable target = target().filter("\"id\" < 3", row -> false).filter("known too", row -> true);
        TablePair pair = new TablePair(
                        PAIR.source(), PAIR.target(), PAIR.columns(), List.of(), old, new RowFilter("\"id\" < 3"))
                .withAccepted(List.of(ANY.withFilters(new RowFilter("known"), new RowFilter("known too"))));

        RowsReport rows = rows(reconcile(source, target, pair, ROWS));

        assertThat(rows.missing()).isEqualTo(1);
        assertThat(rows.accepted().get(0).missing()).isEqualTo(1);
    }

    @Test
    void a_row_that_the_pairs_own_filter_leaves_out_satisfies_no_filter_for_its_twin() {
        RowFilter current = new RowFilter("note = 'new'");
        InMemoryTable source = filtered(source()).row(1, null, "new").row(1, null, "legacy");
        source.filter(current.sql(), row -> "new".equals(row.get(2)));
        TablePair pair = new TablePair(
                        PAIR.source(),
                        PAIR.target(),
                        new ColumnSelection(List.of(), Set.of("note"), Map.of()),
                        List.of(),
                        current,
                        RowFilter.none())
                .withAccepted(List.of(ANY.withFilters(LEGACY, LEGACY)));

        RowsReport rows = rows(reconcile(source, filtered(target()), pair, ROWS));

        assertThat(rows.missing()).isEqualTo(1);
        assertThat(rows.accepted()).isEmpty();
    }

    @Test
    void a_row_of_a_key_that_several_have_is_accepted_by_a_filter_only_if_all_satisfy_it() {
        InMemoryTable source = filtered(source()).row(1, cents(1), "legacy").row(1, cents(1), "new");
        InMemoryTable both = filtered(source()).row(1, cents(1), "legacy").row(1, cents(2), "legacy");

        assertThat(rows(run(source, filtered(target()), ANY.withFilters(LEGACY, LEGACY)))
                        .missing())
                .isEqualTo(2);
        assertThat(rows(run(both, filtered(target()), ANY.withFilters(LEGACY, LEGACY)))
                        .missing())
                .isZero();
    }

    @Test
    void a_row_that_changed_since_it_was_looked_at_is_not_accepted_for_what_it_has_become() {
        InMemoryTable source = filtered(source()).row(1, cents(1), "new");
        AtomicInteger reads = new AtomicInteger();
        // The sums, the rows and both looks see the row as it was; the filter's own lookups come after them.
        source.runsAfter(0, () -> {
            if (reads.incrementAndGet() == 5) {
                source.delete(row -> true).row(1, cents(1), "legacy");
            }
        });

        RowsReport rows = rows(run(source, filtered(target()), ANY.withFilters(LEGACY, LEGACY)));

        assertThat(reads).hasValue(6);
        assertThat(rows.missing()).isEqualTo(1);
        assertThat(rows.accepted()).isEmpty();
    }

    @Test
    void a_filter_with_an_error_fails_the_table_even_if_no_row_differs() {
        InMemoryTable source = filtered(source()).row(1, null, "a");
        InMemoryTable target = target().row(1, null, "a");

        TableReport table = only(run(source, target, ANY.withFilters(LEGACY, LEGACY)));

        assertThat(table.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(table.reasons())
                .containsExactly(
                        "The filter of accepted[1] cannot be asked: The filter of public.orders is not valid SQL.");
    }

    @Test
    void more_rows_than_one_lookup_takes_are_asked_for_in_batches() {
        InMemoryTable source = filtered(source());
        for (int id = 0; id < 701; id++) {
            source.row(id, null, id % 3 == 0 ? "new" : "legacy");
        }

        RowsReport rows = rows(run(source, filtered(target()), ANY.withFilters(LEGACY, LEGACY)));

        assertThat(rows.missing()).isEqualTo(234);
        assertThat(rows.accepted().get(0).missing()).isEqualTo(467);
        assertThat(rows.accepted().get(0).details()).hasSize(467);
    }

    @Test
    void no_more_accepted_rows_are_named_than_the_run_was_to_keep() {
        InMemoryTable source = source().row(1, null, "a").row(2, null, "b").row(3, null, "c");

        RowsReport rows = rows(reconcile(
                source,
                target(),
                PAIR.withAccepted(List.of(ANY.withKeys(List.of(Map.of("id", "1"))), named("accepted[2]"))),
                ROWS.withRows(ROWS.rows().withMaxDetails(2))));

        assertThat(rows.accepted()).extracting(AcceptedRows::missing).containsExactly(1L, 2L);
        assertThat(rows.accepted())
                .extracting(accepted -> accepted.details().size())
                .containsExactly(1, 1);
    }

    @Test
    void the_first_entry_that_accepts_a_row_counts_it() {
        InMemoryTable source = source().row(1, null, "a").row(2, null, "b");

        Report report = run(source, target(), ANY.withKeys(List.of(Map.of("id", "2"))), named("accepted[2]"));

        assertThat(rows(report).accepted())
                .extracting(AcceptedRows::entry, AcceptedRows::count)
                .containsExactly(tuple("accepted[1]", 1L), tuple("accepted[2]", 1L));
    }

    @Test
    void an_entry_holds_on_its_last_day_and_counts_again_on_the_next() {
        InMemoryTable source = source().row(1, null, "a");

        Report last = run(source, target(), ANY);
        Report next = run(source, target(), until(TODAY.minusDays(1)));

        assertThat(last.status()).isEqualTo(Status.PASS);
        assertThat(next.status()).isEqualTo(Status.FAIL);
        assertThat(rows(next).missing()).isEqualTo(1);
        assertThat(rows(next).accepted()).isEmpty();
        assertThat(next.warnings())
                .containsExactly(
                        "dbo.orders → orders: accepted[1] (\"Ticket 4711\") ended on 2025-12-01: what it accepted"
                                + " counts again. Take it out, or give it a later day.");
    }

    @Test
    void an_entry_that_accepted_nothing_is_named_whether_rows_differ_or_not() {
        AcceptedDifference stale = ANY.withKeys(List.of(Map.of("id", "99")));
        String warning =
                "dbo.orders → orders: accepted[1] (\"Ticket 4711\") accepted no row of this run. Take it out if"
                        + " what it was for is mended.";

        Report differing = run(source().row(1, null, "a"), target(), stale);
        Report equal = run(source().row(1, null, "a"), target().row(1, null, "a"), stale);

        assertThat(differing.warnings()).containsExactly(warning);
        assertThat(equal.warnings()).containsExactly(warning);
        assertThat(equal.status()).isEqualTo(Status.PASS);
    }

    @Test
    void counts_and_checksums_alone_cannot_be_accepted_and_say_so() {
        InMemoryTable source = source().row(1, null, "a");

        Report counts = reconcile(source, target(), PAIR.withAccepted(List.of(ANY)), Reconciled.COUNTS);
        Report checksums = reconcile(source, target(), PAIR.withAccepted(List.of(ANY)), Reconciled.CHECKSUMS);

        assertThat(only(counts).verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(only(checksums).verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(counts.warnings())
                .containsExactly(
                        "dbo.orders → orders: accepted[1] (\"Ticket 4711\") is not applied, because rows are not"
                                + " compared: what differs counts. Add --validate-checksums.");
        assertThat(checksums.warnings())
                .singleElement()
                .asString()
                .endsWith("what differs counts. Leave out --no-row-details.");
    }

    @Test
    void accepted_rows_make_no_difference_in_counts_worse() {
        InMemoryTable source = source();
        InMemoryTable target = target();
        for (int id = 0; id < 1000; id++) {
            source.row(id, null, "same");
            if (id >= 200) {
                target.row(id, null, "same");
            }
        }
        List<Map<String, String>> all = new ArrayList<>();
        for (int id = 0; id < 200; id++) {
            all.add(Map.of("id", String.valueOf(id)));
        }

        Report allAccepted = run(source, target, ANY.withKeys(all));
        Report oneCounts = run(source, target, ANY.withKeys(all.subList(1, 200)));

        assertThat(allAccepted.discrepancies()).isEmpty();
        assertThat(oneCounts.discrepancies()).singleElement().satisfies(found -> {
            assertThat(found.details()).isEqualTo(new RowCounts(1000, 800, 1, 0, 199, 0));
            assertThat(found.severity()).isEqualTo(Severity.MEDIUM);
        });
        assertThat(only(oneCounts).targetCount()).isEqualTo(800);
    }

    @Test
    void equal_counts_are_a_difference_in_counts_if_only_one_of_two_that_make_up_for_each_other_is_accepted() {
        InMemoryTable source = source().row(1, null, "a").row(2, null, "b");
        InMemoryTable target = target().row(1, null, "a").row(3, null, "c");

        Report report = run(source, target, ANY.withKinds(Set.of(Kind.MISSING)));

        assertThat(report.discrepancies())
                .extracting(Discrepancy::details)
                .containsExactly(new RowCounts(2, 2, 0, 1, 1, 0));
    }

    @Test
    void keys_that_collide_are_a_finding_whatever_is_accepted() {
        InMemoryTable source = InMemoryTable.named("dbo.orders")
                .requiredColumn("at", new ValueType.Timestamp(7))
                .primaryKey("at")
                .row(LocalDateTime.parse("2024-01-01T00:00:00.0000001"))
                .row(LocalDateTime.parse("2024-01-01T00:00:00.0000002"));
        InMemoryTable target = InMemoryTable.named("public.orders")
                .requiredColumn("at", new ValueType.Timestamp(6))
                .primaryKey("at")
                .row(LocalDateTime.parse("2024-01-01T00:00:00"));

        Report report = run(source, target, ANY);

        assertThat(only(report).verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(report.discrepancies())
                .extracting(Discrepancy::details)
                .containsExactly(new CollidingKeys(List.of("at"), 1));
    }

    @Test
    void rows_without_a_key_are_accepted_by_their_kind_alone() {
        Report report = run(
                keyless("dbo.orders").row("a").row("b"),
                keyless("public.orders").row("b"),
                ANY);

        assertThat(only(report).verdict()).isEqualTo(Verdict.MATCH);
        assertThat(rows(report).accepted().get(0).missing()).isEqualTo(1);
        assertThat(rows(report).accepted().get(0).details())
                .as("rows without a key are not shown")
                .allSatisfy(row -> assertThat(row.key()).isEmpty());
    }

    @Test
    void a_key_or_a_filter_for_rows_without_a_key_fails_the_table() {
        AcceptedDifference byKey = ANY.withKeys(List.of(Map.of("note", "a")));
        AcceptedDifference byFilter = ANY.withFilters(LEGACY, LEGACY);

        assertThat(reason(keyless("dbo.orders"), keyless("public.orders"), byKey))
                .isEqualTo("accepted[1] tells rows by their keys, but dbo.orders has no key in common with the target."
                        + " Name the pair's key, or take the entry out.");
        assertThat(reason(keyless("dbo.orders"), keyless("public.orders"), byFilter))
                .startsWith("accepted[1] tells rows by a filter, which is asked of them by their keys, but");
    }

    @Test
    void an_entry_that_does_not_fit_the_tables_fails_the_table_and_tells_no_value() {
        assertThat(reason(source(), target(), ANY.withColumns(Set.of("nota"))))
                .isEqualTo("Cannot accept changes of column nota (accepted[1]): dbo.orders has no such column. Did you"
                        + " mean note?");
        assertThat(reason(source(), target(), ANY.withKeys(List.of(Map.of("id", "one")))))
                .startsWith("dbo.orders: key 1 of accepted[1] does not fit: id (")
                .contains(") must be a whole number")
                .doesNotContain("one");
        assertThat(reason(source(), target(), ANY.withKeys(List.of(Map.of("note", "secret")))))
                .isEqualTo(
                        "The key of dbo.orders is (id), but key 1 of accepted[1] names (note). Give exactly the key's"
                                + " columns, or a filter.");
        assertThat(reason(source(), target(), ANY.withKeys(List.of(Map.of("id", "1", "note", "secret")))))
                .contains("names (id, note)")
                .doesNotContain("secret");
    }

    @Test
    void values_of_masked_columns_are_hidden_in_accepted_rows_too() {
        TablePair pair = PAIR.withColumns(ColumnSelection.all().masking(Set.of("id", "note")))
                .withAccepted(List.of(ANY.withKeys(List.of(Map.of("id", "1")))));

        Report report = reconcile(
                source().row(1, null, "a"),
                target().row(1, null, "b"),
                pair,
                ROWS.withRows(ROWS.rows().showing(ShownValues.OF_DIFFERENCES)));

        RowDifference row = rows(report).accepted().get(0).details().get(0);
        assertThat(row.key().get(0).value()).isEqualTo(Value.Hidden.HIDDEN);
        assertThat(row.columns()).singleElement().satisfies(column -> {
            assertThat(column.source()).isEqualTo(Value.Hidden.HIDDEN);
            assertThat(column.target()).isEqualTo(Value.Hidden.HIDDEN);
        });
    }

    private static Report run(InMemoryTable source, InMemoryTable target, AcceptedDifference... accepted) {
        return reconcile(source, target, PAIR.withAccepted(Arrays.asList(accepted)), ROWS);
    }

    private static String reason(InMemoryTable source, InMemoryTable target, AcceptedDifference accepted) {
        TableReport table = only(run(source, target, accepted));
        assertThat(table.verdict()).isEqualTo(Verdict.ERROR);
        return String.join(" ", table.reasons());
    }

    private static RowsReport rows(Report report) {
        return Objects.requireNonNull(only(report).rows(), () -> String.valueOf(only(report)));
    }

    private static AcceptedDifference named(String name) {
        return AcceptedDifference.all(name, "Ticket 4712", TODAY);
    }

    private static AcceptedDifference until(LocalDate day) {
        return AcceptedDifference.all("accepted[1]", "Ticket 4711", day);
    }

    private static InMemoryTable filtered(InMemoryTable table) {
        return table.filter(LEGACY.sql(), row -> "legacy".equals(row.get(2)));
    }

    private static InMemoryTable keyless(String name) {
        return InMemoryTable.named(name).column("note", new ValueType.Text(10, false));
    }

    private static BigDecimal cents(int cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    private static List<String> keys(List<RowDifference> rows) {
        return rows.stream().map(row -> row.key().get(0).value().text()).toList();
    }

    private static List<String> described(AcceptedRows accepted) {
        return accepted.details().stream()
                .map(row -> row.kind() + " " + row.key().get(0).value().text() + " ["
                        + row.columns().stream()
                                .map(RowDifference.ChangedColumn::column)
                                .collect(Collectors.joining(" "))
                        + "]")
                .toList();
    }
}
