package dev.reconcile.app.alert;

import dev.reconcile.alert.Retries;
import dev.reconcile.app.AlertSettings;
import dev.reconcile.app.Settings;
import dev.reconcile.app.SetupException;
import dev.reconcile.app.history.History;
import dev.reconcile.core.alert.Alert;
import dev.reconcile.core.alert.AlertMessage;
import dev.reconcile.core.alert.AlertRules;
import dev.reconcile.core.alert.AlertStep;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.port.HistoryException;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.metrics.RunMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what becomes of tables and jobs, where the settings say so. Everything happens on threads of its own: no run waits
 * for it, and nothing of it is a failure of a run. Where there is a history, it remembers there what was told. Safe for use by
 * several threads.
 */
public final class Alerts implements AutoCloseable {

    /** How long the end of a single run waits for what is still to be sent. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long that of a process does which keeps running: what has not arrived by then is told after the next start. */
    private static final Duration PATIENCE_TO_STOP = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    private static final int MOST_WAITING = 1_000;
    private static final Duration TICK = Duration.ofMinutes(1);

    /** For so many ticks what the history knows of tables is taken for known. */
    private static final int LEARNED_FOR = 10;

    private final Optional<History> history;
    private final Consumer<String> warn;
    private final InstantSource clock;
    private final Duration tick;
    private final boolean keepsRunning;
    private final BlockingQueue<Runnable> events = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread = new Thread(this::work, "reconcile-alerts");
    private volatile Settings settings;
    private volatile boolean closing;

    // For the thread alone.
    private final Senders senders;
    private final Desk desk = new Desk(this::wasForPart);
    private final List<AlertStep> unsaved = new ArrayList<>();
    private int ticksSinceLearned = LEARNED_FOR;
    private @Nullable Settings completed;
    private @Nullable AlertSettings lastComplete;

    private Alerts(
            Settings settings,
            Optional<History> history,
            @Nullable RunMetrics metrics,
            Consumer<String> warn,
            InstantSource clock,
            Duration tick,
            Retries retries) {
        this.settings = settings;
        this.history = history;
        this.warn = warn;
        this.clock = clock;
        this.tick = tick;
        this.keepsRunning = !tick.isZero();
        this.senders = new Senders(warn, metrics, retries);
        this.thread.setDaemon(true);
    }

    /**
     * The alerts of a process that keeps running. It looks at the clock by itself, to tell of tables that nobody checks.
     *
     * @param settings those of any job; see {@link #use}
     * @param history where it is remembered what was told, and what is known of tables
     * @param metrics count the messages
     */
    public static Alerts begin(Settings settings, History history, RunMetrics metrics, InstantSource clock) {
        return begin(settings, Optional.of(history), metrics, LOG::warn, clock, TICK, Retries.DEFAULT);
    }

    /**
     * The alerts of a process that makes one run. Without a history nothing is known of runs before it, so that everything is
     * told that is not as it should be, and that nothing is over.
     *
     * @param warn told what could not be delivered, in sentences
     */
    static Alerts once(Settings settings, Optional<History> history, Consumer<String> warn, InstantSource clock) {
        return begin(settings, history, null, warn, clock, Duration.ZERO, Retries.DEFAULT);
    }

    static Alerts begin(
            Settings settings,
            Optional<History> history,
            @Nullable RunMetrics metrics,
            Consumer<String> warn,
            InstantSource clock,
            Duration tick,
            Retries retries) {
        Alerts alerts = new Alerts(settings, history, metrics, warn, clock, tick, retries);
        alerts.thread.start();
        return alerts;
    }

    /** Has what these settings say of alerts hold from now on. */
    public void use(Settings newest) {
        settings = newest;
    }

    /** A run begins: tell it how that ended. */
    public RunAlerts begin(RunStart run) {
        return new RunAlerts(this, run);
    }

    void ended(RunStart run, Report report, List<TablePair> pairs) {
        boolean hasPast = history.isPresent() || keepsRunning;
        submit(() -> afterRun((rules, now) -> desk.runEnded(rules, run, report, pairs, hasPast, now)));
    }

    void failed(RunStart run) {
        submit(() -> afterRun((rules, now) -> desk.runFailed(rules, run, now)));
    }

    /** Waits until everything is sent, or for some seconds; 30 for a single run. What is left is given up. */
    @Override
    public void close() {
        closing = true;
        if (!events.offer(() -> LOG.debug("Alerts end"))) {
            LOG.debug("Much waits to be told yet");
        }
        try {
            thread.join(patience().plusSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has something done on the thread of the alerts, after all that was before. Returns at once. */
    void submit(Runnable event) {
        if (!events.offer(event)) {
            warn.accept("What was to be told of a run is lost: too much waits to be told.");
        }
    }

    private void work() {
        long next = System.nanoTime();
        try {
            while (!closing) {
                long wait = keepsRunning ? next - System.nanoTime() : Long.MAX_VALUE;
                Runnable event = events.poll(wait, TimeUnit.NANOSECONDS);
                if (event != null) {
                    guarded(event);
                }
                if (keepsRunning && System.nanoTime() - next >= 0) {
                    guarded(this::tick);
                    next = System.nanoTime() + tick.toNanos();
                }
            }
            drain();
            senders.close(patience());
            drain();
        } catch (InterruptedException nobodyInterruptsThisThread) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration patience() {
        return keepsRunning ? PATIENCE_TO_STOP : PATIENCE;
    }

    private void drain() {
        Runnable event;
        while ((event = events.poll()) != null) {
            guarded(event);
        }
    }

    /** A fault of ours must not end all alerts. Its text may hold what nobody may see. */
    private void guarded(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            LOG.error("Alerts: {} at {}", e.getClass().getName(), List.of(e.getStackTrace()));
            warn.accept("Alerts may be lost: an unexpected " + e.getClass().getName() + ".");
        }
    }

    private void afterRun(Decision decision) {
        if (!settings.alerts().channels().isEmpty()) {
            learnWhatWasTold();
            learnWhatIsKnown();
            tell(decision);
        }
    }

    /**
     * What is known of tables is asked of the history where it may be told of, and now and then, for others may compare tables
     * that are not known here. There may be very many.
     */
    private void tick() {
        AlertSettings now = settings.alerts();
        if (!now.channels().isEmpty()) {
            learnWhatWasTold();
            ticksSinceLearned++;
            if (ticksSinceLearned > LEARNED_FOR
                    || !desk.asTimePasses(now.rules(), clock.instant()).isEmpty()) {
                learnWhatIsKnown();
            }
            tell(desk::asTimePasses);
        }
    }

    private boolean wasForPart(String run) {
        try {
            return history.flatMap(known -> known.ask(store -> store.run(run)))
                    .filter(entry -> entry.start().trigger().isForPart())
                    .isPresent();
        } catch (HistoryException off) {
            return false;
        }
    }

    private void tell(Decision decision) {
        AlertSettings now = settings.alerts();
        // As exact as a history keeps it.
        Instant time = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<AlertStep> steps = taken(decision.steps(now.rules(), time));
        desk.take(steps);
        if (steps.isEmpty() && desk.open().isEmpty() && keepsRunning) {
            // Those who are told again and again what is over have to be told yet.
            senders.send(
                    new AlertMessage(
                            time, List.of(), List.of(), List.of(), now.link().orElse(null)),
                    any -> {});
            return;
        }
        senders.use(complete().channels());
        AlertMessage message = new AlertMessage(
                time,
                steps.stream().flatMap(step -> step.alert().stream()).toList(),
                desk.open(),
                steps.stream()
                        .filter(step -> step.after().isEmpty())
                        .flatMap(step -> step.before().stream())
                        .toList(),
                now.link().orElse(null));
        senders.send(message, arrived -> {
            if (!steps.isEmpty()) {
                submit(() -> settle(steps, arrived));
            }
        });
    }

    /** Vault is asked once for each run; where it is not to be had, what it said last holds. */
    private AlertSettings complete() {
        Settings newest = settings;
        AlertSettings known = lastComplete;
        if (known != null && newest.equals(completed)) {
            return known;
        }
        try {
            known = newest.completeAlerts();
            completed = newest;
            lastComplete = known;
            return known;
        } catch (SetupException e) {
            warn.accept((known == null ? "Some alerts cannot be sent. " : "Alerts go where they went before. ")
                    + e.getMessage());
            return known == null ? newest.alerts() : known;
        }
    }

    /** Others may have told something; where the history is off, what is remembered here holds. */
    private void learnWhatWasTold() {
        try {
            history.ifPresent(store -> {
                if (!unsaved.isEmpty()) {
                    store.ask(known -> known.remember(List.copyOf(unsaved)));
                    unsaved.clear();
                }
                desk.told(store.ask(known -> known.openAlerts()));
            });
        } catch (HistoryException e) {
            LOG.debug("What was told cannot be read from the history: {}", e.getMessage());
        }
    }

    /** Others may have found out something; likewise. */
    private void learnWhatIsKnown() {
        try {
            history.ifPresent(store -> desk.know(store.ask(known -> known.states())));
            ticksSinceLearned = 0;
        } catch (HistoryException e) {
            LOG.debug("What is known of tables cannot be read from the history: {}", e.getMessage());
        }
    }

    /** Of several processes over one history, one tells it. */
    private List<AlertStep> taken(List<AlertStep> steps) {
        List<AlertStep> begun =
                steps.stream().filter(step -> step.after().isPresent()).toList();
        if (history.isEmpty() || begun.isEmpty()) {
            return steps;
        }
        try {
            List<AlertStep> taken = history.get().ask(store -> store.remember(begun));
            return steps.stream()
                    .filter(step -> step.after().isEmpty() || taken.contains(step))
                    .toList();
        } catch (HistoryException e) {
            unsaved.addAll(begun);
            return steps;
        }
    }

    private void settle(List<AlertStep> steps, Set<Alert> arrived) {
        List<AlertStep> settled = new ArrayList<>();
        for (AlertStep step : steps) {
            boolean known = step.alert().map(arrived::contains).orElse(true);
            desk.settle(step, known);
            Desk.settled(step, known).ifPresent(settled::add);
        }
        try {
            history.ifPresent(store -> store.ask(known -> known.remember(settled)));
        } catch (HistoryException e) {
            unsaved.addAll(settled);
        }
    }

    @FunctionalInterface
    private interface Decision {

        List<AlertStep> steps(AlertRules rules, Instant now);
    }
}
