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
import dev.reconcile.core.report.AcceptedRows;
import dev.reconcile.core.report.Halted;
import dev.reconcile.core.report.RowsReport;
import java.util.List;
import java.util.Locale;

/** The rows that differ as JSON and back: with their keys, and with such other values as the report holds. */
final class JsonRows {

    private JsonRows() {}

    static ObjectNode tree(RowsReport rows) {
        ObjectNode tree = numbers(rows);
        tree.put("details_left_out", rows.detailsLeftOut());
        tree.set("details", array(rows.details(), JsonRows::tree));
        tree.set("accepted", array(rows.accepted(), JsonRows::tree));
        return tree;
    }

    /** How many rows differ, without which. */
    static ObjectNode numbers(RowsReport rows) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("missing_rows", rows.missing());
        tree.put("extra_rows", rows.extra());
        tree.put("changed_rows", rows.changed());
        tree.put("tolerated_rows", rows.tolerated());
        tree.put("in_flight_rows", rows.inFlight());
        tree.put("younger_rows", rows.younger());
        tree.put("unsettled_rows", rows.unsettled());
        tree.put("key_collisions", rows.keyCollisions());
        tree.put("looks", rows.looks());
        Halted halted = rows.halted();
        if (halted != null) {
            tree.putObject("halted")
                    .put("above", halted.above())
                    .put("searched_rows", halted.searchedRows())
                    .put("rows_to_search", halted.rowsToSearch());
        }
        return tree;
    }

    static RowsReport rows(JsonFields fields) {
        return new RowsReport(
                fields.whole("missing_rows"),
                fields.whole("extra_rows"),
                fields.whole("changed_rows"),
                fields.whole("tolerated_rows"),
                fields.whole("in_flight_rows"),
                fields.whole("younger_rows"),
                fields.whole("unsettled_rows"),
                fields.whole("key_collisions"),
                fields.count("looks"),
                fields.objects("details", JsonRows::difference),
                fields.objects("accepted", JsonRows::accepted),
                fields.isNull("halted") ? null : fields.object("halted", JsonRows::halted));
    }

    private static Halted halted(JsonFields fields) {
        return new Halted(fields.text("above"), fields.whole("searched_rows"), fields.whole("rows_to_search"));
    }

    private static ObjectNode tree(AcceptedRows rows) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("entry", rows.entry());
        tree.put("reason", rows.reason());
        tree.put("until", rows.until().toString());
        tree.put("missing_rows", rows.missing());
        tree.put("extra_rows", rows.extra());
        tree.put("changed_rows", rows.changed());
        tree.set("details", array(rows.details(), JsonRows::tree));
        return tree;
    }

    private static AcceptedRows accepted(JsonFields fields) {
        return new AcceptedRows(
                fields.text("entry"),
                fields.text("reason"),
                fields.day("until"),
                fields.whole("missing_rows"),
                fields.whole("extra_rows"),
                fields.whole("changed_rows"),
                fields.objects("details", JsonRows::difference));
    }

    static ObjectNode tree(RowDifference row) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("kind", row.kind().name().toLowerCase(Locale.ROOT));
        tree.put("confirmation", row.confirmation().name().toLowerCase(Locale.ROOT));
        tree.put("occurrences", row.occurrences());
        tree.set("key", array(row.key(), JsonRows::tree));
        tree.set(
                "columns",
                array(row.columns().stream().map(ChangedColumn::column).toList()));
        tree.set("values", array(row.tellsValues() ? row.columns() : List.of(), JsonRows::tree));
        return tree;
    }

    static RowDifference difference(JsonFields fields) {
        List<ChangedColumn> values = fields.objects("values", JsonRows::changed);
        return new RowDifference(
                fields.word("kind", Kind.class),
                fields.objects("key", JsonRows::value),
                values.isEmpty()
                        ? fields.texts("columns").stream()
                                .map(name -> new ChangedColumn(name, Value.Hidden.HIDDEN, Value.Hidden.HIDDEN))
                                .toList()
                        : values,
                fields.whole("occurrences"),
                fields.word("confirmation", Confirmation.class));
    }

    private static ObjectNode tree(ChangedColumn changed) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("column", changed.column());
        JsonValues.put(tree, "source_type", "source", changed.source());
        JsonValues.put(tree, "target_type", "target", changed.target());
        return tree;
    }

    private static ChangedColumn changed(JsonFields fields) {
        return new ChangedColumn(
                fields.text("column"),
                JsonValues.read(fields, "source_type", "source"),
                JsonValues.read(fields, "target_type", "target"));
    }

    static ObjectNode tree(NamedValue named) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("column", named.column());
        JsonValues.put(tree, "type", "value", named.value());
        return tree;
    }

    static NamedValue value(JsonFields fields) {
        return new NamedValue(fields.text("column"), JsonValues.read(fields, "type", "value"));
    }
}
