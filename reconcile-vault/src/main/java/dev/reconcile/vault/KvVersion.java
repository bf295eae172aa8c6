package dev.reconcile.vault;

/** Which KV secrets engine a mount holds. The two have different paths in Vault's API. */
public enum KvVersion {
    /** The engine without versions: {@code secret/x} is read at {@code secret/x}. */
    V1,
    /** The engine with versions, the usual one: {@code secret/x} is read at {@code secret/data/x}. */
    V2,
    /**
     * What the mount declares. Vault tells it to every token with a right anywhere below the mount; where it does not
     * tell, version 2 is tried and then version 1.
     */
    AUTO
}
