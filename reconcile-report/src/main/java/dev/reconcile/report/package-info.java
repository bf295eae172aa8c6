/**
 * One report in several formats: JSON, which is read back as well, CSV, text for the console and a page for a browser;
 * and the file that a report is written to.
 */
@NullMarked
package dev.reconcile.report;

import org.jspecify.annotations.NullMarked;
