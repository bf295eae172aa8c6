package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.report.RowComparison;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonRowTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void looks_as_it_looked_before() throws Exception {
        Golden.assertUnchanged("/json/row.json", json(SampleRows.changed()));
    }

    @Test
    void holds_whole_values_and_tells_a_row_that_is_not_there_from_null() throws Exception {
        JsonNode changed = MAPPER.readTree(json(SampleRows.changed()));
        assertThat(changed.at("/rows/0/columns/6/source").textValue()).endsWith("wide. end");
        assertThat(changed.at("/rows/0/columns/4/target_type").textValue()).isEqualTo("null");
        assertThat(changed.at("/rows/0/columns/4/target").isNull()).isTrue();

        JsonNode missing = MAPPER.readTree(json(SampleRows.missing()));
        assertThat(missing.at("/rows/0/columns/0/target_type").isNull()).isTrue();
    }

    @Test
    void the_schema_describes_rows_of_every_kind() throws Exception {
        for (RowComparison row : SampleRows.all().values()) {
            SchemaFile.assertDescribes(schema(), json(row));
        }
    }

    @Test
    void the_schema_describes_every_field_that_is_written_and_requires_it() throws Exception {
        List<String> documents = new ArrayList<>();
        for (RowComparison row : SampleRows.all().values()) {
            documents.add(json(row));
        }
        SchemaFile.assertDescribesAndRequiresEveryField(schema(), documents.toArray(String[]::new));
    }

    @Test
    void the_schema_refuses_what_is_no_row() throws Exception {
        assertRefused("", "matches", "\"yes\"");
        assertRefused("", "source_rows", "-1");
        assertRefused("/key/0", "type", "null");
        assertRefused("/rows/0", "state", "\"EQUAL\"");
        assertRefused("/rows/0/columns/0", "source_type", "\"number\"");
        assertRefused("/rows/0/columns/0", "source", "17");
        assertRefused("/rows/0/columns/0", "agreement", "\"EQUAL\"");
    }

    private static void assertRefused(String object, String field, String value) throws IOException {
        SchemaFile.assertRefuses(schema(), json(SampleRows.changed()), object, field, value);
    }

    private static ObjectNode schema() throws IOException {
        return SchemaFile.read("docs/row.schema.json");
    }

    private static String json(RowComparison row) throws IOException {
        StringBuilder text = new StringBuilder();
        new JsonRowWriter().write(row, text);
        return text.toString();
    }
}
