/** The demonstration: two databases of our own, known damage in one of them, and a run that finds it. */
@NullMarked
package dev.reconcile.cli.demo;

import org.jspecify.annotations.NullMarked;
