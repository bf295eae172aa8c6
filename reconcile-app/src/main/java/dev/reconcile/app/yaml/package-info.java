/** A YAML text as a tree whose every part knows its line. */
@NullMarked
package dev.reconcile.app.yaml;

import org.jspecify.annotations.NullMarked;
