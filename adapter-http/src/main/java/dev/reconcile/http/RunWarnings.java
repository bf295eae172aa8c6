package dev.reconcile.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.port.RunHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the reports of runs warn of. A report is long and stays as it is, so that what was read of one is remembered. Safe for use
 * by several threads.
 */
final class RunWarnings {

    private static final Logger LOG = LoggerFactory.getLogger(RunWarnings.class);
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int MOST_REMEMBERED = 500;

    /** Guarded by itself. */
    private final Map<String, Warnings> remembered = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Warnings> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** What the report of a run warns of; empty where none is kept, or it cannot be read. */
    Optional<Warnings> of(RunHistory store, String run) {
        synchronized (remembered) {
            Warnings known = remembered.get(run);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<Warnings> read = store.report(run).flatMap(RunWarnings::read);
        read.ifPresent(warnings -> {
            synchronized (remembered) {
                remembered.put(run, warnings);
            }
        });
        return read;
    }

    private static Optional<Warnings> read(String report) {
        List<String> first = new ArrayList<>();
        int total = 0;
        try (JsonParser parser = MAPPER.createParser(report)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isIt = parser.currentName().equals("warnings");
                if (parser.nextToken() != JsonToken.START_ARRAY || !isIt) {
                    parser.skipChildren();
                    continue;
                }
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    total++;
                    if (first.size() < Limits.WARNINGS) {
                        first.add(parser.getText());
                    }
                }
            }
        } catch (IOException damaged) {
            LOG.debug(
                    "A report in the history cannot be read: {}",
                    damaged.getClass().getName());
            return Optional.empty();
        }
        return Optional.of(new Warnings(first, total));
    }

    /**
     * What one warns of.
     *
     * @param first the first {@link Limits#WARNINGS} sentences, in the order of the report
     * @param total how many there are
     */
    record Warnings(List<String> first, int total) {

        Warnings {
            first = List.copyOf(first);
        }

        void addTo(ObjectNode run) {
            ArrayNode warnings = run.putArray("warnings");
            first.forEach(warnings::add);
            run.put("warnings_total", total);
        }
    }
}
