/** The addresses of databases as people write them. */
@NullMarked
package dev.reconcile.app.connection;

import org.jspecify.annotations.NullMarked;
