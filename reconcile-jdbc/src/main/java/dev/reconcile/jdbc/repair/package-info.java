/** The script that mends a target. It is written, never run. */
@NullMarked
package dev.reconcile.jdbc.repair;

import org.jspecify.annotations.NullMarked;
