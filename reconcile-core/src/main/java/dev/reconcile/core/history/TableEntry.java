package dev.reconcile.core.history;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.EarlierRead;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Scrub;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of one pair of tables in one run.
 *
 * @param run the run
 * @param pair the pair
 * @param time when it was known; of what an earlier run read alone, when that began
 * @param verdict what was known
 * @param severity that of the gravest finding; null without any
 * @param compared how deep the comparison went; null where it did not come to an end
 * @param part whether it is about a part of the rows alone, for the others were not to be compared
 * @param readSince since when the rows were read that it is about, where that was not one reading: by parts of which this run compared
 *     the last and each was equal when it was, or by an earlier run that this one goes on with; the time itself where this run read
 *     nothing. Null where it read all that it tells of
 * @param reach which rows and columns it is about
 * @param narrowings in what way that is less than all; null where it is not known, of results that were kept before it was
 * @param sourceRows rows in the source; null where they were not counted
 * @param targetRows rows in the target; null where they were not counted
 * @param missing rows that the target lacks; null where rows were not looked for
 * @param extra rows that the target has beyond the source's; likewise
 * @param changed rows of both with other values; likewise
 * @param accepted rows that differ and that the settings accept, beside those; likewise
 * @param reason why the verdict is what it is, or for a match what was compared
 * @param milliseconds how long the comparison took
 */
public record TableEntry(
        String run,
        PairName pair,
        Instant time,
        Verdict verdict,
        @Nullable Severity severity,
        @Nullable Depth compared,
        boolean part,
        @Nullable Instant readSince,
        Reach reach,
        @Nullable Set<Narrowing> narrowings,
        @Nullable Long sourceRows,
        @Nullable Long targetRows,
        @Nullable Long missing,
        @Nullable Long extra,
        @Nullable Long changed,
        @Nullable Long accepted,
        String reason,
        long milliseconds) {

    public TableEntry {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(pair, "pair");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(reach, "reach");
        narrowings = narrowings == null ? null : Set.copyOf(narrowings);
        Objects.requireNonNull(reason, "reason");
    }

    /** A result that no other parts of the rows belong to. */
    public TableEntry(
            String run,
            PairName pair,
            Instant time,
            Verdict verdict,
            @Nullable Severity severity,
            @Nullable Depth compared,
            boolean part,
            Reach reach,
            @Nullable Set<Narrowing> narrowings,
            @Nullable Long sourceRows,
            @Nullable Long targetRows,
            @Nullable Long missing,
            @Nullable Long extra,
            @Nullable Long changed,
            @Nullable Long accepted,
            String reason,
            long milliseconds) {
        this(
                run,
                pair,
                time,
                verdict,
                severity,
                compared,
                part,
                null,
                reach,
                narrowings,
                sourceRows,
                targetRows,
                missing,
                extra,
                changed,
                accepted,
                reason,
                milliseconds);
    }

    /**
     * What a report says of one of its tables.
     *
     * @param reach which rows and columns were compared
     * @param narrowings in what way that is less than all; null where it is not known
     * @param discrepancies those of the report, also of its other tables
     */
    public static TableEntry of(
            String run,
            String job,
            Instant time,
            TableReport table,
            Reach reach,
            @Nullable Set<Narrowing> narrowings,
            Collection<Discrepancy> discrepancies) {
        RowsReport rows = table.rows();
        EarlierRead earlier = table.earlier();
        return new TableEntry(
                run,
                new PairName(job, table.source(), table.target()),
                earlier != null && earlier.all() ? earlier.since() : time,
                table.verdict(),
                discrepancies.stream()
                        .filter(found -> found.isAbout(table.source(), table.target()))
                        .map(Discrepancy::severity)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                table.compared(),
                table.isOfPart(),
                readSince(table),
                reach,
                narrowings,
                table.sourceCount(),
                table.targetCount(),
                rows == null ? null : rows.missing(),
                rows == null ? null : rows.extra(),
                rows == null ? null : rows.changed(),
                rows == null ? null : rows.acceptedRows(),
                String.join(" ", table.reasons()),
                table.milliseconds());
    }

    private static @Nullable Instant readSince(TableReport table) {
        EarlierRead earlier = table.earlier();
        if (earlier != null) {
            return earlier.since();
        }
        Scrub scrub = table.scrub();
        return scrub != null && scrub.parts().stream().allMatch(part -> part.verdict() == Verdict.MATCH)
                ? scrub.comparedSince().orElse(null)
                : null;
    }

    /** The time as of which it is known of all rows: no row that it tells of was read before. */
    Instant asOf() {
        return part || readSince == null ? time : readSince;
    }

    /** Whether an earlier run read all of it, and this one nothing. */
    boolean isTold() {
        return !part && readSince != null && !readSince.isBefore(time);
    }

    /** Whether there may be more rows that differ than are told, for not all were looked for. */
    public boolean isEndedEarly() {
        return narrowings != null && narrowings.contains(Narrowing.ENDED_EARLY);
    }

    /**
     * How many rows differ at least: as the rows tell that were looked for, or their numbers.
     */
    public long differingRows() {
        if (missing != null && extra != null && changed != null) {
            return missing + extra + changed;
        }
        return sourceRows == null || targetRows == null ? 0 : Math.abs(sourceRows - targetRows);
    }

    /** How many rows differ and are accepted, as far as that is known. */
    public long acceptedRows() {
        return accepted == null ? 0 : accepted;
    }

    /** Whether rows that were written lately are known not to be in it. */
    boolean leavesYoungRowsOut() {
        return narrowings != null && narrowings.contains(Narrowing.YOUNG_ROWS);
    }

    /** Whether a match is known to say less than that all rows agree in all columns. */
    public boolean isNarrow() {
        return compared == Depth.COUNTS || part || (narrowings != null && !narrowings.isEmpty());
    }

    /** Whether the verdict tells whether the tables are the same. */
    public boolean isConclusive() {
        return verdict == Verdict.MATCH || verdict == Verdict.MISMATCH;
    }
}
