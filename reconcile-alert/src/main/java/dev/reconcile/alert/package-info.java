/** Alerts by webhook, Alertmanager or a command. */
@NullMarked
package dev.reconcile.alert;

import org.jspecify.annotations.NullMarked;
