/** When runs are due. */
@NullMarked
package dev.reconcile.core.schedule;

import org.jspecify.annotations.NullMarked;
