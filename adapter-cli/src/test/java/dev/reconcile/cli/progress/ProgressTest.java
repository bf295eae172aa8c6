package dev.reconcile.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.cli.TestReports;
import dev.reconcile.cli.terminal.LiveArea;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final TablePair ORDERS = TablePair.of("dbo.orders", "orders");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long now;

    @Test
    void a_screen_shows_rows_their_rate_and_the_time_left() {
        ProgressScreen screen = screen(100);
        screen.runStarted("run-1", Instant.EPOCH, 2);
        screen.tableStarted(ORDERS, OptionalLong.of(100_000), OptionalLong.of(100_000));
        screen.rowsRead(ORDERS, Side.SOURCE, 30_000);
        screen.rowsRead(ORDERS, Side.TARGET, 20_000);
        now = Duration.ofSeconds(5).toNanos();

        screen.paint();

        assertThat(shown())
                .isEqualTo("  dbo.orders → orders  25%  50,000 rows  10,000 rows/s  0:15 left\n"
                        + "0 of 2 tables done, 0:05\n");
    }

    @Test
    void a_screen_promises_nothing_without_an_estimate_or_beyond_it() {
        ProgressScreen screen = screen(100);
        screen.runStarted("run-1", Instant.EPOCH, 1);
        screen.tableStarted(ORDERS, OptionalLong.of(10), OptionalLong.empty());
        screen.rowsRead(ORDERS, Side.SOURCE, 500);
        now = Duration.ofSeconds(1).toNanos();

        screen.paint();

        assertThat(shown()).isEqualTo("  dbo.orders → orders  500 rows  500 rows/s\n0 of 1 table done, 0:01\n");
    }

    @Test
    void a_screen_never_says_100_percent_of_a_table_that_is_not_done() {
        ProgressScreen screen = screen(100);
        screen.tableStarted(ORDERS, OptionalLong.of(5), OptionalLong.of(5));
        screen.rowsRead(ORDERS, Side.SOURCE, 10);
        now = Duration.ofSeconds(1).toNanos();

        screen.paint();

        assertThat(shown()).contains(" 99% ");
    }

    @Test
    void a_screen_cuts_lines_that_would_wrap() {
        ProgressScreen screen = screen(20);
        screen.tableStarted(ORDERS, OptionalLong.empty(), OptionalLong.empty());

        screen.paint();

        assertThat(shown().lines()).allMatch(line -> line.length() < 20);
    }

    @Test
    void a_screen_forgets_a_table_that_is_done_and_clears_itself_at_the_end() {
        ProgressScreen screen = screen(100);
        screen.runStarted("run-1", Instant.EPOCH, 1);
        screen.tableStarted(ORDERS, OptionalLong.empty(), OptionalLong.empty());
        screen.tableFinished(ORDERS, TestReports.match("orders", 1), List.of());

        screen.paint();
        screen.close();

        assertThat(shown()).isEqualTo("1 of 1 table done, 0:00\n\u001b[1A\r\u001b[2K");
    }

    @Test
    void lines_tell_when_a_table_begins_and_how_it_ended() {
        ProgressLines lines = new ProgressLines(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        lines.runStarted("run-1", Instant.EPOCH, 3);
        lines.tableStarted(ORDERS, OptionalLong.of(10_000), OptionalLong.of(10_000));
        lines.rowsRead(ORDERS, Side.SOURCE, 10_000);
        lines.tableFinished(ORDERS, TestReports.table("orders", Verdict.MISMATCH, 10_000, 9_950, 3), List.of());

        assertThat(shown())
                .isEqualTo("dbo.orders → orders: started, about 10,000 rows\n"
                        + "[1/3] dbo.orders → orders: MISMATCH, 10,000 and 9,950 rows in 1.2 s\n");
    }

    @Test
    void a_screen_tells_why_a_run_pauses_until_it_goes_on() {
        ProgressScreen screen = screen(100);
        screen.runStarted("run-1", Instant.EPOCH, 1);
        screen.pausing("the file pa\nuse exists");

        screen.paint();
        assertThat(shown()).isEqualTo("0 of 1 table done, 0:00\nPausing: the file pa\uFFFDuse exists\n");

        bytes.reset();
        screen.goingOn(Duration.ofSeconds(4));
        screen.paint();
        assertThat(shown()).endsWith("0 of 1 table done, 0:00\n").doesNotContain("Pausing");
    }

    @Test
    void lines_tell_of_a_pause_and_its_end() {
        ProgressLines lines = new ProgressLines(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        lines.pausing("the file pause exists");
        lines.goingOn(Duration.ofSeconds(754));
        assertThat(shown()).isEqualTo("Pausing: the file pause exists\nGoing on after a pause of 12:34\n");
    }

    @Test
    void a_part_under_a_lock_is_told() {
        ProgressScreen screen = screen(100);
        screen.runStarted("run-1", Instant.EPOCH, 1);
        screen.tableStarted(ORDERS, OptionalLong.empty(), OptionalLong.empty());
        screen.rowsRead(ORDERS, Side.SOURCE, 500);
        screen.partLocked(ORDERS);
        now = Duration.ofSeconds(1).toNanos();

        screen.paint();
        assertThat(shown()).contains("500 rows/s  1 part was locked\n");

        bytes.reset();
        screen.partLocked(ORDERS);
        screen.paint();
        assertThat(shown()).contains("500 rows/s  2 parts were locked\n");

        bytes.reset();
        new ProgressLines(new PrintStream(bytes, true, StandardCharsets.UTF_8)).partLocked(ORDERS);
        assertThat(shown()).isEqualTo("dbo.orders → orders: a part stays locked and is left for later\n");
    }

    @Test
    void clocks_are_readable() {
        assertThat(Figures.clock(Duration.ofSeconds(7))).isEqualTo("0:07");
        assertThat(Figures.clock(Duration.ofSeconds(3723))).isEqualTo("1:02:03");
        assertThat(Figures.stopwatch(Duration.ofMillis(350))).isEqualTo("0.4 s");
        assertThat(Figures.stopwatch(Duration.ofSeconds(754))).isEqualTo("12:34");
        assertThat(Figures.rows(1)).isEqualTo("1 row");
    }

    private ProgressScreen screen(int columns) {
        return new ProgressScreen(new LiveArea(bytes), columns, () -> now);
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
