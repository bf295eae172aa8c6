package dev.reconcile.core.report;

/** Where rows are hashed. */
public enum HashPlace {
    /** In the database: one aggregate query, almost nothing crosses the network. */
    DATABASE,
    /** In this process, from streamed rows. */
    CLIENT
}
