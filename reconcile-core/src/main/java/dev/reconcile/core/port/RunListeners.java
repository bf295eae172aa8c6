package dev.reconcile.core.port;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Several that watch one run, told in their order.
 *
 * @param all whoever watches
 */
public record RunListeners(List<RunListener> all) implements RunListener {

    public RunListeners {
        all = List.copyOf(all);
    }

    @Override
    public void runStarted(String runId, Instant start, int tables) {
        all.forEach(listener -> listener.runStarted(runId, start, tables));
    }

    @Override
    public void comparing(TablePair pair) {
        all.forEach(listener -> listener.comparing(pair));
    }

    @Override
    public void tableStarted(TablePair pair, OptionalLong sourceEstimate, OptionalLong targetEstimate) {
        all.forEach(listener -> listener.tableStarted(pair, sourceEstimate, targetEstimate));
    }

    @Override
    public void rowsRead(TablePair pair, Side side, long rows) {
        all.forEach(listener -> listener.rowsRead(pair, side, rows));
    }

    @Override
    public void segmentRead(TablePair pair, SegmentRead segment) {
        all.forEach(listener -> listener.segmentRead(pair, segment));
    }

    @Override
    public void rowsSought(TablePair pair, TableRead source, TableRead target) {
        all.forEach(listener -> listener.rowsSought(pair, source, target));
    }

    @Override
    public void lookingAgain(TablePair pair, long rows, Duration wait) {
        all.forEach(listener -> listener.lookingAgain(pair, rows, wait));
    }

    @Override
    public void rowDiffers(TablePair pair, RowDifference difference) {
        all.forEach(listener -> listener.rowDiffers(pair, difference));
    }

    @Override
    public boolean countsCopies() {
        return all.stream().anyMatch(RunListener::countsCopies);
    }

    @Override
    public void pausing(String reason) {
        all.forEach(listener -> listener.pausing(reason));
    }

    @Override
    public void goingOn(Duration paused) {
        all.forEach(listener -> listener.goingOn(paused));
    }

    @Override
    public void partLocked(TablePair pair) {
        all.forEach(listener -> listener.partLocked(pair));
    }

    @Override
    public void namedInVain(String warning) {
        all.forEach(listener -> listener.namedInVain(warning));
    }

    @Override
    public void tableFinished(TablePair pair, TableReport report, List<Discrepancy> discrepancies) {
        all.forEach(listener -> listener.tableFinished(pair, report, discrepancies));
    }
}
