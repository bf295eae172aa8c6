/** How a row is told apart from the others, and found again. */
@NullMarked
package dev.reconcile.core.key;

import org.jspecify.annotations.NullMarked;
