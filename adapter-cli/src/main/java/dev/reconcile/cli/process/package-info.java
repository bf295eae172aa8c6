/** What concerns the process as a whole: how it ends, how it is interrupted, what it logs. */
@NullMarked
package dev.reconcile.cli.process;

import org.jspecify.annotations.NullMarked;
