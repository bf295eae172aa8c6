package dev.reconcile.app.history;

import java.time.Duration;

/** How it is known in a history that the process of a run is there still: it says so now and then. */
public final class Heartbeat {

    /** How often it does. */
    public static final Duration BEAT = Duration.ofSeconds(20);

    /** One that said nothing for so long is no longer there. Of one of the same machine that is known at once. */
    public static final Duration SILENCE = Duration.ofSeconds(70);

    private Heartbeat() {}
}
