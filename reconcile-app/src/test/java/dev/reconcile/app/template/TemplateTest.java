package dev.reconcile.app.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    @TempDir
    Path folder;

    private final LocalValues local = new LocalValues(Map.of("NAME", "value", "TRICKY", "${env:NAME}"));

    private Optional<String> resolve(String text) {
        return Template.parse(text, local, folder).text(VaultValues.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "${env:NAME}, value",
        "a-${env:NAME}-${env:NAME}-b, a-value-value-b",
        "$${env:NAME}, ${env:NAME}",
        "$5 and $x, $5 and $x",
        "a$$b, a$$b",
        "${env:TRICKY}, ${env:NAME}",
    })
    void references_are_replaced_and_escapes_are_not(String text, String expected) {
        assertThat(resolve(text)).contains(expected);
    }

    @Test
    void a_file_brings_its_text_without_the_line_break_at_its_end() throws IOException {
        Files.writeString(folder.resolve("secret"), "pass\nword\n");

        assertThat(resolve("${file:secret}")).contains("pass\nword");
        assertThat(resolve("${file:" + folder.resolve("secret") + "}")).contains("pass\nword");
    }

    @Test
    void each_file_is_read_once() throws IOException {
        Files.writeString(folder.resolve("pipe"), "first");
        resolve("${file:pipe}");
        Files.writeString(folder.resolve("pipe"), "second");

        assertThat(resolve("${file:pipe}")).contains("first");
    }

    @Test
    void a_secret_is_unknown_until_vault_was_asked() {
        Template template = Template.parse("x${vault:secret/a#key}y${env:NAME}", local, folder);

        assertThat(template.needsVault()).isTrue();
        assertThat(template.text(VaultValues.UNKNOWN)).isEmpty();
        assertThat(template.text(reference -> Optional.of(reference.path() + "!" + reference.key())))
                .contains("xsecret/a!keyyvalue");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2${env:NAME",
                "hunter2${oops:hunter2}",
                "hunter2${}",
                "hunter2${env:}",
                "hunter2${vault:secret/a}",
                "hunter2${vault:#key}",
                "hunter2${vault:a#}",
                "hunter2${env:MISSING}",
                "hunter2${file:missing}",
            })
    void a_bad_reference_is_refused_without_quoting_the_text(String text) {
        assertThatThrownBy(() -> resolve(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void what_leads_nowhere_is_named() {
        assertThatThrownBy(() -> resolve("${env:MISSING}")).hasMessageContaining("MISSING");
        assertThatThrownBy(() -> resolve("${file:missing.txt}"))
                .hasMessageContaining("missing.txt")
                .hasMessageContaining("there is none");
    }

    @Test
    void a_literal_is_never_looked_into() {
        assertThat(Template.literal("${env:NAME}").text(VaultValues.UNKNOWN)).contains("${env:NAME}");
        assertThat(Template.unreadable().text(VaultValues.UNKNOWN)).isEmpty();
    }

    @Test
    void its_text_form_hides_the_value() {
        assertThat(Template.literal("hunter2").toString()).doesNotContain("hunter2");
    }
}
