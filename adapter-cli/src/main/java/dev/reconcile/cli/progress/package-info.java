/** Shows on standard error how far a run is. */
@NullMarked
package dev.reconcile.cli.progress;

import org.jspecify.annotations.NullMarked;
