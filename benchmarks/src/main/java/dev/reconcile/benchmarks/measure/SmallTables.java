package dev.reconcile.benchmarks.measure;

import dev.reconcile.benchmarks.answer.Answer;
import dev.reconcile.benchmarks.data.Tables;
import dev.reconcile.benchmarks.program.ProgramRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What each table costs where it holds next to nothing: a run over a thousand, less the start, by their number. */
public final class SmallTables implements Measurement {

    private static final int TABLES = 1_000;

    @Override
    public void on(Bench bench) throws IOException, InterruptedException {
        bench.tables().loadSmall(TABLES);
        Figures figures = bench.figures();
        figures.title("1,000 small tables");
        Sample start = StartUp.seconds(bench, "--version");
        figures.text("Ten rows each. Run: `reconcile " + String.join(" ", arguments(bench, List.of()))
                + "`. The start is that of `reconcile --version`: " + start.median(2) + " s.");
        figures.header("parallelism", "run, s", "ms a table", "spread", "load");
        for (List<String> parallelism : List.of(List.<String>of(), List.of("--parallelism", "1"))) {
            List<Double> runs = new ArrayList<>();
            List<Double> each = new ArrayList<>();
            for (int i = 0; i < bench.pairs(); i++) {
                ProgramRun run = bench.comparing().run(arguments(bench, parallelism));
                Answer.of(run).mustMatch(TABLES);
                runs.add(run.seconds());
                each.add((run.seconds() - start.median()) * 1_000 / TABLES);
            }
            Sample overhead = new Sample(each);
            figures.row(
                    parallelism.isEmpty() ? "default" : parallelism.get(1),
                    new Sample(runs).median(2),
                    overhead.median(1),
                    overhead.spread(1),
                    Figures.load());
        }
    }

    private static List<String> arguments(Bench bench, List<String> more) {
        List<String> arguments = bench.comparing().connected();
        arguments.addAll(List.of(
                "--tables",
                Tables.SMALL_SCHEMA + ".*",
                "--schema-map",
                Tables.SMALL_SCHEMA + "=" + Tables.SMALL_SCHEMA,
                "--validate-checksums",
                "--hash-in",
                bench.hashIn()));
        arguments.addAll(more);
        return arguments;
    }
}
