/** What a run would meet, found out without reading a row. */
@NullMarked
package dev.reconcile.core.check;

import org.jspecify.annotations.NullMarked;
