package dev.reconcile.report;

import static dev.reconcile.report.JsonReports.array;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.check.CheckReport;
import dev.reconcile.core.check.ColumnCheck;
import dev.reconcile.core.check.DatabaseCheck;
import dev.reconcile.core.check.KeyUsed;
import dev.reconcile.core.check.Note;
import dev.reconcile.core.check.SideCheck;
import dev.reconcile.core.check.TableCheck;
import dev.reconcile.core.check.TimeEstimate;
import dev.reconcile.core.port.Feature;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.Hashing;
import java.io.IOException;
import java.util.Locale;

/**
 * Writes everything that a check says as one indented JSON object, described by {@code docs/check.schema.json}. Fields
 * without a value are written as null. What a run's report has too bears the same name as there.
 */
public final class JsonCheckWriter {

    private static final double MILLIS_PER_SECOND = 1000;

    /**
     * Writes the whole check.
     *
     * @param out left open
     * @throws IOException as {@code out} throws it
     */
    public void write(CheckReport check, Appendable out) throws IOException {
        JsonLayout.write(tree(check), out);
    }

    private static ObjectNode tree(CheckReport check) {
        ObjectNode tree = object();
        tree.put("ready", check.ready());
        tree.put("summary", check.summary());
        tree.put("total_tables", check.tables().size());
        for (Verdict verdict : Verdict.values()) {
            tree.put("tables_at_best_" + lowerCase(verdict), check.tablesAtBest(verdict));
        }
        tree.put("timestamp", JsonReports.timestamp(check.timestamp()));
        tree.put("version", check.version());
        tree.put("compared", lowerCase(check.depth()));
        tree.set("source", tree(check.source()));
        tree.set("target", tree(check.target()));
        tree.set("estimated_seconds", tree(check.time()));
        tree.set("warnings", array(check.warnings()));
        tree.set("tables", array(check.tables(), JsonCheckWriter::tree));
        return tree;
    }

    private static ObjectNode tree(DatabaseCheck database) {
        ObjectNode tree = object();
        tree.put("engine", database.facts().engine());
        tree.put("isolation", database.facts().isolation());
        tree.put("replica", database.facts().replica());
        tree.set("features", array(database.features(), JsonCheckWriter::tree));
        return tree;
    }

    private static ObjectNode tree(Feature feature) {
        return object().put("name", feature.name()).put("state", feature.state());
    }

    private static ObjectNode tree(TimeEstimate time) {
        return object().put("least", time.least().toMillis() / MILLIS_PER_SECOND)
                .put("most", time.most().toMillis() / MILLIS_PER_SECOND);
    }

    private static ObjectNode tree(TableCheck table) {
        ObjectNode tree = object();
        tree.put("source", table.source());
        tree.put("target", table.target());
        tree.put("at_best", table.atBest().name());
        tree.set("notes", array(table.notes(), JsonCheckWriter::tree));
        tree.set("key", table.key() == null ? null : tree(table.key()));
        tree.set("columns", array(table.columns(), JsonCheckWriter::tree));
        tree.set("columns_missing", array(table.columnsMissing()));
        tree.set("columns_not_compared", array(table.columnsNotCompared(), JsonTables::tree));
        tree.set("reductions", array(table.reductions()));
        tree.set("source_side", table.sourceSide() == null ? null : tree(table.sourceSide()));
        tree.set("target_side", table.targetSide() == null ? null : tree(table.targetSide()));
        tree.set("estimated_seconds", table.time() == null ? null : tree(table.time()));
        return tree;
    }

    private static ObjectNode tree(Note note) {
        return object().put("level", lowerCase(note.level()))
                .put("topic", lowerCase(note.topic()))
                .put("text", note.text());
    }

    private static ObjectNode tree(KeyUsed key) {
        ObjectNode tree = object();
        tree.put("origin", lowerCase(key.origin()));
        tree.put("name", key.name());
        tree.set("columns", array(key.columns()));
        return tree;
    }

    private static ObjectNode tree(ColumnCheck column) {
        return object().put("source", column.source())
                .put("source_type", column.sourceType())
                .put("target", column.target())
                .put("target_type", column.targetType())
                .put("compared_as", column.comparedAs());
    }

    private static ObjectNode tree(SideCheck side) {
        Hashing hashing = side.hashing();
        HashPlace place = hashing == null ? null : hashing.place();
        ObjectNode tree = object();
        tree.put("table", side.table());
        tree.put("kind", lowerCase(side.kind()));
        tree.put(
                "estimated_rows",
                side.estimatedRows().isPresent() ? (Long) side.estimatedRows().getAsLong() : null);
        tree.put("access", lowerCase(side.access()));
        tree.put("hashed_in", place == null ? null : lowerCase(place));
        tree.put("hashing_reason", hashing == null ? null : hashing.reason());
        return tree;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String lowerCase(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
