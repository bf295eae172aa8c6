/** What runs found, kept in a file of H2 or in PostgreSQL. */
@NullMarked
package dev.reconcile.history;

import org.jspecify.annotations.NullMarked;
