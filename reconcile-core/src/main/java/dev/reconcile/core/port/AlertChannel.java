package dev.reconcile.core.port;

import dev.reconcile.core.alert.AlertMessage;

/** Where alerts go. Called by one thread at a time. */
public interface AlertChannel {

    /**
     * Hands a message over. Bounded in time; may take seconds.
     *
     * @throws AlertException if it is not known to have arrived
     */
    void send(AlertMessage message);

    /** Whether it has to be told again and again what is open, also where there is no news. */
    default boolean wantsRepeats() {
        return false;
    }
}
