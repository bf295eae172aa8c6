/** The report of a run: the one model that every rendering shows. */
@NullMarked
package dev.reconcile.core.report;

import org.jspecify.annotations.NullMarked;
