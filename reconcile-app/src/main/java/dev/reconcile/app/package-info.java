/** Settings, and the wiring that every adapter shares: {@code SettingsReader}, then {@code PreparedRun}. */
@NullMarked
package dev.reconcile.app;

import org.jspecify.annotations.NullMarked;
