/** Sums of row hashes in buckets: equal tables have equal sums, and the sums of pieces add up. */
@NullMarked
package dev.reconcile.core.fingerprint;

import org.jspecify.annotations.NullMarked;
