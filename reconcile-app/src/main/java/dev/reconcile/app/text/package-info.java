/** Names as people type and mistype them. */
@NullMarked
package dev.reconcile.app.text;

import org.jspecify.annotations.NullMarked;
