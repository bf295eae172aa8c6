package dev.reconcile.report;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.run.FoundRows;
import dev.reconcile.report.JsonFields.MisplacedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows that a run wrote to its file of details, one line at a time, and the whole file for each table. A file that
 * was cut off gives the rows before.
 */
public final class DetailsReader implements FoundRows {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String REMEDY = " Give the file that the run of the report wrote with --details-file.";

    private final Path file;

    private DetailsReader(Path file) {
        this.file = file;
    }

    /**
     * The file of a run.
     *
     * @param report of that run
     * @throws ReportReadException if the file cannot be read, or is of another run
     */
    public static DetailsReader of(Path file, Report report) {
        DetailsReader reader = new DetailsReader(file);
        reader.requireRun(report.runId());
        return reader;
    }

    private void requireRun(String runId) {
        read(lines -> {
            JsonNode header = lines.next();
            if (header == null || !header.path("line").asText().equals("run")) {
                throw lines.failure("this does not begin as a file of details does", null);
            }
            if (!header.path("run_id").asText().equals(runId)) {
                throw lines.failure("these are the details of another run than the report's", null);
            }
        });
    }

    /** @throws ReportReadException if the file cannot be read, or a line is not as a run writes it */
    @Override
    public void of(TableReport table, Consumer<RowDifference> rows) {
        read(lines -> {
            for (JsonNode line = lines.next(); line != null; line = lines.next()) {
                if (line.path("line").asText().equals("row")
                        && line.path("source").asText().equals(table.source())
                        && line.path("target").asText().equals(table.target())) {
                    rows.accept(lines.row(line));
                }
            }
        });
    }

    private void read(Consumer<Lines> consumer) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            consumer.accept(new Lines(reader));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private ReportReadException unreadable(IOException e) {
        return new ReportReadException(
                "Cannot read the details " + file + ": " + FileFailure.reason(e)
                        + ". Name an existing file that this user may read.",
                e);
    }

    /** The lines of the file while it is open. */
    private final class Lines {

        private final BufferedReader reader;
        private int number;

        Lines(BufferedReader reader) {
            this.reader = reader;
        }

        /** The next line; null at the end, and where the last line was cut off. */
        @Nullable
        JsonNode next() {
            try {
                String text = reader.readLine();
                number++;
                return text == null ? null : MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                return cutOff(e);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        private @Nullable JsonNode cutOff(JsonProcessingException e) {
            try {
                if (reader.readLine() == null) {
                    return null;
                }
            } catch (IOException further) {
                throw unreadable(further);
            }
            throw failure("this is not JSON", e);
        }

        RowDifference row(JsonNode line) {
            try {
                return JsonFields.read(line, JsonPointer.empty(), JsonRows::difference);
            } catch (MisplacedException e) {
                throw failure(e.problem(), e);
            }
        }

        ReportReadException failure(String problem, @Nullable Exception cause) {
            return new ReportReadException(
                    "Cannot read the details " + file + " at line " + number + ": " + problem + "." + REMEDY, cause);
        }
    }
}
