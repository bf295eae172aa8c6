package dev.reconcile.http;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is made anew once a second at most: many who look at once are shown the same, and make the history no work. Safe for use by
 * several threads; where one makes it, the others wait for that.
 */
final class Fresh<T> {

    private static final Duration AGE = Duration.ofSeconds(1);

    private final Supplier<T> maker;

    /** Guards what is below. */
    private final Object lock = new Object();

    private @Nullable T made;
    private long nanos;

    Fresh(Supplier<T> maker) {
        this.maker = maker;
    }

    /** What was made within the last second; whatever the maker throws, and then it is tried again by the next who asks. */
    T get() {
        synchronized (lock) {
            T known = made;
            if (known == null || System.nanoTime() - nanos > AGE.toNanos()) {
                known = maker.get();
                made = known;
                nanos = System.nanoTime();
            }
            return known;
        }
    }
}
