package dev.reconcile.http.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class TokensTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    @Test
    void a_token_lets_in_whom_it_was_made_for_with_his_roles() throws Exception {
        NewToken one = NewToken.create("night-shift", Set.of(Role.VIEWER, Role.OPERATOR), RANDOM);
        NewToken other = NewToken.create("grafana", Set.of(Role.VIEWER), RANDOM);
        Tokens tokens = tokens("# who may come\n\n" + one.line() + "\n" + other.line() + "\n");

        for (int time = 0; time < 2; time++) {
            assertThat(tokens.caller(one.token()))
                    .contains(new Caller("night-shift", Set.of(Role.VIEWER, Role.OPERATOR)));
            assertThat(tokens.caller(other.token())).contains(new Caller("grafana", Set.of(Role.VIEWER)));
        }
    }

    @Test
    void a_token_with_another_secret_or_name_lets_nobody_in() throws Exception {
        NewToken one = NewToken.create("one", Set.of(Role.VIEWER), RANDOM);
        NewToken other = NewToken.create("other", Set.of(Role.DETAIL), RANDOM);
        Tokens tokens = tokens(one.line() + "\n" + other.line());
        String secret = one.token().substring("one.".length());

        assertThat(tokens.caller("other." + secret)).isEmpty();
        assertThat(tokens.caller("nobody." + secret)).isEmpty();
        assertThat(tokens.caller(secret)).isEmpty();
        assertThat(tokens.caller("." + secret)).isEmpty();
        assertThat(tokens.caller("one.")).isEmpty();
        assertThat(tokens.caller(one.token() + "x")).isEmpty();
        assertThat(tokens.caller(one.token().substring(0, 20))).isEmpty();
        assertThat(tokens.caller("one." + "x".repeat(10_000))).isEmpty();
        assertThat(tokens.caller(one.line())).isEmpty();
    }

    @Test
    void a_right_token_is_taken_however_many_come_with_it_at_once() throws Exception {
        Tokens tokens = tokens("one viewer " + slowHash("secret"));
        ExecutorService clients = Executors.newFixedThreadPool(30);
        try {
            List<Future<Optional<Caller>>> asked = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                asked.add(clients.submit(() -> tokens.caller("one.secret")));
            }

            for (Future<Optional<Caller>> caller : asked) {
                assertThat(caller.get()).contains(new Caller("one", Set.of(Role.VIEWER)));
            }
        } finally {
            clients.shutdownNow();
        }
    }

    /** One that takes so long that thirty are too many for anybody's patience. */
    private static String slowHash(String secret) throws Exception {
        byte[] salt = new byte[16];
        byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(secret.toCharArray(), salt, 1_000_000, 256))
                .getEncoded();
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return "pbkdf2-sha256:1000000:" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }

    @Test
    void the_line_tells_neither_the_token_nor_twice_the_same() {
        NewToken token = NewToken.create("one", Set.of(Role.VIEWER), RANDOM);
        String secret = token.token().substring("one.".length());

        assertThat(token.line()).doesNotContain(secret);
        assertThat(token.toString()).doesNotContain(secret);
        assertThat(TokenHash.of(secret, RANDOM).toString())
                .isNotEqualTo(TokenHash.of(secret, RANDOM).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OTHER",
                "",
                "\n",
                "# nobody\n",
                "nonsense",
                "nonsense\nOTHER",
                "OTHER\nTHIRD nonsense",
                "\u0000\u00ff"
            })
    void a_line_that_is_gone_lets_nobody_in_any_more_whatever_else_is_in_the_file(String text) throws Exception {
        NewToken one = NewToken.create("one", Set.of(Role.VIEWER), RANDOM);
        NewToken other = NewToken.create("other", Set.of(Role.VIEWER), RANDOM);
        Tokens tokens = tokens(one.line() + "\n" + other.line());
        assertThat(tokens.caller(one.token())).isPresent();
        assertThat(tokens.caller(other.token())).isPresent();

        replace(text.replace("OTHER", other.line()).getBytes(StandardCharsets.ISO_8859_1));

        assertThat(tokens.caller(one.token())).isEmpty();
        assertThat(tokens.caller(other.token()).isPresent()).isEqualTo(text.contains("OTHER"));
    }

    @Test
    void a_line_with_another_hash_or_role_says_what_holds_from_then_on() throws Exception {
        NewToken one = NewToken.create("one", Set.of(Role.VIEWER, Role.DETAIL), RANDOM);
        NewToken again = NewToken.create("one", Set.of(Role.VIEWER), RANDOM);
        Tokens tokens = tokens(one.line());
        assertThat(tokens.caller(one.token())).isPresent();

        replace(one.line().replace("viewer,detail", "viewer").getBytes(StandardCharsets.UTF_8));
        assertThat(tokens.caller(one.token())).contains(new Caller("one", Set.of(Role.VIEWER)));

        replace(again.line().getBytes(StandardCharsets.UTF_8));
        assertThat(tokens.caller(one.token())).isEmpty();
        assertThat(tokens.caller(again.token())).isPresent();
    }

    @Test
    void a_file_that_cannot_be_read_changes_nothing() throws Exception {
        NewToken one = NewToken.create("one", Set.of(Role.VIEWER), RANDOM);
        Tokens tokens = tokens(one.line());

        Files.delete(folder.resolve("tokens"));
        Thread.sleep(1_100);
        assertThat(tokens.caller(one.token())).isPresent();

        Files.createDirectory(folder.resolve("tokens"));
        Thread.sleep(1_100);
        assertThat(tokens.caller(one.token())).isPresent();
    }

    @Test
    void which_line_is_broken_is_logged_without_its_text() throws Exception {
        NewToken one = NewToken.create("one", Set.of(Role.VIEWER), RANDOM);
        Tokens tokens = tokens(one.line());
        Logger logger = (Logger) LoggerFactory.getLogger(Tokens.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            replace((one.line() + "\nsecret words\n\nsecret 2\n").getBytes(StandardCharsets.UTF_8));
            assertThat(tokens.caller(one.token())).isPresent();
            replace(new byte[0]);
            assertThat(tokens.caller(one.token())).isEmpty();
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        broken -> assertThat(broken)
                                .contains("line 2: ", "line 4: ", "lets nobody in", "hold from now on: 1")
                                .doesNotContain("secret", one.line()),
                        none -> assertThat(none).contains("has none any more: nobody is let in"));
    }

    @ParameterizedTest
    @CsvSource({
        "one viewer,2 parts",
        "one admin HASH,a role is none of",
        "one viewer|detail HASH,a role is none of",
        "a.b viewer HASH,the name of a token",
        "one viewer pbkdf2-sha256:1:a:b,the hash is not",
        "one viewer pbkdf2-sha256:9999999:SALT,the hash is not",
    })
    void a_wrong_line_is_said_without_its_text(String line, String message) {
        String hash = TokenHash.of("x", RANDOM).toString();

        assertThatThrownBy(() -> tokens("# first\n" + line.replace("HASH", hash)))
                .isInstanceOf(TokenFileException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("reconcile token create")
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(hash));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing but a comment\n"})
    void a_file_without_a_token_is_said(String text) {
        assertThatThrownBy(() -> tokens(text))
                .isInstanceOf(TokenFileException.class)
                .hasMessageContaining("has none");
    }

    @Test
    void a_file_that_is_not_there_is_said() {
        assertThatThrownBy(() -> Tokens.of(folder.resolve("nowhere")))
                .isInstanceOf(TokenFileException.class)
                .hasMessageContaining("nowhere");
    }

    private Tokens tokens(String text) throws Exception {
        return Tokens.of(Files.writeString(folder.resolve("tokens"), text));
    }

    /** Writes the file anew, and lets the time pass within which that may go unnoticed. */
    private void replace(byte[] text) throws Exception {
        Path file = Files.write(folder.resolve("tokens"), text);
        Files.setLastModifiedTime(
                file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 5_000 + text.length));
        Thread.sleep(1_100);
    }
}
