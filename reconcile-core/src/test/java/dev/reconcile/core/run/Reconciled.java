package dev.reconcile.core.run;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/** The tables and runs that the tests of this package share. */
final class Reconciled {

    static final Instant NOW = Instant.parse("2025-12-02T20:15:30.123456Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);
    static final RunOptions COUNTS = RunOptions.DEFAULT.withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 3));
    static final RunOptions CHECKSUMS = COUNTS.withDepth(Depth.CHECKSUMS);
    static final TablePair PAIR = TablePair.of("dbo.orders", "orders");

    private Reconciled() {}

    /** The empty source table {@code dbo.orders} of an id, a total and a note. */
    static InMemoryTable source() {
        return orders("dbo.orders");
    }

    /** The empty target table {@code public.orders} of the same columns. */
    static InMemoryTable target() {
        return orders("public.orders");
    }

    /** An empty table of an id, a total and a note. */
    static InMemoryTable orders(String name) {
        return unordered(name).primaryKey("id");
    }

    /** The same table without an index: its rows are spread by their hashes. */
    static InMemoryTable unordered(String name) {
        return InMemoryTable.named(name)
                .requiredColumn("id", new ValueType.Whole())
                .column("total", new ValueType.FixedDecimal(10, 2))
                .column("note", new ValueType.Text(50, false));
    }

    /** The report of a run over one pair of tables. */
    static Report reconcile(InMemoryTable source, InMemoryTable target, RunOptions options) {
        return reconcile(source, target, PAIR, options);
    }

    /** The report of a run over one pair of tables. */
    static Report reconcile(InMemoryTable source, InMemoryTable target, TablePair pair, RunOptions options) {
        return new Reconciler(InMemoryDatabase.of(source), InMemoryDatabase.of(target), CLOCK)
                .run(List.of(pair), options);
    }

    /** The same options with one table after the other, and one segment of it. */
    static RunOptions oneAtATime(RunOptions options) {
        return new RunOptions(
                options.depth(),
                options.hashIn(),
                options.rounding(),
                options.buckets(),
                1,
                options.segments(),
                options.rows(),
                options.pace());
    }

    /** Segments so small that tables of a few rows have several. */
    static SegmentOptions anySegments(Random random) {
        int first = 1 + random.nextInt(4);
        return new SegmentOptions(first, first + random.nextInt(20), Duration.ofSeconds(1), 1 + random.nextInt(4));
    }

    /** The one table of a report. */
    static TableReport only(Report report) {
        if (report.tables().size() != 1) {
            throw new AssertionError("There is not one table, but " + report.tables() + ".");
        }
        return report.tables().get(0);
    }
}
