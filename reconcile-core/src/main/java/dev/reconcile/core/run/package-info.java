/** A run over many tables, from the pairs asked for to the report. */
@NullMarked
package dev.reconcile.core.run;

import org.jspecify.annotations.NullMarked;
