/** The databases that are measured. */
@NullMarked
package dev.reconcile.benchmarks.server;

import org.jspecify.annotations.NullMarked;
