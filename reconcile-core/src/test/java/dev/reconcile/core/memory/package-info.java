/** A database in memory, and what makes tables for it: shared by the tests of all modules. */
@NullMarked
package dev.reconcile.core.memory;

import org.jspecify.annotations.NullMarked;
