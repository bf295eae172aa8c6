package dev.reconcile.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.port.HistoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A history in a file of H2. */
class FileHistoryTest extends HistoryContract {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Override
    StorePlace place() {
        return new StorePlace.Folder(folder.resolve("a new folder"));
    }

    @Test
    void the_folder_is_the_owners_alone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a new folder"))))
                .isEqualTo("rwx------");
        assertThat(folder.resolve("a new folder").resolve("history.mv.db")).exists();
    }

    @Test
    void the_files_are_the_owners_alone_in_a_folder_of_others_too() throws IOException {
        Path open = Files.createDirectory(
                folder.resolve("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (HistoryStore history = HistoryStore.open(new StorePlace.Folder(open), 10)) {
            history.begin(start("r1"));
        }

        for (String file : List.of("history.mv.db", "history.turn")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void what_was_written_is_there_when_it_is_opened_again() {
        StorePlace place = new StorePlace.Folder(folder.resolve("again"));
        try (HistoryStore first = HistoryStore.open(place, 10)) {
            first.begin(start("r1"));
        }
        try (HistoryStore second = HistoryStore.open(place, 10)) {
            assertThat(second.run("r1")).isPresent();
        }
    }

    @Test
    void what_was_committed_outlives_a_kill_and_its_run_is_marked_interrupted_at_once() throws Exception {
        Path place = folder.resolve("killed");
        Process process = HistoryProcess.writing(place);
        try {
            assertThat(HistoryProcess.hasWritten(process)).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (HistoryStore history = HistoryStore.open(new StorePlace.Folder(place), 10)) {
            assertThat(history.run("of-another-process").orElseThrow().state()).isEqualTo(RunState.RUNNING);
            assertThat(history.markInterrupted(Duration.ofHours(1), NOW))
                    .extracting(RunEntry::id)
                    .containsExactly("of-another-process");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1_000})
    void a_damaged_file_is_an_error_that_says_what_to_do_and_is_left_as_it_is(int lines) throws IOException {
        Path file = folder.resolve("history.mv.db");
        byte[] damaged = "this is no database ".repeat(lines).getBytes(StandardCharsets.UTF_8);
        Files.write(file, damaged);

        assertThatThrownBy(() -> HistoryStore.open(new StorePlace.Folder(folder), 10))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContainingAll("ove it aside", "a new history begins");
        assertThat(file).hasBinaryContent(damaged);
    }

    @Test
    void a_folder_that_cannot_be_made_is_an_error_that_says_what_to_do() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> HistoryStore.open(new StorePlace.Folder(file.resolve("folder")), 10))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("cannot be made");
    }

    @Test
    void a_folder_that_the_file_cannot_lie_in_is_refused() {
        assertThatThrownBy(() -> HistoryStore.open(new StorePlace.Folder(folder.resolve("a;b")), 10))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("a;b")
                .hasMessageContaining("semicolon");
    }

    private static RunStart start(String id) {
        return new RunStart(id, "nightly", Trigger.COMMAND, NOW, null, null, false);
    }
}
