package dev.reconcile.history;

import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.Trigger;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Another process over the folder of a history, which stays until it is ended. It says so each time that it has written a run. */
final class HistoryProcess {

    private HistoryProcess() {}

    /** One that writes once, the run {@code of-another-process}. */
    static Process writing(Path folder) throws IOException {
        return start(folder, "write", "of-another-process");
    }

    /** One that writes without pause, runs whose names begin with its own. */
    static Process busy(Path folder, String name) throws IOException {
        return start(folder, "be busy", name);
    }

    /** One that writes once and does not come to the end of what it does next. */
    static Process hanging(Path folder) throws IOException {
        return start(folder, "hang", "of-another-process");
    }

    /** One that locks the file as H2 does, knows nothing of turns, and says that it has written when it has the lock. */
    static Process foreign(Path folder) throws IOException {
        return start(folder, "lock", "nothing");
    }

    /** One that says so before it opens the history and when it has. */
    static Process opening(Path folder) throws IOException {
        return start(folder, "open", "nothing");
    }

    /** Whether it has written, for which it waits; false where it ended before. */
    static boolean hasWritten(Process process) throws IOException {
        return written(process) != null;
    }

    /** The next run that it wrote, for which it waits; null where it ended before. */
    static @Nullable String written(Process process) throws IOException {
        String line;
        do {
            line = process.inputReader().readLine();
        } while (line != null && !line.startsWith("written "));
        return line == null ? null : line.substring("written ".length());
    }

    private static Process start(Path folder, String task, String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HistoryProcess.class.getName(),
                        folder.toString(),
                        task,
                        name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        String name = arguments[2];
        switch (arguments[1]) {
            case "write" -> write(HistoryStore.open(new StorePlace.Folder(folder), 10), name);
            case "be busy" -> {
                HistoryStore history = HistoryStore.open(new StorePlace.Folder(folder), 10);
                for (int i = 0; true; i++) {
                    write(history, name + i);
                }
            }
            case "hang" ->
                Store.open(new StorePlace.Folder(folder)).write(handle -> {
                    new RunRows(handle).begin(run(name), Owner.self().toString());
                    System.out.println("written " + name);
                    stay();
                });
            case "open" -> {
                System.out.println("written " + name);
                HistoryStore.open(new StorePlace.Folder(folder), 10);
                System.out.println("written " + name);
            }
            case "lock" -> {
                FileChannel.open(folder.resolve("history.mv.db"), StandardOpenOption.WRITE)
                        .lock();
                System.out.println("written " + name);
            }
            default -> throw new IllegalArgumentException(arguments[1]);
        }
        stay();
    }

    private static void write(HistoryStore history, String name) {
        history.begin(run(name));
        System.out.println("written " + name);
    }

    private static RunStart run(String name) {
        return new RunStart(name, "nightly", Trigger.COMMAND, Instant.now(), null, null, false);
    }

    private static void stay() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
