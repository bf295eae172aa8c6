/** The standard streams, and what is known of the terminals behind them. */
@NullMarked
package dev.reconcile.cli.terminal;

import org.jspecify.annotations.NullMarked;
