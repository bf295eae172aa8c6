package dev.reconcile.app.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reconcile.app.HistorySettings;
import dev.reconcile.core.history.Retention;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.port.HistoryException;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.history.StorePlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LOST =
            "The result of orders → orders in a run of nightly did not get into the history, because it"
                    + " contradicts what is kept there";

    @TempDir
    private Path folder;

    @Test
    void a_result_that_is_lost_is_said_until_the_next_of_its_table_is_written_and_holds_up_nothing() {
        try (History history = begin(folder)) {
            recorder("never begun", history)
                    .tableFinished(TablePair.of("orders", "orders"), match("orders"), List.of());
            RunRecorder next = recorder("r2", history);
            next.begin();
            next.tableFinished(TablePair.of("items", "items"), match("items"), List.of());

            assertThat(history.await(PATIENCE)).as("all was written").isFalse();
            List<TableEntry> kept = history.ask(store -> store.tablesOf("r2"));
            assertThat(kept).hasSize(1);
            assertThat(history.trouble().orElseThrow()).startsWith(LOST).contains("One entry was lost");
            assertThat(history.isOff()).isFalse();

            recorder("never begun either", history)
                    .tableFinished(TablePair.of("orders", "orders"), match("orders"), List.of());
            history.await(PATIENCE);
            assertThat(history.trouble().orElseThrow()).startsWith(LOST).contains("2 entries were lost");

            next.tableFinished(TablePair.of("orders", "orders"), match("orders"), List.of());
            history.await(PATIENCE);
            assertThat(history.trouble()).isEmpty();
            assertThat(history.shortfall()).startsWith("2 entries were lost");
        }
    }

    @Test
    void a_history_that_may_be_read_and_not_written_is_off_and_stays_so() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(does("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()), "Root alone may mount");
        try {
            try (History history = begin(disk)) {
                recorder("r1", history).begin();
                assertThat(history.await(PATIENCE)).isTrue();
            }
            // The file is let go of.
            Thread.sleep(3_000);
            assertThat(does("mount", "-o", "remount,ro", disk.toString())).isTrue();
            try (History history = begin(disk)) {
                recorder("r2", history).begin();
                long end = System.nanoTime() + PATIENCE.toNanos();
                while (history.trouble().isEmpty() && System.nanoTime() < end) {
                    Thread.sleep(50);
                }
                for (int i = 0; i < 80; i++) {
                    assertThat(history.trouble().orElse("none"))
                            .contains(
                                    "may read the history, and not write it", "Let him write the file and its folder");
                    try {
                        history.ask(store -> store.run("r1"));
                    } catch (HistoryException off) {
                        assertThat(off).hasMessageContaining("not write it");
                    }
                    Thread.sleep(50);
                }
            }
        } finally {
            does("umount", "-l", disk.toString());
        }
    }

    private static boolean does(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    private static History begin(Path place) {
        return History.begin(new HistorySettings(
                Optional.of(new StorePlace.Folder(place)), false, new Retention(Duration.ofDays(90), 1_000), 100));
    }

    private static RunRecorder recorder(String run, History history) {
        RunStart start = new RunStart(run, "nightly", Trigger.COMMAND, NOW, null, null, false);
        return new RunRecorder(start, history, InstantSource.fixed(NOW), false);
    }

    private static TableReport match(String table) {
        return new TableReport(
                table,
                table,
                Verdict.MATCH,
                List.of("A reason."),
                Depth.ROWS,
                null,
                null,
                1_024,
                0,
                null,
                List.of("id"),
                List.of("id", "price"),
                List.of(),
                List.of(),
                5);
    }
}
