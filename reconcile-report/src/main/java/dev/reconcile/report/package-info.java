/**
 * One report in several formats: JSON, which is read back as well, CSV and text for the console; and the file that a
 * report is written to.
 */
@NullMarked
package dev.reconcile.report;

import org.jspecify.annotations.NullMarked;
