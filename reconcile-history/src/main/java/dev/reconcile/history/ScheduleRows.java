package dev.reconcile.history;

import dev.reconcile.core.history.Tick;
import dev.reconcile.core.history.Tick.Outcome;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** The tables of schedules, within one transaction. */
final class ScheduleRows {

    private final Handle handle;

    ScheduleRows(Handle handle) {
        this.handle = handle;
    }

    void put(Tick tick) {
        handle.createUpdate("DELETE FROM reconcile_tick WHERE job = :job AND due_at = :due")
                .bind("job", tick.job())
                .bind("due", tick.due())
                .execute();
        handle.createUpdate("""
                        INSERT INTO reconcile_tick (job, due_at, outcome, noted_at, run, reason)
                        VALUES (:job, :due, :outcome, :noted, :run, :reason)
                        """)
                .bind("job", tick.job())
                .bind("due", tick.due())
                .bind("outcome", tick.outcome())
                .bind("noted", tick.noted())
                .bind("run", tick.run())
                .bind("reason", Texts.kept(tick.reason()))
                .execute();
    }

    List<Tick> ticks(String job, int limit) {
        return handle.createQuery("SELECT * FROM reconcile_tick WHERE job = :job ORDER BY due_at DESC LIMIT :limit")
                .bind("job", job)
                .bind("limit", limit)
                .map(ScheduleRows::tick)
                .list();
    }

    List<String> paused() {
        return handle.createQuery("SELECT job FROM reconcile_paused ORDER BY job")
                .mapTo(String.class)
                .list();
    }

    void pause(String job, Instant now) {
        handle.createUpdate("""
                        INSERT INTO reconcile_paused (job, paused_at)
                        SELECT :job, CAST(:now AS timestamp(6) with time zone)
                        WHERE NOT EXISTS (SELECT 1 FROM reconcile_paused WHERE job = :job)
                        """).bind("job", job).bind("now", now).execute();
    }

    void resume(String job) {
        handle.createUpdate("DELETE FROM reconcile_paused WHERE job = :job")
                .bind("job", job)
                .execute();
    }

    void prune(Instant oldest) {
        handle.createUpdate("DELETE FROM reconcile_tick WHERE due_at < :oldest")
                .bind("oldest", oldest)
                .execute();
    }

    private static Tick tick(RowView row) {
        return new Tick(
                Columns.text(row, "job"),
                Columns.instant(row, "due_at"),
                Columns.word(row, "outcome", Outcome.class),
                Columns.instant(row, "noted_at"),
                row.getColumn("run", String.class),
                Columns.text(row, "reason"));
    }
}
