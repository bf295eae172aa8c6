package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.run.ShownValues;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of commands that show rows at once. */
class SettingsToLookTest {

    @TempDir
    Path folder;

    private final Map<String, String> flags =
            new HashMap<>(Map.of("source.url", "jdbc:postgresql://a/b", "target.url", "jdbc:postgresql://c/d"));
    private final Map<String, String> environment = new HashMap<>();

    private Settings read(@Nullable String table) {
        return SettingsReader.readToLook(
                flags,
                environment,
                PasswordPrompt.NONE,
                Audience.TERMINAL,
                table == null ? null : TableName.parse(table));
    }

    private void config(String yaml) throws IOException {
        flags.put(
                "config",
                Files.writeString(folder.resolve("reconcile.yaml"), yaml).toString());
    }

    @Test
    void what_a_run_writes_and_how_it_confirms_does_not_count() throws IOException {
        config("""
                options:
                  output: report.json
                  format: csv
                  repair-file: repair.sql
                  checkpoint: run.checkpoint
                  confirm-delay: 2m
                """);
        environment.put("RECONCILE_OUTPUT_DIR", "reports");

        Settings settings = read("dbo.orders");

        assertThat(settings.output()).isEmpty();
        assertThat(settings.outputDir()).isEmpty();
        assertThat(settings.repairFile()).isEmpty();
        assertThat(settings.checkpoint()).isEmpty();
        assertThat(settings.format()).isEqualTo(ReportFormat.CONSOLE);
        assertThat(settings.runOptions().rows().confirmDelay()).isEqualTo(Duration.ZERO);
        assertThat(settings.runOptions().rows().shownValues()).isEqualTo(ShownValues.OF_DIFFERENCES);
    }

    @Test
    void flags_count() {
        flags.put("options.format", "json");
        flags.put("options.confirm-delay", "5s");

        Settings settings = read("dbo.orders");

        assertThat(settings.format()).isEqualTo(ReportFormat.JSON);
        assertThat(settings.runOptions().rows().confirmDelay()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void a_table_stands_in_where_the_settings_name_none() {
        assertThat(read("\"a,b\".\"c.d\"").tables().pairs())
                .containsExactly(TablePair.of("\"a,b\".\"c.d\"", "\"c.d\""));

        flags.put("tables.target-tables", "sales.purchases");
        assertThat(read("dbo.orders").tables().pairs()).containsExactly(TablePair.of("dbo.orders", "sales.purchases"));
    }

    @Test
    void tables_that_the_settings_name_are_meant_whatever_stands_in() throws IOException {
        config("""
                tables:
                  pairs:
                    - source: dbo.customers
                      target: clients
                """);
        assertThat(read("dbo.orders").tables().pairs()).containsExactly(TablePair.of("dbo.customers", "clients"));

        flags.put("tables.include", "dbo.*");
        assertThat(read("dbo.orders").tables().include()).hasSize(1);
    }

    @Test
    void without_a_table_to_stand_in_the_settings_have_to_name_some() {
        assertThatThrownBy(() -> read(null))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("No tables are named");
    }
}
