package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By what a run knows that it must not go on with another. */
class ResultSettingsTest {

    private static final String FILE = "tables section in the configuration file";

    @TempDir
    Path folder;

    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void two_databases() {
        flags.put("source.url", "jdbc:postgresql://reader:secret@a:5433/b?sslmode=disable");
        flags.put("target.url", "jdbc:sqlserver://c:1444;databaseName=d;encrypt=false");
        flags.put("target.username", "me");
        flags.put("target.password", "secret");
        flags.put("tables.source-tables", "t");
    }

    private Map<String, String> settings() {
        return SettingsReader.read(flags, environment, PasswordPrompt.NONE).resultSettings();
    }

    private void file(String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("reconcile.yaml"), String.join("\n", lines) + "\n");
        flags.put("config", file.toString());
        flags.remove("tables.source-tables");
    }

    private static TreeSet<String> different(Map<String, String> one, Map<String, String> other) {
        TreeSet<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        names.removeIf(name -> one.getOrDefault(name, "").equals(other.getOrDefault(name, "")));
        return names;
    }

    @Test
    void names_each_setting_that_results_depend_on() {
        Map<String, String> shaping = new LinkedHashMap<>();
        shaping.put("options.validate-checksums", "true");
        shaping.put("options.no-row-details", "true");
        shaping.put("options.max-details", "7");
        shaping.put("options.show-values", "true");
        shaping.put("options.halt-above", "5%");
        shaping.put("options.hash-in", "client");
        shaping.put("options.rounding", "truncate");
        shaping.put("tables.columns", "a,b");
        shaping.put("tables.exclude-columns", "c");
        shaping.put("tables.preset", "debezium");
        shaping.put("tables.mask", "a");
        shaping.put("tables.older-than", "1h");
        shaping.put("tables.age-column", "at");
        flags.put("tables.older-than", "2h");
        flags.put("tables.age-column", "changed");
        Map<String, String> before = settings();

        shaping.forEach((key, value) -> {
            String earlier = flags.put(key, value);
            assertThat(different(before, settings()))
                    .as(key)
                    .containsExactly(SettingKey.find(key).orElseThrow().flag());
            flags.remove(key);
            if (earlier != null) {
                flags.put(key, earlier);
            }
        });

        // A scrub needs other settings too.
        flags.put("options.validate-checksums", "true");
        flags.put("options.checkpoint", "/tmp/run.checkpoint");
        Map<String, String> whole = settings();
        flags.put("options.scrub", "1/24");
        assertThat(different(whole, settings())).containsExactly("--scrub");

        // So do rows that were changed, which are not those that are old.
        flags.keySet().removeIf(key -> key.startsWith("tables.older") || key.startsWith("tables.age"));
        flags.remove("options.scrub");
        for (Map.Entry<String, String> setting : Map.of(
                        "since", "36h", "change-column", "at", "change-zone", "Europe/Berlin")
                .entrySet()) {
            flags.putAll(Map.of("tables.since", "1h", "tables.change-column", "changed", "tables.change-zone", "UTC"));
            Map<String, String> other = settings();
            flags.put("tables." + setting.getKey(), setting.getValue());
            assertThat(different(other, settings())).containsExactly("--" + setting.getKey());
        }

        assertThat(before)
                .hasSize(shaping.size() + 5)
                .containsKeys(FILE, "--scrub", "--since", "--change-column", "--change-zone");
    }

    @Test
    void does_not_ask_how_fast_a_run_is_and_where_its_report_goes() {
        Map<String, String> before = settings();
        flags.put("options.parallelism", "2");
        flags.put("options.max-connections", "3");
        flags.put("options.max-rate", "1000");
        flags.put("options.pause-file", "/tmp/pause");
        flags.put("options.run-time", "1h");
        flags.put("options.confirm-delay", "1s");
        flags.put("options.confirm-looks", "4");
        flags.put("options.statement-timeout", "2h");
        flags.put("options.lock-timeout", "2s");
        flags.put("options.connect-timeout", "2s");
        flags.put("options.output", "/tmp/report.csv");
        flags.put("options.format", "csv");
        flags.put("options.checkpoint", "/tmp/run.checkpoint");
        flags.put("options.quiet", "true");
        flags.put("options.log-level", "debug");

        assertThat(settings()).isEqualTo(before);
    }

    @Test
    void does_not_care_where_a_setting_is_given_nor_how_its_default_is() {
        Map<String, String> before = settings();
        flags.put("options.rounding", "HALF-UP");
        flags.put("options.validate-checksums", "FALSE");
        environment.put("RECONCILE_MAX_DETAILS", "1000");

        assertThat(settings()).isEqualTo(before);
    }

    @Test
    void what_only_the_file_can_say_has_one_name_and_no_order() throws IOException {
        file(
                "tables:",
                "  rules:",
                "    a: {fraction-digits: 3, rounding: truncate}",
                "    b: {ignore-case: true}",
                "  pairs:",
                "    - source: t",
                "      renames: {x: y, z: w}",
                "      source-filter: name = 'of a person'");
        Map<String, String> before = settings();

        file(
                "tables:",
                "  pairs:",
                "    - source-filter: name = 'of a person'",
                "      source: t",
                "      renames: {z: w, x: y}",
                "  rules:",
                "    b: {ignore-case: true}",
                "    a: {rounding: truncate, fraction-digits: 3}");
        assertThat(settings()).isEqualTo(before);
        assertThat(before.toString()).doesNotContain("person");

        file(
                "tables:",
                "  rules:",
                "    a: {fraction-digits: 3, rounding: truncate}",
                "    b: {ignore-case: true}",
                "  pairs:",
                "    - source: t",
                "      renames: {x: y, z: w}",
                "      source-filter: name = 'of another'");
        assertThat(different(before, settings())).containsExactly(FILE);
    }

    @Test
    void accepted_differences_belong_to_it() throws IOException {
        String[] lines = {
            "tables:",
            "  pairs:",
            "    - source: t",
            "  accepted:",
            "    - table: t",
            "      key: [{id: 1}, {id: 2}]",
            "      reason: Old",
            "      until: 2099-12-31"
        };
        file(lines);
        Map<String, String> before = settings();

        lines[5] = "      key: [{id: 1}, {id: 3}]";
        file(lines);

        assertThat(different(before, settings())).containsExactly(FILE);
    }

    @Test
    void tells_the_databases_and_logins_and_no_secret() {
        Settings settings = SettingsReader.read(flags, environment, PasswordPrompt.NONE);

        Map<String, String> places = ResultSettings.of(
                settings.source().orElseThrow(), settings.target().orElseThrow());

        assertThat(new TreeMap<>(places))
                .hasToString("{source=jdbc:postgresql://a:5433/b as reader,"
                        + " target=jdbc:sqlserver://c:1444;databaseName=d as me}");
    }
}
