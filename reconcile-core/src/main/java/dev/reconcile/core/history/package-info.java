/** What is remembered of runs: their results, since when each table differs, and each row that does from run to run. */
@NullMarked
package dev.reconcile.core.history;

import org.jspecify.annotations.NullMarked;
