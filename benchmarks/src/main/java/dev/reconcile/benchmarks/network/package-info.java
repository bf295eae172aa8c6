/** A network between the command and its databases that can be made slow. */
@NullMarked
package dev.reconcile.benchmarks.network;

import org.jspecify.annotations.NullMarked;
