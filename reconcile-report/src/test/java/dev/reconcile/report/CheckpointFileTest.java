package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.checkpoint.Checkpoint;
import dev.reconcile.core.port.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {

    @TempDir
    private Path folder;

    private final Checkpoint first = new RandomCheckpoints(1).next();
    private final Checkpoint second = new RandomCheckpoints(2).next();

    @Test
    void keeps_the_last_checkpoint_until_it_is_removed() throws IOException {
        Path file = folder.resolve("run.checkpoint");
        try (CheckpointFile store = CheckpointFile.at(file)) {
            assertThat(store.read()).isEmpty();
            store.write(first);
            assertThat(store.read()).contains(first);
            store.write(second);
        }
        try (CheckpointFile store = CheckpointFile.at(file)) {
            assertThat(store.read()).contains(second);
            store.remove();
            assertThat(store.read()).isEmpty();
            store.remove();
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void leaves_nothing_beside_the_checkpoint() throws IOException {
        try (CheckpointFile store = CheckpointFile.at(folder.resolve("run.checkpoint"))) {
            store.write(first);
            store.close();
        }

        assertThat(names()).containsExactly("run.checkpoint");
    }

    @Test
    void one_is_put_aside_with_its_rows_in_the_place_of_an_earlier_one() throws IOException {
        Path file = folder.resolve("run.checkpoint");
        Path rows = CheckpointFile.rowsBeside(file);
        try (CheckpointFile store = CheckpointFile.at(file)) {
            store.write(first);
            assertThatThrownBy(() -> CheckpointFile.putAside(file)).hasMessageContaining("Another run uses");
        }
        Files.writeString(rows, "reconcile: rows that differ, beside a checkpoint\n");
        assertThat(CheckpointFile.putAside(file)).isEqualTo(folder.toRealPath().resolve("run.checkpoint.aside"));
        assertThat(names()).containsExactlyInAnyOrder("run.checkpoint.aside", "run.checkpoint.rows.aside");

        try (CheckpointFile store = CheckpointFile.at(file)) {
            assertThat(store.read()).isEmpty();
            store.write(second);
        }
        Files.writeString(rows, "Somebody's file.");
        Path aside = CheckpointFile.putAside(file);
        assertThat(names()).containsExactlyInAnyOrder("run.checkpoint.aside", "run.checkpoint.rows");
        try (CheckpointFile store = CheckpointFile.at(aside)) {
            assertThat(store.read()).contains(second);
        }
    }

    @Test
    void nobody_but_the_owner_may_read_it() throws IOException {
        Path file = folder.resolve("run.checkpoint");
        try (CheckpointFile store = CheckpointFile.at(file)) {
            store.write(first);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            store.write(second);
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void takes_away_what_a_run_left_that_was_killed() throws IOException {
        Files.writeString(folder.resolve(".run.checkpoint.reconcile.lock"), "");
        Files.writeString(folder.resolve(".run.checkpoint.reconcile.tmp"), "{\"reconcile_check");

        try (CheckpointFile store = CheckpointFile.at(folder.resolve("run.checkpoint"))) {
            store.write(first);
            assertThat(store.read()).contains(first);
        }

        assertThat(names()).containsExactly("run.checkpoint");
    }

    @Test
    void writes_through_no_link_that_somebody_put_in_the_place_of_its_draft() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "precious");
        Files.createSymbolicLink(folder.resolve(".run.checkpoint.reconcile.tmp"), other);

        try (CheckpointFile store = CheckpointFile.at(folder.resolve("run.checkpoint"))) {
            store.write(first);
        }

        assertThat(other).hasContent("precious");
    }

    @Test
    void keeps_a_symbolic_link_and_replaces_what_it_leads_to() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real")).resolve("kept");
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        try (CheckpointFile store = CheckpointFile.at(link)) {
            store.write(first);
        }

        assertThat(link).isSymbolicLink();
        try (CheckpointFile store = CheckpointFile.at(real)) {
            assertThat(store.read()).contains(first);
            store.remove();
        }
        assertThat(real).doesNotExist();
    }

    @Test
    void a_second_run_learns_that_another_uses_the_file() throws IOException {
        Path file = folder.resolve("run.checkpoint");
        try (CheckpointFile store = CheckpointFile.at(file)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() ->
                                CheckpointFile.at(folder.resolve("../" + folder.getFileName() + "/run.checkpoint")))
                        .isInstanceOf(CheckpointException.class)
                        .hasMessage("Another run uses the checkpoint " + folder + "/../" + folder.getFileName()
                                + "/run.checkpoint. Wait until it has ended, or name another file.");
            }
            store.write(first);
        }
        CheckpointFile.at(file).close();
    }

    @Test
    void another_process_learns_so_too_and_what_it_leaves_locks_nobody_out() throws Exception {
        Path file = folder.resolve("run.checkpoint");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('!');
            assertThatThrownBy(() -> CheckpointFile.at(file))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageStartingWith("Another run uses the checkpoint ");
        } finally {
            other.destroyForcibly().waitFor();
        }

        assertThat(names()).containsExactly(".run.checkpoint.reconcile.lock", "run.checkpoint");
        try (CheckpointFile store = CheckpointFile.at(file)) {
            assertThat(store.read()).contains(first);
        }
        assertThat(names()).containsExactly("run.checkpoint");
    }

    /** Holds a checkpoint until it is killed. */
    static final class Holder {

        public static void main(String[] arguments) throws InterruptedException {
            CheckpointFile store = CheckpointFile.at(Path.of(arguments[0]));
            store.write(new RandomCheckpoints(1).next());
            System.out.print('!');
            System.out.flush();
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    @Test
    void a_file_that_is_no_checkpoint_stays_as_it_is() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "precious");

        assertThatThrownBy(() -> CheckpointFile.at(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "Cannot go on from " + file + ": it is no checkpoint, or a damaged one. Name another file; if"
                                + " this one is a checkpoint of yours, delete it to begin anew.");

        assertThat(file).hasContent("precious");
        assertThat(names()).containsExactly("notes.txt");
    }

    @Test
    void tells_where_no_file_can_be() {
        for (Path place : List.of(folder, folder.resolve("none/run.checkpoint"), Path.of("/dev/null"))) {
            assertThatThrownBy(() -> CheckpointFile.at(place))
                    .isInstanceOf(ReportWriteException.class)
                    .hasMessageStartingWith("Cannot write the checkpoint to " + place + ": ");
            assertThatThrownBy(() -> CheckpointFile.check(place)).isInstanceOf(ReportWriteException.class);
        }
    }

    @Test
    void a_failure_to_write_leaves_what_was_there() throws IOException {
        Path file = folder.resolve("run.checkpoint");
        try (CheckpointFile store = CheckpointFile.at(file)) {
            store.write(first);
            // Nobody can make a file where a folder with something in it is, not even root.
            Path obstacle = Files.createDirectory(folder.resolve(".run.checkpoint.reconcile.tmp"));
            Files.createFile(obstacle.resolve("something"));

            assertThatThrownBy(() -> store.write(second))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageMatching(
                            "Cannot write the checkpoint .*run\\.checkpoint: .*\\. Free space, or name another file\\.");

            assertThat(store.read()).contains(first);
        }
    }

    @Test
    void writes_also_on_a_thread_that_is_interrupted() {
        try (CheckpointFile store = CheckpointFile.at(folder.resolve("run.checkpoint"))) {
            Thread.currentThread().interrupt();
            store.write(first);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(store.read()).contains(first);
            assertThatThrownBy(() -> CheckpointFile.at(folder.resolve("run.checkpoint")))
                    .isInstanceOf(CheckpointException.class);
        } finally {
            Thread.interrupted();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
