package dev.reconcile.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveAreaTest {

    private static final String ERASED = "\u001b[1A\r\u001b[2K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final LiveArea area = new LiveArea(bytes);

    @Test
    void replaces_the_lines_shown_before() throws IOException {
        area.show(List.of("one", "two"));
        area.show(List.of("three"));

        assertThat(written()).isEqualTo("one\ntwo\n" + ERASED + ERASED + "three\n");
    }

    @Test
    void puts_other_output_above_the_lines() throws IOException {
        area.show(List.of("50%"));
        area.write("a warning\n".getBytes(StandardCharsets.UTF_8));
        area.show(List.of("60%"));

        assertThat(written()).isEqualTo("50%\n" + ERASED + "a warning\n60%\n");
    }

    @Test
    void waits_while_somebody_elses_line_is_unfinished() throws IOException {
        area.write("Password: ".getBytes(StandardCharsets.UTF_8));
        area.show(List.of("50%"));

        assertThat(written()).isEqualTo("Password: ");
    }

    @Test
    void erases_everything_when_nothing_is_to_be_shown() throws IOException {
        area.show(List.of("50%"));
        area.show(List.of());
        area.show(List.of());

        assertThat(written()).isEqualTo("50%\n" + ERASED);
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
