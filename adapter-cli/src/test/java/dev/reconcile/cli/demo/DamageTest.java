package dev.reconcile.cli.demo;

import static dev.reconcile.cli.TestReports.match;
import static dev.reconcile.cli.TestReports.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.cli.TestReports;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class DamageTest {

    private static final TableReport CUSTOMERS = match("customers", 10_000);
    private static final TableReport ORDERS = match("orders", 100_000);

    @Test
    void is_found_when_the_run_tells_exactly_what_was_planted() {
        assertThat(found(CUSTOMERS, ORDERS, damaged(299_988, 22))).isTrue();
    }

    @Test
    void is_not_found_when_the_numbers_are_others() {
        assertThat(found(CUSTOMERS, ORDERS, damaged(299_987, 22))).isFalse();
        assertThat(found(CUSTOMERS, ORDERS, damaged(299_988, 23))).isFalse();
        assertThat(found(CUSTOMERS, ORDERS, damaged(299_988, 0))).isFalse();
        assertThat(found(CUSTOMERS, ORDERS, damaged(299_988, 22, 4))).isFalse();
        assertThat(found(CUSTOMERS, ORDERS, match("line_items", 300_000))).isFalse();
    }

    @Test
    void is_not_found_when_another_table_is_in_doubt_too() {
        TableReport doubtful = TableReport.uncompared("public.orders", "public.orders", Verdict.INCONCLUSIVE, "?", 1);

        assertThat(found(CUSTOMERS, doubtful, damaged(299_988, 22))).isFalse();
        assertThat(found(CUSTOMERS, damaged(299_988, 22))).isFalse();
    }

    @Test
    void is_not_found_by_an_interrupted_run() {
        assertThat(Damage.PLANTED.isExactlyWhatWasFound(
                        TestReports.interrupted(CUSTOMERS, ORDERS, damaged(299_988, 22))))
                .isFalse();
    }

    private static boolean found(TableReport... tables) {
        return Damage.PLANTED.isExactlyWhatWasFound(TestReports.of(tables));
    }

    private static TableReport damaged(long rows, int buckets) {
        return damaged(rows, buckets, 5);
    }

    private static TableReport damaged(long rows, int buckets, long changed) {
        RowsReport found = new RowsReport(12, 0, changed, 0, 0, 0, 0, 0, 1, List.of(), List.of());
        return table("line_items", Verdict.MISMATCH, 300_000, rows, buckets, found);
    }
}
