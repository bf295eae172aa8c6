package dev.reconcile.app.job;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs a line for each table, and what the settings name in vain. */
public final class LoggedRun implements RunListener {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedRun.class);

    private final Level ofPauses;

    /** @param alone whether nobody else tells a person what the run does: a pause has no end by itself */
    public LoggedRun(boolean alone) {
        this.ofPauses = alone ? Level.WARN : Level.INFO;
    }

    @Override
    public void lookingAgain(TablePair pair, long rows, Duration wait) {
        LOG.info("{}: {} rows differ, looking again in {} ms", pair, rows, wait.toMillis());
    }

    @Override
    public void pausing(String reason) {
        LOG.atLevel(ofPauses).log("Pausing: {}", reason);
    }

    @Override
    public void goingOn(Duration paused) {
        LOG.atLevel(ofPauses).log("Going on after a pause of {} ms", paused.toMillis());
    }

    @Override
    public void partLocked(TablePair pair) {
        LOG.info("{}: a part stays locked and is left for later", pair);
    }

    @Override
    public void namedInVain(String warning) {
        LOG.warn("{}", warning);
    }

    @Override
    public void tableFinished(TablePair pair, TableReport report, List<Discrepancy> discrepancies) {
        LOG.info(
                "{}: {}, {} rows in the source and {} in the target, {} ms",
                pair,
                report.verdict(),
                counted(report.sourceCount()),
                counted(report.targetCount()),
                report.milliseconds());
    }

    private static Object counted(@Nullable Long rows) {
        return rows == null ? "not counted" : rows;
    }
}
