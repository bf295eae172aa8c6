package dev.reconcile.vault;

import java.time.Duration;

/**
 * A token and how long it lives.
 *
 * @param token the token
 * @param granted how long it was to live when it was made; zero if it never expires
 * @param expires when it ends, on the clock of {@link System#nanoTime}; meaningless if it never expires
 * @param renewable whether Vault lets its holder prolong it
 */
record TokenLease(String token, Duration granted, long expires, boolean renewable) {

    /** A token of which nothing more is known. Vault will say when it no longer holds. */
    static TokenLease unknown(String token) {
        return new TokenLease(token, Duration.ZERO, 0, false);
    }

    /**
     * @param granted seconds, 0 for ever
     * @param left seconds from now, 0 for ever
     */
    static TokenLease of(String token, long granted, long left, boolean renewable) {
        Duration length = left == 0 ? Duration.ZERO : Duration.ofSeconds(Math.max(granted, left));
        return new TokenLease(
                token, length, System.nanoTime() + Duration.ofSeconds(left).toNanos(), renewable);
    }

    /** The same token after Vault prolonged it to {@code left} seconds from now. */
    TokenLease prolonged(long left, boolean stillRenewable) {
        return of(token, Math.max(granted.toSeconds(), left), left, stillRenewable);
    }

    boolean neverExpires() {
        return granted.isZero();
    }

    /** How long the token still lives; zero once it is dead. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, expires - System.nanoTime()));
    }

    /** Whether Vault gave clearly less than at first, as it does when the token's maximum life nears. */
    boolean isCapped() {
        return left().compareTo(granted.multipliedBy(9).dividedBy(10)) < 0;
    }

    @Override
    public String toString() {
        return "TokenLease[granted=" + granted + ", left=" + left() + ", renewable=" + renewable + "]";
    }
}
