package dev.reconcile.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.reconcile.vault.VaultAuthentication.AppRole;
import dev.reconcile.vault.VaultAuthentication.Token;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.vault.VaultContainer;

/**
 * The contract on a real server: the one that {@code RECONCILE_TEST_VAULT_ADDR} and {@code RECONCILE_TEST_VAULT_TOKEN}
 * name, else a container where a Docker engine runs; else all are skipped. The token must be a root token; the tests
 * write only below mounts of their own, which they take away.
 */
class VaultServerIT extends VaultContract {

    private static final String IMAGE = "hashicorp/vault:1.20";
    private static final String CONTAINER_TOKEN = "root-token-of-the-container";

    private static String address = "";
    private static String rootToken = "";
    private static @Nullable VaultContainer<?> container;

    @BeforeAll
    static void find() {
        String given = System.getenv("RECONCILE_TEST_VAULT_ADDR");
        if (given != null && !given.isBlank()) {
            address = given;
            rootToken = System.getenv().getOrDefault("RECONCILE_TEST_VAULT_TOKEN", "");
            return;
        }
        Assumptions.assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "No Vault: set RECONCILE_TEST_VAULT_ADDR and RECONCILE_TEST_VAULT_TOKEN, or run a Docker engine.");
        container = new VaultContainer<>(IMAGE).withVaultToken(CONTAINER_TOKEN);
        container.start();
        address = container.getHttpHostAddress();
        rootToken = CONTAINER_TOKEN;
    }

    @AfterAll
    static void stop() {
        if (container != null) {
            container.stop();
        }
    }

    @Override
    String address() {
        return address;
    }

    @Override
    String rootToken() {
        return rootToken;
    }

    @Test
    void outlives_the_longest_life_of_the_tokens_that_it_gets() {
        String mount = admin.mount(2);
        admin.write2(mount, "x", "{\"password\":\"value\"}");
        AppRole role = admin.appRole(
                VaultAdmin.unique("approle"),
                admin.policy(mount + "/data/*"),
                "\"token_ttl\":\"2s\",\"token_max_ttl\":\"3s\"");
        try (VaultSecretStore store = VaultSecretStore.open(VaultSettings.of(address, role))) {
            VaultAdmin.pause(Duration.ofMillis(4500));
            assertThat(store.read(mount + "/x")).isNotEmpty();
        }
    }

    @Test
    void leaves_no_token_of_a_login_behind() {
        AppRole role = admin.appRole(VaultAdmin.unique("approle"), "default", "\"token_ttl\":\"60s\"");
        String leases = "sys/leases/lookup/auth/" + role.mount() + "/login";
        VaultSecretStore store = VaultSecretStore.open(VaultSettings.of(address, role));
        assertThat(admin.send("LIST", leases, "").statusCode()).isEqualTo(200);
        store.close();
        assertThat(admin.send("LIST", leases, "").statusCode()).isEqualTo(404);
    }

    @Test
    void keeps_a_given_token_alive_beyond_its_time() {
        String mount = admin.mount(2);
        admin.write2(mount, "x", "{\"password\":\"value\"}");
        String token = admin.token(admin.policy(mount + "/data/*"), 6, "");
        try (VaultSecretStore store = VaultSecretStore.open(VaultSettings.of(address, new Token(token)))) {
            VaultAdmin.pause(Duration.ofSeconds(8));
            assertThat(store.read(mount + "/x")).isNotEmpty();
        }
    }

    /** Stands in for the cluster's review of tokens, where the server is on this machine and so can ask us. */
    @Override
    boolean trustServiceAccount(VaultAdmin admin, String mount, String role, String policy, String jwt) {
        if (container != null || !URI.create(address).getHost().equals("127.0.0.1")) {
            return false;
        }
        String cluster = reviewServer(jwt);
        admin.enableLogin(mount, "kubernetes");
        admin.call(
                "POST",
                "auth/" + mount + "/config",
                Json.object()
                        .add("kubernetes_host", cluster)
                        .add("disable_local_ca_jwt", true)
                        .add("kubernetes_ca_cert", TestCertificate.shared().pem())
                        .add("token_reviewer_jwt", ServiceAccount.otherJwt())
                        .toString());
        admin.call(
                "POST",
                "auth/" + mount + "/role/" + role,
                "{\"bound_service_account_names\":\"reconcile\",\"bound_service_account_namespaces\":\"default\","
                        + "\"token_policies\":[\"" + policy + "\"],\"token_ttl\":\"60s\"}");
        return true;
    }

    private static String reviewServer(String accepted) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/apis/authentication.k8s.io/v1/tokenreviews", exchange -> {
                String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                JsonObject status = Json.object().add("authenticated", asked.contains(accepted));
                status.add(
                        "user",
                        Json.object()
                                .add("username", "system:serviceaccount:default:reconcile")
                                .add("uid", "reconcile-uid"));
                byte[] answer = Json.object()
                        .add("apiVersion", "authentication.k8s.io/v1")
                        .add("kind", "TokenReview")
                        .add("status", status)
                        .toString()
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(201, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
            return "http://127.0.0.1:" + server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void revokeTokensOf(AppRole role) {
        new VaultAdmin(address, rootToken).call("PUT", "sys/leases/revoke-prefix/auth/" + role.mount() + "/login", "");
    }
}
