package dev.reconcile.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reconcile.core.alert.Alert;
import dev.reconcile.core.alert.AlertMessage;
import dev.reconcile.core.alert.Told;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.port.AlertException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandTest {

    private static final AlertMessage MESSAGE = Told.message(List.of(
            Told.different(new PairName("nightly", "$(touch hacked); `touch hacked`", "orders"), Severity.HIGH, 12)));

    @TempDir
    Path folder;

    @Test
    void reads_the_message_from_its_standard_input() throws IOException {
        Path mail = folder.resolve("mail");
        new Command(List.of(script("cat > \"$1\""), mail.toString()), Map.of(), Duration.ofSeconds(30)).send(MESSAGE);

        assertThat(mail).hasBinaryContent(AlertJson.bytes(AlertJson.of(MESSAGE)));
    }

    @Test
    void gets_its_arguments_as_they_are() throws IOException {
        Path seen = folder.resolve("seen");
        Path hacked = folder.resolve("hacked");
        send(
                script("for i in \"$@\"; do echo \"[$i]\"; done > " + seen),
                "a b",
                "$(touch " + hacked + ")",
                "; touch " + hacked,
                "*");

        assertThat(Files.readAllLines(seen))
                .containsExactly("[a b]", "[$(touch " + hacked + ")]", "[; touch " + hacked + "]", "[*]");
        assertThat(hacked).doesNotExist();
    }

    @Test
    void has_the_variables_that_it_was_given_and_none_of_our_own() throws IOException {
        Path seen = folder.resolve("seen");
        assertThat(System.getenv().keySet())
                .as("there is something to keep back")
                .anyMatch(name -> !name.equals("PATH"));
        new Command(List.of(script("env > " + seen)), Map.of("MAIL_TO", "dba@example.com"), Duration.ofSeconds(30))
                .send(MESSAGE);

        // A shell sets these by itself.
        List<String> names = Files.readAllLines(seen).stream()
                .map(line -> line.replaceAll("=.*", ""))
                .filter(name -> !List.of("PWD", "SHLVL", "_", "OLDPWD").contains(name))
                .toList();
        assertThat(names)
                .contains("MAIL_TO", "PATH")
                .isSubsetOf("MAIL_TO", "PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR");
    }

    @Test
    void one_that_fails_is_worth_another_try() throws IOException {
        AlertException failure = failure(script("echo hunter2 >&2; exit 3"));

        assertThat(failure).hasMessage("it ended with status 3");
        assertThat(failure.isLasting()).isFalse();
    }

    @Test
    void one_that_is_not_there_is_not() {
        AlertException failure = failure(folder.resolve("hunter2").toString());

        assertThat(failure).hasMessage("it cannot be started; see whether there is such a program");
        assertThat(failure.isLasting()).isTrue();
    }

    @Test
    void one_that_hangs_is_killed_with_what_it_started() throws Exception {
        Path pid = folder.resolve("pid");
        Command command = new Command(
                List.of(script("sleep 300 & echo $! > " + pid + "; wait")), Map.of(), Duration.ofMillis(1500));

        AlertException failure = catchThrowableOfType(AlertException.class, () -> command.send(MESSAGE));

        assertThat(failure).hasMessage("it did not end in 1500 ms and was killed");
        long started = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(started).ifPresent(process -> process.onExit().join());
    }

    @Test
    void much_to_read_holds_up_neither_who_reads_nor_who_does_not() throws IOException {
        List<Alert> many = new ArrayList<>();
        IntStream.range(0, 300)
                .forEach(i ->
                        many.add(Told.different(new PairName("nightly", i + "x".repeat(3_000), "t"), Severity.LOW, i)));
        AlertMessage message = Told.message(many);
        assertThat(AlertJson.bytes(AlertJson.of(message)).length)
                .as("more than a pipe holds")
                .isGreaterThan(200_000);
        Command unread = new Command(List.of(script("exit 0")), Map.of(), Duration.ofSeconds(30));
        Path mail = folder.resolve("mail");
        Command read = new Command(List.of(script("sleep 0.2; cat > " + mail)), Map.of(), Duration.ofSeconds(30));

        assertThatCode(() -> unread.send(message)).doesNotThrowAnyException();
        read.send(message);
        assertThat(mail).hasBinaryContent(AlertJson.bytes(AlertJson.of(message)));
    }

    @Test
    void what_prints_very_much_is_not_held_up() throws IOException {
        String loud = script("i=0; while [ $i -lt 20000 ]; do echo 0123456789012345; i=$((i+1)); done");

        assertThatCode(() -> send(loud)).doesNotThrowAnyException();
    }

    @Test
    void what_cannot_be_run_at_all_is_refused() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Command(List.of(), Map.of(), second)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Command(List.of("a\0b"), Map.of(), second))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Command(List.of("a"), Map.of("A=B", "hunter2"), second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
        assertThat(new Command(List.of("a", "hunter2"), Map.of("K", "hunter2"), second).toString())
                .doesNotContain("hunter2");
    }

    private void send(String... arguments) {
        new Command(List.of(arguments), Map.of(), Duration.ofSeconds(30)).send(MESSAGE);
    }

    private AlertException failure(String program) {
        return catchThrowableOfType(AlertException.class, () -> send(program));
    }

    private String script(String text) throws IOException {
        Path script =
                Files.writeString(folder.resolve("script-" + Math.abs(text.hashCode())), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }
}
