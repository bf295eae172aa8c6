/** What is worth telling somebody of a table or a job, and what was told already. */
@NullMarked
package dev.reconcile.core.alert;

import org.jspecify.annotations.NullMarked;
