/** The tables that are measured, and the damage planted in them. */
@NullMarked
package dev.reconcile.benchmarks.data;

import org.jspecify.annotations.NullMarked;
