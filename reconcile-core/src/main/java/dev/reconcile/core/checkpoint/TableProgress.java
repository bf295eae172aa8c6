package dev.reconcile.core.checkpoint;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.fingerprint.Fingerprint;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How far the comparison of one table pair has come. */
public sealed interface TableProgress {

    /**
     * It is done.
     *
     * @param report its result
     * @param discrepancies what was found
     * @param warnings what the reader of the report should know
     * @param told the rows that were told; null where none were sought, or they are not kept
     */
    record Done(
            TableReport report,
            List<Discrepancy> discrepancies,
            List<String> warnings,
            @Nullable Told told) implements TableProgress {

        public Done {
            Objects.requireNonNull(report, "report");
            discrepancies = List.copyOf(discrepancies);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Rows that were told, and that a journal keeps.
     *
     * @param signature what was compared of the tables, and how: the rows mean nothing to tables that are others
     * @param parts where the journal holds them, in the order in which they were told
     */
    record Told(String signature, List<JournalPart> parts) {

        public Told {
            Objects.requireNonNull(signature, "signature");
            parts = List.copyOf(parts);
        }
    }

    /** Its sums are being read, or more than that is. */
    sealed interface Summing extends TableProgress {

        /** What was compared of the tables, and how: the progress means nothing to tables and settings that are others. */
        String signature();
    }

    /**
     * Sums in ranges of keys that are the same on both sides.
     *
     * @param signature as above
     * @param rest the keys that are still to be read; null where all have been
     * @param compared how many buckets there were so far
     * @param source what the source held so far
     * @param target what the target held so far
     * @param differing where they differed
     * @param locked which ranges of what is not in {@code rest} stayed locked: they are tried once more when all else is read
     * @param sourceMilliseconds how long reading the source took
     * @param targetMilliseconds how long reading the target took
     */
    record Ranged(
            String signature,
            @Nullable KeyRange rest,
            int compared,
            Fingerprint source,
            Fingerprint target,
            List<DifferingRange> differing,
            List<KeyRange> locked,
            long sourceMilliseconds,
            long targetMilliseconds)
            implements Summing {

        public Ranged {
            Objects.requireNonNull(signature, "signature");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(target, "target");
            differing = List.copyOf(differing);
            locked = List.copyOf(locked);
        }
    }

    /**
     * The sums of all ranges of keys were read, and where they differ the rows that do are being sought.
     *
     * @param sums with no rest
     * @param searched of how many of the ranges that are read together no row is sought any more; each at once in the order
     *     that follows from {@code sums}
     * @param found what was found in them
     * @param told where the journal holds the rows that were told, in the order in which they were; empty where none is kept
     */
    record Searching(Ranged sums, int searched, RowsReport found, List<JournalPart> told) implements Summing {

        public Searching {
            Objects.requireNonNull(sums, "sums");
            Objects.requireNonNull(found, "found");
            told = List.copyOf(told);
        }

        @Override
        public String signature() {
            return sums.signature();
        }
    }

    /**
     * Sums in buckets of the rows' hashes, each side in its own order.
     *
     * @param signature as above
     * @param source how far the source has been read
     * @param target how far the target has been read
     */
    record Hashed(String signature, SideSums source, SideSums target) implements Summing {

        public Hashed {
            Objects.requireNonNull(signature, "signature");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(target, "target");
        }
    }

    /**
     * Its keys are compared a part at a time, each run another part.
     *
     * @param signature what was compared of the tables, and how: the parts mean nothing to tables and settings that are others
     * @param parts all keys in their order, each in one part; at least one. Rows that lack a key belong to the first one.
     * @param next the place of the part that the next run begins with
     * @param round in which round over all keys that is, from 1
     */
    record Scrubbed(String signature, List<ScrubbedPart> parts, int next, int round) implements TableProgress {

        public Scrubbed {
            Objects.requireNonNull(signature, "signature");
            parts = List.copyOf(parts);
            Objects.checkIndex(next, parts.size());
        }
    }

    /**
     * How far one side has been read.
     *
     * @param rest the keys, as this side holds them, that are still to be read; null where all have been
     * @param place where the rows were hashed
     * @param buckets what each bucket held so far
     * @param milliseconds how long reading took
     */
    record SideSums(@Nullable KeyRange rest, HashPlace place, List<Fingerprint> buckets, long milliseconds) {

        public SideSums {
            Objects.requireNonNull(place, "place");
            buckets = List.copyOf(buckets);
        }
    }
}
