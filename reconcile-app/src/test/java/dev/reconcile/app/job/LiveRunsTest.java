package dev.reconcile.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LiveRunsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TablePair ORDERS = TablePair.of("dbo.orders", "orders");
    private static final TablePair LINES = TablePair.of("dbo.lines", "lines");

    private final LiveRuns runs = new LiveRuns(InstantSource.fixed(Instant.EPOCH));

    @Test
    void a_table_is_compared_by_one_run_at_a_time() throws Exception {
        LiveRun one = begin(new Cancellation());
        LiveRun other = begin(new Cancellation());
        runs.claim(one, List.of(ORDERS, LINES), new Cancellation());
        CountDownLatch free = new CountDownLatch(1);
        Thread claiming = new Thread(() -> {
            runs.claim(other, List.of(ORDERS), new Cancellation());
            free.countDown();
        });
        claiming.start();

        assertThat(other.events(0, PATIENCE))
                .containsExactly(
                        new RunEvent.Waiting(Instant.EPOCH, one.request().id()));
        assertThat(other.pairs()).isEmpty();
        runs.end(one, new RunOutcome.Failed("enough"));
        free.await();

        assertThat(other.pairs()).containsExactly(ORDERS);
        assertThat(one.pairs()).isEmpty();
    }

    @Test
    void a_table_that_may_be_the_same_by_its_name_is_waited_for() throws Exception {
        LiveRun one = begin(new Cancellation());
        LiveRun other = begin(new Cancellation());
        runs.claim(one, List.of(TablePair.of("orders", "warehouse.orders")), new Cancellation());
        Thread claiming = new Thread(() -> runs.claim(
                other, List.of(TablePair.of("dbo.Orders", "x"), TablePair.of("dbo.a", "b")), new Cancellation()));
        claiming.start();

        assertThat(other.events(0, PATIENCE))
                .containsExactly(
                        new RunEvent.Waiting(Instant.EPOCH, one.request().id()));
        runs.end(one, new RunOutcome.Failed("enough"));
        claiming.join();
        assertThat(other.pairs()).hasSize(2);
    }

    @Test
    void runs_of_other_tables_do_not_wait() {
        LiveRun one = begin(new Cancellation());
        LiveRun other = begin(new Cancellation());

        runs.claim(one, List.of(ORDERS), new Cancellation());
        runs.claim(other, List.of(LINES), new Cancellation());

        assertThat(other.pairs()).containsExactly(LINES);
    }

    @Test
    void a_run_that_waits_can_be_ended() throws Exception {
        LiveRun one = begin(new Cancellation());
        Cancellation cancellation = new Cancellation();
        LiveRun other = begin(cancellation);
        runs.claim(one, List.of(ORDERS), new Cancellation());
        Thread claiming = new Thread(() -> runs.claim(other, List.of(ORDERS), cancellation));
        claiming.start();
        other.events(0, PATIENCE);
        other.cancel();
        claiming.join();

        assertThat(other.pairs()).isEmpty();
    }

    @Test
    void what_happens_is_told_in_its_order_and_from_wherever_somebody_wants() throws Exception {
        LiveRun run = begin(new Cancellation());
        run.runStarted(run.request().id(), Instant.EPOCH, 1);
        run.tableStarted(ORDERS, OptionalLong.of(5), OptionalLong.empty());
        run.rowsRead(ORDERS, RunListener.Side.SOURCE, 3);
        run.rowsRead(ORDERS, RunListener.Side.TARGET, 2);
        assertThat(run.progress()).containsExactly(new LiveRun.Progress(ORDERS, 3, 2));
        runs.end(run, new RunOutcome.Failed("enough"));
        run.pausing("never told");

        assertThat(run.events(1, Duration.ZERO))
                .extracting(Object::getClass)
                .containsExactly(RunEvent.TableStarted.class, RunEvent.Ended.class);
        assertThat(run.events(3, Duration.ZERO)).isEmpty();
        assertThat(runs.running()).isEmpty();
        assertThat(runs.find(run.request().id())).contains(run);
    }

    private LiveRun begin(Cancellation cancellation) {
        return runs.begin(RunRequest.of("nightly", Trigger.REQUEST), cancellation);
    }
}
