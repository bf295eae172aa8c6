package dev.reconcile.vault;

import dev.reconcile.core.port.SecretException;
import dev.reconcile.vault.VaultAuthentication.AppRole;
import dev.reconcile.vault.VaultAuthentication.Kubernetes;
import io.github.jopenlibs.vault.EnvironmentLoader;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.api.Auth;
import io.github.jopenlibs.vault.api.Debug;
import io.github.jopenlibs.vault.api.Logical;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.response.AuthResponse;
import io.github.jopenlibs.vault.response.LogicalResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The calls to Vault, through the driver. A call that fails for a passing reason is tried again for a short while; all
 * that remains is told apart here: a refusal is a {@link RefusedException}, everything else a {@link SecretException} of
 * one line.
 *
 * <p>The driver's own exceptions go no further: they quote the answer's body. Safe for use by several threads.
 */
final class VaultConnection {

    /** Nobody waits longer than this for a token to be ended: it ends by itself. */
    private static final Duration REVOKE_TIMEOUT = Duration.ofSeconds(1);

    private final VaultSettings settings;
    private final Pace pace;
    private final HttpClient http;
    private final HttpClient client;

    VaultConnection(VaultSettings settings, Pace pace) {
        this.settings = settings;
        this.pace = pace;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                // A redirect would carry the token to a host that the user never named.
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout());
        if (settings.caFile() != null) {
            builder.sslContext(TrustedCertificates.of(settings.caFile()));
        }
        this.http = builder.build();
        this.client = new DriverHttpClient(http, settings.requestTimeout());
    }

    /**
     * Reads a path of Vault's API.
     *
     * @param task what is being done, to follow "Cannot "
     * @return an answer of status 200, 403 or 404
     */
    VaultAnswer read(String token, String apiPath, String task) throws RefusedException {
        return call(task, () -> {
            Logical logical = new Logical(config(token));
            LogicalResponse response = logical.read(SecretPath.parse(apiPath).encoded());
            int status = response.getRestResponse().getStatus();
            if (status != VaultAnswer.OK && status != VaultAnswer.DENIED && status != VaultAnswer.NOT_FOUND) {
                throw new VaultException("HTTP " + status, status);
            }
            try {
                return VaultAnswer.of(status, response.getRestResponse().getBody());
            } catch (RuntimeException e) {
                throw notVault(task, status);
            }
        });
    }

    /** What is known of a token that somebody made. */
    TokenLease lookUp(String token) throws RefusedException {
        VaultAnswer answer = read(token, "auth/token/lookup-self", "look up the token");
        if (answer.status() != VaultAnswer.OK) {
            throw new RefusedException(answer.status());
        }
        JsonObject data = answer.data();
        return TokenLease.of(
                token,
                VaultAnswer.number(data, "creation_ttl"),
                VaultAnswer.number(data, "ttl"),
                VaultAnswer.flag(data, "renewable"));
    }

    TokenLease logIn(AppRole role) throws RefusedException {
        return lease(call(
                "log in to Vault with AppRole at auth/" + role.mount(),
                () -> auth(null)
                        .loginByAppRole(SecretPath.parse(role.mount()).encoded(), role.roleId(), role.secretId())));
    }

    TokenLease logIn(Kubernetes role) throws RefusedException {
        String jwt = jwt(role);
        return lease(call(
                "log in to Vault as the Kubernetes role " + role.role() + " at auth/" + role.mount(),
                () -> auth(null)
                        .loginByJwt(
                                "kubernetes",
                                role.role(),
                                jwt,
                                "auth/" + SecretPath.parse(role.mount()).encoded())));
    }

    /** Prolongs a token by its usual time. */
    TokenLease renew(TokenLease lease) throws RefusedException {
        AuthResponse response =
                call("renew the token", () -> auth(lease.token()).renewSelf());
        return lease.prolonged(response.getAuthLeaseDuration(), response.isAuthRenewable());
    }

    /** Ends a token at once, so that it does not lie about in Vault. Never fails: it would end by itself. */
    void revoke(TokenLease lease) {
        try {
            HttpClient hasty = new DriverHttpClient(http, REVOKE_TIMEOUT);
            new Auth(config(lease.token()).httpClient(hasty)).revokeSelf();
        } catch (VaultException e) {
            interruptIfCausedBy(e);
        }
    }

    private TokenLease lease(AuthResponse response) {
        String token = response.getAuthClientToken();
        if (token == null || token.isEmpty()) {
            throw new SecretException(
                    "Cannot log in: " + vault() + " accepted the login and gave no token."
                            + " Choose a login method that asks for no second factor.",
                    null);
        }
        long seconds = response.getAuthLeaseDuration();
        return TokenLease.of(token, seconds, seconds, response.isAuthRenewable());
    }

    private static String jwt(Kubernetes role) {
        String remedy = ": run in a pod with a service account, or name the file of its token.";
        try {
            String jwt = Files.readString(role.jwtFile()).strip();
            if (!jwt.isEmpty() && jwt.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                return jwt;
            }
        } catch (IOException e) {
            throw new SecretException("Cannot read the service account's token in " + role.jwtFile() + remedy, e);
        }
        throw new SecretException("There is no token of a service account in " + role.jwtFile() + remedy, null);
    }

    private Auth auth(@Nullable String token) throws VaultException {
        return new Auth(config(token));
    }

    private VaultConfig config(@Nullable String token) throws VaultException {
        // Left alone, the driver takes what we do not set from the environment and ~/.vault-token: it would send a
        // token nobody asked for, and VAULT_SSL_VERIFY would turn off the check of certificates.
        VaultConfig config = new VaultConfig()
                .environmentLoader(new NoEnvironment())
                .address(settings.address().toString())
                .httpClient(client)
                // Version 1 leaves paths as they are: ours already hold the "data" of version 2 where it belongs.
                .engineVersion(1);
        if (token != null) {
            config.token(token);
        }
        if (settings.namespace() != null) {
            config.nameSpace(settings.namespace());
        }
        return config.build();
    }

    /** Runs a call until it succeeds, is refused, or has failed for too long. */
    private <T> T call(String task, DriverCall<T> call) throws RefusedException {
        long giveUp = System.nanoTime() + pace.retryWindow().toNanos();
        for (int attempt = 0; ; attempt++) {
            try {
                return call.run();
            } catch (VaultException e) {
                interruptIfCausedBy(e);
                boolean lastTry = attempt == pace.retryPauses().size() || !isPassing(e);
                if (lastTry || !pause(pace.retryPauses().get(attempt), giveUp)) {
                    throw failure(task, e);
                }
            }
        }
    }

    private static boolean isPassing(VaultException e) {
        int status = e.getHttpStatusCode();
        if (status == 0) {
            IOException broken = cause(e, IOException.class);
            return broken != null && cause(e, SSLException.class) == null;
        }
        // 412: a standby has not caught up yet. 429: a rate limit.
        return status >= 500 || status == 412 || status == 429;
    }

    /** Waits, with a little jitter; false if there is no time left or somebody interrupted. */
    private static boolean pause(Duration pause, long giveUp) {
        long millis = pause.toMillis() * ThreadLocalRandom.current().nextInt(80, 121) / 100;
        if (System.nanoTime() + Duration.ofMillis(millis).toNanos() > giveUp) {
            return false;
        }
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The driver swallows the interruption of its thread. */
    private static void interruptIfCausedBy(VaultException e) {
        if (cause(e, InterruptedException.class) != null) {
            Thread.currentThread().interrupt();
        }
    }

    private SecretException failure(String task, VaultException e) throws RefusedException {
        int status = e.getHttpStatusCode();
        if (Thread.currentThread().isInterrupted()) {
            return new SecretException("Cannot " + task + ": interrupted.", null);
        }
        if (status == 0) {
            IOException broken = cause(e, IOException.class);
            if (broken == null) {
                // The driver could make nothing of the answer.
                return notVault(task, VaultAnswer.OK);
            }
            return new SecretException(
                    "Cannot " + task + ": " + Unreachable.reason(settings.address(), broken), broken);
        }
        if (status < 300) {
            return notVault(task, status);
        }
        if (status < 400) {
            return new SecretException(
                    "Cannot " + task + ": " + vault() + " points elsewhere (HTTP " + status
                            + "), as a standby does that does not forward, or a proxy that wants https."
                            + " Set VAULT_ADDR to the active node or the load balancer itself.",
                    null);
        }
        NodeState state = nodeState();
        if (state == NodeState.EXPECTS_TLS) {
            return new SecretException(
                    "Cannot " + task + ": " + vault() + " answers HTTP 400 to everything, as a TLS listener does"
                            + " to plain HTTP. Write https:// in VAULT_ADDR.",
                    null);
        }
        if (status < 500 && status != 412 && status != 429) {
            throw new RefusedException(status);
        }
        return new SecretException("Cannot " + task + ": " + vault() + " " + state.sentence(status), null);
    }

    private SecretException notVault(String task, int status) {
        return new SecretException(
                "Cannot " + task + ": the server at " + settings.address() + " does not answer like Vault (HTTP "
                        + status + "). Check VAULT_ADDR: scheme, host and port, without a path.",
                null);
    }

    /** How messages name this Vault. */
    String vault() {
        return "the Vault at " + settings.address();
    }

    /** Asks the node how it is, which needs no token. */
    private NodeState nodeState() {
        try {
            // No namespace: the path exists only in the root.
            Debug debug = new Debug(config(null)).withNameSpace(null);
            return NodeState.ofHealth(debug.health().getRestResponse().getStatus());
        } catch (VaultException e) {
            interruptIfCausedBy(e);
            boolean plain = "http".equalsIgnoreCase(settings.address().getScheme());
            return e.getHttpStatusCode() == 400 && plain ? NodeState.EXPECTS_TLS : NodeState.UNKNOWN;
        }
    }

    static <E extends Throwable> @Nullable E cause(Throwable thrown, Class<E> type) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    /** One call of the driver. */
    private interface DriverCall<T> {

        T run() throws VaultException;
    }

    /** Knows no variable. */
    private static final class NoEnvironment extends EnvironmentLoader {

        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("NullAway") // the driver takes null for "not set"
        public String loadVariable(String name) {
            return null;
        }
    }
}
