package dev.reconcile.benchmarks.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command as its users start it: the launcher script, in a process of its own. */
public final class Program {

    /** How often the process is asked for its memory: often enough to see the last of it, seldom enough not to weigh. */
    private static final long SAMPLE_MILLIS = 25;

    private final Path launcher;

    /** @param launcher the script */
    public Program(Path launcher) {
        this.launcher = launcher;
    }

    /** The script. */
    public Path launcher() {
        return launcher;
    }

    /** Runs it to its end, with these environment variables beside the usual ones. */
    public ProgramRun run(Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("reconcile-benchmark", ".out");
        Path err = Files.createTempFile("reconcile-benchmark", ".err");
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("RECONCILE_"));
        builder.environment().putAll(environment);
        long began = System.nanoTime();
        Process process = builder.start();
        try {
            // The launcher replaces itself by Java: one process, one number.
            ProcessUsage usage = new ProcessUsage(process.pid());
            while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
                usage.sample();
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            return new ProgramRun(
                    process.exitValue(),
                    seconds,
                    usage.peakMegabytes(),
                    usage.cpuSeconds(),
                    Files.readString(out),
                    Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }
}
