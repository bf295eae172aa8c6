package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.PAIR;
import static dev.reconcile.core.run.Reconciled.only;
import static dev.reconcile.core.run.Reconciled.source;
import static dev.reconcile.core.run.Reconciled.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tables that are only counted, and get a row just before some of their counts. */
class CountsOnMovingTablesTest {

    private final List<String> pauses = Collections.synchronizedList(new ArrayList<>());

    @Test
    void a_target_that_catches_up_matches_and_the_report_says_that_it_was_behind() {
        Report report = counted(source().row(1, null, "a").row(2, null, "b"), growing(target().row(1, null, "a"), 2));

        TableReport table = only(report);
        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.reasons())
                .containsExactly(
                        "The row counts differed at first: 2 in the source, 1 in the target. They agreed when they were"
                                + " taken again, at look 2.",
                        "The row counts agree; contents were not compared.");
        assertThat(table.targetCount()).isEqualTo(2);
        assertThat(pauses).as("nobody waits on").containsExactly("1 row, PT0.01S");
        assertThat(report.discrepancies()).isEmpty();
    }

    @Test
    void counts_that_stand_still_and_differ_are_a_mismatch() {
        Report report = counted(source().row(1, null, "a").row(2, null, "b"), target().row(1, null, "a"));

        assertThat(only(report).verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(only(report).reasons())
                .containsExactly(
                        "The row counts differ: 2 in the source, 1 in the target.",
                        "Neither count changed in 0.03 s and 3 looks.");
        assertThat(report.discrepancies()).extracting(Discrepancy::details).containsExactly(new RowCounts(2, 1, 1, 0));
        assertThat(pauses).containsExactly("1 row, PT0.01S", "1 row, PT0.02S");
    }

    @Test
    void counts_that_differ_by_the_same_number_of_other_rows_leave_the_answer_open() {
        InMemoryTable source = growing(source().row(1, null, "a"), 1, 2, 3);
        InMemoryTable target = growing(target(), 1, 2, 3);

        Report report = counted(source, target);

        assertThat(only(report).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(only(report).reasons())
                .containsExactly(
                        "The row counts differed at each of 3 looks, last 4 in the source and 3 in the target, and"
                                + " they change: counts cannot tell a target that is behind from one that lacks rows. Use"
                                + " --validate-checksums, which looks at each row again, or run when nobody writes.");
        assertThat(report.discrepancies()).isEmpty();
    }

    @Test
    void a_side_that_moves_alone_leaves_the_answer_open_too() {
        InMemoryTable source = source().row(1, null, "a").row(2, null, "b").row(3, null, "c");

        assertThat(only(counted(source, growing(target(), 3))).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void counts_that_agree_at_first_are_not_taken_again() {
        Report report = counted(growing(source(), 2), target());

        assertThat(only(report).verdict()).isEqualTo(Verdict.MATCH);
        assertThat(pauses).isEmpty();
    }

    @Test
    void without_a_delay_the_first_counts_are_believed() {
        Report report = counted(source().row(1, null, "a"), growing(target(), 2), Duration.ZERO);

        assertThat(only(report).verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(only(report).reasons()).containsExactly("The row counts differ: 1 in the source, 0 in the target.");
        assertThat(pauses).isEmpty();
    }

    /** Gets a row before each of these counts, from 1. */
    private static InMemoryTable growing(InMemoryTable table, long... counts) {
        AtomicLong count = new AtomicLong();
        return table.runsAfter(0, () -> {
            long now = count.incrementAndGet();
            for (long each : counts) {
                if (each == now) {
                    table.row(100 + now, null, "new");
                }
            }
        });
    }

    private Report counted(InMemoryTable source, InMemoryTable target) {
        return counted(source, target, Duration.ofMillis(30));
    }

    private Report counted(InMemoryTable source, InMemoryTable target, Duration delay) {
        RunListener listener = new RunListener() {
            @Override
            public void lookingAgain(TablePair pair, long rows, Duration wait) {
                pauses.add(rows + " row, " + wait);
            }
        };
        return new Reconciler(InMemoryDatabase.of(source), InMemoryDatabase.of(target), Reconciled.CLOCK)
                .run(
                        List.of(PAIR),
                        RunOptions.DEFAULT.withRows(RowOptions.DEFAULT.confirmed(delay, 3)),
                        listener,
                        new Cancellation());
    }
}
