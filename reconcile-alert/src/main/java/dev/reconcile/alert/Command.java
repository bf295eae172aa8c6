package dev.reconcile.alert;

import dev.reconcile.core.alert.AlertMessage;
import dev.reconcile.core.port.AlertChannel;
import dev.reconcile.core.port.AlertException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program with each message as JSON on its standard input. It is started without a shell; what it prints is passed over;
 * any other exit status than 0 says that the message did not arrive.
 *
 * <p>Its environment holds what every program needs (PATH, HOME and the like) and what the user gave, but not the rest of this
 * process's: there may be passwords in it.
 */
public final class Command implements AlertChannel {

    private static final Set<String> PASSED_ON =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "SYSTEMROOT");

    private final List<String> arguments;
    private final Map<String, String> environment;
    private final Duration timeout;

    /**
     * @param arguments the program and what it is given
     * @param environment variables that it has beside the usual ones
     * @param timeout after this it is killed, with all that it started
     * @throws IllegalArgumentException if there is no program
     */
    public Command(List<String> arguments, Map<String, String> environment, Duration timeout) {
        if (arguments.isEmpty() || arguments.get(0).isBlank()) {
            throw new IllegalArgumentException("the command names no program. Give one, and its arguments after it.");
        }
        boolean unfit = arguments.stream().anyMatch(text -> text.indexOf('\0') >= 0)
                || environment.entrySet().stream()
                        .anyMatch(entry -> entry.getKey().isEmpty()
                                || entry.getKey().indexOf('=') >= 0
                                || entry.getKey().indexOf('\0') >= 0
                                || entry.getValue().indexOf('\0') >= 0);
        if (unfit) {
            throw new IllegalArgumentException(
                    "an argument or a variable holds characters that no program can be given. Correct it.");
        }
        this.arguments = List.copyOf(arguments);
        this.environment = Map.copyOf(environment);
        this.timeout = timeout;
    }

    @Override
    public void send(AlertMessage message) {
        Process process = start();
        try {
            Thread writer = new Thread(() -> write(process, AlertJson.bytes(AlertJson.of(message))), "reconcile-alert");
            writer.setDaemon(true);
            writer.start();
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw AlertException.passing("it did not end in " + timeout.toMillis() + " ms and was killed");
            }
            if (process.exitValue() != 0) {
                throw AlertException.passing("it ended with status " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AlertException.lasting("the process is being stopped");
        } finally {
            kill(process);
        }
    }

    private Process start() {
        ProcessBuilder builder =
                new ProcessBuilder(arguments).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> !PASSED_ON.contains(name));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            // Its message holds the program's name alone, but that may be written with a secret by mistake.
            throw AlertException.lasting("it cannot be started; see whether there is such a program");
        }
    }

    /** Ends once the program has read it all, has closed its input, or is killed. */
    private static void write(Process process, byte[] json) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(json);
        } catch (IOException notRead) {
            // Whether it needed what it did not read, its exit status says.
        }
    }

    private static void kill(Process process) {
        List<ProcessHandle> started = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Command that
                && arguments.equals(that.arguments)
                && environment.equals(that.environment)
                && timeout.equals(that.timeout);
    }

    @Override
    public int hashCode() {
        return arguments.hashCode();
    }

    /** Nothing of its arguments. */
    @Override
    public String toString() {
        return "a command";
    }
}
