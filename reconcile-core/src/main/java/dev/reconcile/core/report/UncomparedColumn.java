package dev.reconcile.core.report;

import java.util.Objects;

/**
 * A column whose values were not compared.
 *
 * @param column its name; the source's where the source has it
 * @param reason why not, as a sentence
 * @param excluded whether the user asked for that; what nobody asked for makes the table
 *     {@link Verdict#INCONCLUSIVE}
 */
public record UncomparedColumn(String column, String reason, boolean excluded) {

    public UncomparedColumn {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(reason, "reason");
    }
}
