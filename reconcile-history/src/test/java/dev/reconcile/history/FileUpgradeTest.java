package dev.reconcile.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.Reach;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableOutcome;
import dev.reconcile.core.history.TableOutcome.Coverage;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.port.HistoryException;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables in a file are made and changed as a whole or not at all, whatever happens meanwhile. */
@Timeout(120)
class FileUpgradeTest {

    private static final PairName ORDERS = new PairName("nightly", "orders", "orders");
    private static final String COPIES =
            "SELECT table_name FROM information_schema.tables WHERE table_name LIKE '%COPY%'";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {8, 56, 120, 180, 220, 240, 260, 280, 292, 300, 308, 320, 340, 380, 420})
    void a_disk_that_is_full_when_the_tables_are_made_harms_them_not_for_good(int free) throws Exception {
        onSmallDisk(free, () -> {});
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 24, 40, 56, 64, 72, 80, 90, 110, 140, 200, 260, 320})
    void a_disk_that_is_full_when_the_tables_are_changed_harms_them_not_for_good(int free) throws Exception {
        Path old = Files.createDirectory(folder.resolve("old"));
        OldHistory.make(old, "6");
        OldHistory.fill(old, 2, 3);
        onSmallDisk(
                free,
                () -> Files.copy(
                        old.resolve("history.mv.db"), folder.resolve("disk").resolve("history.mv.db")));
    }

    /** Opens a history on a disk with so much free, in kilobytes, and then with room enough. */
    private void onSmallDisk(int free, Preparation preparation) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()).start();
        assumeTrue(mount.waitFor() == 0, "A small disk can be had by root alone");
        try {
            preparation.prepare();
            long kilobytes = Files.getFileStore(disk).getUsableSpace() / 1_024;
            Path filler = Files.write(disk.resolve("filler"), new byte[(int) (kilobytes - free) * 1_024]);

            try (HistoryStore history = open(disk)) {
                use(history, "when full");
            } catch (HistoryException e) {
                assertThat(e).hasMessageContaining("the disk is full").hasMessageContaining("Free space there");
            }
            Files.delete(filler);
            tryAgain(disk);

            assertThatCanBeUsed(disk);
        } finally {
            new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
        }
    }

    /** H2 tells once more of a disk that was full while it opened a file. */
    private static void tryAgain(Path place) {
        try (HistoryStore history = open(place)) {
            assertThat(history.run("none")).isEmpty();
        } catch (HistoryException e) {
            assertThat(e).hasMessageContaining("the disk is full");
        }
    }

    @Test
    void a_kill_while_many_results_are_changed_leaves_what_was_or_what_is_to_be() throws Exception {
        Path old = Files.createDirectory(folder.resolve("old"));
        OldHistory.make(old, "6");
        OldHistory.fill(old, 60, 100);
        long whole = killed(begun(old), Long.MAX_VALUE);
        Random random = new Random(37);

        long end = System.nanoTime() + 12_000_000_000L;
        for (int i = 0; i < 5 && (i < 2 || System.nanoTime() < end); i++) {
            Path place = begun(old);
            long millis = whole / 10 + (long) (random.nextDouble() * whole);
            killed(place, millis);

            assertThatCanBeUsed(place);
            assertThat(OldHistory.ask(place, "SELECT count(*) FROM reconcile_table_result WHERE job = 'old'"))
                    .as("after %d of %d ms", millis, whole)
                    .containsExactly("6000");
        }
    }

    @Test
    void what_a_kill_left_of_a_copy_is_removed() throws Exception {
        OldHistory.make(folder, "6");
        Files.writeString(folder.resolve("history.new.mv.db"), "half a copy");

        assertThatCanBeUsed(folder);
    }

    @Test
    void a_file_that_is_changed_stays_its_owners_and_as_open_as_it_was() throws Exception {
        OldHistory.make(folder, "6");
        Path file = folder.resolve("history.mv.db");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Object group = Files.getAttribute(file, "unix:gid");
        boolean isRoot = Integer.valueOf(0).equals(Files.getAttribute(file, "unix:uid"));
        if (isRoot) {
            Files.setAttribute(file, "unix:uid", 12_345);
        }

        open(folder).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(group);
        if (isRoot) {
            assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(12_345);
        }
    }

    @Test
    void a_file_that_a_link_leads_to_is_changed_where_it_is() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path place = Files.createDirectory(folder.resolve("place"));
        OldHistory.make(elsewhere, "6");
        Path link = Files.createSymbolicLink(place.resolve("history.mv.db"), elsewhere.resolve("history.mv.db"));

        assertThatCanBeUsed(place);
        assertThat(link).isSymbolicLink();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "6", "9"})
    void keys_that_an_earlier_version_left_to_half_a_copy_are_mended(String version) throws Exception {
        OldHistory.make(folder, version);
        OldHistory.fill(folder, 2, 3);
        // As H2 leaves them when it is cut short before it removes the table.
        OldHistory.execute(
                folder,
                "CREATE TABLE reconcile_table_result_copy_7_0 (id bigint PRIMARY KEY, run varchar(64) REFERENCES reconcile_run)",
                "INSERT INTO reconcile_table_result_copy_7_0 SELECT id, run FROM reconcile_table_result",
                "ALTER TABLE reconcile_table_state ADD FOREIGN KEY (last_result) REFERENCES reconcile_table_result_copy_7_0",
                "ALTER TABLE reconcile_table_state ADD FOREIGN KEY (last_conclusive)"
                        + " REFERENCES reconcile_table_result_copy_7_0");

        assertThatCanBeUsed(folder);
        assertThat(OldHistory.ask(folder, "SELECT count(*) FROM reconcile_table_result WHERE job = 'old'"))
                .containsExactly("6");
    }

    @Test
    void a_copy_that_was_not_yet_given_the_name_of_its_table_is() throws Exception {
        OldHistory.make(folder, "6");
        OldHistory.fill(folder, 2, 3);
        OldHistory.execute(folder, "ALTER TABLE reconcile_table_result RENAME TO reconcile_table_result_copy_7_0");

        assertThatCanBeUsed(folder);
        assertThat(OldHistory.ask(folder, "SELECT count(*) FROM reconcile_table_result WHERE job = 'old'"))
                .containsExactly("6");
    }

    @Test
    void tables_that_cannot_be_mended_are_said_to_be_broken_and_left_as_they_are() throws Exception {
        OldHistory.make(folder, "6");
        OldHistory.execute(
                folder,
                "CREATE TABLE reconcile_table_result_copy_7_0 (id bigint PRIMARY KEY)",
                "ALTER TABLE reconcile_table_state DROP COLUMN last_conclusive");

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> open(folder))
                    .isInstanceOf(HistoryException.class)
                    .hasMessageStartingWith(folder.resolve("history.mv.db").toString())
                    .hasMessageContainingAll("are broken", "Move the file aside", "nothing was changed in it");
        }
        assertThat(OldHistory.ask(folder, COPIES)).hasSize(1);
        assertThat(folder.resolve("history.new.mv.db")).doesNotExist();
    }

    /** A folder with the file in which a process begins to change the tables. */
    private Path begun(Path old) throws IOException {
        Path place = Files.createTempDirectory(folder, "place");
        Files.copy(old.resolve("history.mv.db"), place.resolve("history.mv.db"), StandardCopyOption.REPLACE_EXISTING);
        return place;
    }

    /** Lets a process open the history, for so many milliseconds at most, and gives how many it took. */
    private static long killed(Path place, long millis) throws Exception {
        Process process = HistoryProcess.opening(place);
        try {
            assertThat(HistoryProcess.hasWritten(process)).isTrue();
            long begin = System.nanoTime();
            if (millis == Long.MAX_VALUE) {
                assertThat(HistoryProcess.hasWritten(process)).isTrue();
            } else {
                Thread.sleep(millis);
            }
            return (System.nanoTime() - begin) / 1_000_000;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Uses it as a run does, and looks that nothing half made is left. */
    private static void assertThatCanBeUsed(Path place) throws IOException, SQLException {
        try (HistoryStore history = open(place)) {
            use(history, "r-after");

            assertThat(history.run("r-after")).isPresent();
            assertThat(history.results(ORDERS, 10)).extracting(TableEntry::run).contains("r-after");
            assertThat(history.states())
                    .anySatisfy(state -> assertThat(state.pair()).isEqualTo(ORDERS));
        }
        assertThat(OldHistory.ask(place, COPIES)).isEmpty();
        assertThat(OldHistory.ask(place, "SELECT \"version\" FROM \"reconcile_schema_history\""))
                .contains("9");
        try (Stream<Path> files = Files.list(place)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("history")))
                    .containsExactlyInAnyOrder("history.mv.db", "history.turn");
        }
    }

    private static void use(HistoryStore history, String run) {
        history.begin(new RunStart(run, "nightly", Trigger.COMMAND, Instant.EPOCH, null, null, false));
        TableEntry entry = new TableEntry(
                run,
                ORDERS,
                Instant.EPOCH,
                Verdict.MATCH,
                null,
                Depth.ROWS,
                false,
                new Reach("", Set.of("id")),
                Set.of(),
                10L,
                10L,
                null,
                null,
                null,
                null,
                "A reason.",
                5);
        history.record(new TableOutcome(entry, List.of(), Coverage.ALL_ROWS, List.of("id"), Map.of()));
    }

    private static HistoryStore open(Path place) {
        return HistoryStore.open(new StorePlace.Folder(place), 10);
    }

    @FunctionalInterface
    private interface Preparation {

        void prepare() throws Exception;
    }
}
