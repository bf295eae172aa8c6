package dev.reconcile.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reconcile.core.port.ReportWriter;
import dev.reconcile.core.report.Report;
import java.io.IOException;
import java.io.StringWriter;

/**
 * Writes everything that a report says as one indented JSON object, described by {@code docs/report.schema.json}. Fields
 * without a value are written as null. {@link JsonReportReader} reads it back.
 */
public final class JsonReportWriter implements ReportWriter {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final PrettyPrinter LAYOUT = layout();

    @Override
    public void write(Report report, Appendable out) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = MAPPER.createGenerator(text)) {
            generator.setPrettyPrinter(LAYOUT);
            MAPPER.writeTree(generator, JsonReports.tree(report));
        }
        out.append(text.getBuffer()).append('\n');
    }

    /** The same lines on every system. */
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
