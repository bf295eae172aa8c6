package dev.reconcile.benchmarks.measure;

import dev.reconcile.benchmarks.data.RowCount;
import dev.reconcile.benchmarks.data.Variant;
import dev.reconcile.benchmarks.server.Databases;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Runs of the command against the {@link Floor}, each measured beside its own. */
public final class RatioToFloor implements Measurement {

    private static final String[] COLUMNS = {
        "rows",
        "variant",
        "ratio",
        "spread",
        "run, s",
        "floor, s",
        "hashed in",
        "CPU s: command + servers : floor",
        "load"
    };

    @Override
    public void on(Bench bench) throws IOException, InterruptedException, SQLException {
        Figures figures = bench.figures();
        figures.title("Ratio to the floor");
        figures.text(bench.pairs()
                + " pairs, after one that does not count; medians. Each run beside its own floor, by turns"
                + " before and after it.");
        RowCount first = bench.rows().get(0);
        Variant variant = bench.variants().get(0);
        figures.text("Run: `" + bench.commandLine(variant, first) + "`");
        Databases databases = bench.databases();
        String source = Floor.contents(databases.source(), variant.sourceTable(first));
        String target = Floor.contents(databases.target(), variant.targetTable(first));
        figures.text("Floor: `" + source + "`; in the target `" + target + "`");
        figures.header(COLUMNS);
        Map<Variant, List<String>> growth = new EnumMap<>(Variant.class);
        try (Floor floor = Floor.on(bench.databases())) {
            for (Variant each : bench.variants()) {
                List<Double> perMillion = new ArrayList<>();
                for (RowCount rows : bench.rows()) {
                    perMillion.add(measure(bench, floor, each, rows) / rows.millions());
                }
                growth.put(each, perMillion.stream().map(s -> Sample.text(s, 2)).toList());
            }
        }
        if (bench.rows().size() > 1) {
            figures.text("");
            growth.forEach((each, seconds) -> figures.text("Seconds per million rows, " + each + ", "
                    + String.join(
                            ", ", bench.rows().stream().map(RowCount::toString).toList()) + ": "
                    + String.join(", ", seconds)));
        }
    }

    /** The median of the runs, in seconds. */
    private static double measure(Bench bench, Floor floor, Variant variant, RowCount rows)
            throws IOException, InterruptedException {
        bench.tables().load(variant, rows);
        String source = variant.sourceTable(rows);
        String target = variant.targetTable(rows);
        if (floor.canAgree()
                && variant.isWrittenAlike()
                && floor.agree(source, target) != variant.damage(rows).isEmpty()) {
            throw new IllegalStateException(
                    "The tables are not what they should be. Remove the data and load it again.");
        }
        bench.comparing().run(variant, rows, bench.hashIn());
        String load = Figures.load();
        List<Double> ratios = new ArrayList<>();
        List<Double> runs = new ArrayList<>();
        List<Double> floors = new ArrayList<>();
        List<Double> commandCpu = new ArrayList<>();
        List<Double> serverCpu = new ArrayList<>();
        List<Double> floorCpu = new ArrayList<>();
        String hashedIn = "";
        for (int pair = 0; pair < bench.pairs(); pair++) {
            for (boolean isFloor : pair % 2 == 0 ? List.of(true, false) : List.of(false, true)) {
                double cpuBefore = bench.serverCpu();
                if (isFloor) {
                    floors.add(floor.seconds(
                            Floor.contents(bench.databases().source(), source),
                            Floor.contents(bench.databases().target(), target)));
                    floorCpu.add(bench.serverCpu() - cpuBefore);
                } else {
                    Comparing.Result result = bench.comparing().run(variant, rows, bench.hashIn());
                    serverCpu.add(bench.serverCpu() - cpuBefore);
                    runs.add(result.run().seconds());
                    commandCpu.add(result.run().cpuSeconds());
                    hashedIn = result.answer().hashedIn();
                }
            }
            ratios.add(runs.get(pair) / floors.get(pair));
        }
        Sample ratio = new Sample(ratios);
        Sample run = new Sample(runs);
        bench.figures()
                .row(
                        rows,
                        variant,
                        ratio.median(2),
                        ratio.spread(2),
                        run.median(2),
                        new Sample(floors).median(2),
                        hashedIn,
                        new Sample(commandCpu).median(1) + " + " + new Sample(serverCpu).median(1) + " : "
                                + new Sample(floorCpu).median(1),
                        load + " → " + Figures.load());
        return run.median();
    }
}
