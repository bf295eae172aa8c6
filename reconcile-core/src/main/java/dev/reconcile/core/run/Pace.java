package dev.reconcile.core.run;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.report.Skipped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * When the reads of one run may begin: not faster than a rate, not while a database is busy or somebody holds the run, and
 * not after its time. One for all tables and threads of a run. Who waits here holds no connection, so nothing waits for who
 * waits; a read that has begun is let end.
 *
 * <p>The databases are asked how busy they are at most every three seconds, and again after one to five while the run
 * pauses. A pause ends with its cause, or with the run's time. Only where a database does not say how busy it is, which is
 * never taken for a good sign, it ends after ten minutes: what was not read by then is skipped.
 */
final class Pace {

    private static final String BY_RATE =
            "At --max-rate its turn would come only then. Raise --max-rate or --run-time, or"
                    + " compare it in another run.";

    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(3);
    private static final Duration SHORTEST_LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
    private static final Duration LONGEST_UNKNOWN = Duration.ofMinutes(10);

    /** How long to wait for another thread that is asking at the moment. */
    private static final Duration TURN = Duration.ofMillis(20);

    private final PaceOptions options;
    private final @Nullable LoadWatch load;
    private final RunListener listener;
    private final Elapsed elapsed;
    private final Sleeper sleeper;
    private final Map<Side, RateLimit> rates = new EnumMap<>(Side.class);

    /** Held by the thread that looks for obstacles, and guards all that follows. */
    private final ReentrantLock looking = new ReentrantLock();

    private @Nullable Duration asked;
    private @Nullable Obstacle ofLoad;
    private @Nullable Obstacle present;
    private Duration pausedSince = Duration.ZERO;
    private Duration paused = Duration.ZERO;
    private String whyPaused = "";
    private @Nullable Duration unknownSince;

    /**
     * The pace of a run that begins now.
     *
     * @param load what {@code options} say of it, in the databases of the run
     * @param clock tells how much time has passed
     */
    Pace(PaceOptions options, LoadWatch load, RunListener listener, InstantSource clock, Sleeper sleeper) {
        this.options = options;
        this.load = options.pauseWhen().isEmpty() ? null : load;
        this.listener = listener;
        this.elapsed = new Elapsed(clock);
        this.sleeper = sleeper;
        options.rate().ifPresent(rate -> {
            for (Side side : Side.values()) {
                rates.put(side, new RateLimit(rate));
            }
        });
    }

    /** Waits. */
    @FunctionalInterface
    interface Sleeper {

        /**
         * Waits so long.
         *
         * @throws CancelledException once the cancellation is cancelled
         */
        void sleep(Duration wait, Cancellation cancellation);
    }

    /**
     * What keeps reads from beginning.
     *
     * @param cause tells one obstacle from another; a value that only rises or falls is no other obstacle
     * @param reason for a person
     * @param known whether it is there for sure; otherwise nobody knows
     */
    record Obstacle(String cause, String reason, boolean known) {

        static Obstacle busy(String cause, String reason) {
            return new Obstacle(cause, reason, true);
        }

        static Obstacle unknown(String cause, String reason) {
            return new Obstacle(cause, reason, false);
        }
    }

    /**
     * Waits until a table may be begun.
     *
     * @throws HeldBackException if it may not in this run
     * @throws CancelledException once the cancellation is cancelled
     */
    void beforeTable(Cancellation cancellation) {
        awaitClear(cancellation);
        requireTime(elapsed.now());
    }

    /**
     * Waits until it may be asked where a segment ends, of either side.
     *
     * @throws HeldBackException if it may not in this run
     * @throws CancelledException once the cancellation is cancelled
     */
    void beforeCut(Cancellation cancellation) {
        beforeTable(cancellation);
    }

    /**
     * Waits until a read of this side may begin. {@link #afterSegment} is to follow, unless the read fails.
     *
     * @throws HeldBackException if it may not in this run
     * @throws CancelledException once the cancellation is cancelled
     */
    void beforeSegment(Side side, Cancellation cancellation) {
        RateLimit rate = rates.get(side);
        while (true) {
            awaitClear(cancellation);
            Duration now = elapsed.now();
            requireTime(now);
            Duration wait = rate == null ? Duration.ZERO : rate.begin(now);
            if (wait.isZero()) {
                return;
            }
            if (isOver(now.plus(wait))) {
                throw new HeldBackException(Skipped.TIME_OVER, BY_RATE);
            }
            sleeper.sleep(wait, cancellation);
        }
    }

    /** A read of this side has ended that had so many rows, at least 0. */
    void afterSegment(Side side, long rows) {
        RateLimit rate = rates.get(side);
        if (rate != null) {
            rate.read(rows);
        }
    }

    /** The pace of reads of this side that heed this cancellation. */
    OfSide of(Side side, Cancellation cancellation) {
        return new OfSide(this, side, cancellation);
    }

    /** The pace of reads of one side. */
    record OfSide(Pace pace, Side side, Cancellation cancellation) {

        /** {@link Pace#beforeSegment}. */
        void await() {
            pace.beforeSegment(side, cancellation);
        }

        /** {@link Pace#afterSegment}. */
        void read(long rows) {
            pace.afterSegment(side, rows);
        }
    }

    /**
     * Waits while the run pauses. Looks that have begun go on after the run's time, unless the run pauses then.
     *
     * @throws HeldBackException if the pause does not end in this run
     * @throws CancelledException once the cancellation is cancelled
     */
    void beforeLook(Cancellation cancellation) {
        awaitClear(cancellation);
    }

    private void awaitClear(Cancellation cancellation) {
        cancellation.check();
        if (options.hold() == null && load == null) {
            return;
        }
        Duration pause = SHORTEST_LOOK;
        while (true) {
            if (looking.tryLock()) {
                try {
                    if (isClear(cancellation)) {
                        return;
                    }
                } finally {
                    looking.unlock();
                }
                Duration now = elapsed.now();
                requireTime(now);
                sleeper.sleep(withinTime(pause, now), cancellation);
                pause = shorter(LONGEST_LOOK, pause.multipliedBy(2));
            } else {
                sleeper.sleep(TURN, cancellation);
            }
        }
    }

    /** Looks for obstacles, and tells when the run begins to pause and when it goes on. */
    private boolean isClear(Cancellation cancellation) {
        Optional<Obstacle> found = obstacle(cancellation);
        Duration now = elapsed.now();
        Obstacle before = present;
        if (found.isEmpty()) {
            if (before != null) {
                present = null;
                Duration pause = now.minus(pausedSince);
                paused = paused.plus(pause);
                whyPaused = before.reason();
                listener.goingOn(pause);
            }
            return true;
        }
        if (before == null) {
            pausedSince = now;
        }
        present = found.get();
        if (before == null || !before.cause().equals(found.get().cause())) {
            listener.pausing(found.get().reason());
        }
        return false;
    }

    private Optional<Obstacle> obstacle(Cancellation cancellation) {
        Hold hold = options.hold();
        if (hold != null && hold.on().getAsBoolean()) {
            return Optional.of(Obstacle.busy("hold", hold.reason()));
        }
        if (load == null) {
            return Optional.empty();
        }
        Duration now = elapsed.now();
        if (asked == null || asked.plus(BETWEEN_QUESTIONS).compareTo(now) <= 0) {
            ofLoad = load.look(cancellation).orElse(null);
            asked = elapsed.now();
        }
        requireKnown(ofLoad);
        return Optional.ofNullable(ofLoad);
    }

    private void requireKnown(@Nullable Obstacle obstacle) {
        if (obstacle == null || obstacle.known()) {
            unknownSince = null;
            return;
        }
        Duration now = elapsed.now();
        unknownSince = unknownSince == null ? now : unknownSince;
        if (now.minus(unknownSince).compareTo(LONGEST_UNKNOWN) >= 0) {
            throw new HeldBackException(
                    Skipped.LOAD_UNKNOWN, "For " + LONGEST_UNKNOWN.toMinutes() + " minutes " + obstacle.reason());
        }
    }

    private void requireTime(Duration at) {
        if (isOver(at)) {
            throw new HeldBackException(
                    Skipped.TIME_OVER, pausesSoFar() + "Raise --run-time, or compare it in another run.");
        }
    }

    private boolean isOver(Duration at) {
        Duration time = options.runTime();
        return time != null && at.compareTo(time) >= 0;
    }

    /** A run that pauses needs another remedy than more time. */
    private String pausesSoFar() {
        looking.lock();
        try {
            Obstacle now = present;
            Duration all = now == null ? paused : paused.plus(elapsed.now().minus(pausedSince));
            String why = now == null ? whyPaused : now.reason();
            return all.isZero()
                    ? ""
                    : "The run paused for " + Math.max(1, all.toSeconds()) + " s of its time, because " + why + ". ";
        } finally {
            looking.unlock();
        }
    }

    private Duration withinTime(Duration wait, Duration now) {
        Duration time = options.runTime();
        return time == null ? wait : shorter(wait, time.minus(now));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
