/** How far a run has come, so that another one goes on from there. */
@NullMarked
package dev.reconcile.core.checkpoint;

import org.jspecify.annotations.NullMarked;
