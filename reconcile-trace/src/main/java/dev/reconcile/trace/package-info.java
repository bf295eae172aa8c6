/** Spans of runs, their tables and segments, sent to an OpenTelemetry collector. */
@NullMarked
package dev.reconcile.trace;

import org.jspecify.annotations.NullMarked;
