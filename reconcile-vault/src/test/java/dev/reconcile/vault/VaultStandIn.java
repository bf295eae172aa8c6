package dev.reconcile.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for a Vault server: the endpoints for KV 1 and 2, tokens, AppRole, Kubernetes, policies, mounts and
 * namespaces, with the statuses and bodies that Vault's API documentation gives and an OpenBao server shows.
 *
 * <p>Simpler than a server: tokens die of {@link #expire}, not of time; a policy is a list of paths, perhaps with a star
 * at the end.
 */
public final class VaultStandIn implements AutoCloseable {

    public static final String ROOT_TOKEN = "root-token-of-the-stand-in";

    static {
        // Otherwise every answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Space> spaces = new ConcurrentHashMap<>(Map.of("", new Space()));
    private final Map<String, Grant> tokens = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Health health = Health.ACTIVE;
    private volatile @Nullable Fault fault;

    private VaultStandIn(HttpServer server) {
        this.server = server;
        tokens.put(ROOT_TOKEN, new Grant(List.of("root"), 0, false));
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public static VaultStandIn start() {
        try {
            return new VaultStandIn(HttpServer.create(anyPort(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static VaultStandIn startWithTls(SSLContext certificates) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(certificates));
            return new VaultStandIn(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    public String address() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What {@code sys/health} answers; all but an active node answer nothing else properly. */
    public enum Health {
        ACTIVE(200),
        STANDBY(429),
        SEALED(503),
        UNINITIALISED(501);

        private final int status;

        Health(int status) {
            this.status = status;
        }
    }

    public void health(Health now) {
        health = now;
    }

    /** A wrong answer to requests; the body may hold {@code {token}} and {@code {body}} to echo what was sent. */
    record Fault(Predicate<String> paths, int status, String type, String body, int times) {

        static Fault always(int status, String body) {
            return new Fault(path -> true, status, "application/json", body, Integer.MAX_VALUE);
        }

        static Fault on(String part, int status) {
            return new Fault(
                    path -> path.contains(part), status, "application/json", "{\"errors\":[]}", Integer.MAX_VALUE);
        }

        Fault times(int count) {
            return new Fault(paths, status, type, body, count);
        }

        Fault asText() {
            return new Fault(paths, status, "text/html", body, times);
        }
    }

    void fault(Fault next) {
        fault = next;
    }

    void noFault() {
        fault = null;
    }

    /** Every request so far as method and path. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    long requests(String methodAndPath) {
        return requests.stream().filter(methodAndPath::equals).count();
    }

    /** Every token but the root's dies. */
    void expire() {
        tokens.keySet().removeIf(token -> !token.equals(ROOT_TOKEN));
    }

    int livingTokens() {
        return tokens.size() - 1;
    }

    /** From now on renewing gives every token so many seconds and no more. */
    void capRenewals(int seconds) {
        tokens.replaceAll((token, grant) -> new Grant(grant.policies, grant.ttl, grant.renewable, seconds));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String method = exchange.getRequestMethod();
            requests.add(method + " " + path);
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
            String namespace = exchange.getRequestHeaders().getFirst("X-Vault-Namespace");
            Fault wrong = fault;
            if (wrong != null && wrong.times > 0 && wrong.paths.test(path)) {
                fault = wrong.times == Integer.MAX_VALUE ? wrong : wrong.times(wrong.times - 1);
                String echoed =
                        wrong.body.replace("{token}", String.valueOf(token)).replace("{body}", body.replace("\"", "'"));
                send(exchange, new Answer(wrong.status, echoed), wrong.type);
                return;
            }
            Answer answer = answer(new Request(
                    method,
                    path.startsWith("/v1/") ? path.substring(4) : "",
                    token == null ? "" : token,
                    namespace == null ? "" : namespace.replaceAll("/$", ""),
                    body.isEmpty() ? new JsonObject() : Json.parse(body).asObject()));
            send(exchange, answer, "application/json");
        }
    }

    private static void send(HttpExchange exchange, Answer answer, String type) throws IOException {
        byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (answer.status == 307) {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1" + exchange.getRequestURI());
        }
        exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private synchronized Answer answer(Request request) {
        if (request.path.equals("sys/health")) {
            return new Answer(
                    health.status,
                    Json.object()
                            .add("initialized", health != Health.UNINITIALISED)
                            .add("sealed", health == Health.SEALED || health == Health.UNINITIALISED)
                            .add("standby", health != Health.ACTIVE)
                            .toString());
        }
        if (health == Health.STANDBY) {
            return error(500, "local node not active but active cluster node not found");
        }
        if (health != Health.ACTIVE) {
            return error(503, "Vault is sealed");
        }
        Space space = spaces.get(request.namespace);
        if (space == null) {
            return error(404, "namespace not found");
        }
        if (request.path.matches("auth/.+/login")) {
            return logIn(space, request);
        }
        Grant grant = tokens.get(request.token);
        if (grant == null) {
            return error(403, "permission denied");
        }
        if (request.path.startsWith("sys/internal/ui/mounts/")) {
            return mountInformation(space, request, grant);
        }
        if (!grant.policies.contains("root") && !mayCall(space, grant, request)) {
            return error(403, "1 error occurred:\n\t* permission denied\n\n");
        }
        return request.path.startsWith("auth/token/")
                ? tokenCall(request, grant)
                : request.path.startsWith("sys/") || request.path.startsWith("auth/")
                        ? adminCall(space, request)
                        : keyValueCall(space, request);
    }

    private static boolean mayCall(Space space, Grant grant, Request request) {
        return List.of("auth/token/lookup-self", "auth/token/renew-self", "auth/token/revoke-self")
                        .contains(request.path)
                || rules(space, grant).anyMatch(rule -> covers(rule, request.path));
    }

    private static Stream<String> rules(Space space, Grant grant) {
        return grant.policies.stream().flatMap(name -> space.policies.getOrDefault(name, List.of()).stream());
    }

    private static boolean covers(String rule, String path) {
        return rule.endsWith("*") ? path.startsWith(rule.substring(0, rule.length() - 1)) : path.equals(rule);
    }

    private Answer mountInformation(Space space, Request request, Grant grant) {
        String path = request.path.substring("sys/internal/ui/mounts/".length());
        String mount = space.mountOf(path + "/");
        boolean visible = mount != null
                && (grant.policies.contains("root") || rules(space, grant).anyMatch(rule -> rule.startsWith(mount)));
        if (!visible) {
            return error(
                    403,
                    "preflight capability check returned 403, please ensure client's policies grant access to path \""
                            + path + "/\"");
        }
        JsonObject options = new JsonObject();
        if (space.mounts.get(mount).versioned) {
            options.add("version", "2");
        }
        return data(Json.object().add("path", mount).add("type", "kv").add("options", options));
    }

    private Answer logIn(Space space, Request request) {
        String mount = request.path.substring("auth/".length(), request.path.length() - "/login".length());
        String method = space.logins.get(mount);
        if (method == null) {
            return error(404, "no handler for route \"" + request.path + "\". route entry not found.");
        }
        if (method.equals("approle")) {
            Role role = space.roles.values().stream()
                    .filter(candidate -> candidate.id.equals(request.body.getString("role_id", "")))
                    .findFirst()
                    .orElse(null);
            if (role == null || !role.secretIds.contains(request.body.getString("secret_id", ""))) {
                return error(400, "invalid role or secret ID");
            }
            return granted(role);
        }
        Role role = space.roles.get(request.body.getString("role", ""));
        if (role == null) {
            return error(400, "invalid role name \"" + request.body.getString("role", "") + "\"");
        }
        return role.secretIds.contains(request.body.getString("jwt", ""))
                ? granted(role)
                : error(403, "permission denied");
    }

    private Answer granted(Role role) {
        String token = "hvs." + UUID.randomUUID();
        Grant grant = new Grant(role.policies, role.ttl, true);
        tokens.put(token, grant);
        return auth(token, grant.ttl, true);
    }

    private Answer tokenCall(Request request, Grant grant) {
        switch (request.path) {
            case "auth/token/lookup-self" -> {
                return data(Json.object()
                        .add("id", request.token)
                        .add("creation_ttl", grant.ttl)
                        .add("ttl", grant.ttl)
                        .add("renewable", grant.renewable));
            }
            case "auth/token/renew-self" -> {
                return grant.renewable
                        ? auth(request.token, grant.renewed, true)
                        : error(400, "lease is not renewable");
            }
            case "auth/token/revoke-self" -> {
                tokens.remove(request.token);
                return new Answer(204, "");
            }
            case "auth/token/revoke" -> {
                tokens.remove(request.body.getString("token", ""));
                return new Answer(204, "");
            }
            default -> {
                String token = "hvs." + UUID.randomUUID();
                Grant made = new Grant(
                        strings(request.body.get("policies")),
                        seconds(request.body, "ttl"),
                        request.body.getBoolean("renewable", true));
                tokens.put(token, made);
                return auth(token, made.ttl, made.renewable);
            }
        }
    }

    private Answer adminCall(Space space, Request request) {
        String[] parts = request.path.split("/");
        String rest = request.path.substring(request.path.indexOf('/', 4) + 1);
        if (request.method.equals("DELETE")) {
            // The whole stand-in goes after each test.
            return new Answer(204, "");
        }
        if (request.path.startsWith("sys/mounts/")) {
            boolean versioned = VaultAnswer.object(request.body, "options")
                    .getString("version", "1")
                    .equals("2");
            space.mounts.put(rest + "/", new Engine(versioned));
        } else if (request.path.startsWith("sys/namespaces/")) {
            spaces.put(rest, new Space());
        } else if (request.path.startsWith("sys/policies/acl/")) {
            String text = request.body.getString("policy", "");
            List<String> rules = new ArrayList<>();
            Matcher rule = Pattern.compile("path \"([^\"]+)\"").matcher(text);
            while (rule.find()) {
                rules.add(rule.group(1));
            }
            space.policies.put(parts[3], rules);
        } else if (request.path.startsWith("sys/auth/")) {
            space.logins.put(rest, request.body.getString("type", ""));
        } else if (request.path.endsWith("/role-id")) {
            return data(Json.object().add("role_id", space.roles.get(parts[parts.length - 2]).id));
        } else if (request.path.endsWith("/secret-id")) {
            String secretId = UUID.randomUUID().toString();
            space.roles.get(parts[parts.length - 2]).secretIds.add(secretId);
            return data(Json.object().add("secret_id", secretId));
        } else if (request.path.contains("/role/")) {
            Role role = new Role(
                    UUID.randomUUID().toString(),
                    strings(request.body.get("token_policies")),
                    seconds(request.body, "token_ttl"),
                    new CopyOnWriteArrayList<>());
            space.roles.put(parts[parts.length - 1], role);
        } else {
            return error(404, "no handler for route \"" + request.path + "\". route entry not found.");
        }
        return new Answer(204, "");
    }

    /** Makes a Kubernetes role accept a service account's token, as the cluster's review of it would. */
    void acceptServiceAccount(String role, String jwt) {
        spaces.get("").roles.get(role).secretIds.add(jwt);
    }

    private static Answer keyValueCall(Space space, Request request) {
        String mount = space.mountOf(request.path);
        if (mount == null) {
            return error(404, "no handler for route \"" + request.path + "\". route entry not found.");
        }
        Engine engine = space.mounts.get(mount);
        String path = request.path.substring(mount.length());
        if (!engine.versioned) {
            return engine.plain(request, path);
        }
        if (path.startsWith("data/")) {
            return engine.versioned(request, path.substring("data/".length()));
        }
        if (path.startsWith("destroy/")) {
            engine.secrets.computeIfPresent(
                    path.substring("destroy/".length()), (name, secret) -> new Secret(null, secret.deleted, true));
            return new Answer(204, "");
        }
        return new Answer(
                404,
                envelope()
                        .add("data", Json.NULL)
                        .add("warnings", Json.array("Invalid path for a versioned K/V secrets engine."))
                        .toString());
    }

    private static List<String> strings(@Nullable JsonValue value) {
        List<String> strings = new ArrayList<>();
        if (value instanceof JsonArray array) {
            array.forEach(item -> strings.add(item.asString()));
        } else if (value != null) {
            strings.add(value.asString());
        }
        return strings;
    }

    private static int seconds(JsonObject body, String name) {
        return Integer.parseInt(body.getString(name, "0s").replace("s", ""));
    }

    private static Answer error(int status, String text) {
        JsonArray errors = new JsonArray();
        if (!text.isEmpty()) {
            errors.add(text);
        }
        return new Answer(status, Json.object().add("errors", errors).toString());
    }

    private static JsonObject envelope() {
        return Json.object()
                .add("request_id", UUID.randomUUID().toString())
                .add("lease_id", "")
                .add("renewable", false)
                .add("lease_duration", 0)
                .add("wrap_info", Json.NULL);
    }

    private static Answer data(JsonObject data) {
        return new Answer(200, envelope().add("data", data).toString());
    }

    private static Answer auth(String token, int ttl, boolean renewable) {
        JsonObject auth = Json.object()
                .add("client_token", token)
                .add("accessor", "accessor")
                .add("policies", Json.array("default"))
                .add("metadata", Json.NULL)
                .add("lease_duration", ttl)
                .add("renewable", renewable);
        return new Answer(
                200, envelope().add("data", Json.NULL).add("auth", auth).toString());
    }

    private record Request(String method, String path, String token, String namespace, JsonObject body) {}

    private record Answer(int status, String body) {}

    private record Grant(List<String> policies, int ttl, boolean renewable, int renewed) {

        Grant(List<String> policies, int ttl, boolean renewable) {
            this(policies, ttl, renewable, ttl);
        }
    }

    private record Role(String id, List<String> policies, int ttl, List<String> secretIds) {}

    private record Secret(@Nullable JsonObject values, boolean deleted, boolean destroyed) {}

    /** A namespace. */
    private static final class Space {

        final Map<String, Engine> mounts = new ConcurrentHashMap<>();
        final Map<String, List<String>> policies = new ConcurrentHashMap<>();
        final Map<String, String> logins = new ConcurrentHashMap<>();
        final Map<String, Role> roles = new ConcurrentHashMap<>();

        @Nullable
        String mountOf(String path) {
            return mounts.keySet().stream().filter(path::startsWith).findFirst().orElse(null);
        }
    }

    /** A mounted KV engine. */
    private static final class Engine {

        final boolean versioned;
        final Map<String, Secret> secrets = new TreeMap<>();

        Engine(boolean versioned) {
            this.versioned = versioned;
        }

        Answer plain(Request request, String path) {
            if (!request.method.equals("GET")) {
                secrets.put(path, new Secret(request.body, false, false));
                return new Answer(204, "");
            }
            Secret secret = secrets.get(path);
            return secret == null ? error(404, "") : data(secret.values);
        }

        Answer versioned(Request request, String path) {
            Secret secret = secrets.get(path);
            if (request.method.equals("DELETE")) {
                secrets.put(path, new Secret(null, true, false));
                return new Answer(204, "");
            }
            if (!request.method.equals("GET")) {
                secrets.put(path, new Secret(VaultAnswer.object(request.body, "data"), false, false));
                return data(Json.object().add("version", 1));
            }
            if (secret == null) {
                return error(404, "");
            }
            JsonObject metadata = Json.object()
                    .add("deletion_time", secret.deleted ? "2026-11-23T14:46:37.355674045Z" : "")
                    .add("destroyed", secret.destroyed)
                    .add("version", 1);
            JsonValue values = secret.values == null ? Json.NULL : secret.values;
            Answer found = data(Json.object().add("data", values).add("metadata", metadata));
            return secret.values == null ? new Answer(404, found.body) : found;
        }
    }
}
