package dev.reconcile.history;

import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.Trigger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Another process that uses a history: begins a run in it, says so, and stays until it is ended. */
final class HistoryProcess {

    private HistoryProcess() {}

    /** One that writes once. */
    static Process writing(Path folder) throws IOException {
        return start(folder, "once");
    }

    /** One that never stops to read. */
    static Process holding(Path folder) throws IOException {
        return start(folder, "always");
    }

    /** Whether it has written, for which it waits; false where it ended before. */
    static boolean hasWritten(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                .lines()
                .anyMatch("written"::equals);
    }

    private static Process start(Path folder, String use) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HistoryProcess.class.getName(),
                        folder.toString(),
                        use)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) throws InterruptedException {
        HistoryStore history = HistoryStore.open(new StorePlace.Folder(Path.of(arguments[0])), 10);
        history.begin(new RunStart("of-another-process", "nightly", Trigger.COMMAND, Instant.EPOCH, null, null, false));
        System.out.println("written");
        while (true) {
            Thread.sleep(200);
            if (arguments[1].equals("always")) {
                history.runs(Optional.empty(), 0, 1);
            }
        }
    }
}
