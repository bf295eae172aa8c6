package dev.reconcile.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts the program as a process of its own, as its users do. */
public final class Program {

    private static final long MOST_SECONDS = 120;

    private final Path out;
    private final Path err;
    private final Process process;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** The jar that runs by itself. */
    public static Path jar() {
        return Path.of(System.getProperty("reconcile.jar", "target/reconcile.jar"))
                .toAbsolutePath();
    }

    /** Runs the jar to its end. */
    public static Outcome run(Map<String, String> environment, List<String> jvmOptions, String... arguments)
            throws IOException, InterruptedException {
        return startJar(environment, jvmOptions, arguments).outcome();
    }

    /** Starts the jar. */
    public static Program startJar(Map<String, String> environment, List<String> jvmOptions, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(interruptible());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar().toString()));
        command.addAll(List.of(arguments));
        return start(environment, command);
    }

    /** Starts any command with these environment variables beside the usual ones. */
    public static Program start(Map<String, String> environment, List<String> command) throws IOException {
        Path out = Files.createTempFile("reconcile-it", ".out");
        Path err = Files.createTempFile("reconcile-it", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(RECONCILE|VAULT|OTEL)_.*|TRACE(PARENT|STATE)"));
        // Java takes arguments for ASCII in the locale that a build often runs in; the launcher sees to that.
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        return new Program(builder.start(), out, err);
    }

    /**
     * A build in the background is told to ignore interrupts, and so is every process that it starts, this program too.
     */
    private static List<String> interruptible() throws IOException {
        List<String> prefix = List.of("env", "--default-signal=INT");
        try {
            List<String> probe = new ArrayList<>(prefix);
            probe.add("true");
            return new ProcessBuilder(probe).start().waitFor() == 0 ? prefix : List.of();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Sends a signal, named without its SIG. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** As timeout(1) does it: first the process, then its group. */
    public void signalTwice(String name) throws IOException, InterruptedException {
        String kill = "kill -" + name + " " + process.pid();
        new ProcessBuilder("sh", "-c", kill + "; sleep 0.02; " + kill).start().waitFor();
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it without a chance to do anything; false if it had ended by itself. */
    public boolean kill() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        if (process.exitValue() != 128 + 9) {
            return false;
        }
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
        return true;
    }

    /** What it wrote to standard error so far. */
    public String err() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }

    /** Waits until standard error holds a text. */
    public void awaitErr(String text) throws IOException, InterruptedException {
        for (int i = 0; !err().contains(text); i++) {
            if (i == MOST_SECONDS * 10) {
                throw new IllegalStateException("It did not say \"" + text + "\": " + err());
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("It ended with " + process.exitValue() + " before: " + err());
            }
            Thread.sleep(100);
        }
    }

    /** Waits for the end. */
    public Outcome outcome() throws IOException, InterruptedException {
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("It did not end: " + err());
            }
            return new Outcome(process.exitValue(), Files.readString(out), err());
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    /** What a process exited with and wrote. */
    public record Outcome(int exitCode, String out, String err) {}
}
