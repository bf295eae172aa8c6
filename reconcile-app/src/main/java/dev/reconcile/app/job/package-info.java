/** Jobs: what a daemon, a service and a command run, again and again or once. */
@NullMarked
package dev.reconcile.app.job;

import org.jspecify.annotations.NullMarked;
