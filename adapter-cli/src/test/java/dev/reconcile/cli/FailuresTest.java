package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.cli.process.CommandException;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.core.port.CancelledException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Failures failures = new Failures(new PrintStream(err, true, StandardCharsets.UTF_8));

    @Test
    void a_known_failure_is_one_line_without_its_cause() {
        Exception cause = new IllegalStateException("duplicate key (name)=(Zoë)");

        assertThat(failures.handle(new CommandException(ExitCode.NOTHING_COMPARED, "It failed.", cause)))
                .isEqualTo(ExitCode.NOTHING_COMPARED);
        assertThat(err()).isEqualTo("reconcile: It failed.\n");
    }

    @Test
    void an_unexpected_failure_shows_where_it_was_and_no_message_that_may_hold_values() {
        Exception cause = new IllegalStateException("duplicate key (name)=(Zoë)");

        assertThat(failures.handle(new IllegalStateException("row (1, Zoë)", cause)))
                .isEqualTo(ExitCode.NOT_ALL_MATCHED);
        assertThat(err()).contains("java.lang.IllegalStateException", "at dev.reconcile.cli.FailuresTest");
        assertThat(err()).doesNotContain("Zoë");
    }

    @Test
    void too_little_memory_names_the_remedy() {
        assertThat(failures.handle(new OutOfMemoryError("heap"))).isEqualTo(ExitCode.NOT_ALL_MATCHED);
        assertThat(err()).contains("RECONCILE_JAVA_OPTS=-Xmx1g");
    }

    @Test
    void a_cancelled_run_needs_no_more_words() {
        assertThat(failures.handle(new CancelledException())).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(err()).isEmpty();
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
