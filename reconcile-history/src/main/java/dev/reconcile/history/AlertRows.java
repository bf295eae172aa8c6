package dev.reconcile.history;

import dev.reconcile.core.alert.AlertStep;
import dev.reconcile.core.alert.AlertSubject;
import dev.reconcile.core.alert.Extent;
import dev.reconcile.core.alert.OpenAlert;
import dev.reconcile.core.alert.Problem;
import dev.reconcile.core.finding.Severity;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;

/** The table of what was told, within one transaction. */
final class AlertRows {

    private static final String OF_KEY =
            " WHERE job = :job AND source = :source AND target = :target AND problem = :problem";
    private static final String AS_IT_WAS = OF_KEY + " AND told_at = :wasToldAt";

    private final Handle handle;

    AlertRows(Handle handle) {
        this.handle = handle;
    }

    List<OpenAlert> open() {
        return handle.createQuery("SELECT * FROM reconcile_alert ORDER BY job, source, target, problem")
                .map(AlertRows::alert)
                .list();
    }

    /** Whether what is remembered was told when the step has it, arrived or not, and now is what comes after it. */
    boolean take(AlertStep step) {
        if (step.before().isEmpty()) {
            return insert(step.after().orElseThrow());
        }
        OpenAlert before = step.before().get();
        String change = step.after().isEmpty() ? "DELETE FROM reconcile_alert" : """
                UPDATE reconcile_alert SET since = :since, told_at = :toldAt, delivered = :delivered, severity = :severity,
                  source_rows = :sourceRows, target_rows = :targetRows, missing = :missing, extra = :extra, changed = :changed,
                  at_least = :atLeast,
                  worst = :worst, run = :run
                """;
        Update update =
                key(handle.createUpdate(change + AS_IT_WAS), before.key()).bind("wasToldAt", before.toldAt());
        step.after().ifPresent(after -> values(update, after));
        return update.execute() > 0;
    }

    private boolean insert(OpenAlert alert) {
        Update insert = handle.createUpdate("""
                INSERT INTO reconcile_alert (job, source, target, problem, since, told_at, delivered, severity, source_rows,
                  target_rows, missing, extra, changed, at_least, worst, run)
                VALUES (:job, :source, :target, :problem, :since, :toldAt, :delivered, :severity, :sourceRows,
                  :targetRows, :missing, :extra, :changed, :atLeast, :worst, :run)
                """);
        boolean known = key(handle.createQuery("SELECT 1 FROM reconcile_alert" + OF_KEY), alert.key())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        return !known && values(key(insert, alert.key()), alert).execute() > 0;
    }

    private static <S extends SqlStatement<S>> S key(S statement, OpenAlert.Key key) {
        return statement
                .bind("job", key.subject().job())
                .bind("source", key.subject().source())
                .bind("target", key.subject().target())
                .bind("problem", key.problem());
    }

    private static Update values(Update statement, OpenAlert alert) {
        Extent told = alert.told();
        return statement
                .bind("since", alert.since())
                .bind("toldAt", alert.toldAt())
                .bind("delivered", alert.delivered())
                .bind("severity", told.severity())
                .bind("sourceRows", told.sourceRows())
                .bind("targetRows", told.targetRows())
                .bind("missing", told.missing())
                .bind("extra", told.extra())
                .bind("changed", told.changed())
                .bind("atLeast", told.atLeast())
                .bind("worst", alert.worst())
                .bind("run", alert.run());
    }

    private static OpenAlert alert(RowView row) {
        return new OpenAlert(
                new AlertSubject(Columns.text(row, "job"), Columns.text(row, "source"), Columns.text(row, "target")),
                Columns.word(row, "problem", Problem.class),
                Columns.instant(row, "since"),
                Columns.instant(row, "told_at"),
                Columns.flag(row, "delivered"),
                new Extent(
                        row.getColumn("severity", Severity.class),
                        row.getColumn("source_rows", Long.class),
                        row.getColumn("target_rows", Long.class),
                        row.getColumn("missing", Long.class),
                        row.getColumn("extra", Long.class),
                        row.getColumn("changed", Long.class),
                        Boolean.TRUE.equals(row.getColumn("at_least", Boolean.class))),
                row.getColumn("worst", Severity.class),
                row.getColumn("run", String.class));
    }
}
