package dev.reconcile.report;

import static dev.reconcile.report.JsonReports.array;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.EarlierRead;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.SideReport;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.report.SoftenedColumn;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.report.Verdict;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of a table pair as JSON and back. Both sides lie flat in it, {@code source_count} beside
 * {@code target_count}, where queries such as jq's find them; all fields of a side are null where nothing was read from
 * it.
 */
final class JsonTables {

    private static final String SOURCE = "source_";
    private static final String TARGET = "target_";

    private JsonTables() {}

    static ObjectNode tree(TableReport table) {
        SideReport source = table.sourceSide();
        SideReport target = table.targetSide();
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("source", table.source());
        tree.put("target", table.target());
        tree.put("verdict", table.verdict().name());
        tree.set("reasons", array(table.reasons()));
        tree.put("compared", lowerCase(table.compared()));
        tree.put("source_count", table.sourceCount());
        tree.put("target_count", table.targetCount());
        tree.put("source_checksum", source == null ? null : source.checksum());
        tree.put("target_checksum", target == null ? null : target.checksum());
        tree.put("buckets_compared", table.bucketsCompared());
        tree.put("buckets_different", table.bucketsDifferent());
        RowsReport rows = table.rows();
        tree.set("rows", rows == null ? JsonNodeFactory.instance.nullNode() : JsonRows.tree(rows));
        tree.set("key", array(table.key()));
        tree.set("columns_compared", array(table.columnsCompared()));
        tree.set("columns_not_compared", array(table.columnsNotCompared(), JsonTables::tree));
        tree.set("reductions", array(table.reductions()));
        if (!table.columnsSoftened().isEmpty()) {
            tree.set("columns_softened", array(table.columnsSoftened(), JsonTables::tree));
        }
        putRead(tree, SOURCE, source);
        putRead(tree, TARGET, target);
        tree.put("milliseconds", table.milliseconds());
        tree.put("rows_per_second", table.rowsPerSecond());
        if (table.skipped() != null) {
            tree.put("skipped", lowerCase(table.skipped()));
        }
        if (table.scrub() != null) {
            tree.set("scrub", JsonScrub.tree(table.scrub()));
        }
        if (table.changedSince() != null) {
            tree.put("changed_since", JsonReports.timestamp(table.changedSince()));
        }
        EarlierRead earlier = table.earlier();
        if (earlier != null) {
            tree.putObject("read_earlier")
                    .put("since", JsonReports.timestamp(earlier.since()))
                    .put("all", earlier.all());
        }
        return tree;
    }

    static TableReport table(JsonFields fields) {
        return new TableReport(
                fields.text("source"),
                fields.text("target"),
                fields.word("verdict", Verdict.class),
                fields.texts("reasons"),
                fields.wordOrNull("compared", Depth.class),
                side(SOURCE, fields),
                side(TARGET, fields),
                fields.countOrNull("buckets_compared"),
                fields.countOrNull("buckets_different"),
                fields.isNull("rows") ? null : fields.object("rows", JsonRows::rows),
                fields.texts("key"),
                fields.texts("columns_compared"),
                fields.objects("columns_not_compared", JsonTables::column),
                fields.texts("reductions"),
                fields.isNull("columns_softened")
                        ? List.of()
                        : fields.objects("columns_softened", JsonTables::softened),
                fields.whole("milliseconds"),
                fields.wordOrNull("skipped", Skipped.class),
                fields.isNull("scrub") ? null : fields.object("scrub", JsonScrub::scrub),
                fields.isNull("changed_since") ? null : fields.instant("changed_since"),
                fields.isNull("read_earlier") ? null : fields.object("read_earlier", JsonTables::earlier));
    }

    private static EarlierRead earlier(JsonFields fields) {
        return new EarlierRead(fields.instant("since"), fields.truth("all"));
    }

    /** How a side was read; its count and checksum stand elsewhere, beside the other side's. */
    private static void putRead(ObjectNode tree, String prefix, @Nullable SideReport side) {
        tree.put(prefix + "hashed_in", side == null ? null : lowerCase(side.hashedIn()));
        tree.put(prefix + "engine", side == null ? null : side.engine());
        tree.put(prefix + "isolation", side == null ? null : side.isolation());
        tree.put(prefix + "replica", side == null ? null : (Boolean) side.replica());
        tree.put(prefix + "milliseconds", side == null ? null : (Long) side.milliseconds());
    }

    private static @Nullable SideReport side(String prefix, JsonFields fields) {
        if (fields.isNull(prefix + "engine") && fields.isNull(prefix + "count")) {
            return null;
        }
        return new SideReport(
                fields.text(prefix + "engine"),
                fields.wholeOrNull(prefix + "count"),
                fields.textOrNull(prefix + "checksum"),
                fields.wordOrNull(prefix + "hashed_in", HashPlace.class),
                fields.text(prefix + "isolation"),
                fields.truth(prefix + "replica"),
                fields.whole(prefix + "milliseconds"));
    }

    static ObjectNode tree(UncomparedColumn column) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("column", column.column());
        tree.put("reason", column.reason());
        tree.put("excluded", column.excluded());
        return tree;
    }

    private static UncomparedColumn column(JsonFields fields) {
        return new UncomparedColumn(fields.text("column"), fields.text("reason"), fields.truth("excluded"));
    }

    private static ObjectNode tree(SoftenedColumn column) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("column", column.column());
        tree.put("by", lowerCase(column.by()));
        return tree;
    }

    private static SoftenedColumn softened(JsonFields fields) {
        return new SoftenedColumn(fields.text("column"), fields.word("by", SoftenedColumn.By.class));
    }

    private static @Nullable String lowerCase(@Nullable Enum<?> word) {
        return word == null ? null : word.name().toLowerCase(Locale.ROOT);
    }
}
