/** Whether a run said what is true: a fast wrong answer is no result. */
@NullMarked
package dev.reconcile.benchmarks.answer;

import org.jspecify.annotations.NullMarked;
