package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.jdbc.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionSettingsTest {

    @TempDir
    Path folder;

    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void a_target_and_tables() {
        flags.put("target.url", "jdbc:postgresql://t/d");
        flags.put("tables.source-tables", "a");
    }

    private Settings read() {
        return SettingsReader.read(flags, environment, PasswordPrompt.NONE);
    }

    private ConnectionSettings source() {
        return read().source().orElseThrow();
    }

    private List<String> problems() {
        try {
            read();
            return List.of();
        } catch (InvalidSettingsException e) {
            return e.problems();
        }
    }

    private void config(String yaml) throws IOException {
        Path file = folder.resolve("r.yaml");
        Files.writeString(file, yaml);
        flags.put("config", file.toString());
    }

    @Test
    void the_guides_flags_mean_sql_server_and_postgresql_with_tls() {
        flags.remove("target.url");
        flags.putAll(Map.of(
                "source.server", "localhost",
                "source.database", "warehouse_source",
                "source.username", "sa",
                "source.password", "YourStrong!Passw0rd",
                "target.host", "localhost",
                "target.database", "warehouse_target",
                "target.username", "postgres",
                "target.password", "postgres_secure_password"));

        Settings settings = read();

        ConnectionSettings source = settings.source().orElseThrow();
        assertThat(source.name()).isEqualTo("source");
        assertThat(source.url()).isEqualTo("jdbc:sqlserver://localhost;databaseName=warehouse_source");
        assertThat(source.username()).isEqualTo("sa");
        assertThat(source.password()).isEqualTo("YourStrong!Passw0rd");
        assertThat(source.driverProperties()).isEqualTo(Map.of("encrypt", "true", "trustServerCertificate", "false"));
        ConnectionSettings target = settings.target().orElseThrow();
        assertThat(target.name()).isEqualTo("target");
        assertThat(target.url()).isEqualTo("jdbc:postgresql://localhost/warehouse_target");
        assertThat(target.driverProperties()).isEqualTo(Map.of("sslmode", "require"));
        assertThat(settings.warnings())
                .hasSize(2)
                .allSatisfy(warning -> assertThat(warning)
                        .contains("command line", "-password-file", "RECONCILE_", "--use-vault")
                        .doesNotContain("YourStrong", "postgres_secure"));
    }

    @Test
    void host_and_server_mean_the_same_and_only_one_may_be_given() {
        flags.putAll(Map.of("source.host", "h", "source.database", "d"));
        assertThat(source().url()).isEqualTo("jdbc:sqlserver://h;databaseName=d");

        flags.put("source.server", "s");
        assertThat(problems()).singleElement().asString().contains("--source-server", "--source-host");

        flags.remove("source.server");
        flags.remove("source.host");
        environment.put("RECONCILE_SOURCE_HOST", "e");
        assertThat(source().url()).isEqualTo("jdbc:sqlserver://e;databaseName=d");
    }

    @Test
    void either_side_can_be_either_engine() {
        flags.remove("target.url");
        flags.putAll(Map.of(
                "source.engine", "postgresql",
                "source.host", "p",
                "source.port", "5433",
                "source.database", "d",
                "target.engine", "sqlserver",
                "target.server", "s\\i",
                "target.database", "d",
                "target.trust-certificate", "true",
                "target.application-intent", "read-only"));

        assertThat(source().url()).isEqualTo("jdbc:postgresql://p:5433/d");
        ConnectionSettings target = read().target().orElseThrow();
        assertThat(target.url()).isEqualTo("jdbc:sqlserver://s\\i;databaseName=d");
        assertThat(target.driverProperties())
                .isEqualTo(
                        Map.of("encrypt", "true", "trustServerCertificate", "true", "applicationIntent", "ReadOnly"));
    }

    @Test
    void a_url_tells_the_engine_and_its_login_is_taken_out_of_it() {
        flags.put("source.url", "jdbc:postgresql://h/d?user=me&password=hunter2&sslpassword=hunter3&sslmode=disable");

        ConnectionSettings source = source();

        assertThat(source.url()).isEqualTo("jdbc:postgresql://h/d?sslmode=disable");
        assertThat(source.username()).isEqualTo("me");
        assertThat(source.password()).isEqualTo("hunter2");
        assertThat(source.driverProperties()).isEqualTo(Map.of("sslpassword", "hunter3"));
        assertThat(read().warnings())
                .singleElement()
                .asString()
                .startsWith("--source-url")
                .doesNotContain("hunter");
    }

    @Test
    void a_urls_own_encryption_stands_and_a_missing_one_is_required() {
        flags.put("source.url", "jdbc:sqlserver://h;databaseName=d;encrypt=false");
        assertThat(source().driverProperties()).isEqualTo(Map.of("trustServerCertificate", "false"));

        flags.put("source.url", "jdbc:postgresql://h/d?ssl=true");
        assertThat(source().driverProperties()).isEmpty();
    }

    @Test
    void a_flag_overrules_what_a_url_of_the_file_says() throws IOException {
        config("source: {url: 'jdbc:postgresql://h/d?user=u&password=p&sslmode=require'}\n");
        flags.put("source.sslmode", "verify-full");
        flags.put("source.username", "me");
        environment.put("RECONCILE_SOURCE_PASSWORD", "mine");

        ConnectionSettings source = source();

        assertThat(source.url()).isEqualTo("jdbc:postgresql://h/d");
        assertThat(source.driverProperties()).isEqualTo(Map.of("sslmode", "verify-full"));
        assertThat(source.username()).isEqualTo("me");
        assertThat(source.password()).isEqualTo("mine");
    }

    @Test
    void a_flags_url_overrules_the_files_server_and_the_other_way_round() throws IOException {
        config("source: {server: s, port: 1, database: d, encrypt: false}\n");
        flags.put("source.url", "jdbc:postgresql://h/d");
        assertThat(source().url()).isEqualTo("jdbc:postgresql://h/d");

        config("source: {url: 'jdbc:postgresql://h/d', sslmode: disable}\n");
        flags.remove("source.url");
        flags.putAll(Map.of("source.server", "s", "source.database", "d"));
        assertThat(source().url()).isEqualTo("jdbc:sqlserver://s;databaseName=d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source.server=s | The source's database is not given",
                "source.database=d | The source's server is not given",
                "source.port=1 | The source is not given",
                "source.url=jdbc:postgresql://h/d;source.port=1 | --source-url: a URL has server",
                "source.url=jdbc:oracle:x | --source-url: the value is no JDBC URL",
                "source.url=jdbc:postgresql://h/d;source.engine=sqlserver | --source-engine: the URL is one of PostgreSQL",
                "source.url=jdbc:postgresql://h/d;source.encrypt=true | --source-encrypt: the source is PostgreSQL",
                "source.server=s;source.database=d;source.sslmode=require | --source-sslmode: the source is SQL Server",
                "source.url=jdbc:postgresql://h/d?sslmode=disable;source.sslmode=require | --source-sslmode: the URL says this",
                "source.url=jdbc:postgresql://h/d?user=a;source.username=b | --source-username: the URL has a login",
                "source.url=jdbc:postgresql://h/d?password=a;source.password=b;source.username=c | --source-password: the URL has a password",
                "source.server=s,1433;source.database=d | --source-server: the value is no name",
                "source.server=s;source.port=70000;source.database=d | --source-port: the number is out of range",
                "source.server=s;source.database=d;source.password=x | The source has a password and no login",
                "source.server=s;source.database=d;source.username=u;source.password=x;source.password-file=y | --source-password: the password is also given by --source-password-file",
                "source.server=s;source.database=d;source.username=u;source.password-file=/nonexistent | --source-password-file: the file /nonexistent cannot be read",
            })
    void what_does_not_go_together_is_a_problem(String given, String problem) {
        for (String flag : given.split(";", -1)) {
            flags.put(flag.substring(0, flag.indexOf('=')), flag.substring(flag.indexOf('=') + 1));
        }

        assertThat(problems()).singleElement().asString().startsWith(problem);
    }

    @Test
    void a_password_comes_from_a_file_of_its_own() throws IOException {
        flags.putAll(Map.of("source.server", "s", "source.database", "d", "source.username", "u"));
        Path file = Files.writeString(folder.resolve("pw"), "pass word\n");
        flags.put("source.password-file", file.toString());

        assertThat(source().password()).isEqualTo("pass word");
        assertThat(read().warnings()).isEmpty();
    }

    @Test
    void paths_in_the_file_begin_at_its_folder() throws IOException {
        Files.writeString(folder.resolve("pw"), "secret");
        Files.writeString(folder.resolve("name"), "user\n");
        config("""
                source:
                  server: s
                  database: d
                  username: ${file:name}
                  password-file: pw
                options:
                  output: report.json
                """);

        assertThat(source().password()).isEqualTo("secret");
        assertThat(source().username()).isEqualTo("user");
        assertThat(read().output()).contains(folder.resolve("report.json"));
    }

    @Test
    void a_higher_layers_password_wins_whichever_way_it_is_given() throws IOException {
        flags.putAll(Map.of("source.server", "s", "source.database", "d", "source.username", "u"));
        config("source: {password-file: nowhere}\n");
        environment.put("RECONCILE_SOURCE_PASSWORD", "mine");

        assertThat(source().password()).isEqualTo("mine");
    }

    @Test
    void values_of_the_file_may_refer_to_the_environment() throws IOException {
        environment.put("DB", "warehouse");
        environment.put("PORT", "1444");
        config("""
                source:
                  server: s
                  port: ${env:PORT}
                  database: ${env:DB}_source
                  username: u
                  password: a$${env:DB}
                """);

        assertThat(source().url()).isEqualTo("jdbc:sqlserver://s:1444;databaseName=warehouse_source");
        assertThat(source().password()).isEqualTo("a${env:DB}");
    }

    @Test
    void flags_and_variables_are_taken_as_they_are() {
        flags.putAll(Map.of("source.server", "s", "source.database", "${env:DB}", "source.username", "u"));
        environment.put("RECONCILE_SOURCE_PASSWORD", "${vault:a#b}");

        assertThat(source().url()).isEqualTo("jdbc:sqlserver://s;databaseName={${env:DB}}}");
        assertThat(source().password()).isEqualTo("${vault:a#b}");
    }

    @Test
    void limits_hold_for_both_sides() {
        flags.putAll(Map.of(
                "source.url", "jdbc:postgresql://h/d",
                "options.max-connections", "7",
                "options.connect-timeout", "3s",
                "options.statement-timeout", "5m",
                "options.lock-timeout", "500ms"));

        for (ConnectionSettings side : List.of(source(), read().target().orElseThrow())) {
            assertThat(side.maxConnections()).isEqualTo(7);
            assertThat(side.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
            assertThat(side.statementTimeout()).isEqualTo(Duration.ofMinutes(5));
            assertThat(side.lockTimeout()).isEqualTo(Duration.ofMillis(500));
        }
    }
}
