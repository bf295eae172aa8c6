package dev.reconcile.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {

    private final Cancellation cancellation = new Cancellation();

    @Test
    void nobody_asked_at_first() {
        assertThat(cancellation.isCancelled()).isFalse();
        assertThatCode(cancellation::check).doesNotThrowAnyException();
    }

    @Test
    void everybody_hears_of_it_once() {
        List<String> heard = new ArrayList<>();
        cancellation.onCancel(() -> heard.add("first"));
        cancellation.onCancel(() -> heard.add("second"));

        cancellation.cancel();
        cancellation.cancel();

        assertThat(heard).containsExactly("first", "second");
        assertThat(cancellation.isCancelled()).isTrue();
        assertThatThrownBy(cancellation::check).isInstanceOf(CancelledException.class);
    }

    @Test
    void whoever_comes_late_hears_of_it_at_once() {
        AtomicInteger heard = new AtomicInteger();
        cancellation.cancel();
        cancellation.onCancel(heard::incrementAndGet).close();
        assertThat(heard).hasValue(1);
    }

    @Test
    void whoever_has_left_hears_nothing() {
        AtomicInteger heard = new AtomicInteger();
        cancellation.onCancel(heard::incrementAndGet).close();
        cancellation.cancel();
        assertThat(heard).hasValue(0);
    }

    @Test
    void the_same_action_registered_twice_is_forgotten_once_for_each() {
        AtomicInteger heard = new AtomicInteger();
        Runnable action = heard::incrementAndGet;
        Cancellation.Registration first = cancellation.onCancel(action);
        cancellation.onCancel(action);
        first.close();
        cancellation.cancel();
        assertThat(heard).hasValue(1);
    }

    @Test
    void an_action_may_register_and_ask_itself() {
        List<String> heard = new ArrayList<>();
        cancellation.onCancel(() -> {
            cancellation.onCancel(() -> heard.add("inner"));
            cancellation.cancel();
            heard.add("outer");
        });
        cancellation.cancel();
        assertThat(heard).containsExactly("inner", "outer");
    }

    @Test
    void every_action_runs_exactly_once_whoever_is_first() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            Cancellation raced = new Cancellation();
            AtomicInteger heard = new AtomicInteger();
            CountDownLatch start = new CountDownLatch(1);
            List<Thread> threads = List.of(
                    racing(start, raced::cancel),
                    racing(start, raced::cancel),
                    racing(start, () -> raced.onCancel(heard::incrementAndGet)));
            threads.forEach(Thread::start);
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(heard).hasValue(1);
        }
    }

    private static Thread racing(CountDownLatch start, Runnable work) {
        return new Thread(() -> {
            try {
                start.await();
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
