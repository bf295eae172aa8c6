/** What is measured, a class for each question, and how figures are told. */
@NullMarked
package dev.reconcile.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
