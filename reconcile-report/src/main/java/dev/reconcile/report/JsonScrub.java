package dev.reconcile.report;

import static dev.reconcile.report.JsonReports.array;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.report.Scrub;
import dev.reconcile.core.report.Verdict;
import java.time.Instant;

/** Which part of a table a run compared, as JSON and back. */
final class JsonScrub {

    private JsonScrub() {}

    static ObjectNode tree(Scrub scrub) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("runs", scrub.runs());
        tree.put("round", scrub.round());
        tree.put("percent_compared", scrub.percentCompared());
        tree.put(
                "compared_since",
                scrub.comparedSince().map(JsonReports::timestamp).orElse(null));
        tree.put("part", scrub.isWhole() ? null : (Integer) (scrub.current() + 1));
        tree.set("parts", array(scrub.parts(), JsonScrub::tree));
        return tree;
    }

    static Scrub scrub(JsonFields fields) {
        Integer part = fields.countOrNull("part");
        return new Scrub(
                fields.count("runs"),
                fields.count("round"),
                fields.count("percent_compared"),
                part == null ? 0 : part - 1,
                fields.objects("parts", JsonScrub::part));
    }

    private static ObjectNode tree(Scrub.Part part) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.set("after", array(part.after(), JsonRows::tree));
        tree.set("up_to", array(part.upTo(), JsonRows::tree));
        Instant comparedAt = part.comparedAt();
        Verdict verdict = part.verdict();
        tree.put("compared_at", comparedAt == null ? null : JsonReports.timestamp(comparedAt));
        tree.put("verdict", verdict == null ? null : verdict.name());
        tree.put("rows", part.rows());
        tree.put("different_rows", part.differentRows());
        return tree;
    }

    private static Scrub.Part part(JsonFields fields) {
        return new Scrub.Part(
                fields.objects("after", JsonRows::value),
                fields.objects("up_to", JsonRows::value),
                fields.isNull("compared_at") ? null : fields.instant("compared_at"),
                fields.wordOrNull("verdict", Verdict.class),
                fields.whole("rows"),
                fields.whole("different_rows"));
    }
}
