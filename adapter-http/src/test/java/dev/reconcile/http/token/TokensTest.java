package dev.reconcile.http.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void the_line_tells_neither_the_token_nor_twice_the_same() {
        NewToken token = NewToken.create("one", Set.of(Role.VIEWER), RANDOM);
        String secret = token.token().substring("one.".length());

        assertThat(token.line()).doesNotContain(secret);
        assertThat(token.toString()).doesNotContain(secret);
        assertThat(TokenHash.of(secret, RANDOM).toString())
                .isNotEqualTo(TokenHash.of(secret, RANDOM).toString());
    }

    @Test
    void a_line_that_is_gone_lets_nobody_in_any_more_and_a_broken_file_changes_nothing() throws Exception {
        NewToken one = NewToken.create("one", Set.of(Role.VIEWER), RANDOM);
        NewToken other = NewToken.create("other", Set.of(Role.VIEWER), RANDOM);
        Tokens tokens = tokens(one.line() + "\n" + other.line());
        assertThat(tokens.caller(one.token())).isPresent();

        replace("nonsense");
        Thread.sleep(1_100);
        assertThat(tokens.caller(one.token())).isPresent();

        replace(other.line());
        Thread.sleep(1_100);
        assertThat(tokens.caller(one.token())).isEmpty();
        assertThat(tokens.caller(other.token())).isPresent();
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

    private void replace(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("tokens"), text);
        Files.setLastModifiedTime(
                file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 5_000 + text.length()));
    }
}
