package dev.reconcile.report;

import static dev.reconcile.report.ReportWords.number;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import java.io.IOException;
import java.util.List;

/**
 * Rows that differ as a table on a page: the key, and both values of each column that differs beside each other; of long
 * values the parts in which they begin to differ.
 */
final class HtmlRows {

    private HtmlRows() {}

    /**
     * @param caption what the rows are, as a heading says it
     * @param rows at least one
     */
    static void write(HtmlPage page, String caption, List<RowDifference> rows) throws IOException {
        page.open("div", "class", "scroll")
                .open("table", "class", "folding rows")
                .element("caption", caption, "class", "unseen");
        page.open("thead").open("tr");
        for (String heading : List.of("Row", "Key", "Column", "Source", "Target")) {
            page.element("th", heading, "scope", "col");
        }
        page.close(2);
        for (RowDifference row : rows) {
            page.open("tbody");
            write(page, row.excerpt());
            page.close();
        }
        page.close(2);
    }

    private static void write(HtmlPage page, RowDifference row) throws IOException {
        List<ChangedColumn> told = row.tellsValues() ? row.columns() : List.of();
        page.open("tr");
        String height = told.size() > 1 ? String.valueOf(told.size()) : null;
        page.open("td", "class", "kind", "rowspan", height);
        page.element("span", row.kind().name(), "class", "tag").close();
        page.open("th", "scope", "rowgroup", "rowspan", height, "class", "key");
        writeKey(page, row);
        page.close();
        if (told.isEmpty()) {
            page.open("td", "colspan", "3", "class", "untold");
            writeWithoutValues(page, row);
            page.close(2);
            return;
        }
        for (int i = 0; i < told.size(); i++) {
            if (i > 0) {
                page.open("tr");
            }
            write(page, told.get(i));
            page.close();
        }
    }

    private static void writeKey(HtmlPage page, RowDifference row) throws IOException {
        if (row.key().isEmpty()) {
            page.element("span", "a row without a key", "class", "untold");
        } else {
            HtmlValues.writeKey(page, row.key());
        }
        if (row.occurrences() != 1) {
            page.text(" ").element("small", number(row.occurrences()) + " times", "class", "note");
        }
        if (row.confirmation() == Confirmation.VOLATILE) {
            page.text(" ").element("small", "never at rest", "class", "note");
        }
    }

    private static void write(HtmlPage page, ChangedColumn column) throws IOException {
        page.open("td", "class", "column");
        HtmlTags.writeName(page, column.column());
        page.close();
        page.open("td", "class", "differs", "data-label", "Source");
        HtmlValues.writeSource(page, column);
        page.close();
        page.open("td", "class", "differs", "data-label", "Target");
        HtmlValues.writeTarget(page, column);
        page.close();
    }

    private static void writeWithoutValues(HtmlPage page, RowDifference row) throws IOException {
        switch (row.kind()) {
            case MISSING -> page.text("in the source only");
            case EXTRA -> page.text("in the target only");
            case CHANGED -> {
                String blanks = "";
                for (ChangedColumn column : row.columns()) {
                    page.text(blanks);
                    HtmlTags.writeName(page, column.column());
                    blanks = ", ";
                }
                page.text(" ").element("small", "values hidden", "class", "note");
            }
        }
    }
}
