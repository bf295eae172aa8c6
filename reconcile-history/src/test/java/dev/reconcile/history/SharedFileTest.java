package dev.reconcile.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.port.HistoryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file of a history under several processes. */
@Timeout(120)
class SharedFileTest {

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            kill(process);
        }
    }

    @Test
    void a_process_that_uses_it_now_and_then_shares_it() throws Exception {
        begun(HistoryProcess.writing(folder));

        try (HistoryStore history = open()) {
            assertThat(history.run("of-another-process")).isPresent();
            assertThat(history.markInterrupted(Duration.ofHours(1), Instant.now()))
                    .isEmpty();
        }
    }

    @Test
    void a_process_that_never_pauses_lets_others_have_their_turn() throws Exception {
        Process busy = begun(HistoryProcess.busy(folder, "busy"));

        try (HistoryStore history = open()) {
            history.begin(run("mine"));
            assertThat(history.run("mine")).isPresent();
        }
        assertThat(busy.isAlive()).isTrue();
    }

    @Test
    void two_processes_that_never_pause_take_turns_and_lose_nothing() throws Exception {
        Process one = begun(HistoryProcess.busy(folder, "one"));
        Process other = begun(HistoryProcess.busy(folder, "other"));
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            written.add(HistoryProcess.written(one));
            written.add(HistoryProcess.written(other));
        }
        kill(one);
        kill(other);

        try (HistoryStore history = open()) {
            List<String> runs = history.runs(Optional.empty(), 0, 1_000_000).items().stream()
                    .map(RunEntry::id)
                    .toList();
            assertThat(runs).doesNotHaveDuplicates().containsAll(written);
            assertThat(turns(runs)).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void a_process_that_is_killed_while_it_waits_or_in_its_turn_holds_up_nobody() throws Exception {
        Process holder = begun(HistoryProcess.hanging(folder));
        Process waiter = HistoryProcess.writing(folder);
        processes.add(waiter);
        awaitNext();
        kill(waiter);
        CompletableFuture<HistoryStore> second = CompletableFuture.supplyAsync(this::open);
        kill(holder);

        try (HistoryStore history = second.join()) {
            history.begin(run("mine"));
            assertThat(history.run("mine")).isPresent();
        }
    }

    @Test
    void the_wait_that_ends_in_vain_names_the_process_whose_turn_does_not_end() throws Exception {
        Process hanging = begun(HistoryProcess.hanging(folder));

        assertThatThrownBy(this::open)
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith(folder.resolve("history.mv.db").toString())
                .hasMessageContaining("another process (process " + hanging.pid() + ") uses the history")
                .hasMessageContaining("Stop it, or try again");
    }

    @Test
    void the_wait_for_a_program_that_takes_no_turns_names_no_process_that_had_one_before() throws Exception {
        begun(HistoryProcess.writing(folder));
        begun(HistoryProcess.foreign(folder));

        assertThatThrownBy(this::open)
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith(folder.resolve("history.mv.db").toString())
                .hasMessageContaining("another process uses the history");
    }

    @Test
    void an_interrupt_ends_the_wait() throws Exception {
        open().close();
        begun(HistoryProcess.foreign(folder));
        FutureTask<Boolean> wait = new FutureTask<>(() -> {
            assertThatThrownBy(this::open).isInstanceOf(HistoryException.class).hasMessageContaining("interrupted");
            return Thread.currentThread().isInterrupted();
        });
        Thread waiting = new Thread(wait);
        waiting.start();
        awaitNext();
        waiting.interrupt();

        assertThat(wait.get()).as("is told of the interrupt").isTrue();
    }

    @Test
    void a_folder_has_one_file_by_whatever_name_it_is_used() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("folder")));

        assertThat(SharedFile.of(new StorePlace.Folder(link)))
                .isSameAs(SharedFile.of(new StorePlace.Folder(folder.resolve("folder"))));
    }

    @Test
    void several_stores_and_threads_of_one_process_take_turns_with_another() throws Exception {
        begun(HistoryProcess.busy(folder, "busy"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (HistoryStore one = open();
                HistoryStore other = open()) {
            List<Future<?>> works = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                RunStart run = run("mine" + i);
                HistoryStore history = i % 2 == 0 ? one : other;
                works.add(threads.submit(() -> history.begin(run)));
            }
            for (Future<?> work : works) {
                work.get();
            }
            List<String> runs = one.runs(Optional.empty(), 0, 1_000_000).items().stream()
                    .map(RunEntry::id)
                    .toList();
            assertThat(runs).filteredOn(id -> id.startsWith("mine")).hasSize(400);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_work_within_a_work_goes_on_while_another_process_waits() throws Exception {
        try (Store store = Store.open(new StorePlace.Folder(folder))) {
            store.write(outer -> {
                try {
                    processes.add(HistoryProcess.writing(folder));
                    awaitNext();
                    // It is seen that the other waits: no new work begins.
                    Thread.sleep(500);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                store.write(inner -> new RunRows(inner).begin(run("inner"), "nobody"));
            });
            assertThat(HistoryProcess.hasWritten(processes.get(0))).isTrue();
            assertThat(knows(store, "inner")).isTrue();
        }
    }

    @Test
    void a_work_that_fails_keeps_the_file_from_nobody() throws Exception {
        try (Store store = Store.open(new StorePlace.Folder(folder))) {
            assertThatThrownBy(() -> store.write(handle -> {
                        throw new IllegalStateException("a fault");
                    }))
                    .hasMessage("a fault");

            begun(HistoryProcess.writing(folder));
        }
    }

    @Test
    void a_process_whose_database_broke_takes_turns_again() throws Exception {
        begun(HistoryProcess.busy(folder, "busy"));
        try (Store store = Store.open(new StorePlace.Folder(folder))) {
            assertThatThrownBy(() -> store.write(handle -> {
                        new RunRows(handle).begin(run("broken"), "nobody");
                        // H2 loses its file when a thread that writes is interrupted.
                        Thread.currentThread().interrupt();
                    }))
                    .isInstanceOf(HistoryException.class);
            assertThat(Thread.interrupted()).isTrue();
            // The other has the file by then, and knows of nobody who waits.
            Thread.sleep(500);

            store.write(handle -> new RunRows(handle).begin(run("mine"), "nobody"));
            assertThat(knows(store, "mine")).isTrue();
        }
    }

    @Test
    void a_folder_in_which_nobody_can_take_turns_has_a_history_all_the_same() throws IOException {
        Files.createDirectory(folder.resolve("history.turn"));

        try (HistoryStore history = open()) {
            history.begin(run("mine"));
            assertThat(history.run("mine")).isPresent();
        }
    }

    private HistoryStore open() {
        return HistoryStore.open(new StorePlace.Folder(folder), 10);
    }

    private Process begun(Process process) throws IOException {
        processes.add(process);
        assertThat(HistoryProcess.hasWritten(process)).isTrue();
        return process;
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits until somebody is next, and stays so: whoever looks locks the file for a moment, too. */
    private void awaitNext() throws IOException, InterruptedException {
        Path turn = folder.resolve("history.turn");
        for (int seen = 0; seen < 3; Thread.sleep(20)) {
            seen = Files.exists(turn) && isLocked(turn) ? seen + 1 : 0;
        }
    }

    private static boolean isLocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException byAThreadOfThisProcess) {
            return true;
        }
    }

    private static boolean knows(Store store, String run) {
        return store.transact(handle -> new RunRows(handle).find(run).isPresent());
    }

    /** How many times it was one's turn after that of another, where names of runs begin with that of their process. */
    private static int turns(List<String> runs) {
        int turns = 0;
        String last = "";
        for (String run : runs) {
            String process = run.replaceAll("[0-9]", "");
            turns += process.equals(last) ? 0 : 1;
            last = process;
        }
        return turns;
    }

    private static RunStart run(String id) {
        return new RunStart(id, "nightly", Trigger.COMMAND, Instant.now(), null, null, false);
    }
}
