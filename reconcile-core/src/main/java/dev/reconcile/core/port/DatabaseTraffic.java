package dev.reconcile.core.port;

/**
 * How much was asked of a database while it was open.
 *
 * @param statements how many statements were sent that may cost it something, failed ones and further attempts included:
 *     those that count, hash, stream or look up rows, ask where a part ends, and ask how busy it is. The short ones that
 *     describe tables and set up a session are not counted. At least 0
 * @param retries how often a read was tried again after a failure that may have passed, such as a lost connection, a deadlock
 *     or a lock that was not free. At least 0
 */
public record DatabaseTraffic(long statements, long retries) {

    /** Nothing was asked yet. */
    public static final DatabaseTraffic NONE = new DatabaseTraffic(0, 0);

    public DatabaseTraffic {
        if (statements < 0 || retries < 0) {
            throw new IllegalArgumentException("Nothing is sent or tried again less than never.");
        }
    }
}
