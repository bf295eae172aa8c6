package dev.reconcile.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.check.CheckReport;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JsonCheckTest {

    @Test
    void looks_as_it_looked_before() throws Exception {
        Golden.assertUnchanged("/json/check.json", json(SampleChecks.mixed()));
    }

    @Test
    void the_schema_describes_checks_of_every_kind() throws Exception {
        for (CheckReport check : SampleChecks.all().values()) {
            SchemaFile.assertDescribes(schema(), json(check));
        }
    }

    @Test
    void the_schema_describes_every_field_that_is_written_and_requires_it() throws Exception {
        SchemaFile.assertDescribesAndRequiresEveryField(schema(), json(SampleChecks.mixed()));
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
        SchemaFile.assertRefuses(schema(), json(SampleChecks.mixed()), object, field, value);
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
