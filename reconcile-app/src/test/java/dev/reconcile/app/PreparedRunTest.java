package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.app.tables.TablesInMemory;
import dev.reconcile.core.check.CheckReport;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.DatabaseException.Kind;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.SecretException;
import dev.reconcile.core.port.SecretNotFoundException;
import dev.reconcile.core.port.SecretStore;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.jdbc.ConnectionSettings;
import dev.reconcile.vault.VaultSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedRunTest {

    @TempDir
    Path folder;

    private final Map<String, String> flags = new HashMap<>();
    private final Access access = new Access();

    @BeforeEach
    void two_databases_and_a_table() {
        flags.put("source.url", "jdbc:postgresql://a/b");
        flags.put("target.url", "jdbc:postgresql://c/d");
        flags.put("tables.source-tables", "dbo.customers");
    }

    private PreparedRun prepare() {
        Settings settings = SettingsReader.read(flags, Map.of(), PasswordPrompt.NONE);
        return PreparedRun.prepare(settings, access, InstantSource.fixed(Instant.EPOCH));
    }

    private void useVault() {
        flags.put("vault.use", "true");
        flags.put("vault.address", "http://vault:8200");
        flags.put("vault.token", "token");
    }

    @Test
    void listed_pairs_are_ready_and_everything_is_closed_at_the_end() {
        try (PreparedRun run = prepare()) {
            assertThat(run.pairs()).containsExactly(TablePair.of("dbo.customers", "customers"));
            assertThat(run.warnings()).isEmpty();
            assertThat(access.source.isClosed()).isFalse();
        }
        assertThat(access.source.isClosed()).isTrue();
        assertThat(access.target.isClosed()).isTrue();
    }

    @Test
    void a_check_warns_of_the_choice_of_tables_before_all_else_and_says_nothing_twice() {
        access.source = access.source.warning("The login can write.").tables("dbo.a");
        access.target = access.target.warning("The login can write.", "A replica.");
        flags.remove("tables.source-tables");
        flags.put("tables.include", "dbo.*");

        try (PreparedRun run = prepare()) {
            CheckReport check = run.check(new Cancellation());

            assertThat(check.warnings())
                    .containsExactly(
                            "1 source table has no partner in the target: dbo.a (expected a).",
                            "The login can write.",
                            "A replica.");
            assertThat(check.ready()).isFalse();
            assertThat(check.tables()).singleElement().satisfies(table -> {
                assertThat(table.atBest()).isEqualTo(Verdict.ERROR);
                assertThat(table.notes().get(0).text()).contains("There is no table a in memory");
            });
        }
    }

    @Test
    void a_load_that_nobody_can_tell_is_said_before_anything_is_compared() {
        flags.put("options.pause-when", "source.active-sessions>50,replica-lag>10s");
        assertThatThrownBy(this::prepare)
                .isInstanceOf(SetupException.class)
                .hasMessage(
                        "--pause-when source.active-sessions>50: the active-sessions of the source cannot be told. It"
                                + " is in memory." + System.lineSeparator()
                                + "--pause-when replica-lag>10s: the replica-lag of the source cannot be told. It is in memory."
                                + " Or name the side that is meant: target.replica-lag>10s." + System.lineSeparator()
                                + "--pause-when replica-lag>10s: the replica-lag of the target cannot be told. It is in memory."
                                + " Or name the side that is meant: source.replica-lag>10s.");
        assertThat(access.source.isClosed()).isTrue();
    }

    @Test
    void warnings_of_databases_and_tables_reach_the_report() {
        access.source = access.source.warning("The login can write.").tables("dbo.a");
        access.target = access.target.warning("A replica.");
        flags.remove("tables.source-tables");
        flags.put("tables.include", "dbo.*");

        try (PreparedRun run = prepare()) {
            assertThat(run.warnings())
                    .containsExactly("1 source table has no partner in the target: dbo.a (expected a).");
            assertThat(run.run(RunListener.NONE, new Cancellation()).warnings())
                    .containsExactly(
                            "1 source table has no partner in the target: dbo.a (expected a).",
                            "The login can write.",
                            "A replica.");
        }
    }

    @Test
    void a_table_that_is_compared_with_itself_is_warned_about() {
        flags.put("target.url", "jdbc:postgresql://a/b");
        flags.put("tables.source-tables", "public.a,public.b");
        flags.put("tables.target-tables", "public.a,public.c");

        try (PreparedRun run = prepare()) {
            assertThat(run.warnings()).singleElement().asString().startsWith("public.a is compared with itself");
        }
    }

    @Test
    void a_database_that_cannot_be_reached_ends_it_and_closes_the_other() {
        access.targetFailure = new DatabaseException(Kind.CONNECTION, "Cannot reach the target.", null);

        assertThatThrownBy(this::prepare)
                .isInstanceOf(SetupException.class)
                .hasMessage("Cannot reach the target.")
                .hasCause(access.targetFailure);
        assertThat(access.source.isClosed()).isTrue();
    }

    @Test
    void a_pattern_that_means_nothing_ends_it_and_closes_both() {
        flags.remove("tables.source-tables");
        flags.put("tables.include", "nowhere.*");

        assertThatThrownBy(this::prepare).isInstanceOf(SetupException.class).hasMessageContaining("nowhere.*");
        assertThat(access.source.isClosed()).isTrue();
        assertThat(access.target.isClosed()).isTrue();
    }

    @Test
    void vault_is_not_asked_unless_it_is_needed() {
        flags.put("vault.address", "http://vault:8200");
        prepare().close();

        assertThat(access.vaultOpened).isFalse();
    }

    @Test
    void the_guides_secrets_make_both_connections() {
        flags.remove("source.url");
        flags.remove("target.url");
        useVault();
        access.secrets.put(
                "secret/database/sqlserver",
                Map.of("server", "s", "database", "ds", "username", "us", "password", "ps"));
        access.secrets.put(
                "secret/database/postgresql",
                Map.of("host", "t", "database", "dt", "username", "ut", "password", "pt"));

        prepare().close();

        assertThat(access.vaultClosed).isTrue();
        assertThat(access.opened())
                .extracting(ConnectionSettings::url)
                .containsExactly("jdbc:sqlserver://s;databaseName=ds", "jdbc:postgresql://t:5432/dt");
        assertThat(access.opened()).extracting(ConnectionSettings::username).containsExactly("us", "ut");
        assertThat(access.opened()).extracting(ConnectionSettings::password).containsExactly("ps", "pt");
        assertThat(access.opened().get(1).driverProperties()).isEqualTo(Map.of("sslmode", "require"));
    }

    @Test
    void what_is_given_wins_over_vault() {
        flags.remove("source.url");
        flags.put("source.database", "mine");
        flags.put("target.username", "u");
        flags.put("target.password", "p");
        useVault();
        access.secrets.put(
                "secret/database/sqlserver",
                Map.of("server", "s", "port", "1444", "database", "ds", "username", "us", "password", "ps"));

        prepare().close();

        assertThat(access.opened())
                .extracting(ConnectionSettings::url)
                .containsExactly("jdbc:sqlserver://s:1444;databaseName=mine", "jdbc:postgresql://c/d");
        assertThat(access.opened()).extracting(ConnectionSettings::password).containsExactly("ps", "p");
    }

    @Test
    void another_login_than_the_one_in_vault_needs_its_own_password() {
        flags.put("source.username", "somebody");
        flags.put("target.username", "u");
        flags.put("target.password", "p");
        useVault();
        access.secrets.put(
                "secret/database/postgresql",
                Map.of("host", "t", "database", "dt", "username", "ut", "password", "pt"));

        assertThatThrownBy(this::prepare)
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("--source-password-file");
        assertThat(access.vaultClosed).isTrue();
    }

    @Test
    void two_databases_of_one_engine_need_secrets_of_their_own() {
        useVault();
        assertThatThrownBy(this::prepare)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("--vault-source-path");

        flags.put("vault.source-path", "kv/one");
        access.secrets.put("kv/one", Map.of("host", "t", "database", "d", "username", "u1", "password", "p"));
        access.secrets.put(
                "secret/database/postgresql", Map.of("host", "t", "database", "d", "username", "u2", "password", "p"));
        prepare().close();
        assertThat(access.opened()).extracting(ConnectionSettings::username).containsExactly("u1", "u2");
    }

    @Test
    void references_to_vault_are_followed_anywhere_and_each_secret_is_read_once() throws IOException {
        flags.clear();
        Path file = Files.writeString(folder.resolve("r.yaml"), """
                source:
                  url: ${vault:kv/a#url}
                  username: ${vault:kv/a#user}
                  password: ${vault:kv/a#password}
                target:
                  host: h
                  port: ${vault:kv/a#port}
                  database: d
                  trust-certificate: ${vault:kv/a#trust}
                  engine: sqlserver
                vault:
                  address: http://vault:8200
                  token: t
                tables:
                  pairs:
                    - source: ${vault:kv/a#table}
                      source-filter: tenant = ${vault:kv/a#tenant}
                options:
                  validate-checksums: ${vault:kv/a#checksums}
                """);
        flags.put("config", file.toString());
        access.secrets.put(
                "kv/a",
                Map.of(
                        "url", "jdbc:postgresql://x/y",
                        "user", "u",
                        "password", "p",
                        "port", "1434",
                        "trust", "true",
                        "table", "dbo.orders",
                        "tenant", "7",
                        "checksums", "true"));

        try (PreparedRun run = prepare()) {
            assertThat(run.pairs()).singleElement().satisfies(pair -> {
                assertThat(pair.source()).hasToString("dbo.orders");
                assertThat(pair.sourceFilter().sql()).isEqualTo("tenant = 7");
            });
        }
        assertThat(access.reads).containsExactly("kv/a");
        assertThat(access.opened().get(0).url()).isEqualTo("jdbc:postgresql://x/y");
        assertThat(access.opened().get(0).password()).isEqualTo("p");
        assertThat(access.opened().get(1).url()).isEqualTo("jdbc:sqlserver://h:1434;databaseName=d");
        assertThat(access.opened().get(1).driverProperties()).containsEntry("trustServerCertificate", "true");
    }

    @Test
    void a_reference_that_another_layer_overrules_does_not_need_vault() throws IOException {
        Path file = Files.writeString(
                folder.resolve("r.yaml"),
                "source: {url: '${vault:kv/a#url}'}\noptions: {rounding: '${vault:kv/a#r}'}\n");
        flags.put("config", file.toString());
        flags.put("options.rounding", "truncate");

        prepare().close();

        assertThat(access.vaultOpened).isFalse();
    }

    @Test
    void an_engine_from_vault_is_waited_for() throws IOException {
        flags.remove("source.url");
        Path file = Files.writeString(
                folder.resolve("r.yaml"),
                "source: {engine: '${vault:kv/a#engine}', host: h, database: d, sslmode: disable}\n"
                        + "vault: {address: 'http://v', token: t}\n");
        flags.put("config", file.toString());
        access.secrets.put("kv/a", Map.of("engine", "postgresql"));

        prepare().close();

        assertThat(access.opened().get(0).url()).isEqualTo("jdbc:postgresql://h/d");
        assertThat(access.opened().get(0).driverProperties()).isEqualTo(Map.of("sslmode", "disable"));
    }

    @Test
    void a_secret_that_does_not_fit_is_told_without_its_value() throws IOException {
        Path file = Files.writeString(
                folder.resolve("r.yaml"),
                "options:\n  parallelism: ${vault:kv/a#n}\nvault: {address: 'http://v', token: t}\n");
        flags.put("config", file.toString());
        access.secrets.put("kv/a", Map.of("n", "hunter2"));

        assertThatThrownBy(this::prepare)
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("r.yaml:2: options.parallelism: ")
                .hasMessageNotContaining("hunter2");

        access.secrets.put("kv/a", Map.of("m", "hunter2"));
        assertThatThrownBy(this::prepare)
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("kv/a")
                .hasMessageContaining("no key n");
    }

    @Test
    void what_is_needed_before_vault_cannot_come_from_it() throws IOException {
        Path file = Files.writeString(
                folder.resolve("r.yaml"),
                "options:\n  output: ${vault:a#b}\nvault:\n  address: http://v\n  token: ${vault:a#b}\n");
        flags.put("config", file.toString());

        assertThatThrownBy(this::prepare)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("r.yaml:2: options.output: ")
                .hasMessageContaining("r.yaml:5: vault.token: ");
    }

    @Test
    void a_vault_that_refuses_ends_it_before_a_database_is_opened() {
        flags.remove("source.url");
        useVault();
        access.vaultFailure = new SecretException("Vault is sealed.", null);

        assertThatThrownBy(this::prepare).isInstanceOf(SetupException.class).hasMessage("Vault is sealed.");
        assertThat(access.opened()).isEmpty();
    }

    /** Databases and secrets in memory. */
    private static final class Access implements DatabaseAccess {

        private TablesInMemory source = TablesInMemory.with("dbo");
        private TablesInMemory target = TablesInMemory.with("public");
        private @Nullable DatabaseException targetFailure;
        private @Nullable SecretException vaultFailure;
        private final Map<String, Map<String, String>> secrets = new HashMap<>();
        private final List<String> reads = new ArrayList<>();
        private final List<ConnectionSettings> opened = new CopyOnWriteArrayList<>();
        private boolean vaultOpened;
        private boolean vaultClosed;

        /** The source's before the target's: they are opened at once. */
        List<ConnectionSettings> opened() {
            return opened.stream()
                    .sorted(Comparator.comparing(ConnectionSettings::name))
                    .toList();
        }

        @Override
        public Database open(ConnectionSettings settings) {
            opened.add(settings);
            if (settings.name().equals("source")) {
                return source;
            }
            if (targetFailure != null) {
                throw targetFailure;
            }
            return target;
        }

        @Override
        public SecretStore open(VaultSettings settings) {
            vaultOpened = true;
            return new SecretStore() {
                @Override
                public Map<String, String> read(String path) {
                    if (vaultFailure != null) {
                        throw vaultFailure;
                    }
                    reads.add(path);
                    Map<String, String> secret = secrets.get(path);
                    if (secret == null) {
                        throw new SecretNotFoundException("There is no secret " + path + ".");
                    }
                    return secret;
                }

                @Override
                public void close() {
                    vaultClosed = true;
                }
            };
        }
    }
}
