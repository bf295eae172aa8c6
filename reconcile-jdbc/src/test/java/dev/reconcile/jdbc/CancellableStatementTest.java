package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.port.Cancellation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellableStatementTest {

    @Test
    void what_has_ended_is_not_stopped_for_the_connection_does_something_else_by_then() throws Exception {
        AtomicInteger late = new AtomicInteger();
        for (int i = 0; i < 500; i++) {
            Cancellation cancellation = new Cancellation();
            AtomicInteger isOver = new AtomicInteger();
            CancellableStatement statement =
                    CancellableStatement.begin(() -> late.addAndGet(isOver.get()), cancellation);
            cancellation.cancel();
            statement.close();
            isOver.set(1);
        }
        Thread.sleep(500);

        assertThat(late).hasValue(0);
    }

    @Test
    void a_request_that_was_lost_is_made_again_until_the_statement_has_ended() throws Exception {
        CountDownLatch thrice = new CountDownLatch(3);
        Cancellation cancellation = new Cancellation();
        try (CancellableStatement ignored = CancellableStatement.begin(thrice::countDown, cancellation)) {
            cancellation.cancel();
            thrice.await();
        }

        assertThat(thrice.getCount()).isZero();
    }
}
