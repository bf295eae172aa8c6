package dev.reconcile.jdbc.dialect;

import java.time.Duration;

/**
 * How long a database is bothered.
 *
 * @param connect how long a connection may take to open
 * @param statement how long one statement may run
 * @param lock how long a statement may wait for a lock
 */
public record Limits(Duration connect, Duration statement, Duration lock) {

    private static final Duration GRACE = Duration.ofMinutes(1);

    /** The same, but statements run no longer than this. */
    public Limits withStatement(Duration longest) {
        return new Limits(connect, statement.compareTo(longest) < 0 ? statement : longest, lock);
    }

    /**
     * How long the network may be silent: longer than any statement may run, because an aggregate says nothing until it is
     * done.
     */
    public Duration socket() {
        return statement.plus(GRACE);
    }
}
