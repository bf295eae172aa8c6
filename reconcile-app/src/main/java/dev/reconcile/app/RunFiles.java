package dev.reconcile.app;

import dev.reconcile.app.connection.JdbcUrl;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunListeners;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.run.ShownValues;
import dev.reconcile.jdbc.ConnectionSettings;
import dev.reconcile.jdbc.repair.RepairScript;
import dev.reconcile.jdbc.repair.RepairSummary;
import dev.reconcile.report.DetailsFile;
import dev.reconcile.report.ReportWriteException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files that a run writes beside its report, where they were asked for. For one run at a time. */
final class RunFiles implements AutoCloseable {

    private final @Nullable Path detailsFile;
    private final ShownValues detailsValues;
    private final @Nullable Path repairFile;
    private final String source;
    private final String target;
    private @Nullable DetailsFile details;
    private @Nullable ReportWriteException detailsFailure;
    private @Nullable RepairScript script;

    private RunFiles(
            @Nullable Path detailsFile,
            ShownValues detailsValues,
            @Nullable Path repairFile,
            String source,
            String target) {
        this.detailsFile = detailsFile;
        this.detailsValues = detailsValues;
        this.repairFile = repairFile;
        this.source = source;
        this.target = target;
    }

    /**
     * The files that settings ask for.
     *
     * @throws ReportWriteException if the details cannot be written there
     * @throws dev.reconcile.jdbc.repair.RepairScriptException if the script cannot
     */
    static RunFiles of(Settings settings, ConnectionSettings source, ConnectionSettings target) {
        settings.detailsFile().ifPresent(DetailsFile::check);
        settings.repairFile().ifPresent(RepairScript::check);
        return new RunFiles(
                settings.detailsFile().orElse(null),
                settings.detailsValues(),
                settings.repairFile().orElse(null),
                JdbcUrl.parse(source.url()).place(),
                JdbcUrl.parse(target.url()).place());
    }

    /** A listener that fills the files of the run that it watches, and tells another. */
    RunListener watching(RunListener other) {
        close();
        List<RunListener> all = new ArrayList<>(List.of(other));
        if (detailsFile != null) {
            detailsFailure = null;
            details = DetailsFile.at(detailsFile, detailsValues);
            all.add(details);
        }
        if (repairFile != null) {
            script = RepairScript.at(repairFile, source, target);
            all.add(script);
        }
        return new RunListeners(all);
    }

    /** The report of the run that was watched, with the file of its details, or with a warning why there is none. */
    Report finishDetails(Report report) {
        if (details == null || detailsFile == null) {
            return report;
        }
        try {
            details.finish(report);
            return report.withDetailsFile(detailsFile.toString());
        } catch (ReportWriteException e) {
            detailsFailure = e;
            List<String> warnings = new ArrayList<>(report.warnings());
            warnings.add(String.valueOf(e.getMessage()));
            return report.withWarnings(warnings);
        }
    }

    /** @throws ReportWriteException if the details of the last run could not be written */
    void requireDetails() {
        if (detailsFailure != null) {
            throw detailsFailure;
        }
    }

    /** Writes the script for the run that was watched. Empty where none was asked for, or where it was written already. */
    Optional<RepairSummary> writeRepair(Report report) {
        Optional<RepairSummary> written = Optional.ofNullable(script).map(gathered -> gathered.write(report));
        script = null;
        return written;
    }

    /** Ends what a run left open. */
    @Override
    public void close() {
        if (details != null) {
            details.close();
        }
        if (script != null) {
            script.close();
        }
    }
}
