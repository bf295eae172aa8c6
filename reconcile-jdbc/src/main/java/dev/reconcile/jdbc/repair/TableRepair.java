package dev.reconcile.jdbc.repair;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.table.ForeignKey;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.jdbc.dialect.Mending;
import dev.reconcile.jdbc.dialect.PostgresRepair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What is to be done to one table, gathered row by row. */
final class TableRepair {

    /** So many reads of a table take long even where each takes a moment. */
    private static final long MANY_READS = 10_000;

    private final PostgresRepair sql;
    private final Spool.Section inserts;
    private final Spool.Section insertsAlone;
    private final Spool.Section updates;
    private final Spool.Section deletes;
    private final Spool.Section impossible;
    private final UniqueMoves uniqueMoves = new UniqueMoves();
    private final Set<String> obstacles = new LinkedHashSet<>();
    private boolean someAreAccepted;
    private long unsettled;
    private long unwritten;

    TableRepair(TableRead source, TableRead target, Spool spool) {
        this.sql = new PostgresRepair(source, target);
        this.inserts = spool.section();
        this.insertsAlone = spool.section();
        this.updates = spool.section();
        this.deletes = spool.section();
        this.impossible = spool.section();
    }

    /** A row of the table differs. */
    void take(RowDifference difference) throws IOException {
        if (difference.confirmation() == Confirmation.VOLATILE) {
            unsettled++;
            return;
        }
        Optional<String> obstacle = sql.obstacle(difference);
        if (obstacle.isPresent()) {
            obstacles.add(obstacle.get());
            unwritten += difference.occurrences();
            return;
        }
        for (Mending mending : sql.mend(difference)) {
            if (mending instanceof Mending.Insert insert) {
                inserts.add(insert.values(), 1);
            } else if (mending instanceof Mending.InsertAlone insert) {
                insertsAlone.add(insert.statement(), insert.rows());
            } else if (mending instanceof Mending.Update update) {
                boolean moves = !update.gives().isEmpty() || !update.takes().isEmpty();
                if (!moves || !uniqueMoves.add(update)) {
                    updates.add(update.statement(), 1);
                }
            } else if (mending instanceof Mending.Delete delete) {
                deletes.add(delete.condition(), delete.rows());
            } else if (mending instanceof Mending.Impossible reason) {
                leaveOut(reason.row(), reason.reason(), reason.rows());
            }
        }
    }

    private void leaveOut(String row, String reason, long rows) throws IOException {
        impossible.add("Not written" + (row.isEmpty() ? "" : ", " + row) + ": " + reason + ".", rows);
    }

    /** No further row differs: what had to wait for the others is put in order. To be called once, before anything is asked. */
    void isComplete() throws IOException {
        UniqueMoves.Sorted sorted = uniqueMoves.sorted();
        for (Mending.Update update : sorted.inOrder()) {
            updates.add(update.statement(), 1);
        }
        for (Mending.Update update : sorted.stuck()) {
            leaveOut(
                    update.row(),
                    "it swaps a unique value with other rows, or takes one of a row that does. Give one of them another"
                            + " value first, then compare again",
                    1);
        }
    }

    /**
     * Some rows that differ are accepted and stay as they are. Where no unique key tells them from others like them, a second
     * run of a statement for the others would take them.
     */
    void someAreAccepted() {
        someAreAccepted = true;
    }

    TableDescription table() {
        return sql.target().table();
    }

    PostgresRepair sql() {
        return sql;
    }

    /** The values of the rows to insert that share statements. */
    Spool.Section inserts() {
        return inserts;
    }

    /** The statements that insert the others. */
    Spool.Section insertsAlone() {
        return insertsAlone;
    }

    /** The statements that update. */
    Spool.Section updates() {
        return updates;
    }

    /** The conditions of the rows to delete. */
    Spool.Section deletes() {
        return deletes;
    }

    /** What could not be written and why, one line each. */
    Spool.Section impossible() {
        return impossible;
    }

    /** How many rows the script inserts. */
    long rowsToInsert() {
        return insertsAreComments() ? 0 : inserts.rows() + insertsAlone.rows();
    }

    /** How many rows it updates. */
    long rowsToUpdate() {
        return updates.rows();
    }

    /** How many rows it deletes. */
    long rowsToDelete() {
        return deletesAreComments() ? 0 : deletes.rows();
    }

    /** How many rows differ for good that the script does not mend. */
    long rowsLeftOut() {
        return unwritten
                + impossible.rows()
                + inserts.rows()
                + insertsAlone.rows()
                - rowsToInsert()
                + deletes.rows()
                - rowsToDelete();
    }

    /** Whether the INSERTs are written as comments only. */
    boolean insertsAreComments() {
        return obstacleToInserts().isPresent();
    }

    /** Whether the DELETEs are written as comments only. */
    boolean deletesAreComments() {
        return obstacleToDeletes().isPresent();
    }

    private Optional<String> obstacleToInserts() {
        return sql.obstacleToInserts().or(this::obstacleOfAccepted);
    }

    private Optional<String> obstacleToDeletes() {
        return sql.obstacleToDeletes().or(this::obstacleOfAccepted);
    }

    private Optional<String> obstacleOfAccepted() {
        return someAreAccepted && !sql.tellsRowsApart() && sql.target().keyColumns() > 0
                ? Optional.of(
                        "Rows that differ are accepted by the settings, and no unique key tells them from others like"
                                + " them. Take the comment marks away, and run them once.")
                : Optional.empty();
    }

    /** What of the table the script does, for a person. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "%s: %,d to insert, %,d to update, %,d to delete, %,d left out",
                table().name(),
                rowsToInsert(),
                rowsToUpdate(),
                rowsToDelete(),
                rowsLeftOut());
    }

    /** What whoever reads the script should know of the table, one sentence each. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        warnings.addAll(obstacles);
        if (unsettled > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%,d rows never came to rest while they were looked at: nothing is written for them. Run again.",
                    unsettled));
        }
        if (impossible.rows() > 0) {
            warnings.add(
                    impossible.rows() == 1
                            ? "1 row cannot be mended by this script; it is named below, with the reason."
                            : String.format(
                                    Locale.ROOT,
                                    "%,d rows cannot be mended by this script; each is named below, with the reason.",
                                    impossible.rows()));
        }
        if (inserts.rows() + insertsAlone.rows() > 0) {
            obstacleToInserts().ifPresent(reason -> warnings.add("Its INSERTs are comments only. " + reason));
        }
        if (rowsToInsert() > 0) {
            List<String> left = sql.columnsLeftToDefaults();
            if (!left.isEmpty()) {
                warnings.add("Its INSERTs leave " + String.join(", ", left)
                        + " to their defaults: these columns were not compared.");
            }
            if (!sql.target().filter().isNone()) {
                warnings.add(
                        "Only a part of the target's rows was compared, as the row filter and the preset of the run"
                                + " say. An INSERT does nothing where a row outside of that part has the key.");
            }
        }
        if (deletes.rows() > 0) {
            obstacleToDeletes().ifPresent(reason -> warnings.add("Its DELETEs are comments only. " + reason));
        }
        if (!sql.tellsRowsApart() && rowsToInsert() + rowsToUpdate() + rowsToDelete() >= MANY_READS) {
            warnings.add(
                    "No unique key tells its rows apart, so that each statement reads the whole table where no index"
                            + " serves. For so many rows it may be quicker to load the table anew.");
        }
        List<String> checks = table().writing().checks();
        if (!checks.isEmpty() && rowsToInsert() + rowsToUpdate() > 0) {
            warnings.add("A row that breaks one of its CHECK constraints (" + String.join(", ", checks)
                    + ") fails, and nothing of its batch is written.");
        }
        if (rowsToUpdate() > 0) {
            warnOfReferring(
                    key -> key.onUpdate() == ForeignKey.Action.CASCADES,
                    "An UPDATE of what rows of other tables refer to changes these too",
                    warnings);
        }
        if (rowsToDelete() > 0) {
            List<String> unseen = sql.columnsLeftToDefaults();
            if (!unseen.isEmpty()) {
                warnings.add("Its DELETEs do not ask what stands in " + String.join(", ", unseen)
                        + ": these columns were not compared, and what was changed there goes with the row.");
            }
            warnOfReferring(
                    key -> key.onDelete() != ForeignKey.Action.REFUSED,
                    "Its DELETEs also delete or change rows that refer to those deleted",
                    warnings);
        }
        return warnings;
    }

    private void warnOfReferring(Predicate<ForeignKey> changesRows, String effect, List<String> warnings) {
        List<String> keys = table().foreignKeys().stream()
                .filter(key -> key.to().equals(table().name()) && !key.from().equals(table().name()))
                .filter(changesRows)
                .map(key -> key.from() + " (foreign key " + key.name() + ")")
                .toList();
        if (!keys.isEmpty()) {
            warnings.add(effect + ": in " + String.join(", ", keys)
                    + ", and in tables that refer to those in the same way. This script does not show it.");
        }
    }
}
