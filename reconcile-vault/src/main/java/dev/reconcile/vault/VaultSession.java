package dev.reconcile.vault;

import dev.reconcile.core.port.SecretException;
import dev.reconcile.vault.VaultAuthentication.AppRole;
import dev.reconcile.vault.VaultAuthentication.Kubernetes;
import dev.reconcile.vault.VaultAuthentication.Token;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a valid token for as long as the session is open: a daemon thread renews it in time, and logs in anew where
 * renewing fails or Vault prolongs it no more. Safe for use by several threads.
 */
final class VaultSession implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(VaultSession.class);

    private final VaultConnection connection;
    private final VaultAuthentication authentication;
    private final Pace pace;
    private final Object closing = new Object();
    private final @Nullable Thread renewal;
    private volatile TokenLease lease;
    private volatile boolean closed;

    /**
     * Logs in, or looks the given token up.
     *
     * @throws SecretException if Vault cannot be reached or refuses the login. A given token is not refused here: one
     *     that may not look itself up may still read
     */
    VaultSession(VaultConnection connection, VaultAuthentication authentication, Pace pace) {
        this.connection = connection;
        this.authentication = authentication;
        this.pace = pace;
        this.lease = authentication instanceof Token given ? lookUp(given) : logIn();
        this.renewal = lease.neverExpires() ? null : startRenewal();
    }

    private Thread startRenewal() {
        Thread thread = new Thread(this::keepAlive, "reconcile-vault-renewal");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The token that holds now. */
    String token() {
        if (closed) {
            throw new IllegalStateException("The store of secrets is closed.");
        }
        return lease.token();
    }

    /**
     * Another token after Vault refused one.
     *
     * @return empty if the token is still good, so that the refusal was about something else
     * @throws SecretException if the token is not good and there is no other
     */
    synchronized Optional<String> replacementOf(String refused) {
        if (!lease.token().equals(refused)) {
            return Optional.of(lease.token());
        }
        try {
            connection.lookUp(refused);
            return Optional.empty();
        } catch (RefusedException e) {
            if (authentication instanceof Token) {
                throw new SecretException(
                        connection.vault() + " does not accept the token (HTTP " + e.status()
                                + "): it is wrong, expired or revoked. Set VAULT_TOKEN to a valid one.",
                        e);
            }
            lease = logIn();
            return Optional.of(lease.token());
        }
    }

    private TokenLease lookUp(Token given) {
        try {
            return connection.lookUp(given.token());
        } catch (RefusedException e) {
            log.debug("Vault does not tell how long the token lives ({}); it will not be renewed.", e.getMessage());
            return TokenLease.unknown(given.token());
        }
    }

    private TokenLease logIn() {
        try {
            if (authentication instanceof AppRole role) {
                return connection.logIn(role);
            }
            if (authentication instanceof Kubernetes role) {
                return connection.logIn(role);
            }
            throw new IllegalStateException("There is no login with a token.");
        } catch (RefusedException e) {
            throw new SecretException(refusedLogin(e.status()), e);
        }
    }

    private String refusedLogin(int status) {
        if (authentication instanceof Kubernetes role) {
            return "Cannot log in: " + connection.vault() + " refused the login as the Kubernetes role " + role.role()
                    + " at auth/" + role.mount()
                    + " (HTTP " + status + "). Check that the method is mounted there, that it has this role,"
                    + " and that the role is bound to the pod's service account and namespace.";
        }
        String mount = authentication instanceof AppRole role ? role.mount() : "";
        return "Cannot log in: " + connection.vault() + " refused the AppRole login at auth/" + mount + " (HTTP "
                + status
                + "). Check that the method is mounted there, and the role id and the secret id:"
                + " one of them is wrong, or the secret id has expired or is used up.";
    }

    /** The thread that renews. */
    private void keepAlive() {
        Optional<Duration> pause = Optional.of(pace.untilRenewal(lease.left()));
        while (pause.isPresent() && sleep(pause.get())) {
            pause = renew();
        }
    }

    /** Waits until the time has come; false if the session was closed before. */
    private boolean sleep(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        synchronized (closing) {
            try {
                for (long left = pause.toMillis(); left > 0 && !closed; ) {
                    closing.wait(left);
                    left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                }
            } catch (InterruptedException e) {
                return false;
            }
            return !closed;
        }
    }

    /** Renews once. Returns how long to wait until the next time; empty if there is nothing more to do. */
    private synchronized Optional<Duration> renew() {
        if (closed) {
            return Optional.empty();
        }
        try {
            return authentication instanceof Token ? renewGiven() : renewOrLogIn();
        } catch (SecretException e) {
            if (closed) {
                return Optional.empty();
            }
            log.warn("The token for Vault could not be renewed; trying again. {}", e.getMessage());
            return retryPause();
        } catch (RuntimeException e) {
            // Its message is not ours, so it might quote anything.
            log.warn(
                    "The token for Vault could not be renewed; trying again. ({})",
                    e.getClass().getName());
            return retryPause();
        }
    }

    private Optional<Duration> renewGiven() {
        TokenLease before = lease;
        if (!before.renewable()) {
            log.warn(
                    "The token for Vault is not renewable and expires in {} s: secrets cannot be read after that."
                            + " Use a renewable token, or AppRole, for longer runs.",
                    before.left().toSeconds());
            return Optional.empty();
        }
        try {
            lease = connection.renew(before);
        } catch (RefusedException e) {
            log.warn(
                    "Vault refuses to renew the token ({}), which expires in {} s: secrets cannot be read after that."
                            + " Check that its policy allows update on auth/token/renew-self.",
                    e.getMessage(),
                    before.left().toSeconds());
            return Optional.empty();
        }
        if (!isProlonged(before)) {
            log.warn(
                    "The token for Vault has reached its longest life and expires in {} s: secrets cannot be read"
                            + " after that. Use a periodic token, or AppRole, for longer runs.",
                    lease.left().toSeconds());
            return Optional.empty();
        }
        return nextRenewal();
    }

    private Optional<Duration> renewOrLogIn() {
        TokenLease before = lease;
        if (before.renewable()) {
            try {
                lease = connection.renew(before);
                if (isProlonged(before) && !lease.isCapped()) {
                    return nextRenewal();
                }
            } catch (RefusedException e) {
                log.debug("Vault refuses to renew the token ({}); logging in anew.", e.getMessage());
            }
        }
        lease = logIn();
        log.debug("Logged in to Vault anew.");
        return nextRenewal();
    }

    private boolean isProlonged(TokenLease before) {
        return lease.neverExpires()
                || lease.expires() - before.expires()
                        > pace.leastProlongation(before.granted()).toNanos();
    }

    private Optional<Duration> nextRenewal() {
        return lease.neverExpires() ? Optional.empty() : Optional.of(pace.untilRenewal(lease.left()));
    }

    private Optional<Duration> retryPause() {
        TokenLease current = lease;
        if (current.left().isZero() && authentication instanceof Token) {
            log.warn("The token for Vault has expired: secrets cannot be read any more.");
            return Optional.empty();
        }
        return Optional.of(pace.untilNextTry(current.left()));
    }

    /** Waits for the thread, so that it leaves no token of a login behind that it has just begun. */
    private static void endRenewal(Thread renewal) {
        renewal.interrupt();
        try {
            renewal.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the renewal, and the token if a login made it. */
    @Override
    public void close() {
        synchronized (closing) {
            if (closed) {
                return;
            }
            closed = true;
            closing.notifyAll();
        }
        if (renewal != null) {
            endRenewal(renewal);
        }
        if (!(authentication instanceof Token)) {
            connection.revoke(lease);
        }
    }
}
