/**
 * What differs between the engines: their SQL, their types, their errors. Nothing outside this module sees it. Another
 * engine is one more {@link dev.reconcile.jdbc.dialect.Dialect} in {@link dev.reconcile.jdbc.dialect.Dialects}.
 */
@NullMarked
package dev.reconcile.jdbc.dialect;

import org.jspecify.annotations.NullMarked;
