package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunListeners;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.jdbc.Mended.Outcome;
import dev.reconcile.jdbc.repair.RepairScript;
import dev.reconcile.jdbc.repair.RepairScriptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The file of a script: where it can be, and what becomes of it when a run is interrupted. */
class RepairFileIT extends RepairFixture {

    @Test
    void a_run_that_is_interrupted_leaves_a_script_of_what_it_found_which_says_so() throws Exception {
        both(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t SELECT i, repeat('x', 50000) FROM generate_series(1, 40) i");
        target("DELETE FROM t WHERE id > 10");
        Cancellation cancellation = new Cancellation();
        RunListener interrupting = new RunListener() {
            @Override
            public void rowDiffers(TablePair pair, RowDifference difference) {
                cancellation.cancel();
                Thread.currentThread().interrupt();
            }
        };

        Outcome outcome = databases.compare(
                Mended.pairs("t"),
                Mended.ROWS,
                script -> new RunListeners(List.of(interrupting, script)),
                cancellation);
        databases.run();

        assertThat(outcome.report().complete()).isFalse();
        assertThat(outcome.summary().inserts()).isEqualTo(30);
        assertThat(outcome.summary())
                .hasToString(
                        "Repair script: " + databases.script() + ": 30 to insert, 0 to update, 0 to delete. There may"
                                + " be more: the run was interrupted. Read it before you run it.");
        assertThat(outcome.script().lines().filter(line -> line.contains("WARNING")))
                .contains("-- WARNING: The run was interrupted: what it had not come to is not here.");
        assertThat(databases.query("SELECT count(*) FROM t WHERE length(v) = 50000"))
                .containsExactly("40");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(databases.script());
        }
    }

    @Test
    void a_run_that_was_interrupted_before_it_found_anything_does_not_say_that_nothing_is_to_be_mended() {
        both("CREATE TABLE t (id int PRIMARY KEY)");
        target("INSERT INTO t VALUES (1)");
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        assertThat(databases
                        .compare(Mended.pairs("t"), Mended.ROWS, script -> script, cancellation)
                        .summary())
                .hasToString("Repair script: " + databases.script()
                        + ": nothing was settled that could be mended, but the run was interrupted.");
    }

    @Test
    void tables_that_were_not_compared_are_no_tables_without_differences() {
        both("CREATE TABLE t (id int PRIMARY KEY)");

        assertThat(databases.compare(Mended.pairs("t", "absent")).summary())
                .hasToString("Repair script: " + databases.script()
                        + ": nothing was settled that could be mended, but a table was not wholly compared.");
    }

    @Test
    void a_place_where_no_script_can_be_written_is_refused_before_the_run() throws Exception {
        assertThatThrownBy(() -> RepairScript.check(folder))
                .isInstanceOf(RepairScriptException.class)
                .hasMessage("Cannot write the repair script to " + folder
                        + ": it is a directory. Free space, or name another path with --repair-file.");
        assertThatThrownBy(() -> RepairScript.check(Path.of("/")))
                .isInstanceOf(RepairScriptException.class)
                .hasMessageContaining("it is a directory");
        assertThatThrownBy(() -> RepairScript.check(Path.of("/dev/null")))
                .isInstanceOf(RepairScriptException.class)
                .hasMessageContaining("it is no file");
        assertThatThrownBy(() -> RepairScript.check(folder.resolve("absent/repair.sql")))
                .isInstanceOf(RepairScriptException.class)
                .hasMessageContaining("its directory does not exist");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void a_file_or_a_directory_that_nobody_may_write_to_is_refused_before_the_run() throws Exception {
        assumeFalse(System.getProperty("user.name").equals("root"), "root may write everywhere.");
        Path file = Files.writeString(folder.resolve("old.sql"), "an older one");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assertThatThrownBy(() -> RepairScript.check(file))
                .isInstanceOf(RepairScriptException.class)
                .hasMessageContaining("the file is write-protected");

        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThatThrownBy(() -> RepairScript.check(closed.resolve("repair.sql")))
                .isInstanceOf(RepairScriptException.class)
                .hasMessageContaining("permission denied");
    }
}
