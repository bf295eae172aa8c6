/** Settings, and the wiring that every adapter shares. */
@NullMarked
package dev.reconcile.app;

import org.jspecify.annotations.NullMarked;
