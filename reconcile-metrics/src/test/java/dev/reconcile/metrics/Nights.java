package dev.reconcile.metrics;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunTraffic;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs over tables in memory, one each night, whose numbers are taken. */
final class Nights {

    static final RunOptions COUNTS = RunOptions.DEFAULT.withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2));
    static final RunOptions ROWS = COUNTS.withDepth(Depth.ROWS);

    private final MovableClock clock;
    private final RunMetrics metrics;
    private final List<InMemoryTable> sources = new ArrayList<>();
    private final List<InMemoryTable> targets = new ArrayList<>();
    private final List<TablePair> pairs = new ArrayList<>();
    private Runnable afterwards = () -> {};

    Nights(MovableClock clock, RunMetrics metrics) {
        this.clock = clock;
        this.metrics = metrics;
    }

    /** An empty table of an id and a text. */
    static InMemoryTable table(String name) {
        return InMemoryTable.named(name)
                .requiredColumn("id", new ValueType.Whole())
                .column("text", new ValueType.Text(50, false))
                .primaryKey("id");
    }

    /** A table of both sides, in the schemas dbo and public, that is compared from now on. */
    Nights comparing(String name, InMemoryTable source, InMemoryTable target) {
        sources.add(source);
        targets.add(target);
        pairs.add(TablePair.of("dbo." + name, "public." + name));
        return this;
    }

    /** A pair of equal tables with a row. */
    Nights comparingEqual(String name) {
        return comparing(
                name, table("dbo." + name).row(1, "x"), table("public." + name).row(1, "x"));
    }

    /** A pair of a table that is one row short of its source. */
    Nights comparingShort(String name) {
        return comparing(
                name,
                table("dbo." + name).row(1, "x").row(2, "y"),
                table("public." + name).row(1, "x"));
    }

    /** Does something after each run. */
    Nights then(Runnable what) {
        afterwards = what;
        return this;
    }

    Nights without() {
        sources.clear();
        targets.clear();
        pairs.clear();
        return this;
    }

    Report run(String job, RunOptions options) {
        return run(job, options, new Cancellation());
    }

    /** A run an hour later that takes a minute. */
    Report run(String job, RunOptions options, Cancellation cancellation) {
        clock.move(Duration.ofHours(1));
        InMemoryDatabase source = InMemoryDatabase.of(sources.toArray(InMemoryTable[]::new));
        InMemoryDatabase target = InMemoryDatabase.of(targets.toArray(InMemoryTable[]::new));
        try (MeasuredRun run = metrics.begin(job)) {
            Report report = new Reconciler(source, target, clock).run(pairs, options, run, cancellation);
            run.finished(report, new RunTraffic(source.traffic(), target.traffic()));
            afterwards.run();
            return report;
        }
    }
}
