package dev.reconcile.core.canonical;

/** How a fraction of a second is brought to the fewer digits that the target's type can hold. */
public enum Rounding {
    /** To the nearest, a half away from the past: what the PostgreSQL driver does with 500 ns. */
    HALF_UP,
    /** The surplus digits are dropped. */
    TRUNCATE
}
