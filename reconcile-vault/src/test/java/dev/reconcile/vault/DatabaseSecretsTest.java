package dev.reconcile.vault;

import static dev.reconcile.vault.DatabaseSecretLayout.POSTGRESQL;
import static dev.reconcile.vault.DatabaseSecretLayout.SQL_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.port.SecretException;
import dev.reconcile.core.port.SecretNotFoundException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSecretsTest {

    private static final Map<String, String> SQL_SERVER_SECRET =
            Map.of("server", "sql", "database", "source", "username", "reader", "password", "pass-one");
    private static final Map<String, String> POSTGRESQL_SECRET =
            Map.of("host", "pg", "database", "target", "username", "reader", "password", "pass-two");
    private static final Map<String, String> SHARED_SECRET = Map.of(
            "sqlserver_server", "sql-shared",
            "sqlserver_database", "source",
            "sqlserver_username", "reader",
            "sqlserver_password", "pass-three",
            "sqlserver_port", "1434",
            "postgres_host", "pg-shared",
            "postgres_database", "target",
            "postgres_username", "reader",
            "postgres_password", "pass-four");

    private final InMemorySecretStore store = new InMemorySecretStore();
    private final DatabaseSecrets databases = new DatabaseSecrets(store);

    @Test
    void reads_the_secret_of_each_database() {
        store.with("secret/database/sqlserver", SQL_SERVER_SECRET)
                .with("secret/database/postgresql", POSTGRESQL_SECRET);
        assertThat(databases.read(SQL_SERVER))
                .isEqualTo(new DatabaseCredentials("sql", null, "source", "reader", "pass-one"));
        assertThat(databases.read(POSTGRESQL))
                .isEqualTo(new DatabaseCredentials("pg", 5432, "target", "reader", "pass-two"));
    }

    @Test
    void falls_back_to_the_secret_for_both_where_the_other_does_not_exist() {
        store.with("secret/database", SHARED_SECRET);
        assertThat(databases.read(SQL_SERVER))
                .isEqualTo(new DatabaseCredentials("sql-shared", 1434, "source", "reader", "pass-three"));
        assertThat(databases.read(POSTGRESQL))
                .isEqualTo(new DatabaseCredentials("pg-shared", 5432, "target", "reader", "pass-four"));
    }

    @Test
    void prefers_the_secret_of_its_own() {
        store.with("secret/database/sqlserver", SQL_SERVER_SECRET).with("secret/database", SHARED_SECRET);
        assertThat(databases.read(SQL_SERVER).host()).isEqualTo("sql");
    }

    @Test
    void looks_in_another_mount() {
        store.with("kv/team/database/postgresql", POSTGRESQL_SECRET).with("kv/team/database", SHARED_SECRET);
        DatabaseSecrets elsewhere = new DatabaseSecrets(store, "kv/team/");
        assertThat(elsewhere.read(POSTGRESQL).host()).isEqualTo("pg");
        assertThat(elsewhere.read(SQL_SERVER).host()).isEqualTo("sql-shared");
    }

    @Test
    void a_path_of_ones_own_has_no_fallback_unless_it_is_given() {
        store.with("secret/database", SHARED_SECRET).with("kv/mine", POSTGRESQL_SECRET);
        assertThat(databases.read(POSTGRESQL, "kv/mine").host()).isEqualTo("pg");
        assertThatThrownBy(() -> databases.read(POSTGRESQL, "kv/other"))
                .isInstanceOf(SecretNotFoundException.class)
                .hasMessage("There is no secret kv/other.");
        assertThat(databases.read(POSTGRESQL, "kv/other", "secret/database").host())
                .isEqualTo("pg-shared");
    }

    @Test
    void a_denied_secret_is_an_error_and_no_reason_to_fall_back() {
        store.denying("secret/database/postgresql").with("secret/database", SHARED_SECRET);
        assertThatThrownBy(() -> databases.read(POSTGRESQL))
                .isExactlyInstanceOf(SecretException.class)
                .hasMessage("Denied: secret/database/postgresql.");
    }

    @Test
    void says_both_when_the_one_is_missing_and_the_other_denied() {
        store.denying("secret/database");
        assertThatThrownBy(() -> databases.read(POSTGRESQL))
                .isExactlyInstanceOf(SecretException.class)
                .hasMessage("There is no secret secret/database/postgresql. Denied: secret/database.");
    }

    @Test
    void says_both_when_both_are_missing() {
        assertThatThrownBy(() -> databases.read(SQL_SERVER))
                .isInstanceOf(SecretNotFoundException.class)
                .hasMessage("There is no secret secret/database/sqlserver. There is no secret secret/database.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "database", "username", "password"})
    void names_the_path_and_the_key_that_is_missing_or_empty(String key) {
        Map<String, String> secret = new HashMap<>(SQL_SERVER_SECRET);
        store.with("secret/database/sqlserver", secret);
        secret.remove(key);
        assertThatThrownBy(() -> databases.read(SQL_SERVER))
                .isInstanceOf(SecretException.class)
                .hasMessage("The secret secret/database/sqlserver has no value for the key " + key
                        + ". Add it to the secret.");
        secret.put(key, "");
        assertThatThrownBy(() -> databases.read(SQL_SERVER)).hasMessageContaining("key " + key + ".");
    }

    @Test
    void names_the_key_with_its_prefix_in_the_secret_for_both_and_the_secret_looked_for_first() {
        Map<String, String> secret = new HashMap<>(SHARED_SECRET);
        secret.remove("postgres_host");
        store.with("secret/database", secret);
        assertThatThrownBy(() -> databases.read(POSTGRESQL))
                .isInstanceOf(SecretException.class)
                .hasMessage("There is no secret secret/database/postgresql. The secret secret/database has no value for"
                        + " the key postgres_host. Add it to the secret.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "54 32", "99999999999", "pass-word", "٣"})
    void refuses_a_port_that_is_none_without_showing_it(String port) {
        Map<String, String> secret = new HashMap<>(POSTGRESQL_SECRET);
        secret.put("port", port);
        store.with("secret/database/postgresql", secret);
        assertThatThrownBy(() -> databases.read(POSTGRESQL))
                .isInstanceOf(SecretException.class)
                .hasMessage("The key port of the secret secret/database/postgresql is not a port:"
                        + " write a number between 1 and 65535.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "5433", "65535", " 5432 "})
    void takes_a_port(String port) {
        Map<String, String> secret = new HashMap<>(POSTGRESQL_SECRET);
        secret.put("port", port);
        store.with("secret/database/postgresql", secret);
        assertThat(databases.read(POSTGRESQL).port()).isEqualTo(Integer.valueOf(port.strip()));
    }

    @Test
    void hides_the_password() {
        store.with("secret/database/postgresql", POSTGRESQL_SECRET);
        assertThat(databases.read(POSTGRESQL).toString())
                .contains("pg", "reader")
                .doesNotContain("pass-two");
    }
}
