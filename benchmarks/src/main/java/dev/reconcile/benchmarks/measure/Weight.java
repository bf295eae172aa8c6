package dev.reconcile.benchmarks.measure;

import dev.reconcile.benchmarks.data.RowCount;
import dev.reconcile.benchmarks.data.Variant;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * What a run weighs: the most memory that the process holds when its heap may grow to 128 MB, the statements that reach each
 * server, the processor time on either side, and the bytes on the network, in both directions together.
 */
public final class Weight implements Measurement {

    private static final String SMALL_HEAP = "-Xmx128m";

    @Override
    public void on(Bench bench) throws IOException, InterruptedException, SQLException {
        if (bench.databases().source().isSqlServer()) {
            throw new IllegalArgumentException(
                    "What a run weighs is measured between PostgreSQL databases only, which count"
                            + " statements. Name the other measurements.");
        }
        Figures figures = bench.figures();
        figures.title("Weight of a run");
        figures.text("With `RECONCILE_JAVA_OPTS=" + SMALL_HEAP
                + "`; one run each. Statements as pg_stat_statements counts them,"
                + " those of sessions and catalogs included; in brackets, those that read the table.");
        figures.header(
                "rows",
                "variant",
                "--hash-in",
                "peak memory, MB",
                "statements: source, target",
                "CPU s: command, servers",
                "MB sent: source, target");
        try (StatementCounts statements = StatementCounts.on(bench.databases());
                LineToBoth lines = LineToBoth.of(bench.databases(), Double.POSITIVE_INFINITY)) {
            Comparing comparing = bench.comparing().withJavaOptions(SMALL_HEAP).over(lines.databases());
            for (RowCount rows : bench.rows()) {
                for (Variant variant : bench.variants()) {
                    bench.tables().load(variant, rows);
                    for (String place : List.of("client", "database")) {
                        statements.reset();
                        List<Long> before = lines.bytes();
                        double cpuBefore = bench.serverCpu();
                        Comparing.Result result = comparing.run(variant, rows, place);
                        double serverCpu = bench.serverCpu() - cpuBefore;
                        List<Long> after = lines.bytes();
                        figures.row(
                                rows,
                                variant,
                                place,
                                Sample.text(result.run().peakMegabytes(), 0),
                                statements.counts(variant.sourceTable(rows), variant.targetTable(rows)),
                                Sample.text(result.run().cpuSeconds(), 1) + ", " + Sample.text(serverCpu, 1),
                                megabytes(after.get(0) - before.get(0)) + ", "
                                        + megabytes(after.get(1) - before.get(1)));
                    }
                }
            }
        }
    }

    private static String megabytes(long bytes) {
        return Sample.text(bytes / 1e6, 1);
    }
}
