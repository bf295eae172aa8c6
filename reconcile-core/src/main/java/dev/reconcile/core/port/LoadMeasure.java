package dev.reconcile.core.port;

/** What can be asked of a database about how busy it is. */
public enum LoadMeasure {
    /** Sessions of clients that run a statement at this moment, without those of this library; a whole number. */
    ACTIVE_SESSIONS("active-sessions"),
    /** How far replication is behind: the slowest replica of a primary, or a replica itself; in milliseconds. */
    REPLICA_LAG("replica-lag");

    private final String word;

    LoadMeasure(String word) {
        this.word = word;
    }

    /** The word that settings have for it: {@code active-sessions}. */
    @Override
    public String toString() {
        return word;
    }
}
