package dev.reconcile.vault;

import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** Sets up a Vault for a test, through Vault's own API. */
public final class VaultAdmin {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final String rootToken;
    private final String namespace;
    private final Set<String> made = new LinkedHashSet<>();

    public VaultAdmin(String address, String rootToken) {
        this(address, rootToken, "");
    }

    private VaultAdmin(String address, String rootToken, String namespace) {
        this.address = address;
        this.rootToken = rootToken;
        this.namespace = namespace;
    }

    /** Takes away what was made, as a server that others use too must be left. */
    void cleanUp() {
        made.forEach(path -> send("DELETE", path, ""));
        made.clear();
    }

    /** Makes a namespace; false where the server has none. */
    boolean namespace(String name) {
        return made.add("sys/namespaces/" + name)
                && send("POST", "sys/namespaces/" + name, "").statusCode() < 300;
    }

    VaultAdmin in(String otherNamespace) {
        return new VaultAdmin(address, rootToken, otherNamespace);
    }

    static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Mounts a KV engine in a place of its own and returns the place. */
    String mount(int version) {
        return mount(unique("kv"), version);
    }

    public String mount(String path, int version) {
        made.add("sys/mounts/" + path);
        call("POST", "sys/mounts/" + path, "{\"type\":\"kv\",\"options\":{\"version\":\"" + version + "\"}}");
        // A server makes a version 2 engine ready in the background.
        for (int i = 0;
                version == 2 && i < 100 && send("GET", path + "/data/none", "").statusCode() != 404;
                i++) {
            pause(Duration.ofMillis(100));
        }
        return path;
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void write2(String mount, String path, String json) {
        call("POST", mount + "/data/" + path, "{\"data\":" + json + "}");
    }

    void write1(String mount, String path, String json) {
        call("POST", mount + "/" + path, json);
    }

    /** Makes a policy that may read the paths. */
    String policy(String... paths) {
        String name = unique("policy");
        made.add("sys/policies/acl/" + name);
        StringBuilder rules = new StringBuilder();
        for (String path : paths) {
            rules.append("path \"").append(path).append("\" { capabilities = [\"read\"] }\n");
        }
        call(
                "PUT",
                "sys/policies/acl/" + name,
                Json.object().add("policy", rules.toString()).toString());
        return name;
    }

    String token(String policy, int ttlSeconds, String more) {
        JsonObject made = call(
                "POST",
                "auth/token/create",
                "{\"policies\":[\"" + policy + "\"],\"ttl\":\"" + ttlSeconds + "s\"" + more + "}");
        return VaultAnswer.object(made, "auth").getString("client_token", "");
    }

    void revoke(String token) {
        call("POST", "auth/token/revoke", Json.object().add("token", token).toString());
    }

    /** Mounts a login method. */
    void enableLogin(String mount, String type) {
        made.add("sys/auth/" + mount);
        call("POST", "sys/auth/" + mount, "{\"type\":\"" + type + "\"}");
    }

    VaultAuthentication.AppRole appRole(String mount, String policy, String ttls) {
        enableLogin(mount, "approle");
        String role = "auth/" + mount + "/role/" + unique("role");
        call("POST", role, "{\"token_policies\":[\"" + policy + "\"]," + ttls + "}");
        String roleId =
                VaultAnswer.object(call("GET", role + "/role-id", ""), "data").getString("role_id", "");
        String secretId = VaultAnswer.object(call("POST", role + "/secret-id", "{}"), "data")
                .getString("secret_id", "");
        return new VaultAuthentication.AppRole(roleId, secretId, mount);
    }

    /** Calls the API; fails unless the answer is a success. */
    JsonObject call(String method, String path, String body) {
        HttpResponse<String> response = send(method, path, body);
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body().isBlank()
                ? new JsonObject()
                : Json.parse(response.body()).asObject();
    }

    HttpResponse<String> send(String method, String path, String body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/v1/" + path))
                    .header("X-Vault-Token", rootToken)
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            if (!namespace.isEmpty()) {
                request.header("X-Vault-Namespace", namespace);
            }
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
