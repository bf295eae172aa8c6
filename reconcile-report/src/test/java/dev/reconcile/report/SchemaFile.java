package dev.reconcile.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;

/** The JSON schemas of the documentation, as validators. */
final class SchemaFile {

    private SchemaFile() {}

    static ObjectNode read(String path) throws IOException {
        return (ObjectNode)
                new ObjectMapper().readTree(Rendered.repositoryFile(path).toFile());
    }

    static JsonSchema validator(JsonNode schema) {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(
                        schema,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    /** A validator of a schema that refers to others beside it. */
    static JsonSchema validator(String path, JsonNode schema) {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(
                        Rendered.repositoryFile(path).toUri(),
                        schema,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    /** Forbids what is not described, in every object that the schema describes. */
    static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("type").asText().equals("object")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(SchemaFile::close);
    }
}
