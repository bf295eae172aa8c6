/** What the core needs from outside: databases, secrets, and places to write a report. */
@NullMarked
package dev.reconcile.core.port;

import org.jspecify.annotations.NullMarked;
