package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsSettingsTest {

    @TempDir
    Path folder;

    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void two_databases_and_a_table() {
        flags.put("source.url", "jdbc:postgresql://a/b");
        flags.put("target.url", "jdbc:postgresql://c/d");
        flags.put("tables.source-tables", "dbo.customers");
    }

    private Settings read() {
        return SettingsReader.read(flags, environment, PasswordPrompt.NONE);
    }

    private List<String> problems() {
        return catchThrowableOfType(InvalidSettingsException.class, this::read).problems();
    }

    @Test
    void nothing_is_told_unless_asked_for() {
        MetricsSettings metrics = read().metrics();

        assertThat(metrics.job()).isEqualTo("reconcile");
        assertThat(metrics.file()).isEmpty();
        assertThat(metrics.gateway()).isEmpty();
    }

    @Test
    void a_file_and_a_gateway_may_be_named_both() throws Exception {
        flags.put("config", Files.writeString(folder.resolve("r.yaml"), """
                        options:
                          job: nightly
                          metrics-file: /metrics/reconcile.prom
                          pushgateway: http://me:${env:PUSH_PASSWORD}@push:9091
                        """).toString());
        environment.put("PUSH_PASSWORD", "hush");

        Settings settings = read();

        assertThat(settings.metrics().job()).isEqualTo("nightly");
        assertThat(settings.metrics().file()).contains(Path.of("/metrics/reconcile.prom"));
        assertThat(settings.metrics().gateway()).map(Object::toString).contains("http://push:9091");
        assertThat(settings.metrics().toString()).doesNotContain("hush");
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void a_password_on_the_command_line_is_warned_of_without_being_shown() {
        flags.put("options.pushgateway", "http://me:hush@push:9091");

        assertThat(read().warnings())
                .singleElement()
                .asString()
                .startsWith("--pushgateway: a password on the command line can be seen by every user")
                .contains("RECONCILE_PUSHGATEWAY")
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"options.output", "options.details-file", "options.repair-file", "options.checkpoint"})
    void no_other_file_is_in_the_same_place(String other) {
        flags.put("options.validate-checksums", "true");
        flags.put(other, "same");
        flags.put("options.metrics-file", "./same");

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("--metrics-file: the ")
                .endsWith(" goes to the same file. Name another."
                        .replace("goes", other.equals("options.details-file") ? "go" : "goes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"job: ${vault:a#b}", "metrics-file: ${vault:a#b}", "pushgateway: http://${vault:a#b}@h"})
    void nothing_of_it_comes_from_a_vault_that_may_be_what_failed(String setting) throws Exception {
        flags.put(
                "config",
                Files.writeString(folder.resolve("r.yaml"), "options: {" + setting.replace(": ", ": '") + "'}")
                        .toString());

        assertThat(problems()).anyMatch(problem -> problem.contains("r.yaml") && problem.contains("Vault"));
    }

    @Test
    void what_only_looks_has_no_use_for_it() {
        flags.put("options.pushgateway", "no URL");

        Settings settings = SettingsReader.readToLook(flags, environment, PasswordPrompt.NONE, Audience.TERMINAL, null);

        assertThat(settings.metrics().gateway()).isEmpty();
    }
}
