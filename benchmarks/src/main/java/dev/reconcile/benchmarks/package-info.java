/** Measures the reconcile command, whole processes against real databases. */
@NullMarked
package dev.reconcile.benchmarks;

import org.jspecify.annotations.NullMarked;
