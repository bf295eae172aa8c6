package dev.reconcile.app.history;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.history.Narrowing;
import dev.reconcile.core.history.Reach;
import dev.reconcile.core.history.RunEnd;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.SightedRow;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableOutcome;
import dev.reconcile.core.history.TableOutcome.Coverage;
import dev.reconcile.core.history.UnlistedRows;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.report.JsonReportWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps what one run tells in the history: each pair of tables when it is done. */
public final class RunRecorder implements RunListener {

    private final RunStart run;
    private final History history;
    private final InstantSource clock;
    private final boolean whenDone;
    private final HistoryListener listener;
    private final Map<TablePair, Sightings> sighted = new ConcurrentHashMap<>();

    /**
     * @param whenDone whether pairs are kept only when the run is done, since only its report says which part of each was
     *     compared
     */
    public RunRecorder(RunStart run, History history, InstantSource clock, boolean whenDone) {
        this(run, history, clock, whenDone, HistoryListener.NONE);
    }

    /**
     * Likewise.
     *
     * @param listener told what becomes known
     */
    public RunRecorder(RunStart run, History history, InstantSource clock, boolean whenDone, HistoryListener listener) {
        this.run = run;
        this.history = history;
        this.clock = clock;
        this.whenDone = whenDone;
        this.listener = listener;
    }

    /** The run begins. Returns at once, as all of these do. */
    public void begin() {
        history.submit("the beginning of a run of " + run.job(), store -> store.begin(run));
    }

    /** The run's process is there still. */
    public void alive() {
        history.submit("that a run goes on", store -> store.alive(run.id()));
    }

    /** The run ended without a report. */
    public void failed(String reason) {
        RunEnd end = RunEnd.failed(clock.instant(), reason);
        history.submit("the end of a run of " + run.job(), store -> store.end(run.id(), end));
    }

    /**
     * The run ended with a report.
     *
     * @param otherwise what the run is where it did not come to its end: somebody ended it, or its process ends
     */
    public void ended(Report report, RunState otherwise) {
        if (whenDone) {
            Map<String, TablePair> pairs = new LinkedHashMap<>();
            sighted.keySet()
                    .forEach(pair -> pairs.put(
                            names(pair.source().toString(), pair.target().toString()), pair));
            report.tables().forEach(table -> {
                TablePair pair = pairs.get(names(table.source(), table.target()));
                if (pair != null) {
                    record(pair, table, report.discrepancies(), sightings(pair));
                }
            });
        }
        String text = text(history.settings().storeValues() ? report : report.withoutValues());
        RunEnd end = RunEnd.of(run, report, text, otherwise);
        history.submit("the end of a run of " + run.job(), store -> {
            store.end(run.id(), end);
            listener.ended(run.job(), store);
        });
    }

    @Override
    public void rowDiffers(TablePair pair, RowDifference difference) {
        sightings(pair)
                .add(
                        difference,
                        history.settings().storeValues(),
                        history.settings().maxFindings());
    }

    @Override
    public void tableFinished(TablePair pair, TableReport report, List<Discrepancy> discrepancies) {
        Sightings rows = sightings(pair);
        if (!whenDone) {
            sighted.remove(pair);
            record(pair, report, discrepancies, rows);
        }
    }

    private void record(TablePair pair, TableReport table, Collection<Discrepancy> discrepancies, Sightings rows) {
        TableEntry entry = TableEntry.of(
                run.id(),
                run.job(),
                clock.instant(),
                table,
                Reach.of(pair, table, discrepancies),
                Narrowing.of(pair, table),
                discrepancies);
        TableOutcome outcome =
                TableOutcome.of(entry, table, told(table, rows.rows()), coverage(pair, table, rows), rows.unlisted());
        listener.found(entry);
        history.submit(
                "the result of " + names(table.source(), table.target()) + " in a run of " + run.job(),
                store -> listener.kept(store.record(outcome).after()));
    }

    private static String text(Report report) {
        StringBuilder text = new StringBuilder();
        try {
            new JsonReportWriter().write(report, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private Sightings sightings(TablePair pair) {
        return sighted.computeIfAbsent(pair, any -> new Sightings());
    }

    /** The rows, without what would be all their values where the tables have no key. */
    private List<SightedRow> told(TableReport table, List<SightedRow> rows) {
        return table.key().isEmpty() && !history.settings().storeValues()
                ? rows.stream().map(SightedRow::withoutKey).toList()
                : rows;
    }

    private static Coverage coverage(TablePair pair, TableReport table, Sightings rows) {
        if (!rows.areAllOf(table.rows())) {
            return Coverage.THESE_ROWS;
        }
        return pair.ageLimit() == null ? Coverage.ALL_ROWS : Coverage.ALL_OLD_ROWS;
    }

    private static String names(String source, String target) {
        return source + " → " + target;
    }

    /** The rows that a pair's comparison told of. Written by one thread at a time, and read when it is done. */
    private static final class Sightings {

        private final Map<String, SightedRow> rows = new LinkedHashMap<>();
        private final UnlistedRows unlisted = new UnlistedRows();
        private long certain;
        private boolean isAnyNameless;

        synchronized void add(RowDifference difference, boolean withValues, int most) {
            if (difference.confirmation() == Confirmation.PERSISTENT) {
                certain += difference.occurrences();
            }
            SightedRow row = SightedRow.of(difference, withValues).orElse(null);
            if (row == null) {
                isAnyNameless = true;
            } else if (rows.size() < most || rows.containsKey(row.identity())) {
                rows.put(row.identity(), row);
            } else {
                unlisted.add(row.identity());
            }
        }

        synchronized List<SightedRow> rows() {
            return List.copyOf(rows.values());
        }

        synchronized UnlistedRows unlisted() {
            return unlisted;
        }

        /**
         * Whether these and the unlisted ones are all the rows that a report counts: those of an earlier run may not have been told
         * again.
         */
        synchronized boolean areAllOf(@Nullable RowsReport report) {
            return !isAnyNameless && (report == null || certain == report.different());
        }
    }
}
