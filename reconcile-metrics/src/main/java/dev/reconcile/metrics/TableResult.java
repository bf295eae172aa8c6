package dev.reconcile.metrics;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.EarlierRead;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run says of one table, in numbers. What it does not know has none. */
final class TableResult {

    private final TableReport table;
    private final Optional<Severity> worst;
    private final List<String> labels;
    private final List<Sample> samples = new ArrayList<>();

    private TableResult(String job, TableReport table, Report report) {
        this.table = table;
        this.worst = report.discrepancies().stream()
                .filter(found -> found.isAbout(table.source(), table.target()))
                .map(Discrepancy::severity)
                .max(Comparator.naturalOrder());
        this.labels = List.of(job, table.source(), table.target());
    }

    /**
     * The numbers of a table.
     *
     * @param earlier what the run before said of it; empty where it had no such table
     * @param checked when this run was done with it
     */
    static List<Sample> of(String job, TableReport table, Report report, List<Sample> earlier, Instant checked) {
        TableResult result = new TableResult(job, table, report);
        result.judgement();
        result.counts();
        result.rows();
        result.effort();
        result.times(earlier, checked);
        return List.copyOf(result.samples);
    }

    private void judgement() {
        for (Verdict verdict : Verdict.values()) {
            add(Metric.TABLE_VERDICT, table.verdict() == verdict ? 1 : 0, word(verdict));
        }
        if (worst.isPresent()) {
            add(Metric.TABLE_SEVERITY, rank(worst.get()));
        } else if (table.verdict() == Verdict.MATCH) {
            add(Metric.TABLE_SEVERITY, 0);
        }
        if (table.compared() != null) {
            add(Metric.TABLE_CONTENTS, table.compared() == Depth.COUNTS || table.bucketsCompared() == null ? 0 : 1);
            add(Metric.TABLE_PART, table.isOfPart() ? 1 : 0);
        }
    }

    private void counts() {
        Long source = table.sourceCount();
        Long target = table.targetCount();
        add(Metric.TABLE_ROWS, source, "source");
        add(Metric.TABLE_ROWS, target, "target");
        if (source != null && target != null) {
            add(Metric.TABLE_COUNT_DIFFERENCE, target - source);
        }
    }

    private void rows() {
        RowsReport rows = table.rows();
        if (rows == null && contentsAgree()) {
            rows = new RowsReport(0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of());
        }
        if (rows == null) {
            return;
        }
        add(Metric.TABLE_DIFFERING, rows.missing(), "missing");
        add(Metric.TABLE_DIFFERING, rows.extra(), "extra");
        add(Metric.TABLE_DIFFERING, rows.changed(), "changed");
        add(Metric.TABLE_DIFFERING_INCOMPLETE, table.isHalted() || table.skipped() != null ? 1 : 0);
        add(Metric.TABLE_ACCEPTED, rows.acceptedRows());
        add(Metric.TABLE_IN_FLIGHT, rows.inFlight());
        add(Metric.TABLE_UNSETTLED, rows.unsettled());
    }

    /** Nobody looks for rows where the sums of all contents agree: there are none. */
    private boolean contentsAgree() {
        Integer different = table.bucketsDifferent();
        return table.verdict() == Verdict.MATCH && different != null && different == 0;
    }

    private void effort() {
        if (table.compared() != null) {
            add(Metric.TABLE_DURATION, table.milliseconds() / 1000.0);
            add(Metric.TABLE_RATE, table.rowsPerSecond());
        }
    }

    private void times(List<Sample> earlier, Instant checked) {
        boolean matched = table.verdict() == Verdict.MATCH;
        time(Metric.TABLE_CHECKED, matched || table.verdict() == Verdict.MISMATCH, earlier, checked);
        time(Metric.TABLE_MATCHED, matched, earlier, checked);
    }

    /** The time moves if it is told by this run; otherwise it stays what it was, if it was known. */
    private void time(Metric metric, boolean moves, List<Sample> earlier, Instant now) {
        Optional<Sample> before =
                earlier.stream().filter(sample -> sample.metric() == metric).findFirst();
        if (!moves) {
            before.ifPresent(samples::add);
            return;
        }
        EarlierRead read = table.earlier();
        double seconds = RunResult.seconds(read == null ? now : read.since());
        // What an earlier run read may have been read again since.
        add(
                metric,
                read == null
                        ? seconds
                        : Math.max(seconds, before.map(Sample::value).orElse(seconds)));
    }

    /** Nothing where it is not known. */
    private void add(Metric metric, @Nullable Number value, String... ownLabels) {
        if (value != null) {
            List<String> all = new ArrayList<>(labels);
            all.addAll(List.of(ownLabels));
            samples.add(new Sample(metric, all, value.doubleValue()));
        }
    }

    static int rank(Severity severity) {
        return switch (severity) {
            case LOW -> 1;
            case MEDIUM -> 2;
            case HIGH -> 3;
            case CRITICAL -> 4;
        };
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
