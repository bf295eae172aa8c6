/** Tokens: who comes to the service, and what he may do. */
@NullMarked
package dev.reconcile.http.token;

import org.jspecify.annotations.NullMarked;
