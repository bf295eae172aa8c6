/** Tables as the databases describe them, and which of them are compared with which. */
@NullMarked
package dev.reconcile.core.table;

import org.jspecify.annotations.NullMarked;
