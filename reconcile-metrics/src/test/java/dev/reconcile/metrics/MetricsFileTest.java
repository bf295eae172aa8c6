package dev.reconcile.metrics;

import static dev.reconcile.metrics.Nights.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files for the textfile collector; each run is a process of its own. */
class MetricsFileTest {

    private static final String NIGHTLY = "{reconcile_job=\"nightly\"}";
    private static final double FIRST_NIGHT = 1_000 + 3_600;
    private static final double SECOND_NIGHT = FIRST_NIGHT + 3_600;

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = folder.resolve("reconcile.prom");
    }

    private Series written() throws IOException {
        return Series.of(Files.readAllBytes(file));
    }

    private Nights process() {
        RunMetrics metrics = new RunMetrics(clock, "1.2.3");
        metrics.resume(file);
        return new Nights(clock, metrics).then(() -> metrics.writeFile(file));
    }

    @Test
    void holds_what_lasts_and_nothing_that_a_process_counts() throws IOException {
        process().comparingEqual("orders").comparingShort("lines").run("nightly", ROWS);

        assertThat(written().of("reconcile_last_run_status", "status")).containsEntry("fail", 1.0);
        assertThat(written().of("reconcile_last_run_tables", "verdict"))
                .containsEntry("match", 1.0)
                .containsEntry("mismatch", 1.0);
        assertThat(written().names()).noneMatch(name -> name.endsWith("_total"));
        written().hasNo("reconcile_runs_in_progress");
        written().hasNo("reconcile_build_info");
    }

    @Test
    void the_next_process_remembers_the_last_success_and_the_last_match() throws IOException {
        process().comparingEqual("orders").run("nightly", ROWS);
        process().comparingShort("orders").run("nightly", ROWS);

        Series series = written();
        assertThat(series.value("reconcile_last_success_timestamp_seconds" + NIGHTLY))
                .isEqualTo(FIRST_NIGHT);
        assertThat(series.value("reconcile_last_run_timestamp_seconds" + NIGHTLY))
                .isEqualTo(SECOND_NIGHT);
        assertThat(series.of("reconcile_table_last_match_timestamp_seconds", "source_table"))
                .containsEntry("dbo.orders", FIRST_NIGHT);
        assertThat(series.of("reconcile_table_verdict", "verdict")).containsEntry("mismatch", 1.0);
    }

    @Test
    void a_run_that_failed_leaves_the_tables_as_they_were() throws IOException {
        process().comparingShort("orders").run("nightly", ROWS);
        RunMetrics metrics = new RunMetrics(clock, "1.2.3");
        metrics.resume(file);
        metrics.begin("nightly").failed();
        metrics.writeFile(file);

        assertThat(written().of("reconcile_last_run_status", "status")).containsEntry("failed", 1.0);
        assertThat(written().of("reconcile_table_differing_rows", "kind")).containsEntry("missing", 1.0);
        written().hasNo("reconcile_last_run_tables");
    }

    @Test
    void a_table_that_is_no_longer_compared_leaves_the_file() throws IOException {
        process().comparingEqual("orders").comparingEqual("old").run("nightly", ROWS);
        process().comparingEqual("orders").run("nightly", ROWS);

        assertThat(file).content().contains("dbo.orders").doesNotContain("dbo.old");
    }

    @Test
    void what_another_job_left_stays() throws IOException {
        process().comparingShort("lines").run("hourly", ROWS);
        Nights later = process().comparingEqual("orders");
        process().comparingEqual("lines").run("hourly", ROWS);
        later.run("nightly", ROWS);

        assertThat(written().value("reconcile_last_success_timestamp_seconds{reconcile_job=\"hourly\"}"))
                .as("also what it wrote while this one ran")
                .isEqualTo(SECOND_NIGHT);
        assertThat(written().value("reconcile_last_success_timestamp_seconds" + NIGHTLY))
                .isEqualTo(SECOND_NIGHT + 3_600);
    }

    @Test
    void names_with_odd_characters_are_read_back() throws IOException {
        String odd = "a\"b\\c\nd,e}f{g=h ü";
        for (int i = 0; i < 2; i++) {
            process().comparingEqual("orders").run(odd, ROWS);
        }
        process().comparingShort("orders").run(odd, ROWS);

        String text = Files.readString(file);
        assertThat(text.lines().filter(line -> line.startsWith("reconcile_last_success_timestamp_seconds")))
                .containsExactly(
                        "reconcile_last_success_timestamp_seconds{reconcile_job=\"a\\\"b\\\\c\\nd,e}f{g=h ü\"} "
                                + "8200.0");
        assertThat(text.lines().filter(line -> line.startsWith("reconcile_last_run_timestamp_seconds")))
                .hasSize(1);
    }

    @Test
    void what_is_not_of_reconcile_is_passed_over() throws IOException {
        Files.write(file, new byte[] {(byte) 0xC3, 0x28, '\n'});
        Files.writeString(file, """
                up{job="x"} 1
                reconcile_last_success_timestamp_seconds{reconcile_job="nightly"} NaNa
                reconcile_last_success_timestamp_seconds{job="nightly"} 5
                reconcile_last_success_timestamp_seconds{reconcile_job="nightly} 5
                reconcile_runs_total{reconcile_job="nightly",status="pass"} 5
                reconcile_unknown{reconcile_job="nightly"} 5
                """, StandardOpenOption.APPEND);
        process().comparingShort("orders").run("nightly", ROWS);

        written().hasNo("reconcile_last_success_timestamp_seconds");
        written().hasNo("reconcile_unknown");
    }

    @Test
    void is_replaced_as_a_whole_and_nothing_else_is_left() throws IOException {
        process().comparingEqual("orders").run("nightly", ROWS);
        byte[] first = Files.readAllBytes(file);
        Path open = Files.createLink(folder.resolve("who-reads-has-this"), file);

        process().comparingShort("orders").run("nightly", ROWS);

        assertThat(open).hasBinaryContent(first);
        assertThat(Files.readAllBytes(file)).isNotEqualTo(first);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, open);
        }
    }

    @Test
    void a_link_stays_and_leads_to_the_new_one() throws IOException {
        Path real = Files.writeString(folder.resolve("real.prom"), "");
        Files.createSymbolicLink(file, real);

        process().comparingEqual("orders").run("nightly", ROWS);

        assertThat(file).isSymbolicLink();
        assertThat(real).content().contains("reconcile_last_success_timestamp_seconds");
    }

    @Test
    void others_may_read_it() throws IOException {
        Path other = Files.createFile(folder.resolve("as-usual"));
        assumeTrue(Files.getPosixFilePermissions(other).contains(PosixFilePermission.OTHERS_READ));

        process().comparingEqual("orders").run("nightly", ROWS);

        assertThat(Files.getPosixFilePermissions(file)).contains(PosixFilePermission.OTHERS_READ);
    }

    @Test
    void a_folder_that_is_not_there_is_told_and_so_is_one_in_its_place() throws IOException {
        RunMetrics metrics = new RunMetrics(clock, "1.2.3");
        Path absent = folder.resolve("absent").resolve("reconcile.prom");
        assertThatThrownBy(() -> metrics.writeFile(absent))
                .isInstanceOf(MetricsException.class)
                .hasMessage("The metrics cannot be written to " + absent + " (there is no such folder, or it may not be"
                        + " written to). Correct the path or its folder's permissions, or free space.");

        Files.createDirectories(file.resolve("inside"));
        assertThatThrownBy(() -> metrics.writeFile(file))
                .isInstanceOf(MetricsException.class)
                .hasMessageContaining(file.toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_thread_that_is_interrupted_writes_all_the_same() throws IOException {
        RunMetrics metrics = new RunMetrics(clock, "1.2.3");
        metrics.begin("nightly").failed();
        Thread.currentThread().interrupt();
        try {
            metrics.writeFile(file);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)).contains("status=\"failed\"} 1");
    }
}
