/** The reconcile command. */
@NullMarked
package dev.reconcile.cli;

import org.jspecify.annotations.NullMarked;
