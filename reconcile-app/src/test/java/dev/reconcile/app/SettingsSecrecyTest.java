package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No secret reaches a message or a text form: each secret here is spelled hunter2. */
class SettingsSecrecyTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source: {password: [hunter2]}",
                "source: {password: {hunter2: hunter2}}",
                "source: {password: 'hunter2${oops'}",
                "source: {password: 'hunter2${x:y}'}",
                "source: {password: '${env:NOWHERE}hunter2'}",
                "source: {password: @hunter2}",
                "source: {password: *hunter2}",
                "source: {password: \"hunter2",
                "source:\n  password: x: hunter2",
                "source: {password: hunter2, password: hunter2}",
                "source: {url: 'jdbc:postgresql://u:hunter2@h/d', port: 1}",
                "source: {url: 'jdbc:mysql://u:hunter2@h/d'}",
                "source: {url: 'jdbc:sqlserver://h;password={hunter2'}",
                "source: {port: '${env:SECRET}'}",
                "source: {engine: '${env:SECRET}'}",
                "source: {server: 'h:${env:SECRET}', database: d}",
                "tables: {source-tables: 'a.b.${env:SECRET}'}",
                "tables: {include: 'a..${env:SECRET}'}",
                "tables: {pairs: [{source: 'a.b.${env:SECRET}'}]}",
                "tables: {schema-map: {a: '${env:SECRET}'}}",
                "options: {connect-timeout: '${env:SECRET}'}",
                "options: {quiet: '${file:secret}'}",
                "options: {pushgateway: 'ftp://u:hunter2@h'}",
                "options: {pushgateway: 'http://u:hunter2@h/metrics/job/x'}",
                "options: {pushgateway: 'http://${env:SECRET}@'}",
                "options: {metrics-file: '${env:SECRET}', output: '${env:SECRET}'}",
                "alerts: {channels: [{name: a, slack: hunter2}]}",
                "alerts: {channels: [{name: a, webhook: 'https://h/${env:SECRET} x'}]}",
                "alerts: {channels: [{name: a, webhook: 'https://h/', headers: {X: 'hunter2\u20ac'}}]}",
                "alerts: {channels: [{name: a, webhook: 'https://h/', headers: {'X Y': hunter2}}]}",
                "alerts: {channels: [{name: a, webhook: 'https://h/', template: '{\"a\": hunter2'}]}",
                "alerts: {channels: [{name: a, webhook: 'https://h/', template: '{\"a\": \"{{hunter2}}\"}'}]}",
                "alerts: {channels: [{name: a, alertmanager: 'ftp://hunter2'}]}",
                "alerts: {channels: [{name: a, alertmanager: 'http://h', labels: {'x y': hunter2}}]}",
                "alerts: {channels: [{name: a, command: [a, {hunter2: hunter2}]}]}",
                "alerts: {channels: [{name: a, command: a, environment: {'A=': hunter2}}]}",
                "alerts: {channels: [{name: '${env:SECRET} x', command: a}]}",
                "alerts: {channels: [{name: a, command: a, jobs: '${env:SECRET}'}]}\njobs: {x: }",
                "vault: {token: [hunter2]}",
                "vault: {use: true, address: 'https://u:hunter2@h'}",
                "vault: {use: true, token: 'hunter2 hunter2', address: 'https://h'}",
            })
    void no_problem_quotes_a_secret(String yaml) throws IOException {
        Files.writeString(folder.resolve("secret"), "hunter2");
        Path file = Files.writeString(folder.resolve("r.yaml"), yaml);
        Map<String, String> flags = new HashMap<>(Map.of("config", file.toString(), "options.parallelism", "oops"));

        try {
            SettingsReader.read(flags, Map.of("SECRET", "hunter2"), PasswordPrompt.NONE);
            throw new AssertionError("This is not valid.");
        } catch (InvalidSettingsException e) {
            assertThat(e.getMessage()).contains("--parallelism").doesNotContain("hunter2");
            assertThat(String.join("", e.problems())).doesNotContain("hunter2");
            assertThat(e).hasNoCause();
        }
    }

    @Test
    void the_text_forms_of_settings_hold_no_secret() {
        Settings settings = SettingsReader.read(
                Map.of(
                        "source.url", "jdbc:postgresql://h/d?password=hunter2&user=u",
                        "target.server", "s",
                        "target.database", "d",
                        "target.username", "u",
                        "target.password", "hunter2",
                        "vault.use", "true",
                        "vault.address", "http://v",
                        "vault.token", "hunter2",
                        "options.pushgateway", "http://u:hunter2@h",
                        "tables.source-tables", "a"),
                Map.of(),
                PasswordPrompt.NONE);

        assertThat(settings.toString()
                        + settings.source()
                        + settings.target()
                        + settings.vault()
                        + settings.metrics()
                        + settings.warnings())
                .doesNotContain("hunter2");
        assertThat(settings.warnings()).hasSize(4);
    }
}
