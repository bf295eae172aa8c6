package dev.reconcile.core.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The result of one table pair.
 *
 * @param source the source table as the run names it
 * @param target the target table as the run names it; findings name their tables so too
 * @param verdict what is known
 * @param reasons why the verdict is what it is, one sentence each; for a {@link Verdict#MATCH} what was compared
 * @param compared how deep the comparison went; null where it did not come to an end
 * @param sourceSide what was read from the source; null where nothing was
 * @param targetSide what was read from the target; null where nothing was
 * @param bucketsCompared into how many buckets the rows were spread; null without checksums
 * @param bucketsDifferent in how many of them the sides differ; null without checksums
 * @param rows which rows differ; null where the rows were not looked for, because checksums agree or the run was not asked to
 * @param key the key's columns in key order, named as on the source; empty where the tables have none in common
 * @param columnsCompared the columns whose values were compared, key columns first, named as on the source
 * @param columnsNotCompared the other columns of both sides, and why
 * @param reductions which rows were left out by a filter and how values were reduced before they were compared, one
 *     sentence each; empty where all was compared as it is
 * @param columnsSoftened which of the compared columns the settings soften, and in what way; empty where none
 * @param milliseconds how long the comparison took, at least 0
 * @param skipped why the table or a part of it was not read; null where it was read as far as the run needed it
 * @param scrub which part of the table was compared, so that all else here is about that part; null where runs compare all of
 *     it
 * @param changedSince since when the rows were changed that were compared, so that all else here is about those; null where
 *     rows of every age were to be
 * @param earlier what of it an earlier run read that this one goes on with; null where this run read all
 */
public record TableReport(
        String source,
        String target,
        Verdict verdict,
        List<String> reasons,
        @Nullable Depth compared,
        @Nullable SideReport sourceSide,
        @Nullable SideReport targetSide,
        @Nullable Integer bucketsCompared,
        @Nullable Integer bucketsDifferent,
        @Nullable RowsReport rows,
        List<String> key,
        List<String> columnsCompared,
        List<UncomparedColumn> columnsNotCompared,
        List<String> reductions,
        List<SoftenedColumn> columnsSoftened,
        long milliseconds,
        @Nullable Skipped skipped,
        @Nullable Scrub scrub,
        @Nullable Instant changedSince,
        @Nullable EarlierRead earlier) {

    public TableReport {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(verdict, "verdict");
        reasons = List.copyOf(reasons);
        key = List.copyOf(key);
        columnsCompared = List.copyOf(columnsCompared);
        columnsNotCompared = List.copyOf(columnsNotCompared);
        reductions = List.copyOf(reductions);
        columnsSoftened = List.copyOf(columnsSoftened);
        if (verdict == Verdict.MATCH && compared == null) {
            throw new IllegalArgumentException(source + " cannot match " + target + " without a comparison.");
        }
        if (verdict == Verdict.MATCH && rows != null && (rows.different() != 0 || rows.unsettled() != 0)) {
            throw new IllegalArgumentException(source + " cannot match " + target + " while rows differ.");
        }
        if (verdict == Verdict.MATCH && skipped != null) {
            throw new IllegalArgumentException(source + " cannot match " + target + " where a part was skipped.");
        }
    }

    /** A table that was compared whole, of which nothing was skipped, and no column softened. */
    public TableReport(
            String source,
            String target,
            Verdict verdict,
            List<String> reasons,
            @Nullable Depth compared,
            @Nullable SideReport sourceSide,
            @Nullable SideReport targetSide,
            @Nullable Integer bucketsCompared,
            @Nullable Integer bucketsDifferent,
            @Nullable RowsReport rows,
            List<String> key,
            List<String> columnsCompared,
            List<UncomparedColumn> columnsNotCompared,
            List<String> reductions,
            long milliseconds) {
        this(
                source,
                target,
                verdict,
                reasons,
                compared,
                sourceSide,
                targetSide,
                bucketsCompared,
                bucketsDifferent,
                rows,
                key,
                columnsCompared,
                columnsNotCompared,
                reductions,
                List.of(),
                milliseconds,
                null,
                null,
                null,
                null);
    }

    /** A table of which nothing is known beyond why. */
    public static TableReport uncompared(String source, String target, Verdict verdict, String reason, long millis) {
        return new TableReport(
                source,
                target,
                verdict,
                List.of(reason),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                millis);
    }

    /** The same result with no values of rows but their keys; without a key, with none at all. */
    public TableReport withoutValues() {
        return new TableReport(
                source,
                target,
                verdict,
                reasons,
                compared,
                sourceSide,
                targetSide,
                bucketsCompared,
                bucketsDifferent,
                rows == null
                        ? null
                        : rows.withDetails(
                                row -> key.isEmpty() ? row.withoutValues().withoutKey() : row.withoutValues()),
                key,
                columnsCompared,
                columnsNotCompared,
                reductions,
                columnsSoftened,
                milliseconds,
                skipped,
                scrub,
                changedSince,
                earlier);
    }

    /** The same result without the rows that differ: how many there are is all that is told. */
    public TableReport withoutRows() {
        return new TableReport(
                source,
                target,
                verdict,
                reasons,
                compared,
                sourceSide,
                targetSide,
                bucketsCompared,
                bucketsDifferent,
                rows == null ? null : rows.withoutDetails(),
                key,
                columnsCompared,
                columnsNotCompared,
                reductions,
                columnsSoftened,
                milliseconds,
                skipped,
                scrub,
                changedSince,
                earlier);
    }

    /** The same result of a table that was skipped, or a part of it. */
    public TableReport skipped(Skipped why) {
        return new TableReport(
                source,
                target,
                verdict,
                reasons,
                compared,
                sourceSide,
                targetSide,
                bucketsCompared,
                bucketsDifferent,
                rows,
                key,
                columnsCompared,
                columnsNotCompared,
                reductions,
                columnsSoftened,
                milliseconds,
                why,
                scrub,
                changedSince,
                earlier);
    }

    /** The same result, of columns that are softened. */
    public TableReport softened(List<SoftenedColumn> columns) {
        return new TableReport(
                source,
                target,
                verdict,
                reasons,
                compared,
                sourceSide,
                targetSide,
                bucketsCompared,
                bucketsDifferent,
                rows,
                key,
                columnsCompared,
                columnsNotCompared,
                reductions,
                columns,
                milliseconds,
                skipped,
                scrub,
                changedSince,
                earlier);
    }

    /** The same result, of a part of the table. */
    public TableReport scrubbed(Scrub part) {
        return new TableReport(
                source,
                target,
                verdict,
                reasons,
                compared,
                sourceSide,
                targetSide,
                bucketsCompared,
                bucketsDifferent,
                rows,
                key,
                columnsCompared,
                columnsNotCompared,
                reductions,
                columnsSoftened,
                milliseconds,
                skipped,
                part,
                changedSince,
                earlier);
    }

    /** The same result with another verdict, for other reasons. */
    public TableReport judged(Verdict otherVerdict, List<String> otherReasons) {
        return new TableReport(
                source,
                target,
                otherVerdict,
                otherReasons,
                compared,
                sourceSide,
                targetSide,
                bucketsCompared,
                bucketsDifferent,
                rows,
                key,
                columnsCompared,
                columnsNotCompared,
                reductions,
                columnsSoftened,
                milliseconds,
                skipped,
                scrub,
                changedSince,
                earlier);
    }

    /** The same result, of the rows that were changed since then. */
    public TableReport ofRowsChangedSince(Instant time) {
        return new TableReport(
                source,
                target,
                verdict,
                reasons,
                compared,
                sourceSide,
                targetSide,
                bucketsCompared,
                bucketsDifferent,
                rows,
                key,
                columnsCompared,
                columnsNotCompared,
                reductions,
                columnsSoftened,
                milliseconds,
                skipped,
                scrub,
                time,
                earlier);
    }

    /** The same result, of which an earlier run read something. */
    public TableReport readEarlier(EarlierRead read) {
        List<String> told = new ArrayList<>(reasons);
        if (earlier != null) {
            told.remove(earlier.sentence());
        }
        told.add(read.sentence());
        return new TableReport(
                source,
                target,
                verdict,
                told,
                compared,
                sourceSide,
                targetSide,
                bucketsCompared,
                bucketsDifferent,
                rows,
                key,
                columnsCompared,
                columnsNotCompared,
                reductions,
                columnsSoftened,
                milliseconds,
                skipped,
                scrub,
                changedSince,
                read);
    }

    /** The names of the columns that are softened in such a way, as on the source. */
    public Set<String> columnsSoftened(SoftenedColumn.By by) {
        return columnsSoftened.stream()
                .filter(softened -> softened.by() == by)
                .map(SoftenedColumn::column)
                .collect(Collectors.toSet());
    }

    /** Whether rows of the table were left out that the settings do not leave out of every run. */
    public boolean isOfPart() {
        return changedSince != null || (scrub != null && !scrub.isWhole());
    }

    /** Rows in the source; null where they were not counted. */
    public @Nullable Long sourceCount() {
        return sourceSide == null ? null : sourceSide.count();
    }

    /** Rows in the target; null where they were not counted. */
    public @Nullable Long targetCount() {
        return targetSide == null ? null : targetSide.count();
    }

    /** Whether the search for the rows that differ ended early: more may differ than the numbers say. */
    public boolean isHalted() {
        return rows != null && rows.halted() != null;
    }

    /** How many rows without a key never came to rest: nobody knows which they are, so they are named nowhere. */
    public long namelessRows() {
        return rows == null || !key.isEmpty() ? 0 : rows.unsettled();
    }

    /** Rows read on both sides for each second of the comparison; null where it read none or took no time. */
    public @Nullable Long rowsPerSecond() {
        Long sourceRows = sourceCount();
        Long targetRows = targetCount();
        if (sourceRows == null || targetRows == null || sourceRows + targetRows == 0 || milliseconds == 0) {
            return null;
        }
        return Math.round((sourceRows + targetRows) * 1000.0 / milliseconds);
    }
}
