package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.report.RecheckReport;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonRecheckTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void looks_as_it_looked_before() throws Exception {
        Golden.assertUnchanged("/json/recheck.json", json(SampleRechecks.mixed()));
    }

    @Test
    void the_schema_describes_rechecks_of_every_kind() throws Exception {
        for (RecheckReport recheck : SampleRechecks.all().values()) {
            assertThat(SchemaFile.validator(schema()).validate(MAPPER.readTree(json(recheck))))
                    .isEmpty();
        }
    }

    @Test
    void the_schema_describes_every_field_that_is_written_and_requires_it() throws Exception {
        ObjectNode closed = schema();
        SchemaFile.close(closed);
        assertThat(SchemaFile.validator(closed).validate(MAPPER.readTree(json(SampleRechecks.mixed()))))
                .isEmpty();
        for (JsonNode type : schema().findParents("required")) {
            Set<String> required = new HashSet<>();
            type.get("required").forEach(name -> required.add(name.textValue()));
            assertThat(type.get("properties").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(required);
        }
    }

    @Test
    void the_schema_refuses_what_is_no_recheck() throws Exception {
        assertRefused("", "all_mended", "\"yes\"");
        assertRefused("", "run_ended", "\"2026-11-25\"");
        assertRefused("/tables/1", "mending", "\"MENDED\"");
        assertRefused("/tables/1", "not_rechecked", "-1");
        assertRefused("/tables/1/rows/0", "kind", "\"CHANGED\"");
    }

    private static void assertRefused(String object, String field, String value) throws IOException {
        JsonNode recheck = MAPPER.readTree(json(SampleRechecks.mixed()));
        ((ObjectNode) recheck.at(object)).set(field, MAPPER.readTree(value));
        assertThat(SchemaFile.validator(schema()).validate(recheck))
                .as("%s/%s: %s", object, field, value)
                .isNotEmpty();
    }

    private static ObjectNode schema() throws IOException {
        return SchemaFile.read("docs/recheck.schema.json");
    }

    private static String json(RecheckReport recheck) throws IOException {
        StringBuilder text = new StringBuilder();
        new JsonRecheckWriter().write(recheck, text);
        return text.toString();
    }
}
