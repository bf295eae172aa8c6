/** What runs came to and what they cost, as metrics for Prometheus: scraped, written to a file, or pushed. */
@NullMarked
package dev.reconcile.metrics;

import org.jspecify.annotations.NullMarked;
