/** Values with references to things that stand elsewhere: environment variables, files, secrets. */
@NullMarked
package dev.reconcile.app.template;

import org.jspecify.annotations.NullMarked;
