package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import dev.reconcile.core.report.Report;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportSchemaTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Written only where the settings accept rows or soften columns, or a table was skipped, halted or compared in part, so that all other reports are the guide's. */
    private static final Set<String> OF_SOME_REPORTS = Set.of(
            "accepted_missing_rows",
            "accepted_extra_rows",
            "skipped",
            "halted",
            "scrub",
            "changed_since",
            "columns_softened",
            "read_earlier");

    @Test
    void describes_reports_of_every_kind() throws Exception {
        JsonSchema schema = SchemaFile.validator(schema());
        for (Report report : SampleReports.all().values()) {
            assertThat(schema.validate(MAPPER.readTree(Rendered.json(report)))).isEmpty();
        }
        for (long seed = 0; seed < 200; seed++) {
            JsonNode report = MAPPER.readTree(Rendered.json(new RandomReports(seed).next()));
            assertThat(schema.validate(report)).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void describes_every_field_that_is_written() throws Exception {
        ObjectNode closed = schema();
        SchemaFile.close(closed);
        for (Report report : List.of(SampleReports.mixed(), SampleReports.scrubbed())) {
            assertThat(SchemaFile.validator(closed).validate(MAPPER.readTree(Rendered.json(report))))
                    .isEmpty();
        }
    }

    @Test
    void requires_every_field_that_it_describes() throws Exception {
        for (JsonNode type : schema().findParents("required")) {
            Set<String> required = new HashSet<>();
            type.get("required").forEach(name -> required.add(name.textValue()));
            assertThat(type.get("properties").fieldNames())
                    .toIterable()
                    .filteredOn(name -> !OF_SOME_REPORTS.contains(name))
                    .containsExactlyInAnyOrderElementsOf(required);
        }
    }

    @Test
    void allows_the_fields_of_later_versions() throws Exception {
        ObjectNode report = (ObjectNode) MAPPER.readTree(Rendered.json(SampleReports.mixed()));
        ((ObjectNode) report.at("/tables/0")).put("missing_rows", 3);
        assertThat(SchemaFile.validator(schema()).validate(report)).isEmpty();
    }

    @Test
    void refuses_what_is_no_report() throws Exception {
        JsonSchema schema = SchemaFile.validator(schema());
        assertThat(schema.validate(MAPPER.readTree(Rendered.resource("/guide-sample.json"))))
                .isNotEmpty();
        assertRefused(schema, "/tables/0", "verdict", "\"FINE\"");
        assertRefused(schema, "/tables/0", "compared", "\"COUNTS\"");
        assertRefused(schema, "/tables/0", "source_count", "-1");
        assertRefused(schema, "/tables/0", "source_hashed_in", "\"moon\"");
        assertRefused(schema, "", "timestamp", "\"2025-12-02T20:15:30.123456\"");
        assertRefused(schema, "", "timestamp", "\"2025-13-02T20:15:30.123456Z\"");
        assertRefused(schema, "", "duration_ms", "1.5");
        assertRefused(schema, "/discrepancies/0", "details", "{\"column\": \"c\", \"type\": \"t\"}");
        assertRefused(schema, "/discrepancies/0", "severity", "null");
    }

    private static void assertRefused(JsonSchema schema, String object, String field, String value) throws IOException {
        JsonNode report = MAPPER.readTree(Rendered.json(SampleReports.mixed()));
        ((ObjectNode) report.at(object)).set(field, MAPPER.readTree(value));
        assertThat(schema.validate(report))
                .as("%s/%s: %s", object, field, value)
                .isNotEmpty();
    }

    private static ObjectNode schema() throws IOException {
        return SchemaFile.read("docs/report.schema.json");
    }
}
