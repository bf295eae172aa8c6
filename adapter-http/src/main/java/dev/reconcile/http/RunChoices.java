package dev.reconcile.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reconcile.app.InvalidSettingsException;
import dev.reconcile.app.Settings;
import dev.reconcile.app.job.Jobs;
import dev.reconcile.app.job.RunChoice;
import dev.reconcile.core.report.Depth;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from a request's body which job is meant, and what of it. Nothing else can be chosen: no host, file or SQL. */
final class RunChoices {

    private RunChoices() {}

    /**
     * The job.
     *
     * @throws Problem if none is named, or one that is not there
     */
    static String job(JsonNode body, JobsApi jobs) {
        JsonNode job = body.get("job");
        if (job == null || !job.isTextual()) {
            throw Problem.of(422, "The field job is the name of a job.");
        }
        if (jobs.named(job.asText()).isEmpty()) {
            throw Problem.of(422, "There is no such job. /api/v1/jobs lists those that there are.");
        }
        return job.asText();
    }

    /**
     * What of it.
     *
     * @throws Problem if that cannot be
     */
    static RunChoice of(JsonNode body) {
        return new RunChoice(depth(body.get("depth")), tables(body.get("tables")));
    }

    /**
     * The settings of a job, as they are now.
     *
     * @throws Problem if they do not allow that
     */
    static Settings settings(Jobs jobs, String job, RunChoice choice) {
        try {
            return jobs.settingsOf(job, choice);
        } catch (InvalidSettingsException e) {
            // It is for a person, and holds no secrets.
            throw Problem.of(422, "The settings of the job do not allow that. " + String.join(" ", e.problems()));
        }
    }

    private static Optional<Depth> depth(@Nullable JsonNode depth) {
        if (depth == null || depth.isNull()) {
            return Optional.empty();
        }
        return switch (depth.isTextual() ? depth.asText() : "") {
            case "counts" -> Optional.of(Depth.COUNTS);
            case "checksums" -> Optional.of(Depth.CHECKSUMS);
            case "rows" -> Optional.of(Depth.ROWS);
            default -> throw Problem.of(422, "The field depth is one of counts, checksums, rows.");
        };
    }

    private static Set<String> tables(@Nullable JsonNode tables) {
        if (tables == null || tables.isNull()) {
            return Set.of();
        }
        Set<String> names = new LinkedHashSet<>();
        if (tables.isArray()) {
            tables.forEach(name -> names.add(name.isTextual() ? name.asText() : ""));
        }
        boolean right = !names.isEmpty()
                && names.size() == tables.size()
                && names.size() <= Limits.TABLES
                && names.stream().noneMatch(name -> name.isEmpty() || name.length() > Limits.TEXT);
        if (!right) {
            throw Problem.of(
                    422, "The field tables is a list of names of tables, each once, from 1 to " + Limits.TABLES + ".");
        }
        return names;
    }
}
