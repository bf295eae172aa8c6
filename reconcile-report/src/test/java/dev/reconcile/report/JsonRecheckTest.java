package dev.reconcile.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.report.RecheckReport;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JsonRecheckTest {

    @Test
    void looks_as_it_looked_before() throws Exception {
        Golden.assertUnchanged("/json/recheck.json", json(SampleRechecks.mixed()));
    }

    @Test
    void the_schema_describes_rechecks_of_every_kind() throws Exception {
        for (RecheckReport recheck : SampleRechecks.all().values()) {
            SchemaFile.assertDescribes(schema(), json(recheck));
        }
    }

    @Test
    void the_schema_describes_every_field_that_is_written_and_requires_it() throws Exception {
        SchemaFile.assertDescribesAndRequiresEveryField(schema(), json(SampleRechecks.mixed()));
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
        SchemaFile.assertRefuses(schema(), json(SampleRechecks.mixed()), object, field, value);
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
