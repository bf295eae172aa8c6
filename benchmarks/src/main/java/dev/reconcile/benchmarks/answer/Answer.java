package dev.reconcile.benchmarks.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reconcile.benchmarks.data.Damage;
import dev.reconcile.benchmarks.data.Damage.Kind;
import dev.reconcile.benchmarks.program.ProgramRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a run said: its exit code and its JSON report. */
public final class Answer {

    private final ProgramRun run;
    private final JsonNode report;

    private Answer(ProgramRun run, JsonNode report) {
        this.run = run;
        this.report = report;
    }

    /**
     * Reads the answer of a run.
     *
     * @throws WrongAnswerException if it is no report
     */
    public static Answer of(ProgramRun run) {
        try {
            JsonNode report = new ObjectMapper().readTree(run.out());
            if (report.isObject()) {
                return new Answer(run, report);
            }
        } catch (JsonProcessingException noReport) {
            // The same as none: said below.
        }
        throw new WrongAnswerException(
                "The run exited with " + run.exitCode() + " and wrote no report. It said: " + run.err());
    }

    /**
     * Holds the answer about one table to the truth.
     *
     * @param rows how many rows the source has
     * @param damage the target's rows that are not as in the source
     * @throws WrongAnswerException if it names other rows or columns, or passes what does not match
     */
    public void mustBe(long rows, List<Damage.Row> damage) {
        JsonNode table = report.path("tables").path(0);
        require("exit code", damage.isEmpty() ? 0 : 1, run.exitCode());
        require(
                "status",
                damage.isEmpty() ? "PASS" : "FAIL",
                report.path("status").asText());
        require("depth", "rows", table.path("compared").asText());
        require("source rows", rows, table.path("source_count").asLong());
        require(
                "target rows",
                rows - count(damage, Kind.MISSING) + count(damage, Kind.EXTRA),
                table.path("target_count").asLong());
        JsonNode found = table.path("rows");
        require("rows left out", 0L, found.path("details_left_out").asLong());
        for (Kind kind : Kind.values()) {
            require(
                    word(kind) + " rows",
                    count(damage, kind),
                    found.path(word(kind) + "_rows").asLong());
        }
        Set<String> expected = new HashSet<>();
        damage.forEach(row -> expected.add(word(row.kind()) + " " + row.id() + " " + row.columns()));
        require("rows and columns that differ", expected, named(found));
    }

    /** Holds the answer to: so many tables were compared, and all match. */
    public void mustMatch(int tables) {
        if (run.exitCode() != 0) {
            throw new WrongAnswerException("The run exited with " + run.exitCode() + " instead of 0: "
                    + report.path("summary").asText());
        }
        require("tables that match", tables, report.path("tables_matched").asInt());
        require("tables", tables, report.path("total_tables").asInt());
    }

    /** Where the rows of the source and of the target were hashed. */
    public String hashedIn() {
        JsonNode table = report.path("tables").path(0);
        String source = table.path("source_hashed_in").asText();
        String target = table.path("target_hashed_in").asText();
        return source.equals(target) ? source : source + " and " + target;
    }

    private static Set<String> named(JsonNode found) {
        Set<String> named = new HashSet<>();
        for (JsonNode row : found.path("details")) {
            List<String> columns = new ArrayList<>();
            row.path("columns").forEach(column -> columns.add(column.asText()));
            named.add(row.path("kind").asText() + " "
                    + row.path("key").path(0).path("value").asText() + " " + columns);
        }
        return named;
    }

    private static long count(List<Damage.Row> damage, Kind kind) {
        return damage.stream().filter(row -> row.kind() == kind).count();
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static <T> void require(String what, T expected, T said) {
        if (!expected.equals(said)) {
            throw new WrongAnswerException("Wrong " + what + ": " + said + " instead of " + expected + ".");
        }
    }
}
