package dev.reconcile.history;

import dev.reconcile.core.history.Page;
import dev.reconcile.core.history.RunEnd;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.report.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** The table of runs, within one transaction. */
final class RunRows {

    private static final String INTERRUPTED = "The process ended before the run did.";

    private static final String SELECT = """
            SELECT r.id, r.job, r.trigger_kind, r.state, r.status, r.started_at, r.due_at, r.ended_at, r.resumes, r.goes_on,
              r.summary, count(t.id) AS tables,
              count(CASE WHEN t.verdict = 'MATCH' THEN 1 END) AS matched,
              count(CASE WHEN t.verdict = 'MISMATCH' THEN 1 END) AS mismatched,
              count(CASE WHEN t.verdict = 'INCONCLUSIVE' THEN 1 END) AS inconclusive,
              count(CASE WHEN t.verdict = 'ERROR' THEN 1 END) AS errored
            FROM reconcile_run r LEFT JOIN reconcile_table_result t ON t.run = r.id
            """;

    private static final String GROUP = """

            GROUP BY r.id, r.job, r.trigger_kind, r.state, r.status, r.started_at, r.due_at, r.ended_at, r.resumes, r.goes_on,
              r.summary
            """;

    private static final String OF_WHOLE_JOB =
            " WHERE job = :job AND trigger_kind NOT IN ('REQUEST_FOR_PART', 'COMMAND_FOR_PART')";

    private final Handle handle;

    RunRows(Handle handle) {
        this.handle = handle;
    }

    void begin(RunStart run, String owner) {
        handle.createUpdate("""
                        INSERT INTO reconcile_run (id, job, trigger_kind, state, started_at, due_at, alive_at, owner, resumes,
                          goes_on, summary)
                        VALUES (:id, :job, :trigger, 'RUNNING', :start, :due, CURRENT_TIMESTAMP, :owner, :resumes, :goesOn, '')
                        """)
                .bind("id", run.id())
                .bind("job", run.job())
                .bind("trigger", run.trigger())
                .bind("start", run.start())
                .bindByType("due", run.due(), Instant.class)
                .bind("owner", owner)
                .bind("resumes", run.resumes())
                .bind("goesOn", run.goesOn())
                .execute();
    }

    void alive(String run) {
        handle.createUpdate(
                        "UPDATE reconcile_run SET alive_at = CURRENT_TIMESTAMP WHERE id = :id AND state = 'RUNNING'")
                .bind("id", run)
                .execute();
    }

    void end(String run, RunEnd end) {
        handle.createUpdate("""
                        UPDATE reconcile_run
                        SET state = :state, status = :status, ended_at = :end, summary = :summary, report = :report
                        WHERE id = :id
                        """)
                .bind("id", run)
                .bind("state", end.state())
                .bind("status", end.status())
                .bind("end", end.end())
                .bind("summary", Texts.kept(end.summary()))
                .bind("report", Texts.packed(end.report()))
                .execute();
    }

    List<RunEntry> markInterrupted(Duration silence, Instant now) {
        List<RunEntry> gone = handle.createQuery("""
                        SELECT id, owner, alive_at, CURRENT_TIMESTAMP AS time FROM reconcile_run
                        WHERE state = 'RUNNING' ORDER BY started_at DESC, id FOR UPDATE
                        """).map(Running::of).list().stream()
                .filter(running -> running.isGone(silence))
                .map(Running::id)
                .flatMap(id -> find(id).stream())
                .toList();
        gone.forEach(run -> end(run.id(), new RunEnd(RunState.INTERRUPTED, null, now, INTERRUPTED, null)));
        return gone.stream().flatMap(run -> find(run.id()).stream()).toList();
    }

    Optional<RunEntry> find(String id) {
        return handle.createQuery(SELECT + "WHERE r.id = :id" + GROUP)
                .bind("id", id)
                .map(RunRows::entry)
                .findOne();
    }

    Page<RunEntry> page(Optional<String> job, int offset, int limit) {
        Map<String, String> binding = job.map(name -> Map.of("job", name)).orElse(Map.of());
        String where = job.isPresent() ? "WHERE r.job = :job" : "";
        List<RunEntry> items = handle.createQuery(
                        SELECT + where + GROUP + "ORDER BY r.started_at DESC, r.id LIMIT :limit OFFSET :offset")
                .bindMap(binding)
                .bind("limit", limit)
                .bind("offset", offset)
                .map(RunRows::entry)
                .list();
        long total = handle.createQuery("SELECT count(*) FROM reconcile_run r " + where)
                .bindMap(binding)
                .mapTo(Long.class)
                .one();
        return new Page<>(items, total);
    }

    /** Its id first: results are to be counted of one run, not of all that the job had. */
    Optional<RunEntry> lastOfWhole(String job, Set<RunState> states) {
        return handle.createQuery("SELECT id FROM reconcile_run" + OF_WHOLE_JOB
                        + " AND state IN (<states>) ORDER BY started_at DESC LIMIT 1")
                .bind("job", job)
                .bindList("states", states.stream().map(RunState::name).toList())
                .mapTo(String.class)
                .findOne()
                .flatMap(this::find);
    }

    Optional<Instant> lastPassed(String job) {
        return handle.createQuery(
                        "SELECT max(ended_at) AS time FROM reconcile_run" + OF_WHOLE_JOB + " AND status = 'PASS'")
                .bind("job", job)
                .map((RowView row) -> Optional.ofNullable(row.getColumn("time", Instant.class)))
                .one();
    }

    Optional<String> report(String id) {
        return handle.createQuery("SELECT report FROM reconcile_run WHERE id = :id AND report IS NOT NULL")
                .bind("id", id)
                .mapTo(byte[].class)
                .findOne()
                .map(Texts::unpacked);
    }

    /** Removes old runs, but none whose results tell what is known of a table, and of each job not the last. */
    int prune(Instant oldest, int runsOfJob) {
        return handle.createUpdate("""
                        DELETE FROM reconcile_run WHERE state <> 'RUNNING'
                          AND id IN (
                            SELECT id FROM (
                              SELECT id, started_at, row_number() OVER (PARTITION BY job ORDER BY started_at DESC, id) AS place
                              FROM reconcile_run
                            ) placed WHERE place > :most OR (place > 1 AND started_at < :oldest)
                          )
                          AND NOT EXISTS (
                            SELECT 1 FROM reconcile_table_result t
                            JOIN reconcile_table_state s ON s.last_result = t.id OR s.last_conclusive = t.id
                            WHERE t.run = reconcile_run.id
                          )
                        """)
                .bind("most", runsOfJob)
                .bind("oldest", oldest)
                .execute();
    }

    private static RunEntry entry(RowView row) {
        return new RunEntry(
                new RunStart(
                        Columns.text(row, "id"),
                        Columns.text(row, "job"),
                        Columns.word(row, "trigger_kind", Trigger.class),
                        Columns.instant(row, "started_at"),
                        row.getColumn("due_at", Instant.class),
                        row.getColumn("resumes", String.class),
                        Columns.flag(row, "goes_on")),
                Columns.word(row, "state", RunState.class),
                row.getColumn("status", Status.class),
                row.getColumn("ended_at", Instant.class),
                Columns.text(row, "summary"),
                Columns.number(row, "tables"),
                Columns.number(row, "matched"),
                Columns.number(row, "mismatched"),
                Columns.number(row, "inconclusive"),
                Columns.number(row, "errored"));
    }

    /** A run that counts as running. */
    private record Running(String id, Optional<Owner> owner, Duration silent) {

        static Running of(RowView row) {
            return new Running(
                    Columns.text(row, "id"),
                    Owner.parse(Columns.text(row, "owner")),
                    Duration.between(Columns.instant(row, "alive_at"), Columns.instant(row, "time")));
        }

        boolean isGone(Duration silence) {
            return silent.compareTo(silence) >= 0 || owner.filter(Owner::isGone).isPresent();
        }
    }
}
