package dev.reconcile.cli;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs a line for each table and what the settings name in vain, and passes everything on. */
final class LoggedRun implements RunListener {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedRun.class);

    private final RunListener next;
    private final Level ofPauses;

    /** @param alone whether nobody else tells a person what the run does: a pause has no end by itself */
    LoggedRun(RunListener next, boolean alone) {
        this.next = next;
        this.ofPauses = alone ? Level.WARN : Level.INFO;
    }

    @Override
    public boolean countsCopies() {
        return next.countsCopies();
    }

    @Override
    public void runStarted(String runId, Instant start, int tables) {
        next.runStarted(runId, start, tables);
    }

    @Override
    public void tableStarted(TablePair pair, OptionalLong sourceEstimate, OptionalLong targetEstimate) {
        next.tableStarted(pair, sourceEstimate, targetEstimate);
    }

    @Override
    public void rowsRead(TablePair pair, Side side, long rows) {
        next.rowsRead(pair, side, rows);
    }

    @Override
    public void rowsSought(TablePair pair, TableRead source, TableRead target) {
        next.rowsSought(pair, source, target);
    }

    @Override
    public void lookingAgain(TablePair pair, long rows, Duration wait) {
        LOG.info("{}: {} rows differ, looking again in {} ms", pair, rows, wait.toMillis());
        next.lookingAgain(pair, rows, wait);
    }

    @Override
    public void rowDiffers(TablePair pair, RowDifference difference) {
        next.rowDiffers(pair, difference);
    }

    @Override
    public void pausing(String reason) {
        LOG.atLevel(ofPauses).log("Pausing: {}", reason);
        next.pausing(reason);
    }

    @Override
    public void goingOn(Duration paused) {
        LOG.atLevel(ofPauses).log("Going on after a pause of {} ms", paused.toMillis());
        next.goingOn(paused);
    }

    @Override
    public void partLocked(TablePair pair) {
        LOG.info("{}: a part stays locked and is left for later", pair);
        next.partLocked(pair);
    }

    @Override
    public void namedInVain(String warning) {
        LOG.warn("{}", warning);
        next.namedInVain(warning);
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
        next.tableFinished(pair, report, discrepancies);
    }

    private static Object counted(@Nullable Long rows) {
        return rows == null ? "not counted" : rows;
    }
}
