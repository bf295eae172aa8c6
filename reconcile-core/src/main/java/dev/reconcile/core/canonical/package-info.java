/** Canonical values: the one text form in which the values of both sides are compared. */
@NullMarked
package dev.reconcile.core.canonical;

import org.jspecify.annotations.NullMarked;
