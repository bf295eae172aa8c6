package dev.reconcile.benchmarks.measure;

import dev.reconcile.benchmarks.data.RowCount;
import dev.reconcile.benchmarks.data.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where hashing is faster as the network gets slower: each place, and what {@code auto} takes, over lines of a limited
 * bandwidth to each server. The lines have no latency of their own, and their work is done by the same processors.
 */
public final class SlowedNetwork implements Measurement {

    private static final double BITS_PER_BYTE = 8;

    private enum Line {
        UNLIMITED("no limit", Double.POSITIVE_INFINITY),
        GIGABIT("1 Gbit/s", 1e9),
        HUNDRED_MEGABITS("100 Mbit/s", 100e6),
        TWENTY_MEGABITS("20 Mbit/s", 20e6);

        private final String text;
        private final double bitsPerSecond;

        Line(String text, double bitsPerSecond) {
            this.text = text;
            this.bitsPerSecond = bitsPerSecond;
        }
    }

    @Override
    public void on(Bench bench) throws IOException, InterruptedException {
        Figures figures = bench.figures();
        RowCount rows = bench.rows().get(0);
        bench.tables().load(Variant.ROUNDED, rows);
        figures.title("On a slowed network");
        figures.text(
                rows + " equal rows but for times in milliseconds in the target; seconds of a whole run, median of "
                        + bench.pairs() + ". A line of its own to each server.");
        figures.header("line", "client", "database", "auto", "auto hashed in", "load");
        for (Line line : Line.values()) {
            try (LineToBoth lines = LineToBoth.of(bench.databases(), line.bitsPerSecond / BITS_PER_BYTE)) {
                measure(bench, bench.comparing().over(lines.databases()), line, rows);
            }
        }
    }

    private static void measure(Bench bench, Comparing comparing, Line line, RowCount rows)
            throws IOException, InterruptedException {
        List<List<Double>> seconds = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<String> places = List.of("client", "database", "auto");
        String taken = "";
        for (int i = 0; i < bench.pairs(); i++) {
            for (int place = 0; place < places.size(); place++) {
                Comparing.Result result = comparing.run(Variant.ROUNDED, rows, places.get(place));
                seconds.get(place).add(result.run().seconds());
                taken = result.answer().hashedIn();
            }
        }
        bench.figures()
                .row(
                        line.text,
                        new Sample(seconds.get(0)).median(1),
                        new Sample(seconds.get(1)).median(1),
                        new Sample(seconds.get(2)).median(1),
                        taken,
                        Figures.load());
    }
}
