/** The HTTP service: what is known of runs and tables, and who may begin, end and see what. */
@NullMarked
package dev.reconcile.http;

import org.jspecify.annotations.NullMarked;
