package dev.reconcile.report;

import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import java.util.List;
import java.util.Objects;

/** Which parts of tables were compared, as text for a person, and what is known of the others. */
final class ConsoleScrub {

    private ConsoleScrub() {}

    static void write(ConsolePage page, Report report) {
        List<TableReport> inParts = report.tables().stream()
                .filter(table -> table.scrub() != null && !table.scrub().isWhole())
                .toList();
        if (inParts.isEmpty()) {
            return;
        }
        page.heading("Only a part of these tables was compared");
        for (TableReport table : inParts) {
            page.paragraph(2, ConsoleText.pair(table.source(), table.target()));
            ScrubWords.describe(Objects.requireNonNull(table.scrub())).forEach(sentence -> page.paragraph(4, sentence));
        }
    }
}
