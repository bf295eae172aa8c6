package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValuePolicyTest {

    private static final RunOptions SILENT =
            RunOptions.DEFAULT.withDepth(Depth.ROWS).withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 1));
    private static final RunOptions SHOWING = SILENT.withRows(SILENT.rows().showing(ShownValues.OF_DIFFERENCES));

    private final List<RowDifference> told = new ArrayList<>();

    @Test
    void a_report_holds_no_value_but_keys_unless_it_was_asked_for() {
        Report report = run(people("dbo.orders", "secret-1"), people("orders", "secret-2"), Reconciled.PAIR, SILENT);

        assertThat(report.toString()).contains("7").doesNotContain("secret");
        assertThat(only(report).rows()).isNotNull();
        assertThat(told.toString()).as("a listener sees them").contains("secret-1", "secret-2");
    }

    @Test
    void a_report_holds_both_values_where_it_was_asked_for_them() {
        Report report = run(people("dbo.orders", "old"), people("orders", "new"), Reconciled.PAIR, SHOWING);

        assertThat(detail(report).columns())
                .containsExactly(
                        new RowDifference.ChangedColumn("email", new Value.Text("old"), new Value.Text("new")));
        assertThat(detail(report).sourceRow()).isEmpty();
    }

    @Test
    void a_masked_column_is_compared_but_nobody_is_told_its_values() {
        TablePair pair = Reconciled.PAIR.withColumns(ColumnSelection.all().masking(Set.of("EMAIL", "id")));

        Report report = run(people("dbo.orders", "secret-1"), people("orders", "secret-2"), pair, SHOWING);

        assertThat(detail(report).kind()).isEqualTo(RowDifference.Kind.CHANGED);
        assertThat(detail(report).key().get(0).value()).isEqualTo(Value.Hidden.HIDDEN);
        assertThat(report.toString() + told)
                .contains("email")
                .doesNotContain("secret")
                .doesNotContain("Whole[value=7]");
    }

    @Test
    void a_column_is_masked_by_its_name_in_the_target_too() {
        InMemoryTable target = InMemoryTable.named("public.orders")
                .requiredColumn("id", new ValueType.Whole())
                .column("mail", new ValueType.Text(5_000, false))
                .primaryKey("id")
                .row(7, "secret-2");
        TablePair pair = Reconciled.PAIR.withColumns(
                new ColumnSelection(List.of(), Set.of(), Map.of("email", "mail")).masking(Set.of("mail")));

        Report report = run(people("dbo.orders", "secret-1"), target, pair, SHOWING);

        assertThat(detail(report).columns()).hasSize(1);
        assertThat(report.toString() + told).doesNotContain("secret");
    }

    @Test
    void of_rows_without_a_key_no_value_is_kept_unless_asked_for() {
        InMemoryTable source = keyless("dbo.orders").row("secret-1");
        InMemoryTable target = keyless("public.orders");

        assertThat(detail(run(source, target, Reconciled.PAIR, SILENT)).key()).isEmpty();
        assertThat(detail(run(source, target, Reconciled.PAIR, SHOWING)).key())
                .containsExactly(new RowDifference.NamedValue("note", new Value.Text("secret-1")));
        TablePair masked = Reconciled.PAIR.withColumns(ColumnSelection.all().masking(Set.of("note")));
        told.clear();
        assertThat(run(source, target, masked, SHOWING).toString() + told).doesNotContain("secret");
    }

    @Test
    void long_values_are_kept_only_where_they_part_and_say_how_long_they_are() {
        String common = "x".repeat(1_000);

        Report report =
                run(people("dbo.orders", common + "old"), people("orders", common + "new"), Reconciled.PAIR, SHOWING);

        RowDifference.ChangedColumn email = detail(report).columns().get(0);
        assertThat(email.source().text())
                .startsWith("…xxx")
                .endsWith("xold (1,003 characters)")
                .hasSizeLessThan(200);
        assertThat(email.target().text()).endsWith("xnew (1,003 characters)");
    }

    @Test
    void a_mask_for_all_tables_that_no_table_has_is_warned_of() {
        TablePair pair =
                Reconciled.PAIR.withColumns(ColumnSelection.all().maskingWherePresent(Set.of("emial", "ssn", "ID")));

        Report report = run(people("dbo.orders", "a"), people("orders", "b"), pair, SHOWING);

        assertThat(report.warnings())
                .containsExactly(
                        "No table has the masked column emial, so nothing is masked for it. Correct its name, or take it"
                                + " out.",
                        "No table has the masked column ssn, so nothing is masked for it. Correct its name, or take it"
                                + " out.",
                        "dbo.orders → orders: The masked column emial is in neither table, so nothing is masked for it."
                                + " Did you mean email?");
    }

    @Test
    void a_mask_for_all_tables_that_one_of_them_has_fits() {
        ColumnSelection all = ColumnSelection.all().maskingWherePresent(Set.of("ssn"));
        InMemoryTable one = people("dbo.people", "a");
        InMemoryTable other = InMemoryTable.named("dbo.staff").column("Ssn", new ValueType.Text(11, false));

        Report report = new Reconciler(
                        InMemoryDatabase.of(one, other), InMemoryDatabase.of(one, other), Reconciled.CLOCK)
                .run(
                        List.of(
                                TablePair.of("dbo.people", "dbo.people").withColumns(all),
                                TablePair.of("dbo.staff", "dbo.staff").withColumns(all)),
                        SHOWING);

        assertThat(report.status()).isEqualTo(Status.PASS);
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    void a_pairs_own_mask_that_is_no_column_of_it_is_an_error_and_nothing_is_shown() {
        TablePair pair = Reconciled.PAIR.withColumns(ColumnSelection.all().masking(Set.of("emial")));
        TablePair far = Reconciled.PAIR.withColumns(ColumnSelection.all().masking(Set.of("telephone_number")));

        Report report = run(people("dbo.orders", "secret-1"), people("orders", "secret-2"), pair, SHOWING);

        TableReport table = report.tables().get(0);
        assertThat(table.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(table.reasons())
                .containsExactly(
                        "Cannot mask column emial: neither dbo.orders nor public.orders has such a column. Did you"
                                + " mean email?");
        assertThat(report.toString() + told).doesNotContain("secret");
        assertThat(run(people("dbo.orders", "a"), people("orders", "b"), far, SHOWING)
                        .tables()
                        .get(0)
                        .reasons())
                .containsExactly("Cannot mask column telephone_number: neither dbo.orders nor public.orders has such a"
                        + " column. They have id, email.");
    }

    private Report run(InMemoryTable source, InMemoryTable target, TablePair pair, RunOptions options) {
        RunListener listener = new RunListener() {
            @Override
            public void rowDiffers(TablePair where, RowDifference difference) {
                told.add(difference);
            }
        };
        return new Reconciler(InMemoryDatabase.of(source), InMemoryDatabase.of(target), Reconciled.CLOCK)
                .run(List.of(pair), options, listener, new Cancellation());
    }

    private static RowDifference detail(Report report) {
        return Objects.requireNonNull(only(report).rows()).details().get(0);
    }

    private static InMemoryTable people(String name, String email) {
        return InMemoryTable.named(name.contains(".") ? name : "public." + name)
                .requiredColumn("id", new ValueType.Whole())
                .column("email", new ValueType.Text(5_000, false))
                .primaryKey("id")
                .row(7, email);
    }

    private static InMemoryTable keyless(String name) {
        return InMemoryTable.named(name).column("note", new ValueType.Text(50, false));
    }
}
