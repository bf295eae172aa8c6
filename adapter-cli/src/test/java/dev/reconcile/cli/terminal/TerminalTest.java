package dev.reconcile.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private static final TerminalFacts BOTH = new TerminalFacts(true, true, true, 80);

    @Test
    void colours_results_only_on_a_terminal_that_allows_it() {
        assertThat(terminal(BOTH, Map.of()).coloursResults()).isTrue();
        assertThat(terminal(BOTH, Map.of("NO_COLOR", "")).coloursResults()).isTrue();
        assertThat(terminal(BOTH, Map.of("NO_COLOR", "1")).coloursResults()).isFalse();
        assertThat(terminal(BOTH, Map.of("TERM", "dumb")).coloursResults()).isFalse();
        assertThat(terminal(new TerminalFacts(true, false, true, 80), Map.of()).coloursResults())
                .isFalse();
    }

    @Test
    void draws_progress_on_standard_error_whatever_standard_output_is() {
        assertThat(terminal(new TerminalFacts(false, false, true, 80), Map.of("NO_COLOR", "1"))
                        .drawsProgress())
                .isTrue();
        assertThat(terminal(new TerminalFacts(true, true, false, 80), Map.of()).drawsProgress())
                .isFalse();
        assertThat(terminal(BOTH, Map.of("TERM", "dumb")).drawsProgress()).isFalse();
    }

    @Test
    void lets_no_command_to_the_terminal_through_on_standard_error() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(OutputStream.nullOutputStream(), bytes, TerminalFacts.none(), Map.of());
        terminal.err().println("tables \u001b[31mröd\u0007");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("tables ?[31mröd?");
    }

    @Test
    void tells_when_standard_output_takes_nothing() throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Writer out = new Terminal(full, OutputStream.nullOutputStream(), TerminalFacts.none(), Map.of()).out();
        out.write("report");

        assertThatThrownBy(out::flush).isInstanceOf(IOException.class);
    }

    private static Terminal terminal(TerminalFacts facts, Map<String, String> environment) {
        return new Terminal(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), facts, environment);
    }
}
