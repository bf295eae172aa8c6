package dev.reconcile.benchmarks.measure;

import dev.reconcile.benchmarks.answer.Answer;
import dev.reconcile.benchmarks.data.RowCount;
import dev.reconcile.benchmarks.data.Variant;
import dev.reconcile.benchmarks.program.ProgramRun;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A run that only counts rows, against {@code count(*)} in both databases at once and the start of a process. */
public final class CountsOnly implements Measurement {

    @Override
    public void on(Bench bench) throws IOException, InterruptedException, SQLException {
        Figures figures = bench.figures();
        figures.title("Counts only");
        Sample start = StartUp.seconds(bench, "--version");
        figures.text("Run: `reconcile "
                + String.join(
                        " ",
                        bench.comparing().counts(Variant.EQUAL, bench.rows().get(0)))
                + "`. The start is that of `reconcile --version`: " + start.median(2) + " s.");
        figures.header("rows", "run, s", "both counts, s", "run ÷ (counts + start)", "spread", "load");
        try (Floor floor = Floor.on(bench.databases())) {
            for (RowCount rows : bench.rows()) {
                measure(bench, floor, start.median(), rows);
            }
        }
    }

    private static void measure(Bench bench, Floor floor, double start, RowCount rows)
            throws IOException, InterruptedException {
        bench.tables().load(Variant.EQUAL, rows);
        String count = Floor.count(Variant.EQUAL.sourceTable(rows));
        List<Double> runs = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        floor.seconds(count, count);
        for (int pair = 0; pair < bench.pairs(); pair++) {
            double counting = floor.seconds(count, count);
            ProgramRun run = bench.comparing().run(bench.comparing().counts(Variant.EQUAL, rows));
            Answer.of(run).mustMatch(1);
            counts.add(counting);
            runs.add(run.seconds());
            ratios.add(run.seconds() / (counting + start));
        }
        Sample ratio = new Sample(ratios);
        bench.figures()
                .row(
                        rows,
                        new Sample(runs).median(2),
                        new Sample(counts).median(2),
                        ratio.median(2),
                        ratio.spread(2),
                        Figures.load());
    }
}
