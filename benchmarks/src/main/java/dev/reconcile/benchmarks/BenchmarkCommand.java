package dev.reconcile.benchmarks;

import dev.reconcile.benchmarks.data.RowCount;
import dev.reconcile.benchmarks.data.Tables;
import dev.reconcile.benchmarks.data.Variant;
import dev.reconcile.benchmarks.measure.Bench;
import dev.reconcile.benchmarks.measure.Figures;
import dev.reconcile.benchmarks.program.Program;
import dev.reconcile.benchmarks.server.Databases;
import dev.reconcile.benchmarks.server.Endpoint;
import dev.reconcile.benchmarks.server.MeasuredServers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./benchmarks/run}: measures what it is asked for. */
@Command(
        name = "./benchmarks/run",
        mixinStandardHelpOptions = true,
        description = {
            "Measures reconcile as its users run it: whole processes, against real databases.",
            "Prints Markdown. Any run that says something untrue ends it with 1.",
            ""
        })
final class BenchmarkCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "MEASUREMENT",
            description =
                    "What to measure: ${COMPLETION-CANDIDATES}. Default: everything. jmh runs the micro-benchmarks"
                            + " instead; what follows goes to JMH.")
    private List<MeasurementName> measurements = List.of(MeasurementName.values());

    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "NUMBER",
            defaultValue = "1m,10m",
            converter = RowCountConverter.class,
            description = "How large the tables are: 1m, 250k, 5000. Default: ${DEFAULT-VALUE}.")
    private List<RowCount> rows = List.of();

    @Option(
            names = "--variants",
            split = ",",
            paramLabel = "NAME",
            description = "What differs: ${COMPLETION-CANDIDATES}. Default: all of them.")
    private List<Variant> variants = List.of(Variant.values());

    @Option(
            names = "--pairs",
            paramLabel = "NUMBER",
            defaultValue = "5",
            description = "How often each thing is measured. Default: ${DEFAULT-VALUE}.")
    private int pairs;

    @Option(
            names = "--hash-in",
            paramLabel = "PLACE",
            defaultValue = "auto",
            description = "As of reconcile run. Default: ${DEFAULT-VALUE}.")
    private String hashIn = "";

    @Option(
            names = "--java-options",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "RECONCILE_JAVA_OPTS of the measured runs.")
    private String javaOptions = "";

    @Option(
            names = "--reconcile",
            paramLabel = "FILE",
            description = "The launcher of another build, to measure that one.")
    private @Nullable Path launcher;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Keeps the embedded servers' files there, so that the next call need not load them again.")
    private @Nullable Path data;

    @ArgGroup(exclusive = false)
    private @Nullable Given given;

    /** Servers of one's own. */
    static final class Given {

        @Option(
                names = "--source-url",
                required = true,
                paramLabel = "URL",
                description = "A database instead of an embedded one: jdbc:postgresql://HOST:PORT/DATABASE, or"
                        + " jdbc:sqlserver://HOST:PORT;databaseName=DATABASE. A schema reconcile_benchmark is made in it."
                        + " The login in BENCHMARK_SOURCE_USER and _PASSWORD.")
        private String source = "";

        @Option(
                names = "--target-url",
                required = true,
                paramLabel = "URL",
                description =
                        "The same for the target, which has to be PostgreSQL; BENCHMARK_TARGET_USER and _PASSWORD.")
        private String target = "";
    }

    @Option(names = "--load-only", description = "Loads the tables, prints how to compare them by hand, and waits.")
    private boolean loadOnly;

    @Override
    public Integer call() throws Exception {
        Path program = launcher == null ? Path.of(System.getProperty("reconcile.launcher", "reconcile")) : launcher;
        try (MeasuredServers servers = servers()) {
            Bench bench = new Bench(
                    new Program(program.toAbsolutePath()),
                    javaOptions,
                    servers.databases(),
                    new Tables(servers.databases(), System.err::println),
                    servers.pids(),
                    rows,
                    variants,
                    pairs,
                    hashIn,
                    new Figures(System.out));
            if (loadOnly) {
                new ByHand(bench).untilInterrupted();
            }
            for (MeasurementName name : measurements) {
                name.measurement().on(bench);
            }
        }
        return 0;
    }

    private MeasuredServers servers() throws Exception {
        if (given == null) {
            return data == null ? MeasuredServers.temporary() : MeasuredServers.in(data);
        }
        Endpoint target = endpoint("TARGET", given.target);
        if (target.isSqlServer()) {
            throw new IllegalArgumentException(
                    "The target has to be PostgreSQL, which makes the rows: " + target.url());
        }
        return MeasuredServers.given(new Databases(endpoint("SOURCE", given.source), target));
    }

    private static Endpoint endpoint(String side, String url) {
        return new Endpoint(
                url, environment("BENCHMARK_" + side + "_USER"), environment("BENCHMARK_" + side + "_PASSWORD"));
    }

    private static String environment(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalArgumentException("The environment variable " + name + " is not set.");
        }
        return value;
    }
}
