/** The parts where this process spends its time on each row, each by itself: JMH benchmarks. */
@NullMarked
package dev.reconcile.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
