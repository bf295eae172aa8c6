package dev.reconcile.cli.progress;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.TablePair;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** A line when a table begins and one when it is done: for files, and for those who read along later. */
final class ProgressLines implements RunListener {

    private final PrintStream err;
    private int done;
    private int tables;

    ProgressLines(PrintStream err) {
        this.err = err;
    }

    @Override
    public synchronized void runStarted(String runId, Instant start, int numberOfTables) {
        tables = numberOfTables;
    }

    @Override
    public synchronized void tableStarted(TablePair pair, OptionalLong sourceEstimate, OptionalLong targetEstimate) {
        String estimate = sourceEstimate.isPresent() ? ", about " + Figures.rows(sourceEstimate.getAsLong()) : "";
        err.println(Figures.names(pair) + ": started" + estimate);
    }

    @Override
    public synchronized void lookingAgain(TablePair pair, long rows, Duration wait) {
        err.println(Figures.names(pair) + ": " + Figures.rows(rows) + " differ, looking again in "
                + Figures.stopwatch(wait) + " whether they are only late");
    }

    @Override
    public synchronized void pausing(String reason) {
        err.println("Pausing: " + Figures.harmless(reason));
    }

    @Override
    public synchronized void goingOn(Duration paused) {
        err.println("Going on after a pause of " + Figures.stopwatch(paused));
    }

    @Override
    public synchronized void partLocked(TablePair pair) {
        err.println(Figures.names(pair) + ": a part stays locked and is left for later");
    }

    @Override
    public synchronized void tableFinished(TablePair pair, TableReport report, List<Discrepancy> discrepancies) {
        err.println("[" + ++done + "/" + tables + "] " + Figures.names(pair) + ": " + report.verdict() + rows(report)
                + " in " + Figures.stopwatch(Duration.ofMillis(report.milliseconds())));
    }

    private static String rows(TableReport report) {
        Long source = report.sourceCount();
        Long target = report.targetCount();
        if (source == null || target == null) {
            return "";
        }
        return source.equals(target)
                ? ", " + Figures.rows(source)
                : ", " + Figures.grouped(source) + " and " + Figures.rows(target);
    }
}
