package dev.reconcile.core.port;

import dev.reconcile.core.alert.AlertStep;
import dev.reconcile.core.alert.OpenAlert;
import dev.reconcile.core.history.Finding;
import dev.reconcile.core.history.FindingQuery;
import dev.reconcile.core.history.Page;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.Retention;
import dev.reconcile.core.history.RunEnd;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableOutcome;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is remembered of runs. What a method has written is there after a kill at any moment; what it has not is not there in
 * part. Safe for use by several threads, and by several processes where the store is a server.
 *
 * <p>Every method may throw {@link HistoryException}. Names of jobs and tables are compared as they are written.
 */
public interface RunHistory extends AutoCloseable {

    /** A run begins; until it ends or its process does, it counts as running. */
    void begin(RunStart run);

    /** Says that a run's process is there still. Does nothing where the run does not count as running. */
    void alive(String run);

    /**
     * A run is done with one pair of tables: keeps the result, and what becomes of the pair's findings and of its state. A
     * result that the run had before is replaced, as it is where a run goes on after a kill.
     *
     * @return what was known of the pair before, and what is known now
     */
    Change record(TableOutcome outcome);

    /**
     * A run ended. Pairs that {@link RunEnd#wholeJob} lacks and its job is known to have had are left out from then on, until a run
     * records a result of theirs again. Does nothing where there is no such run.
     */
    void end(String run, RunEnd end);

    /**
     * Marks those runs as {@link RunState#INTERRUPTED} that count as running although their process
     * is no longer there.
     *
     * @param silence a process that said nothing for so long is no longer there
     * @return those that were marked just now, the newest first
     */
    List<RunEntry> markInterrupted(Duration silence, Instant now);

    /** A run; empty where there is none of this id. */
    Optional<RunEntry> run(String id);

    /**
     * Runs, the newest first.
     *
     * @param job of which job; empty for any
     * @param offset how many to leave out at the beginning, at least 0
     * @param limit how many at most, at least 1
     */
    Page<RunEntry> runs(Optional<String> job, int offset, int limit);

    /**
     * The run of a whole job in one of these states that began last; empty where there is none.
     *
     * @param states at least one
     */
    Optional<RunEntry> lastOfWhole(String job, Set<RunState> states);

    /** When the last run of a whole job that passed ended; empty where none is known to have. */
    Optional<Instant> lastPassed(String job);

    /** The results of a run, in the order in which they came. */
    List<TableEntry> tablesOf(String run);

    /** The report of a run, as it was kept; empty where there is none. */
    Optional<String> report(String run);

    /** What is known of every pair, ordered by job, source and target. */
    List<TableState> states();

    /**
     * Forgets what is known of a pair, its findings and what was told of it; the results stay with their runs. Does nothing where
     * nothing is known of it.
     */
    void forget(PairName pair);

    /**
     * The last results of a pair, the newest first.
     *
     * @param limit how many at most, at least 1
     */
    List<TableEntry> results(PairName pair, int limit);

    /** Findings. */
    Page<Finding> findings(FindingQuery query);

    /** How many findings of each pair are open; pairs without any are left out. */
    Map<PairName, Long> openFindings();

    /** One finding; empty where there is none of this number. */
    Optional<Finding> finding(long id);

    /** Keeps the account of a tick, in the place of an earlier one for the same job and time. */
    void account(Tick tick);

    /**
     * The accounts of a job's ticks, the newest first.
     *
     * @param limit how many at most, at least 1
     */
    List<Tick> ticks(String job, int limit);

    /** The jobs whose schedules are paused, in alphabetical order. */
    List<String> paused();

    /** Pauses a job's schedule. Does nothing where it is paused. */
    void pause(String job, Instant now);

    /** Ends the pause of a job's schedule. Does nothing where it is not paused. */
    void resume(String job);

    /** What was told of tables and jobs and is not known to be over, ordered by job, source, target and problem. */
    List<OpenAlert> openAlerts();

    /**
     * Remembers what is told, and forgets what is over; each only where what is remembered was told when the step says it was, so
     * that of several processes one tells it.
     *
     * @return the steps that were taken, in their order
     */
    List<AlertStep> remember(List<AlertStep> steps);

    /**
     * Removes what is too old.
     *
     * @return how many runs were removed
     */
    int prune(Retention retention, Instant now);

    /** Lets go of the store. Does nothing the second time. */
    @Override
    void close();

    /**
     * What a run changed in what is known of a pair.
     *
     * @param before what was known; empty where no run had looked
     * @param after what is known now
     */
    record Change(Optional<TableState> before, TableState after) {}
}
