/** Which tables a run compares. */
@NullMarked
package dev.reconcile.app.tables;

import org.jspecify.annotations.NullMarked;
