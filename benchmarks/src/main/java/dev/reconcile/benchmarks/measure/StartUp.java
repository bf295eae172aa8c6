package dev.reconcile.benchmarks.measure;

import dev.reconcile.benchmarks.program.ProgramRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the command takes before it does anything: {@code --version}, and {@code --help}, which a person waits for. */
public final class StartUp implements Measurement {

    @Override
    public void on(Bench bench) throws IOException, InterruptedException {
        Figures figures = bench.figures();
        figures.title("Start");
        figures.header("command", "median, s", "spread", "load");
        for (String option : List.of("--version", "--help")) {
            Sample seconds = seconds(bench, option);
            figures.row("`reconcile " + option + "`", seconds.median(2), seconds.spread(2), Figures.load());
        }
    }

    /** How long a start takes that does nothing else. */
    static Sample seconds(Bench bench, String option) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        // The first start may have to collect the classes that later ones find in memory.
        start(bench, option);
        for (int i = 0; i < bench.pairs(); i++) {
            seconds.add(start(bench, option).seconds());
        }
        return new Sample(seconds);
    }

    private static ProgramRun start(Bench bench, String option) throws IOException, InterruptedException {
        ProgramRun run = bench.program().run(Map.of("RECONCILE_JAVA_OPTS", bench.javaOptions()), List.of(option));
        if (run.exitCode() != 0) {
            throw new IllegalStateException(
                    "reconcile " + option + " exited with " + run.exitCode() + ": " + run.err());
        }
        return run;
    }
}
