package dev.reconcile.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reconcile.app.LogFormat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What the program itself logs, to a standard error of the test's. */
class LogSetupTest {

    private static final String FORGED = "15:31:00.000 INFO  audit - who=lead";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream realErr = System.err;

    @BeforeEach
    void takeStandardError() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        begin();
    }

    @AfterEach
    void giveStandardErrorBack() {
        System.setErr(realErr);
        begin();
    }

    private static void begin() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        LogSetup setup = new LogSetup();
        setup.setContext(context);
        setup.configure(context);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\u000B", "\f"})
    void a_line_break_in_a_message_begins_no_event(String lineBreak) {
        LogSetup.apply(Level.INFO, LogFormat.HUMAN);
        log().info("There is no table {}.", "x" + lineBreak + FORGED);

        assertThat(text()).matches("(?s)\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  LogSetupTest - There is no table x.*");
        assertThat(text().split("\\R"))
                .as("lines")
                .hasSize(2)
                .filteredOn(line -> line.matches("\\d.*"))
                .hasSize(1);
    }

    @Test
    void a_message_of_several_lines_stays_one_that_people_can_read() {
        LogSetup.apply(Level.INFO, LogFormat.HUMAN);
        log().warn("Two problems:\n- one\n- two");
        log().warn("Next.");

        List<String> lines = text().lines().toList();
        assertThat(lines.get(0)).endsWith("WARN  LogSetupTest - Two problems:");
        assertThat(lines.subList(1, 3)).containsExactly("    - one", "    - two");
        assertThat(lines.get(3)).endsWith("LogSetupTest - Next.");
    }

    @Test
    void what_a_terminal_obeys_is_not_passed_on_and_no_text_of_an_exception() {
        LogSetup.apply(Level.INFO, LogFormat.HUMAN);
        log().info("up \u001b[1A and \u009b2K gone\tby", new IllegalStateException("hunter2"));

        assertThat(text()).contains("up \uFFFD[1A and \uFFFD2K gone\tby").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\u000B", "\f"})
    void an_event_as_json_is_one_line_with_the_message_as_it_was(String lineBreak) throws Exception {
        String message = "There is no table x" + lineBreak + FORGED;
        LogSetup.apply(Level.INFO, LogFormat.JSON);
        log().info(message);

        assertThat(text().split("\\R")).hasSize(1);
        assertThat(new ObjectMapper().readTree(text()).get("message").textValue())
                .isEqualTo(message);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private static Logger log() {
        return LoggerFactory.getLogger(LogSetupTest.class);
    }
}
