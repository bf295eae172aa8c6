package dev.reconcile.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.alert.AlertFilter;
import dev.reconcile.core.alert.AlertKind;
import dev.reconcile.core.alert.AlertMessage;
import dev.reconcile.core.alert.AlertOutcome;
import dev.reconcile.core.alert.AlertSubject;
import dev.reconcile.core.alert.Problem;
import dev.reconcile.core.alert.Told;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.port.AlertChannel;
import dev.reconcile.core.port.AlertException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AlertSenderTest {

    private static final AlertMessage MESSAGE = Told.message(List.of(Told.different(Told.ORDERS, Severity.HIGH, 12)));
    private static final Retries AT_ONCE = new Retries(3, Duration.ZERO);
    private static final Duration LONG = Duration.ofSeconds(50);

    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

    @Test
    void what_fails_at_first_is_sent_again() throws Exception {
        try (Receiver receiver = new Receiver().answering(500, 503)) {
            AlertSender sender = sender(webhook(receiver), AT_ONCE);
            sender.send(MESSAGE, deliveries::add);

            assertThat(next()).isEqualTo(new Delivery(AlertOutcome.SENT, ""));
            assertThat(receiver.posts()).hasSize(3);
        }
    }

    @Test
    void what_never_works_is_given_up_and_the_next_message_is_sent() throws Exception {
        try (Receiver receiver = new Receiver().answering(500, 500, 500)) {
            AlertSender sender = sender(webhook(receiver), AT_ONCE);
            sender.send(MESSAGE, deliveries::add);
            sender.send(MESSAGE, deliveries::add);

            assertThat(next()).isEqualTo(new Delivery(AlertOutcome.GIVEN_UP, "it answered 500"));
            assertThat(next().outcome()).isEqualTo(AlertOutcome.SENT);
            assertThat(receiver.posts()).hasSize(4);
        }
    }

    @Test
    void what_is_refused_is_not_tried_again() throws Exception {
        try (Receiver receiver = new Receiver().answering(403)) {
            sender(webhook(receiver), AT_ONCE).send(MESSAGE, deliveries::add);

            assertThat(next().outcome()).isEqualTo(AlertOutcome.GIVEN_UP);
            assertThat(receiver.posts()).hasSize(1);
        }
    }

    @Test
    void who_hangs_blocks_nobody_and_what_is_too_much_is_dropped() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        AlertSender sender = sender(message -> await(hanging), AT_ONCE);

        for (int i = 0; i < AlertSender.MOST_WAITING + 2; i++) {
            sender.send(MESSAGE, deliveries::add);
        }

        assertThat(deliveries)
                .extracting(Delivery::outcome)
                .containsExactly(AlertOutcome.DROPPED, AlertOutcome.DROPPED);
        hanging.countDown();
        sender.close(LONG);
        assertThat(deliveries).hasSize(AlertSender.MOST_WAITING + 2);
    }

    @Test
    void the_end_waits_for_what_is_sent_but_not_for_ever() {
        CountDownLatch never = new CountDownLatch(1);
        AlertSender sender = sender(message -> await(never), AT_ONCE);
        sender.send(MESSAGE, deliveries::add);
        sender.send(MESSAGE, deliveries::add);

        sender.close(Duration.ofMillis(100));

        assertThat(deliveries)
                .extracting(Delivery::outcome)
                .containsExactly(AlertOutcome.GIVEN_UP, AlertOutcome.GIVEN_UP);
    }

    @Test
    void the_end_does_not_wait_for_a_pause_between_tries_longer_than_it_has_to() {
        AlertSender sender = sender(
                message -> {
                    throw AlertException.passing("busy");
                },
                new Retries(9, Duration.ofDays(1)));
        sender.send(MESSAGE, deliveries::add);

        sender.close(Duration.ofMillis(100));

        assertThat(deliveries).extracting(Delivery::outcome).containsExactly(AlertOutcome.GIVEN_UP);
        sender.send(MESSAGE, deliveries::add);
        assertThat(deliveries).extracting(Delivery::outcome).endsWith(AlertOutcome.DROPPED);
    }

    @Test
    void nobody_is_bothered_with_what_he_does_not_want() {
        List<AlertMessage> sent = new CopyOnWriteArrayList<>();
        AlertSender sender = new AlertSender(
                "ops", sent::add, new AlertFilter(Set.of(AlertKind.FAILED), Set.of(), List.of(), null), AT_ONCE);
        sender.send(MESSAGE, deliveries::add);
        sender.close(LONG);

        assertThat(sent).isEmpty();
        assertThat(deliveries).extracting(Delivery::outcome).containsExactly(AlertOutcome.NOT_WANTED);
    }

    @Test
    void repeats_go_only_to_who_wants_them() throws Exception {
        AlertMessage open = new AlertMessage(
                Told.at(3),
                List.of(),
                List.of(Told.open(AlertSubject.of(Told.ORDERS), Problem.DIFFERENT, Severity.LOW)),
                List.of(),
                null);
        List<AlertMessage> sent = new CopyOnWriteArrayList<>();
        AlertSender repeating = sender(
                new AlertChannel() {
                    @Override
                    public void send(AlertMessage message) {
                        sent.add(message);
                    }

                    @Override
                    public boolean wantsRepeats() {
                        return true;
                    }
                },
                AT_ONCE);

        repeating.send(open, deliveries::add);
        assertThat(next().outcome()).isEqualTo(AlertOutcome.SENT);
        assertThat(sent).containsExactly(open);
        sender(sent::add, AT_ONCE).send(open, deliveries::add);
        assertThat(next().outcome()).isEqualTo(AlertOutcome.NOT_WANTED);
    }

    @Test
    void an_unexpected_failure_is_given_up_without_its_text() throws Exception {
        sender(
                        message -> {
                            throw new IllegalStateException("hunter2");
                        },
                        AT_ONCE)
                .send(MESSAGE, deliveries::add);

        assertThat(next())
                .isEqualTo(new Delivery(AlertOutcome.GIVEN_UP, "an unexpected java.lang.IllegalStateException"));
    }

    @Test
    void waits_grow_from_try_to_try() {
        assertThat(Retries.DEFAULT.after(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Retries.DEFAULT.after(2)).isEqualTo(Duration.ofSeconds(3));
        assertThat(Retries.DEFAULT.after(5)).isEqualTo(Duration.ofSeconds(81));
    }

    private Delivery next() throws InterruptedException {
        Delivery delivery = deliveries.poll(50, TimeUnit.SECONDS);
        assertThat(delivery).isNotNull();
        return delivery;
    }

    private static AlertSender sender(AlertChannel channel, Retries retries) {
        return new AlertSender("ops", channel, AlertFilter.ALL, retries);
    }

    private static Webhook webhook(Receiver receiver) throws IOException {
        return new Webhook(HttpPlace.of(receiver.url("/hook")), new WebhookBody.Plain());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AlertException.lasting("the process is being stopped");
        }
    }
}
