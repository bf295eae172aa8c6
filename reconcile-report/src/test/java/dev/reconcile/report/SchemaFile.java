package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** The JSON schemas of the documentation, and what each has to say of the documents that are written. */
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

    /** Asserts that the schema describes a document. */
    static void assertDescribes(JsonNode schema, String document) throws IOException {
        assertThat(validator(schema).validate(new ObjectMapper().readTree(document)))
                .isEmpty();
    }

    /** Asserts that a schema describes every field of some documents, and requires each that it describes. */
    static void assertDescribesAndRequiresEveryField(ObjectNode schema, String... documents) throws IOException {
        for (JsonNode type : schema.findParents("required")) {
            Set<String> required = new HashSet<>();
            type.get("required").forEach(name -> required.add(name.textValue()));
            assertThat(type.get("properties").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(required);
        }
        ObjectNode closed = schema.deepCopy();
        close(closed);
        for (String document : documents) {
            assertDescribes(closed, document);
        }
    }

    /**
     * Asserts that the schema refuses a document once a field is changed.
     *
     * @param object where the object with the field stands, as a JSON pointer
     * @param value what the field becomes, as JSON
     */
    static void assertRefuses(JsonNode schema, String document, String object, String field, String value)
            throws IOException {
        JsonNode changed = new ObjectMapper().readTree(document);
        ((ObjectNode) changed.at(object)).set(field, new ObjectMapper().readTree(value));
        assertThat(validator(schema).validate(changed))
                .as("%s/%s: %s", object, field, value)
                .isNotEmpty();
    }

    /** Forbids what is not described, in every object that the schema describes. */
    static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("type").asText().equals("object")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(SchemaFile::close);
    }
}
