package dev.reconcile.report;

import static dev.reconcile.report.JsonReports.array;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.report.RowsReport;
import java.util.List;
import java.util.Locale;

/**
 * The rows that differ as JSON and back: with their keys, and without any other value of theirs. Where tables have no key
 * a row is told apart by all its values, so none is written.
 */
final class JsonRows {

    private JsonRows() {}

    /** @param key the key's columns; empty where there is none */
    static ObjectNode tree(RowsReport rows, List<String> key) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("missing_rows", rows.missing());
        tree.put("extra_rows", rows.extra());
        tree.put("changed_rows", rows.changed());
        tree.put("in_flight_rows", rows.inFlight());
        tree.put("unsettled_rows", rows.unsettled());
        tree.put("key_collisions", rows.keyCollisions());
        tree.put("looks", rows.looks());
        tree.put("details_left_out", rows.detailsLeftOut());
        tree.set("details", array(rows.details(), row -> tree(row, key)));
        return tree;
    }

    static RowsReport rows(JsonFields fields) {
        return new RowsReport(
                fields.whole("missing_rows"),
                fields.whole("extra_rows"),
                fields.whole("changed_rows"),
                fields.whole("in_flight_rows"),
                fields.whole("unsettled_rows"),
                fields.whole("key_collisions"),
                fields.count("looks"),
                fields.objects("details", JsonRows::difference));
    }

    private static ObjectNode tree(RowDifference row, List<String> key) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("kind", row.kind().name().toLowerCase(Locale.ROOT));
        tree.put("confirmation", row.confirmation().name().toLowerCase(Locale.ROOT));
        tree.put("occurrences", row.occurrences());
        tree.set("key", array(key.isEmpty() ? List.of() : row.key(), JsonRows::tree));
        tree.set(
                "columns",
                array(row.columns().stream().map(ChangedColumn::column).toList()));
        return tree;
    }

    private static RowDifference difference(JsonFields fields) {
        return new RowDifference(
                fields.word("kind", Kind.class),
                fields.objects("key", JsonRows::value),
                fields.texts("columns").stream()
                        .map(name -> new ChangedColumn(name, Value.Hidden.HIDDEN, Value.Hidden.HIDDEN))
                        .toList(),
                fields.whole("occurrences"),
                fields.word("confirmation", Confirmation.class));
    }

    private static ObjectNode tree(NamedValue named) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("column", named.column());
        JsonValues.put(tree, "type", "value", named.value());
        return tree;
    }

    private static NamedValue value(JsonFields fields) {
        return new NamedValue(fields.text("column"), JsonValues.read(fields, "type", "value"));
    }
}
