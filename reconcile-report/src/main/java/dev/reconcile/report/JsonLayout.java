package dev.reconcile.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;

/**
 * JSON as this library writes it: indented by two or in one line, the same lines on every system, one line feed at the end.
 */
final class JsonLayout {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final PrettyPrinter LAYOUT = layout();

    private JsonLayout() {}

    static void write(ObjectNode tree, Appendable out) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = MAPPER.createGenerator(text)) {
            generator.setPrettyPrinter(LAYOUT);
            MAPPER.writeTree(generator, tree);
        }
        out.append(text.getBuffer()).append('\n');
    }

    /** An object in one line. */
    static String line(ObjectNode tree) {
        try {
            return MAPPER.writeValueAsString(tree) + '\n';
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree always has a text.", e);
        }
    }

    private static PrettyPrinter layout() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withArrayEmptySeparator("")
                        .withObjectEmptySeparator(""))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
    }
}
