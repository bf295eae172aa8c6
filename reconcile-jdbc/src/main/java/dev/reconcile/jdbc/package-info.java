/** Databases behind the core's port, over JDBC. */
@NullMarked
package dev.reconcile.jdbc;

import org.jspecify.annotations.NullMarked;
