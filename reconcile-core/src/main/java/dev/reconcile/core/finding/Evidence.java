package dev.reconcile.core.finding;

import java.util.List;
import java.util.Objects;

/** What a discrepancy rests on: its kind is the kind of issue. */
public sealed interface Evidence {

    /** The kind of issue that this is evidence of. */
    IssueType issueType();

    /**
     * The tables hold different numbers of rows, what is accepted aside.
     *
     * @param sourceCount rows in the source
     * @param targetCount rows in the target
     * @param missingRows rows that the target lacks; from counts alone, or where the search for the rows was halted, at
     *     least so many
     * @param extraRows rows that the target has beyond the source's; likewise
     * @param acceptedMissing further rows that the target lacks, which is accepted
     * @param acceptedExtra further rows that the target has beyond the source's, which is accepted
     */
    record RowCounts(
            long sourceCount,
            long targetCount,
            long missingRows,
            long extraRows,
            long acceptedMissing,
            long acceptedExtra)
            implements Evidence {

        public RowCounts {
            if (sourceCount == targetCount + acceptedMissing - acceptedExtra) {
                throw new IllegalArgumentException("Equal counts are no evidence of anything.");
            }
        }

        /** Counts among which nothing is accepted. */
        public RowCounts(long sourceCount, long targetCount, long missingRows, long extraRows) {
            this(sourceCount, targetCount, missingRows, extraRows, 0, 0);
        }

        /** How many rows the target would have if what is accepted in it were mended. */
        public long targetCountIfMended() {
            return targetCount + acceptedMissing - acceptedExtra;
        }

        /** What the two counts alone tell. */
        public static RowCounts of(long sourceCount, long targetCount) {
            return new RowCounts(
                    sourceCount,
                    targetCount,
                    Math.max(0, sourceCount - targetCount),
                    Math.max(0, targetCount - sourceCount));
        }

        @Override
        public IssueType issueType() {
            return IssueType.ROW_COUNT_MISMATCH;
        }
    }

    /**
     * The contents differ.
     *
     * @param sourceChecksum the source's {@linkplain dev.reconcile.core.fingerprint.Fingerprint#checksum checksum}
     * @param targetChecksum the target's
     * @param bucketsCompared into how many buckets the rows were spread
     * @param bucketsDifferent in how many of them the sides differ, at least 1
     */
    record Contents(String sourceChecksum, String targetChecksum, int bucketsCompared, int bucketsDifferent)
            implements Evidence {

        public Contents {
            Objects.requireNonNull(sourceChecksum, "sourceChecksum");
            Objects.requireNonNull(targetChecksum, "targetChecksum");
            if (bucketsDifferent < 1 || bucketsDifferent > bucketsCompared) {
                throw new IllegalArgumentException(
                        bucketsDifferent + " of " + bucketsCompared + " buckets cannot differ here.");
            }
        }

        @Override
        public IssueType issueType() {
            return IssueType.CHECKSUM_MISMATCH;
        }
    }

    /**
     * A source column has no partner in the target.
     *
     * @param column the source column's name
     * @param type its type as the source writes it
     */
    record UnpairedColumn(String column, String type) implements Evidence {

        public UnpairedColumn {
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(type, "type");
        }

        @Override
        public IssueType issueType() {
            return IssueType.SCHEMA_MISMATCH;
        }
    }

    /**
     * Rows of one side have different keys there, and one and the same key once it is reduced to what both sides hold: the
     * other side cannot tell them apart, and where its key is unique it cannot hold them all. Found among the rows that
     * differ.
     *
     * @param columns the key's columns in key order, named as on the source; at least one
     * @param keys how many keys several rows share, at least 1
     */
    record CollidingKeys(List<String> columns, long keys) implements Evidence {

        public CollidingKeys {
            columns = List.copyOf(columns);
            if (columns.isEmpty() || keys < 1) {
                throw new IllegalArgumentException(keys + " keys of " + columns + " cannot collide.");
            }
        }

        @Override
        public IssueType issueType() {
            return IssueType.KEY_COLLISION;
        }
    }
}
