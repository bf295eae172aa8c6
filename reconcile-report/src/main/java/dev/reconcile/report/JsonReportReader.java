package dev.reconcile.report;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reconcile.core.report.Report;
import dev.reconcile.report.JsonFields.MisplacedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a report that {@link JsonReportWriter} wrote. The report is equal to the one written, its timestamps to the
 * microsecond. Fields that this version does not know are ignored.
 */
public final class JsonReportReader {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String REMEDY =
            " Give a file that reconcile wrote in the format json, and that was not changed since.";

    /**
     * Reads a whole file.
     *
     * @throws ReportReadException if the file cannot be read or holds no report
     */
    public Report read(Path file) {
        try {
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ReportReadException(
                    "Cannot read the report " + file + ": " + FileFailure.reason(e)
                            + ". Name an existing file that this user may read.",
                    e);
        }
    }

    /**
     * Reads a text.
     *
     * @param name what messages call it
     * @throws ReportReadException if it holds no report
     */
    public Report read(String name, String text) {
        return parse(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a whole document that is named so in messages. */
    Report parse(String name, byte[] document) {
        try {
            JsonNode tree = MAPPER.readTree(document);
            return JsonFields.read(tree, JsonPointer.empty(), JsonReports::report);
        } catch (MisplacedException e) {
            throw failure(name, locate(e.place(), document), e.problem(), e);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw failure(name, at == null ? JsonLocation.NA : at, "this is not JSON", e);
        } catch (IOException e) {
            throw failure(name, JsonLocation.NA, "this is not JSON: " + FileFailure.reason(e), e);
        }
    }

    private static ReportReadException failure(String name, JsonLocation at, String reason, Exception cause) {
        String place = at.getLineNr() < 1 ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new ReportReadException("Cannot read the report " + name + place + ": " + reason + "." + REMEDY, cause);
    }

    /** Where a place of a well-formed document begins in its text, which a tree of values no longer knows. */
    private static JsonLocation locate(JsonPointer place, byte[] document) {
        try (JsonParser parser = MAPPER.createParser(document)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean isValue = token != JsonToken.FIELD_NAME;
                if (isValue && parser.getParsingContext().pathAsPointer().equals(place)) {
                    return parser.currentTokenLocation();
                }
            }
            return JsonLocation.NA;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
