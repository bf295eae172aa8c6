package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.CHECKSUMS;
import static dev.reconcile.core.run.Reconciled.CLOCK;
import static dev.reconcile.core.run.Reconciled.PAIR;
import static dev.reconcile.core.run.Reconciled.orders;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.TablePair;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class CancelledRunTest {

    private final Cancellation cancellation = new Cancellation();

    @ParameterizedTest
    @EnumSource(HashIn.class)
    void what_is_done_is_reported_and_the_rest_is_left_open(HashIn place) {
        InMemoryDatabase source = InMemoryDatabase.of(
                orders("dbo.a").row(1, null, "x"),
                orders("dbo.b").row(1, null, "x").runsAfter(1, cancellation::cancel),
                orders("dbo.c").row(1, null, "x"));
        InMemoryDatabase target = InMemoryDatabase.of(
                orders("public.a").row(1, null, "x"),
                orders("public.b").row(1, null, "x").hangsAfter(1),
                orders("public.c").row(1, null, "x"));

        Report report = new Reconciler(source, target, CLOCK)
                .run(
                        List.of(TablePair.of("dbo.a", "a"), TablePair.of("dbo.b", "b"), TablePair.of("dbo.c", "c")),
                        new RunOptions(
                                Depth.CHECKSUMS,
                                place,
                                Rounding.HALF_UP,
                                Buckets.DEFAULT,
                                1,
                                SegmentOptions.DEFAULT,
                                RowOptions.DEFAULT),
                        RunListener.NONE,
                        cancellation);

        assertThat(report.complete()).isFalse();
        assertThat(report.status()).isEqualTo(Status.FAIL);
        assertThat(report.tables())
                .extracting(TableReport::verdict)
                .containsExactly(Verdict.MATCH, Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE);
        assertThat(report.tables().get(1).reasons())
                .containsExactly("The run was interrupted before this was compared.");
        assertThat(report.summary())
                .isEqualTo("The run was interrupted. 2 tables are not fully compared. 1 table is consistent.");
        assertThat(source.reads()).noneMatch(read -> read.endsWith("dbo.c"));
    }

    @Test
    void a_run_cancelled_before_it_began_reads_nothing() {
        InMemoryDatabase source = InMemoryDatabase.of(orders("dbo.orders"));
        InMemoryDatabase target = InMemoryDatabase.of(orders("public.orders"));
        cancellation.cancel();

        Report report =
                new Reconciler(source, target, CLOCK).run(List.of(PAIR), CHECKSUMS, RunListener.NONE, cancellation);

        assertThat(report.complete()).isFalse();
        assertThat(report.status()).isEqualTo(Status.FAIL);
        assertThat(report.tables()).extracting(TableReport::verdict).containsExactly(Verdict.INCONCLUSIVE);
        assertThat(source.reads()).isEmpty();
        assertThat(target.reads()).isEmpty();
    }

    @Test
    void an_empty_run_that_was_cancelled_does_not_pass() {
        cancellation.cancel();
        Report report = new Reconciler(InMemoryDatabase.of(), InMemoryDatabase.of(), CLOCK)
                .run(List.of(), CHECKSUMS, RunListener.NONE, cancellation);
        assertThat(report.status()).isEqualTo(Status.FAIL);
    }

    @Test
    void tables_of_a_cancelled_run_that_hang_on_both_sides_are_let_go() {
        InMemoryDatabase source = InMemoryDatabase.of(
                orders("dbo.a").hangsAfter(0), orders("dbo.b").row(1, null, "x").runsAfter(0, cancellation::cancel));
        InMemoryDatabase target = InMemoryDatabase.of(
                orders("public.a").hangsAfter(0), orders("public.b").hangsAfter(0));

        Report report = new Reconciler(source, target, CLOCK)
                .run(
                        List.of(TablePair.of("dbo.a", "a"), TablePair.of("dbo.b", "b")),
                        CHECKSUMS,
                        RunListener.NONE,
                        cancellation);

        assertThat(report.tables())
                .extracting(TableReport::verdict)
                .containsExactly(Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE);
    }

    @Test
    void a_database_that_hears_no_cancellation_does_not_hold_the_report_up() {
        CountDownLatch testIsOver = new CountDownLatch(1);
        InMemoryDatabase source = InMemoryDatabase.of(
                orders("dbo.a").row(1, null, "x"), orders("dbo.b").runsAfter(0, () -> {
                    cancellation.cancel();
                    awaitStubbornly(testIsOver);
                }));
        InMemoryDatabase target = InMemoryDatabase.of(orders("public.a").row(1, null, "x"), orders("public.b"));

        Report report = new Reconciler(source, target, CLOCK)
                .run(
                        List.of(TablePair.of("dbo.a", "a"), TablePair.of("dbo.b", "b")),
                        oneAtATime(),
                        RunListener.NONE,
                        cancellation);
        testIsOver.countDown();

        assertThat(report.complete()).isFalse();
        assertThat(report.tables())
                .extracting(TableReport::verdict)
                .containsExactly(Verdict.MATCH, Verdict.INCONCLUSIVE);
    }

    private static RunOptions oneAtATime() {
        return new RunOptions(
                CHECKSUMS.depth(),
                CHECKSUMS.hashIn(),
                CHECKSUMS.rounding(),
                CHECKSUMS.buckets(),
                1,
                SegmentOptions.DEFAULT,
                RowOptions.DEFAULT);
    }

    private static void awaitStubbornly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException deaf) {
                continue;
            }
        }
    }
}
