package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit in {@code docs/}, as systemd sees it. */
class SystemdUnitTest {

    private static final Path UNIT = Path.of("..", "docs", "reconcile.service");

    @TempDir
    private Path folder;

    @BeforeEach
    void requireSystemd() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "There is no systemd-analyze here");
    }

    @Test
    void systemd_finds_nothing_wrong_with_it() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path unit = Files.writeString(
                folder.resolve("reconcile.service"), Files.readString(UNIT).replace("/usr/bin/java", java));

        assertThat(output("verify", unit.toString())).isEmpty();
    }

    @Test
    void it_is_well_shut_off_from_the_machine() throws Exception {
        // From 0, where nothing is left open, to 10; systemd says at 2 and more that it is not.
        assertThat(output("security", "--offline=true", "--threshold=20", UNIT.toString()))
                .contains("Overall exposure level for reconcile.service", "NoNewPrivileges", "PrivateTmp");
    }

    @Test
    void it_names_options_that_there_are() throws IOException {
        String command = Files.readAllLines(UNIT).stream()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow();

        assertThat(command).contains(" schedule --config ", " --output-dir ");
        assertThat(Invocation.of("schedule", "--help").out()).contains("--config", "--output-dir");
    }

    /** What it says; it fails where systemd is not content. */
    private static String output(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("systemd-analyze"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
