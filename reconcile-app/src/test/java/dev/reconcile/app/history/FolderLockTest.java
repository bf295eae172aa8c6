package dev.reconcile.app.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.history.StorePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

    @TempDir
    private Path folder;

    @Test
    void a_folder_has_one_daemon_and_the_second_is_told_which() {
        try (FolderLock first = FolderLock.ofDaemon(place())) {
            assertThatThrownBy(() -> FolderLock.ofDaemon(place()))
                    .isInstanceOf(FolderLock.TakenException.class)
                    .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")")
                    .hasMessageContaining(data().toString())
                    .hasMessageContaining("--data-dir")
                    .hasMessageContaining("--history-url");
            assertThatCode(() -> FolderLock.ofDaemon(new StorePlace.Folder(folder.resolve("other")))
                            .close())
                    .doesNotThrowAnyException();
        }
        FolderLock.ofDaemon(place()).close();
    }

    @Test
    void a_job_is_run_once_at_a_time_and_others_beside_it() throws IOException {
        try (FolderLock daemon = FolderLock.ofDaemon(place());
                FolderLock first = FolderLock.ofJob(place(), "nightly");
                FolderLock other = FolderLock.ofJob(place(), "weekly")) {
            assertThatThrownBy(() -> FolderLock.ofJob(place(), "nightly"))
                    .isInstanceOf(FolderLock.TakenException.class)
                    .hasMessageContaining("runs the job nightly of the data folder " + data())
                    .hasMessageContaining("--job");
        }
        FolderLock.ofJob(place(), "nightly").close();
        try (Stream<Path> left = Files.list(data())) {
            assertThat(left).as("what is left of them").isEmpty();
        }
    }

    @Test
    void what_a_process_leaves_that_was_killed_locks_nobody_out() throws IOException {
        Files.createDirectories(data());
        Files.writeString(data().resolve("daemon.lock"), "4711\n");

        try (FolderLock lock = FolderLock.ofDaemon(place())) {
            assertThat(data().resolve("daemon.lock"))
                    .hasContent(String.valueOf(ProcessHandle.current().pid()));
        }
    }

    @Test
    void a_folder_that_cannot_be_made_keeps_no_run_from_beginning() throws IOException {
        Files.writeString(data(), "no folder");

        assertThatCode(() -> FolderLock.ofJob(place(), "nightly").close()).doesNotThrowAnyException();
    }

    private StorePlace place() {
        return new StorePlace.Folder(data());
    }

    private Path data() {
        return folder.resolve("data");
    }
}
