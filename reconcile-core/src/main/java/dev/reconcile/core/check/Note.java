package dev.reconcile.core.check;

import dev.reconcile.core.report.Verdict;
import java.util.Objects;

/**
 * Something that a run over a pair of tables would meet.
 *
 * @param level what it would do to the run
 * @param topic what it is about
 * @param text place, reason and remedy, in sentences; holds no value of a row
 */
public record Note(Level level, Topic topic, String text) {

    public Note {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(text, "text");
    }

    /** What a run would make of it, the worst first. */
    public enum Level {
        /** The comparison of the table would fail. */
        ABORTS(Verdict.ERROR),
        /** The schemas differ in a way that the run reports as a finding, however equal the rows are. */
        DIFFERS(Verdict.MISMATCH),
        /** The run could not say that the tables match, however equal they are. */
        WEAKENS(Verdict.INCONCLUSIVE),
        /** Equal tables match, but something may go wrong or be harder to tell. */
        WARNS(Verdict.MATCH),
        /** Good to know. */
        INFORMS(Verdict.MATCH);

        private final Verdict atBest;

        Level(Verdict atBest) {
            this.atBest = atBest;
        }

        /** The verdict on the table if all rows are equal and nothing else is noted. */
        public Verdict atBest() {
            return atBest;
        }
    }

    /** What a note is about. */
    public enum Topic {
        /** The table itself: that it is not there, or what it is. */
        TABLE,
        /** A right of the login. */
        PERMISSION,
        /** Which rows can be seen or are read. */
        ROWS,
        /** What tells rows apart. */
        KEY,
        /** A column that is missing, left over or not compared. */
        COLUMN,
        /** Whether a column may hold NULL. */
        NULLABILITY,
        /** How many characters or bytes a column holds. */
        LENGTH,
        /** How many digits a column holds. */
        PRECISION,
        /** By which rules the database compares text. */
        COLLATION,
        /** Where rows are hashed. */
        HASHING
    }
}
