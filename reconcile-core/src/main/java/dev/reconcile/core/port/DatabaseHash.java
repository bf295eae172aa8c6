package dev.reconcile.core.port;

/** How a database hashes rows, where it does. Hashes of one kind say nothing about those of another. */
public enum DatabaseHash {
    /** The MD5 of the row's canonical text: the same in every database, and in this process. */
    MD5,

    /**
     * By functions of the database's own over the values as they are stored, at a fraction of the cost: only where
     * {@link TableReader#ownHash} says of both sides that these give equal hashes to rows of equal canonical texts, and
     * to no others.
     */
    OWN
}
