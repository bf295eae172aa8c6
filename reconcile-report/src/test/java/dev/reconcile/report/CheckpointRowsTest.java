package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.checkpoint.Checkpoint;
import dev.reconcile.core.checkpoint.JournalPart;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.port.CheckpointException;
import dev.reconcile.core.port.RowJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows that are kept beside a checkpoint. */
class CheckpointRowsTest {

    @TempDir
    private Path folder;

    private final RandomCheckpoints random = new RandomCheckpoints(11);
    private final Checkpoint checkpoint = random.next();

    @Test
    void gives_back_every_row_of_a_table_that_was_added_before_the_last_checkpoint_and_none_twice() throws IOException {
        List<RowDifference> first = new ArrayList<>();
        List<RowDifference> second = new ArrayList<>();
        long lastEnd = 0;
        for (int run = 0; run < 4; run++) {
            try (CheckpointFile store = open()) {
                RowJournal journal = journal(store);
                assertThat(journal.end()).as("where run %d begins", run).isEqualTo(lastEnd);
                if (run > 0) {
                    JournalPart whole = new JournalPart(0, lastEnd);
                    assertThat(rows(journal, 1, whole)).isEqualTo(first);
                    assertThat(rows(journal, 12, whole)).isEqualTo(second);
                }
                for (int i = 0; i < 300; i++) {
                    first.add(add(journal, 1));
                    if (i % 7 == 0) {
                        second.add(add(journal, 12));
                    }
                }
                store.write(checkpoint);
                lastEnd = journal.end();
                for (int i = 0; i < 10 + 300 * run; i++) {
                    add(journal, 1);
                }
            }
        }
        assertThat(first).hasSize(1200);
        try (CheckpointFile store = open()) {
            store.remove();
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void a_part_holds_what_was_added_between_its_ends() {
        try (CheckpointFile store = open()) {
            RowJournal journal = journal(store);
            add(journal, 1);
            long from = journal.end();
            RowDifference row = add(journal, 1);
            long to = journal.end();
            add(journal, 1);
            store.write(checkpoint);

            assertThat(rows(journal, 1, new JournalPart(from, to))).containsExactly(row);
        }
    }

    @Test
    void nobody_but_the_owner_may_read_it() throws IOException {
        Path rows = left();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rows)))
                .isEqualTo("rw-------");
    }

    @Test
    void nothing_is_made_where_no_row_differs() throws IOException {
        try (CheckpointFile store = open()) {
            store.write(checkpoint);
        }
        try (CheckpointFile store = open()) {
            assertThat(store.read()).contains(checkpoint);
        }

        assertThat(names()).containsExactly("run.checkpoint");
    }

    @Test
    void a_file_that_is_not_there_any_more_is_said() throws IOException {
        Path rows = left();
        Files.delete(rows);

        assertThatThrownBy(this::open)
                .isInstanceOf(CheckpointException.class)
                .hasMessage("The rows that the earlier run found are kept in " + rows
                        + ", which does not exist. Put it back, or delete the checkpoint to begin anew.");
        assertThat(names()).containsExactly("run.checkpoint");
    }

    @Test
    void a_file_that_is_shorter_or_another_is_said_and_stays_as_it_is() throws IOException {
        Path rows = left();
        byte[] whole = Files.readAllBytes(rows);
        byte[] shorter = Arrays.copyOf(whole, whole.length - 1);
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;

        for (byte[] other : List.of(shorter, changed, new byte[0])) {
            Files.write(rows, other);
            assertThatThrownBy(this::open)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage("The rows that the earlier run found are kept in " + rows + ", which "
                            + (other.length < whole.length ? "is shorter than" : "is not as")
                            + " it was then. Put the file back as it was, or delete the checkpoint to begin anew.");
            assertThat(rows).hasBinaryContent(other);
        }

        Files.write(rows, whole);
        open().close();
    }

    @Test
    void what_was_added_after_the_checkpoint_changes_nothing() throws IOException {
        Path rows = left();
        long length = Files.size(rows);
        Files.writeString(rows, "1 {\"kind\":\"MIS", StandardOpenOption.APPEND);

        try (CheckpointFile store = open()) {
            RowJournal journal = journal(store);
            assertThat(journal.end()).isEqualTo(length);
            RowDifference row = add(journal, 1);
            store.write(checkpoint);
            assertThat(rows(journal, 1, new JournalPart(length, journal.end()))).containsExactly(row);
        }
    }

    @Test
    void what_a_run_left_there_whose_checkpoint_is_gone_is_replaced_and_no_other_file_is() throws IOException {
        Path rows = left();
        Files.delete(folder.resolve("run.checkpoint"));
        try (CheckpointFile store = open()) {
            assertThat(journal(store).end()).isZero();
            RowDifference row = add(journal(store), 1);
            store.write(checkpoint);
            assertThat(rows(journal(store), 1, new JournalPart(0, journal(store).end())))
                    .containsExactly(row);
            store.remove();
        }
        assertThat(names()).isEmpty();

        Files.writeString(rows, "precious");
        assertThatThrownBy(this::open)
                .isInstanceOf(CheckpointException.class)
                .hasMessage("Rows are to be kept beside the checkpoint, in " + rows
                        + ", which is another file. Move it, or name another checkpoint.");
        assertThat(rows).hasContent("precious");
    }

    @Test
    void there_is_no_checkpoint_any_more_that_lacks_rows() throws IOException {
        try (CheckpointFile store = open()) {
            store.write(checkpoint);
            // Nobody can make a file where a folder with something in it is, not even root.
            Path rows = folder.resolve("run.checkpoint.rows");
            Files.createDirectory(rows);
            Files.createFile(rows.resolve("something"));
            add(journal(store), 1);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> store.write(checkpoint))
                        .isInstanceOf(CheckpointException.class)
                        .hasMessageStartingWith("Cannot write the checkpoint " + folder.resolve("run.checkpoint"));
            }
            assertThat(store.read()).contains(checkpoint);
        }
    }

    /** The file of rows that a run left. */
    private Path left() {
        try (CheckpointFile store = open()) {
            for (int i = 0; i < 20; i++) {
                add(journal(store), 1);
            }
            store.write(checkpoint);
        }
        return folder.resolve("run.checkpoint.rows");
    }

    private CheckpointFile open() {
        return CheckpointFile.withRows(folder.resolve("run.checkpoint"));
    }

    private static RowJournal journal(CheckpointFile store) {
        return store.journal().orElseThrow();
    }

    private RowDifference add(RowJournal journal, int table) {
        RowDifference row = random.row();
        journal.append(table, row);
        return row;
    }

    private static List<RowDifference> rows(RowJournal journal, int table, JournalPart part) {
        List<RowDifference> rows = new ArrayList<>();
        journal.forEach(table, part, rows::add);
        return rows;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
