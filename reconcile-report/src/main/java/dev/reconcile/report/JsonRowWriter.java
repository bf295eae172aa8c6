package dev.reconcile.report;

import static dev.reconcile.report.JsonReports.array;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.report.RowComparison;
import dev.reconcile.core.report.RowComparison.ColumnValues;
import dev.reconcile.core.report.RowComparison.SideBySide;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the rows of one key as one indented JSON object, with whole values and their types. */
public final class JsonRowWriter {

    /**
     * Writes the whole comparison.
     *
     * @param out left open
     * @throws IOException as {@code out} throws it
     */
    public void write(RowComparison row, Appendable out) throws IOException {
        JsonLayout.write(tree(row), out);
    }

    private static ObjectNode tree(RowComparison row) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("matches", row.matches());
        tree.put("timestamp", JsonReports.timestamp(row.timestamp()));
        tree.put("source", row.source());
        tree.put("target", row.target());
        tree.set("key", array(row.key(), JsonRows::tree));
        tree.put("source_rows", row.sourceRows());
        tree.put("target_rows", row.targetRows());
        tree.put("different_rows", row.differentRows());
        tree.set("rows", array(row.rows(), JsonRowWriter::tree));
        tree.put("rows_left_out", row.rowsLeftOut());
        tree.set("columns_not_compared", array(row.uncompared(), JsonTables::tree));
        tree.set("notes", array(row.notes()));
        return tree;
    }

    private static ObjectNode tree(SideBySide row) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("state", row.state().name().toLowerCase(Locale.ROOT));
        tree.set("columns", array(row.columns(), JsonRowWriter::tree));
        return tree;
    }

    private static ObjectNode tree(ColumnValues column) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("column", column.column());
        tree.put("target_column", column.targetColumn());
        put(tree, "source_type", "source", column.source());
        put(tree, "target_type", "target", column.target());
        tree.put("agreement", column.agreement().name().toLowerCase(Locale.ROOT));
        return tree;
    }

    /** Where a side has no such row both fields are null; NULL has a type. */
    private static void put(ObjectNode tree, String typeField, String valueField, @Nullable Value value) {
        if (value == null) {
            tree.putNull(typeField);
            tree.putNull(valueField);
        } else {
            JsonValues.put(tree, typeField, valueField, value);
        }
    }
}
