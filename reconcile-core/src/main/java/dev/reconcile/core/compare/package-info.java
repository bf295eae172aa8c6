/** The comparison of one table: which columns are paired, how rows are hashed, what the sums say. */
@NullMarked
package dev.reconcile.core.compare;

import org.jspecify.annotations.NullMarked;
