/** Runs jobs when they are due, with Quartz. */
@NullMarked
package dev.reconcile.scheduler;

import org.jspecify.annotations.NullMarked;
