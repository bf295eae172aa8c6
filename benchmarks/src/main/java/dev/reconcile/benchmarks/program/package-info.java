/** The reconcile command as a process of its own. */
@NullMarked
package dev.reconcile.benchmarks.program;

import org.jspecify.annotations.NullMarked;
