/** What a comparison found, how bad it is and what to do about it. */
@NullMarked
package dev.reconcile.core.finding;

import org.jspecify.annotations.NullMarked;
