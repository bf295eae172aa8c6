package dev.reconcile.trace;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What became of the spans of a process, so that none is lost without a word. Safe for use by several threads. */
final class SpanAccount {

    private final TraceSettings settings;
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();
    private final AtomicLong handedOver = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong arrived = new AtomicLong();

    /** Guarded by this. */
    private long told;

    SpanAccount(TraceSettings settings) {
        this.settings = settings;
    }

    /**
     * One has ended and is to wait for its turn to be sent.
     *
     * @param most how many may wait
     * @return false if so many do already: then it is lost
     */
    boolean waits(int most) {
        if (ended.incrementAndGet() - leftOut.get() - handedOver.get() > most) {
            leftOut.incrementAndGet();
            return false;
        }
        return true;
    }

    /** So many wait no longer, for they are being sent. */
    void areSent(int spans) {
        handedOver.addAndGet(spans);
    }

    /** So many of those that were sent were taken. */
    void haveArrived(int spans) {
        arrived.addAndGet(spans);
    }

    /** So many of those that were sent were not. */
    void haveFailed(int spans) {
        failed.addAndGet(spans);
    }

    /** A sentence about those that are lost since this was asked last; empty where none is. Others may arrive yet. */
    Optional<String> lost() {
        return newlyLost(leftOut.get() + failed.get());
    }

    /** Likewise, when nothing is sent any more. */
    Optional<String> lostInTheEnd() {
        return newlyLost(ended.get() - arrived.get());
    }

    private synchronized Optional<String> newlyLost(long all) {
        long lost = all - told;
        if (lost <= 0) {
            return Optional.empty();
        }
        told = all;
        return Optional.of("Traces are not complete: " + lost + (lost == 1 ? " span has" : " spans have")
                + " not arrived at the collector at " + settings.place() + "."
                + (leftOut.get() > 0 ? " Too many waited; OTEL_BSP_MAX_QUEUE_SIZE lets more of them wait." : ""));
    }
}
