package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The documents follow the list of settings. After a change of the list, {@code -Dreconcile.write-docs=true} writes what
 * they have to say of it.
 */
class SettingsDocumentsTest {

    private static final Path SETTINGS = Path.of("..", "docs", "settings.md");
    private static final Path SCHEMA = Path.of("..", "docs", "reconcile.schema.json");
    private static final Path EXAMPLES = Path.of("src", "test", "resources", "config");
    private static final boolean WRITE = Boolean.getBoolean("reconcile.write-docs");
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "NAME",
            "value",
            "PORT",
            "1433",
            "ON",
            "true",
            "DIGITS",
            "3",
            "DAY",
            "2026-12-31",
            "HOOK",
            "https://hooks.example.com/T/x");

    @Test
    void the_page_lists_every_setting() throws IOException {
        String page = Files.readString(SETTINGS);
        String expected = page;
        for (String section : SettingsReference.sections()) {
            expected = withTable(expected, section, SettingsReference.table(section));
        }
        expected = withTable(expected, "pairs", SettingsReference.pairTable());
        expected = withTable(expected, "rules", SettingsReference.ruleTable());
        expected = withTable(expected, "accepted", SettingsReference.acceptedTable());
        expected = withTable(expected, "alerts", SettingsReference.alertsTable());
        expected = withTable(expected, "channels", SettingsReference.channelTable());
        if (WRITE) {
            Files.writeString(SETTINGS, expected);
        } else {
            assertThat(page).isEqualTo(expected);
        }
    }

    private static String withTable(String page, String name, String table) {
        String begin = "<!-- settings: " + name + " -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf("<!-- end -->", from);
        if (from < 0 || to < 0) {
            return fail(SETTINGS + " has no place for the settings " + name);
        }
        return page.substring(0, from + begin.length()) + table + page.substring(to);
    }

    @Test
    void the_schema_knows_every_setting() throws IOException {
        if (WRITE) {
            Files.writeString(SCHEMA, SettingsReference.schema());
        }
        assertThat(Files.readString(SCHEMA)).isEqualTo(SettingsReference.schema());
    }

    static List<Path> good() throws IOException {
        return files("good");
    }

    static List<Path> bad() throws IOException {
        return files("bad");
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES.resolve(folder))) {
            List<Path> all = files.sorted().toList();
            assertThat(all).isNotEmpty();
            return all;
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void schema_and_reader_both_take_a_good_file(Path file) throws IOException {
        assertThat(schemasObjections(file)).isEmpty();
        assertThat(readersProblems(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void schema_and_reader_both_refuse_a_bad_file(Path file) throws IOException {
        assertThat(schemasObjections(file)).as("the schema").isNotEmpty();
        assertThat(readersProblems(file))
                .as("the reader")
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).startsWith(file.toString()));
    }

    @Test
    void the_pages_own_files_are_good(@TempDir Path folder) throws IOException {
        Matcher blocks = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Files.readString(SETTINGS));
        List<String> files = new ArrayList<>();
        while (blocks.find()) {
            files.add(blocks.group(1));
        }
        assertThat(files).isNotEmpty();
        for (String yaml : files) {
            Path file = Files.writeString(folder.resolve("reconcile.yaml"), yaml);
            assertThat(schemasObjections(file)).as(yaml).isEmpty();
            assertThat(readersProblems(file)).as(yaml).isEmpty();
        }
    }

    private static List<String> schemasObjections(Path file) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Files.readString(SCHEMA));
        JsonNode document = new YAMLMapper().readTree(Files.readString(file));
        return schema.validate(document).stream().map(Object::toString).toList();
    }

    private static List<String> readersProblems(Path file) {
        try {
            SettingsReader.read(Map.of("config", file.toString()), ENVIRONMENT, PasswordPrompt.NONE);
            return List.of();
        } catch (InvalidSettingsException e) {
            return e.problems();
        }
    }
}
