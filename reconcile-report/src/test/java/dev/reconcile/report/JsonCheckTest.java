package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.check.CheckReport;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonCheckTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void looks_as_it_looked_before() throws Exception {
        Golden.assertUnchanged("/json/check.json", json(SampleChecks.mixed()));
    }

    @Test
    void the_schema_describes_checks_of_every_kind() throws Exception {
        for (CheckReport check : SampleChecks.all().values()) {
            assertThat(SchemaFile.validator(schema()).validate(MAPPER.readTree(json(check))))
                    .isEmpty();
        }
    }

    @Test
    void the_schema_describes_every_field_that_is_written_and_requires_it() throws Exception {
        ObjectNode closed = schema();
        SchemaFile.close(closed);
        assertThat(SchemaFile.validator(closed).validate(MAPPER.readTree(json(SampleChecks.mixed()))))
                .isEmpty();
        for (JsonNode type : schema().findParents("required")) {
            Set<String> required = new HashSet<>();
            type.get("required").forEach(name -> required.add(name.textValue()));
            assertThat(type.get("properties").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(required);
        }
    }

    @Test
    void the_schema_refuses_what_is_no_check() throws Exception {
        assertRefused("", "ready", "\"yes\"");
        assertRefused("", "estimated_seconds", "null");
        assertRefused("/tables/0", "at_best", "\"FINE\"");
        assertRefused("/tables/0/notes/0", "level", "\"ABORTS\"");
        assertRefused("/tables/0/source_side", "estimated_rows", "-1");
        assertRefused("/tables/0/source_side", "hashed_in", "\"moon\"");
        assertRefused("/source", "features", "{}");
    }

    private static void assertRefused(String object, String field, String value) throws IOException {
        JsonNode check = MAPPER.readTree(json(SampleChecks.mixed()));
        ((ObjectNode) check.at(object)).set(field, MAPPER.readTree(value));
        assertThat(SchemaFile.validator(schema()).validate(check))
                .as("%s/%s: %s", object, field, value)
                .isNotEmpty();
    }

    private static ObjectNode schema() throws IOException {
        return SchemaFile.read("docs/check.schema.json");
    }

    private static String json(CheckReport check) throws IOException {
        StringBuilder text = new StringBuilder();
        new JsonCheckWriter().write(check, text);
        return text.toString();
    }
}
