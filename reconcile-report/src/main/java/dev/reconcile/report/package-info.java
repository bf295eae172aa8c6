/** One report in several formats. */
@NullMarked
package dev.reconcile.report;

import org.jspecify.annotations.NullMarked;
