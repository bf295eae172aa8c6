package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReportTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonReportReader reader = new JsonReportReader();

    @Test
    void reads_back_a_report_equal_to_the_one_written() {
        for (long seed = 0; seed < 500; seed++) {
            Report report = new RandomReports(seed).next();
            assertThat(parse(Rendered.json(report))).as("seed %d", seed).isEqualTo(report);
        }
        SampleReports.all()
                .forEach((name, report) ->
                        assertThat(parse(Rendered.json(report))).as(name).isEqualTo(report));
    }

    @Test
    void has_every_field_of_the_guides_sample_in_its_type_and_order() throws Exception {
        JsonNode sample = MAPPER.readTree(Rendered.resource("/guide-sample.json"));
        JsonNode ours = MAPPER.readTree(Rendered.json(SampleReports.mismatch()));
        assertThat(missing(sample, ours, "")).isEmpty();
        assertThat(ours.fieldNames()).toIterable().containsSubsequence(() -> sample.fieldNames());
    }

    /** What our report says of the situation that the guide's sample shows, in the guide's very words and numbers. */
    @Test
    void says_what_the_guides_sample_says() throws Exception {
        ObjectNode sample = (ObjectNode) MAPPER.readTree(Rendered.resource("/guide-sample.json"));
        ObjectNode ours = (ObjectNode) MAPPER.readTree(Rendered.json(SampleReports.mismatch()));
        for (String field : List.of("status", "total_tables", "tables_matched", "summary", "recommendations")) {
            assertThat(ours.get(field)).as(field).isEqualTo(sample.get(field));
        }
        assertThat(ours.at("/discrepancies/0/details")).isEqualTo(sample.at("/discrepancies/0/details"));
        assertThat(ours.at("/source_total_rows")).isEqualTo(sample.at("/source_total_rows"));
    }

    @Test
    void writes_the_same_text_as_ever() {
        Golden.assertUnchanged("/json/mixed.json", Rendered.json(SampleReports.mixed()));
    }

    @Test
    void writes_numbers_without_exponents_and_values_that_are_not_there_as_null() {
        String text = Rendered.json(SampleReports.report(
                List.of(SampleReports.counted("a", "b", Long.MAX_VALUE, Long.MAX_VALUE)), List.of(), List.of()));
        assertThat(text).contains("\"source_count\": 9223372036854775807,").contains("\"source_checksum\": null,");
    }

    @Test
    void writes_timestamps_in_utc_with_six_digits() {
        Report report = new Report(
                "r",
                "v",
                SampleReports.WHEN.minusNanos(123_456_000),
                0,
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of());
        assertThat(Rendered.json(report)).contains("\"timestamp\": \"2026-11-23T14:05:09.000000Z\"");
    }

    @Test
    void ignores_fields_of_later_versions() throws Exception {
        ObjectNode tree = (ObjectNode) MAPPER.readTree(Rendered.json(SampleReports.mixed()));
        tree.put("fence", "0/16B3748");
        ((ObjectNode) tree.at("/tables/0"))
                .put("missing_rows", 3)
                .putArray("segments")
                .add(1);
        ((ObjectNode) tree.at("/discrepancies/0/details")).put("changed_rows", 2);
        assertThat(parse(tree.toString())).isEqualTo(SampleReports.mixed());
    }

    @Test
    void reads_a_report_without_the_fields_that_may_be_null() throws Exception {
        ObjectNode tree = (ObjectNode) MAPPER.readTree(Rendered.json(SampleReports.pass()));
        ((ObjectNode) tree.at("/tables/0")).remove(List.of("source_checksum", "buckets_compared", "rows_per_second"));
        assertThat(parse(tree.toString())).isEqualTo(SampleReports.pass());
    }

    @Test
    void a_match_whose_rows_differ_contradicts_itself() throws Exception {
        Report searched = SampleReports.searched(
                Verdict.MISMATCH, "Rows differ.", new RowsReport(0, 0, 1, 0, 0, 0, 0, 0, 1, List.of(), List.of()));
        JsonNode tree = MAPPER.readTree(Rendered.json(searched));
        ((ObjectNode) tree.at("/tables/0")).put("verdict", "MATCH");
        assertThatThrownBy(() -> parse(tree.toString()))
                .isInstanceOf(ReportReadException.class)
                .hasMessageContaining("this contradicts itself: ")
                .hasMessageContaining("while rows differ");
    }

    @Test
    void nothing_of_a_file_that_is_no_report_is_repeated() {
        assertThatThrownBy(() -> parse("sesame:x:0:0\n"))
                .isInstanceOf(ReportReadException.class)
                .hasMessageNotContaining("sesame");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                    | at line 2, column 1   | this is not JSON
            {"run_id": "r", "run_id": "s"}       | at line 1, column 25  | this is not JSON
            {} {}                                | at line 1, column 4   | this is not JSON
            ''                                   | ''                    | an object is expected here
            []                                   | at line 1, column 1   | an object is expected here
            {}                                   | at line 1, column 1   | the field run_id is missing
            {"run_id": 5}                        | at line 1, column 12  | run_id must be a text
            {"run_id": null}                     | at line 1, column 12  | run_id must be a text
            """)
    void names_file_place_and_remedy_where_a_file_holds_no_report(String text, String place, String problem) {
        assertThatThrownBy(() -> parse(text + "\n"))
                .isInstanceOf(ReportReadException.class)
                .hasMessageStartingWith("Cannot read the report r.json" + (place.isEmpty() ? "" : " " + place) + ": ")
                .hasMessageContaining(problem)
                .hasMessageEndingWith("that was not changed since.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "verdict": "ERROR"          | "verdict": "FINE"      | verdict must be one of MATCH, MISMATCH
            "duration_ms": 3725900      | "duration_ms": 3.5e9   | duration_ms must be a whole number
            "missing_rows": 905         | "missing_rows": "905"  | missing_rows must be a whole number
            "complete": true            | "complete": "yes"      | complete must be true or false
            2026-11-23T14:05:09.123456Z | yesterday              | timestamp must be a time such as
            "database"                  | "moon"                 | source_hashed_in must be one of DATABASE, CLIENT
            """)
    void names_the_line_of_a_wrong_value(String right, String wrong, String problem) {
        String broken = withFirstReplaced(right, wrong);
        long line = broken.substring(0, broken.indexOf(wrong)).lines().count();
        assertThatThrownBy(() -> parse(broken))
                .isInstanceOf(ReportReadException.class)
                .hasMessageContaining(" at line " + line + ", column ")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "verdict": "ERROR"          | "verdict": "match"         | cannot match
            "buckets_different": 2      | "buckets_different": 9999  | buckets cannot differ
            "excluded": false           | "no": false                | the field excluded is missing
            """)
    void names_the_line_of_the_object_that_lacks_or_contradicts_something(String right, String wrong, String problem) {
        String broken = withFirstReplaced(right, wrong);
        String before = broken.substring(0, broken.indexOf(wrong));
        long line = before.substring(0, before.lastIndexOf('{') + 1).lines().count();
        assertThatThrownBy(() -> parse(broken))
                .isInstanceOf(ReportReadException.class)
                .hasMessageContaining(" at line " + line + ", column ")
                .hasMessageContaining(problem);
    }

    private static String withFirstReplaced(String right, String wrong) {
        String text = Rendered.json(SampleReports.mixed());
        assertThat(text).contains(right).doesNotContain(wrong);
        return text.replaceFirst(Pattern.quote(right), wrong);
    }

    @Test
    void says_why_a_file_cannot_be_read(@TempDir Path directory) {
        assertThatThrownBy(() -> reader.read(directory.resolve("absent.json")))
                .isInstanceOf(ReportReadException.class)
                .hasMessage("Cannot read the report " + directory.resolve("absent.json")
                        + ": it does not exist. Name an existing file that this user may read.");
        assertThatThrownBy(() -> reader.read(directory))
                .isInstanceOf(ReportReadException.class)
                .hasMessageContaining(directory + ": Is a directory. ");
    }

    @Test
    void reads_a_file_with_a_byte_order_mark(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("r.json");
        Files.writeString(file, "\ufeff" + Rendered.json(SampleReports.mixed()));
        assertThat(reader.read(file)).isEqualTo(SampleReports.mixed());
    }

    private Report parse(String text) {
        return reader.parse("r.json", text.getBytes(StandardCharsets.UTF_8));
    }

    /** The fields of the sample that ours lacks or has in another type; lists are compared by their first items. */
    private static List<String> missing(JsonNode sample, JsonNode ours, String place) {
        List<String> missing = new ArrayList<>();
        if (sample.getNodeType() != ours.getNodeType() || sample.isIntegralNumber() != ours.isIntegralNumber()) {
            missing.add(place + " is " + ours.getNodeType() + ", not " + sample.getNodeType());
        } else if (sample.isArray()) {
            missing.addAll(missing(sample.path(0), ours.path(0), place + "/0"));
        } else {
            sample.fieldNames()
                    .forEachRemaining(
                            name -> missing.addAll(missing(sample.path(name), ours.path(name), place + "/" + name)));
        }
        return missing;
    }
}
