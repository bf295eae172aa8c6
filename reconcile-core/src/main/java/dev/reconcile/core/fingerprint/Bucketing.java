package dev.reconcile.core.fingerprint;

/** How rows are spread over buckets, by what both sides know of them alike. */
public sealed interface Bucketing permits Buckets, KeyBuckets {

    /** How many buckets there are, at least 1. */
    int count();
}
