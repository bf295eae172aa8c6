package dev.reconcile.jdbc.repair;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * What a repair script that was written holds.
 *
 * @param file where it is
 * @param inserts how many rows it inserts
 * @param updates how many rows it updates
 * @param deletes how many rows it deletes
 * @param leftOut for how many rows that differ it holds no statement that runs
 * @param gap why there may be more to mend than it knows of, as a clause: {@code the run was interrupted}; empty where there
 *     is not
 */
public record RepairSummary(Path file, long inserts, long updates, long deletes, long leftOut, String gap) {

    public RepairSummary {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(gap, "gap");
    }

    /** The script for a person, in one line. */
    @Override
    public String toString() {
        if (inserts + updates + deletes + leftOut == 0) {
            return "Repair script: " + file + ": "
                    + (gap.isEmpty()
                            ? "nothing to mend."
                            : "nothing was settled that could be mended, but " + gap + ".");
        }
        return String.format(
                Locale.ROOT,
                "Repair script: %s: %,d to insert, %,d to update, %,d to delete%s.%s Read it before you run it.",
                file,
                inserts,
                updates,
                deletes,
                leftOut == 0 ? "" : String.format(Locale.ROOT, ", %,d left out", leftOut),
                gap.isEmpty() ? "" : " There may be more: " + gap + ".");
    }
}
