package dev.reconcile.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.port.SecretException;
import dev.reconcile.core.port.SecretNotFoundException;
import dev.reconcile.vault.VaultAuthentication.AppRole;
import dev.reconcile.vault.VaultAuthentication.Kubernetes;
import dev.reconcile.vault.VaultAuthentication.Token;
import dev.reconcile.vault.VaultStandIn.Fault;
import dev.reconcile.vault.VaultStandIn.Health;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store says when Vault is not well, which a shared server cannot be made to be. */
@Timeout(30)
class VaultFailureTest {

    private static final String PATH = "secret/database/postgresql";
    private static final String API_PATH = "/v1/secret/data/database/postgresql";

    private final VaultStandIn vault = VaultStandIn.start();
    private final VaultAdmin admin = new VaultAdmin(vault.address(), VaultStandIn.ROOT_TOKEN);

    VaultFailureTest() {
        admin.mount("secret", 2);
        admin.write2("secret", "database/postgresql", "{\"password\":\"s3cr3t\"}");
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    private VaultSettings settings() {
        return settings(vault.address());
    }

    private static VaultSettings settings(String address) {
        return VaultSettings.of(address, new Token(VaultStandIn.ROOT_TOKEN));
    }

    private static void read(VaultSettings settings) {
        try (VaultSecretStore store = VaultSecretStore.open(settings, Quick.PACE)) {
            assertThat(store.read(PATH)).isNotEmpty();
        }
    }

    private static AbstractStringAssert<?> failure(VaultSettings settings) {
        return assertThatThrownBy(() -> read(settings))
                .isExactlyInstanceOf(SecretException.class)
                .message()
                .startsWith("Cannot ")
                .contains(settings.address().toString())
                .doesNotContain("\n", VaultStandIn.ROOT_TOKEN, "s3cr3t");
    }

    @Test
    void says_that_vault_is_sealed() {
        vault.health(Health.SEALED);
        failure(settings()).contains("is sealed", "vault operator unseal");
    }

    @Test
    void says_that_vault_was_sealed_while_the_store_was_open() {
        try (VaultSecretStore store = VaultSecretStore.open(settings(), Quick.PACE)) {
            vault.health(Health.SEALED);
            assertThatThrownBy(() -> store.read(PATH))
                    .isExactlyInstanceOf(SecretException.class)
                    .hasMessageContaining("Cannot read the secret " + PATH)
                    .hasMessageContaining("is sealed");
            vault.health(Health.ACTIVE);
            assertThat(store.read(PATH)).isNotEmpty();
        }
    }

    @Test
    void says_that_vault_is_not_initialised() {
        vault.health(Health.UNINITIALISED);
        failure(settings()).contains("is not initialised", "vault operator init");
    }

    @Test
    void says_that_vault_is_a_standby_without_an_active_node() {
        vault.health(Health.STANDBY);
        failure(settings()).contains("is a standby", "VAULT_ADDR");
    }

    @Test
    void says_that_a_standby_points_elsewhere_and_carries_the_token_nowhere() {
        vault.fault(Fault.on("/", 307));
        failure(settings()).contains("points elsewhere (HTTP 307)", "VAULT_ADDR");
    }

    @Test
    void says_that_nobody_listens() throws IOException {
        failure(settings(closedPort())).contains("cannot be reached", "refused", "VAULT_ADDR", "https://");
    }

    @Test
    void says_that_the_host_is_unknown() {
        failure(settings("https://vault.invalid:8200")).contains("host name is unknown", "VAULT_ADDR");
    }

    @Test
    void says_that_no_answer_came_in_time() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            failure(settings("http://127.0.0.1:" + silent.getLocalPort())
                            .withTimeouts(Duration.ofSeconds(2), Duration.ofMillis(300)))
                    .contains("did not answer in time", "VAULT_ADDR");
        }
    }

    @Test
    void does_not_wait_for_an_answer_that_begins_and_never_ends() throws IOException {
        String beginning = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
        try (RawServer slow = new RawServer(beginning, false)) {
            failure(settings(slow.address()).withTimeouts(Duration.ofSeconds(2), Duration.ofMillis(300)))
                    .contains("did not answer in time");
        }
    }

    @Test
    void says_that_the_listener_expects_https() throws IOException {
        // Word for word what the HTTP library that Vault is made with sends.
        String answer = "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";
        try (RawServer tls = new RawServer(answer, true)) {
            failure(settings(tls.address())).contains("TLS listener", "Write https:// in VAULT_ADDR");
        }
    }

    @Test
    void says_that_the_listener_speaks_plain_http() throws IOException {
        try (RawServer plain = new RawServer("HTTP/1.1 400 Bad Request\r\n\r\n400 Bad Request", true)) {
            failure(settings(plain.address().replace("http:", "https:")))
                    .contains("TLS handshake", "http:// in VAULT_ADDR", "VAULT_CACERT");
        }
    }

    @Test
    void says_that_the_server_is_no_vault() {
        vault.fault(Fault.always(404, "<html>not found</html>").asText());
        failure(settings()).contains("does not answer like Vault (HTTP 404)", "VAULT_ADDR");
        vault.fault(Fault.always(200, "<html>welcome</html>").asText());
        failure(settings()).contains("does not answer like Vault (HTTP 200)", "VAULT_ADDR");
        vault.fault(Fault.always(200, "[]"));
        failure(settings()).contains("does not answer like Vault (HTTP 200)", "VAULT_ADDR");
    }

    @Test
    void says_that_a_login_gave_no_token() {
        vault.fault(Fault.always(
                200, "{\"renewable\":false,\"auth\":{\"client_token\":\"\",\"policies\":[],\"mfa_requirement\":{}}}"));
        failure(VaultSettings.of(vault.address(), new AppRole("role", "secret-id")))
                .contains("gave no token", "second factor");
    }

    @Test
    void says_that_vault_fails() {
        vault.fault(Fault.on("/data/", 500));
        failure(settings()).contains("Cannot read the secret " + PATH, "answered HTTP 500", "log");
    }

    @ParameterizedTest
    @ValueSource(ints = {412, 429, 500, 502, 503})
    void tries_again_where_the_failure_may_pass(int status) {
        vault.fault(Fault.on("/data/", status).times(2));
        read(settings());
        assertThat(vault.requests("GET " + API_PATH)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"400, 1", "403, 1", "404, 1", "405, 1"})
    void does_not_try_again_where_the_failure_will_not_pass(int status, int times) {
        vault.fault(Fault.on("/data/", status));
        assertThatThrownBy(() -> read(settings())).isInstanceOf(SecretException.class);
        assertThat(vault.requests("GET " + API_PATH)).isEqualTo(times);
    }

    @Test
    void gives_up_soon() {
        vault.fault(Fault.on("/data/", 500));
        assertThatThrownBy(() -> read(settings())).isInstanceOf(SecretException.class);
        assertThat(vault.requests("GET " + API_PATH)).isEqualTo(4);
    }

    @Test
    void reads_where_vault_does_not_tell_how_a_mount_is_made() {
        vault.fault(Fault.on("/sys/internal/", 403));
        read(settings());
        admin.mount("old", 1);
        admin.write1("old", "db", "{\"password\":\"s3cr3t\"}");
        try (VaultSecretStore store = VaultSecretStore.open(settings(), Quick.PACE)) {
            assertThat(store.read("old/db")).containsEntry("password", "s3cr3t");
            assertThatThrownBy(() -> store.read("old/none")).isInstanceOf(SecretNotFoundException.class);
            assertThatThrownBy(() -> store.read("secret/none")).isInstanceOf(SecretNotFoundException.class);
        }
    }

    @Test
    void a_denied_path_is_not_called_missing_where_vault_does_not_tell_how_a_mount_is_made() {
        vault.fault(Fault.on("/sys/internal/", 403));
        Token token = new Token(admin.token(admin.policy(PATH), 60, ""));
        try (VaultSecretStore store = VaultSecretStore.open(VaultSettings.of(vault.address(), token), Quick.PACE)) {
            assertThatThrownBy(() -> store.read(PATH))
                    .isExactlyInstanceOf(SecretException.class)
                    .hasMessageContaining("path \"secret/data/database/postgresql\"");
        }
    }

    @Test
    void reads_a_mount_with_slashes_from_the_settings_where_vault_does_not_tell() {
        vault.fault(Fault.on("/sys/internal/", 404));
        admin.mount("kv/team", 2);
        admin.write2("kv/team", "db", "{\"password\":\"s3cr3t\"}");
        try (VaultSecretStore store = VaultSecretStore.open(settings().withMount("kv/team"), Quick.PACE)) {
            assertThat(store.read("kv/team/db")).containsEntry("password", "s3cr3t");
        }
    }

    @Test
    void asks_how_a_mount_is_made_only_once() {
        try (VaultSecretStore store = VaultSecretStore.open(settings(), Quick.PACE)) {
            store.read(PATH);
            store.read(PATH);
        }
        assertThat(vault.requests())
                .filteredOn(request -> request.contains("sys/internal"))
                .hasSize(1);
    }

    @Test
    void a_token_that_may_not_look_itself_up_still_reads() {
        vault.fault(Fault.on("lookup-self", 403));
        read(settings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "/secret/", "secret//x", "secret/../x", "a/b\u0007"})
    void refuses_a_path_that_names_no_secret(String path) {
        try (VaultSecretStore store = VaultSecretStore.open(settings(), Quick.PACE)) {
            assertThatThrownBy(() -> store.read(path))
                    .isExactlyInstanceOf(SecretException.class)
                    .hasMessageContaining("secret/database/postgresql")
                    .message()
                    .doesNotContain("\u0007");
        }
    }

    @Test
    void says_that_there_is_no_service_account(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("token");
        VaultSettings settings = VaultSettings.of(vault.address(), new Kubernetes("r", file, "kubernetes"));
        assertThatThrownBy(() -> VaultSecretStore.open(settings, Quick.PACE))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining(file.toString());
        Files.writeString(file, "\n");
        assertThatThrownBy(() -> VaultSecretStore.open(settings, Quick.PACE))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("no token of a service account in " + file);
    }

    @Test
    void an_interrupted_read_ends_at_once_and_stays_interrupted() throws Exception {
        try (VaultSecretStore store = VaultSecretStore.open(settings(), Quick.PACE)) {
            AtomicReference<Object> outcome = new AtomicReference<>();
            Thread reader = new Thread(() -> {
                Thread.currentThread().interrupt();
                try {
                    outcome.set(store.read(PATH));
                } catch (SecretException e) {
                    outcome.set(e.getMessage() + Thread.currentThread().isInterrupted());
                }
            });
            reader.start();
            reader.join();
            assertThat(outcome.get()).asString().contains("interrupted.").endsWith("true");
        }
    }

    private static String closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    /** Sends the same bytes to everyone. */
    private static final class RawServer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        RawServer(String answer, boolean hangUp) throws IOException {
            Thread thread = new Thread(() -> serve(answer, hangUp));
            thread.setDaemon(true);
            thread.start();
        }

        String address() {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }

        private void serve(String answer, boolean hangUp) {
            try {
                while (true) {
                    Socket client = socket.accept();
                    client.getInputStream().read(new byte[8192]);
                    OutputStream out = client.getOutputStream();
                    out.write(answer.getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    if (hangUp) {
                        client.close();
                    }
                }
            } catch (IOException e) {
                // The test is over.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
