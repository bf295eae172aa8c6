package dev.reconcile.report;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rows that differ as text for a person: the key, the columns that differ, and such values as the row holds. */
final class ConsoleRows {

    private ConsoleRows() {}

    static void write(ConsolePage page, RowDifference row) {
        page.paragraph(4, describe(row));
        if (row.tellsValues()) {
            for (ChangedColumn column : row.columns()) {
                page.paragraph(
                        6,
                        column.column() + ": " + ConsoleText.shown(column.source()) + " → "
                                + ConsoleText.shown(column.target()));
            }
        }
    }

    private static String describe(RowDifference row) {
        String key = row.key().isEmpty()
                ? "a row without a key"
                : row.key().stream()
                        .map(named -> named.column() + "=" + ConsoleText.shown(Value.Excerpt.of(named.value())))
                        .collect(Collectors.joining(", "));
        String columns = row.columns().stream().map(ChangedColumn::column).collect(Collectors.joining(", "));
        return row.kind() + " " + key
                + (columns.isEmpty() || row.tellsValues() ? "" : ": " + columns)
                + (row.occurrences() == 1 ? "" : String.format(Locale.ROOT, " (%,d times)", row.occurrences()))
                + (row.confirmation() == Confirmation.VOLATILE ? " (never at rest)" : "");
    }
}
