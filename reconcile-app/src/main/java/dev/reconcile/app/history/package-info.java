/** What a process remembers of its runs, also while the place where it does so fails. */
@NullMarked
package dev.reconcile.app.history;

import org.jspecify.annotations.NullMarked;
