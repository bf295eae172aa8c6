/** Tells people what becomes of tables and jobs, as the settings want it. */
@NullMarked
package dev.reconcile.app.alert;

import org.jspecify.annotations.NullMarked;
