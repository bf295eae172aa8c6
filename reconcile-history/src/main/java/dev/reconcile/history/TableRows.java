package dev.reconcile.history;

import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.LeftOut;
import dev.reconcile.core.history.Narrowing;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.Reach;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.TableState.Condition;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The tables of results and of what they come to, within one transaction. */
final class TableRows {

    private static final String OF_PAIR = " WHERE job = :job AND source = :source AND target = :target";

    private static final String STATES = """
            SELECT s.job, s.source, s.target, s.condition, s.since, s.depth, s.last_mismatch, s.last_match, s.last_result,
              s.last_conclusive, s.scope, s.columns, s.left_out_at, s.left_out_by
            FROM reconcile_table_state s WHERE s.condition IS NOT NULL
            """;

    private final Handle handle;

    TableRows(Handle handle) {
        this.handle = handle;
    }

    /** Has other transactions that are about the pair wait until this one ends. */
    void lock(PairName pair) {
        boolean known = bound(handle.createQuery("SELECT 1 FROM reconcile_table_state" + OF_PAIR + " FOR UPDATE"), pair)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (!known) {
            // Of two transactions that come here at once, the second fails on the key and leaves nothing.
            bound(
                            handle.createUpdate("INSERT INTO reconcile_table_state (job, source, target)"
                                    + " VALUES (:job, :source, :target)"),
                            pair)
                    .execute();
        }
    }

    Optional<TableState> state(PairName pair) {
        return bound(
                        handle.createQuery(STATES + " AND s.job = :job AND s.source = :source AND s.target = :target"),
                        pair)
                .map(row -> state(row, this::entry))
                .findOne();
    }

    List<TableState> states() {
        Map<Long, TableEntry> entries = new HashMap<>();
        for (String last : List.of("last_result", "last_conclusive")) {
            handle.createQuery(
                            "SELECT r.* FROM reconcile_table_state s JOIN reconcile_table_result r ON r.id = s." + last)
                    .map(row -> Map.entry(Columns.longNumber(row, "id"), entry(row)))
                    .forEach(known -> entries.put(known.getKey(), known.getValue()));
        }
        return handle.createQuery(STATES + " ORDER BY s.job, s.source, s.target")
                .map(row -> state(row, id -> entries.computeIfAbsent(id, this::entry)))
                .list();
    }

    /** Keeps that a job no longer has those of its pairs that are not among these. */
    void leaveOut(String job, Set<PairName> kept, LeftOut by) {
        List<PairName> gone = handle.createQuery("""
                        SELECT job, source, target FROM reconcile_table_state
                        WHERE job = :job AND condition IS NOT NULL AND left_out_at IS NULL
                        ORDER BY source, target FOR UPDATE
                        """).bind("job", job).map(TableRows::pair).list().stream()
                .filter(pair -> !kept.contains(pair))
                .toList();
        gone.forEach(pair -> bound(
                        handle.createUpdate(
                                "UPDATE reconcile_table_state SET left_out_at = :since, left_out_by = :run" + OF_PAIR),
                        pair)
                .bind("since", by.since())
                .bind("run", by.run())
                .execute());
    }

    /** Leaves nothing of a pair but the results of its runs. */
    void forget(PairName pair) {
        for (String table : List.of("reconcile_finding", "reconcile_alert", "reconcile_table_state")) {
            bound(handle.createUpdate("DELETE FROM " + table + OF_PAIR), pair).execute();
        }
    }

    /**
     * Keeps what is known of a pair.
     *
     * @param entry what was told of it now
     * @param result the number under which that is kept already
     */
    void put(TableState state, TableEntry entry, long result) {
        bound(handle.createUpdate("""
                                UPDATE reconcile_table_state
                                SET condition = :condition, since = :since, depth = :depth, last_mismatch = :lastMismatch, last_match = :lastMatch,
                                  scope = :scope, columns = :columns, left_out_at = :leftOutAt, left_out_by = :leftOutBy,
                                  last_result = CASE WHEN :last THEN :result ELSE last_result END,
                                  last_conclusive = CASE WHEN :decided THEN :result ELSE last_conclusive END
                                """ + OF_PAIR), state.pair())
                .bind("condition", state.condition())
                .bind("since", state.since())
                .bind("depth", state.depth())
                .bind("scope", state.reach().scope())
                .bind("columns", columns(state.reach()))
                .bindByType("lastMismatch", state.lastMismatch(), Instant.class)
                .bindByType("lastMatch", state.lastMatch(), Instant.class)
                .bindByType(
                        "leftOutAt",
                        state.leftOut() == null ? null : state.leftOut().since(),
                        Instant.class)
                .bind(
                        "leftOutBy",
                        state.leftOut() == null ? null : state.leftOut().run())
                .bind("result", result)
                .bind("last", entry.equals(state.last()))
                .bind("decided", entry.equals(state.lastConclusive()))
                .execute();
    }

    /** Keeps a result, in the place of an earlier one of its run. */
    long put(TableEntry entry) {
        Optional<Long> earlier = handle.createQuery("SELECT id FROM reconcile_table_result"
                        + " WHERE run = :run AND source = :source AND target = :target")
                .bind("run", entry.run())
                .bind("source", entry.pair().source())
                .bind("target", entry.pair().target())
                .mapTo(Long.class)
                .findOne();
        if (earlier.isPresent()) {
            bound(handle.createUpdate("""
                            UPDATE reconcile_table_result
                            SET checked_at = :time, verdict = :verdict, severity = :severity, depth = :depth, part = :part, matches_since = :readSince,
                              scope = :scope, columns = :columns, narrowings = :narrowings,
                              source_rows = :sourceRows, target_rows = :targetRows, missing = :missing, extra = :extra,
                              changed = :changed, accepted = :accepted, reason = :reason, milliseconds = :milliseconds
                            WHERE id = :id
                            """), entry).bind("id", earlier.get()).execute();
            return earlier.get();
        }
        return bound(bound(handle.createUpdate("""
                                INSERT INTO reconcile_table_result (run, job, source, target, checked_at, verdict, severity, depth,
                                  part, matches_since, scope, columns, narrowings, source_rows, target_rows, missing, extra, changed, accepted, reason,
                                  milliseconds)
                                VALUES (:run, :job, :source, :target, :time, :verdict, :severity, :depth, :part, :readSince, :scope, :columns,
                                  :narrowings, :sourceRows, :targetRows, :missing, :extra, :changed, :accepted, :reason, :milliseconds)
                                """), entry), entry.pair())
                .bind("run", entry.run())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
    }

    List<TableEntry> ofRun(String run) {
        return handle.createQuery("SELECT * FROM reconcile_table_result WHERE run = :run ORDER BY id")
                .bind("run", run)
                .map(TableRows::entry)
                .list();
    }

    List<TableEntry> ofPair(PairName pair, int limit) {
        return bound(
                        handle.createQuery(
                                "SELECT * FROM reconcile_table_result" + OF_PAIR + " ORDER BY id DESC LIMIT :limit"),
                        pair)
                .bind("limit", limit)
                .map(TableRows::entry)
                .list();
    }

    private static TableState state(RowView row, LongFunction<TableEntry> entries) {
        Long conclusive = row.getColumn("last_conclusive", Long.class);
        return new TableState(
                pair(row),
                Columns.word(row, "condition", Condition.class),
                Columns.instant(row, "since"),
                row.getColumn("depth", Depth.class),
                reach(row),
                entries.apply(Columns.longNumber(row, "last_result")),
                conclusive == null ? null : entries.apply(conclusive),
                row.getColumn("last_mismatch", Instant.class),
                row.getColumn("last_match", Instant.class),
                leftOut(row));
    }

    private static @Nullable LeftOut leftOut(RowView row) {
        Instant since = row.getColumn("left_out_at", Instant.class);
        return since == null ? null : new LeftOut(since, Columns.text(row, "left_out_by"));
    }

    private TableEntry entry(long id) {
        return handle.createQuery("SELECT * FROM reconcile_table_result WHERE id = :id")
                .bind("id", id)
                .map(TableRows::entry)
                .one();
    }

    private static TableEntry entry(RowView row) {
        return new TableEntry(
                Columns.text(row, "run"),
                pair(row),
                Columns.instant(row, "checked_at"),
                Columns.word(row, "verdict", Verdict.class),
                row.getColumn("severity", Severity.class),
                row.getColumn("depth", Depth.class),
                Columns.flag(row, "part"),
                row.getColumn("matches_since", Instant.class),
                reach(row),
                narrowings(row),
                row.getColumn("source_rows", Long.class),
                row.getColumn("target_rows", Long.class),
                row.getColumn("missing", Long.class),
                row.getColumn("extra", Long.class),
                row.getColumn("changed", Long.class),
                row.getColumn("accepted", Long.class),
                Columns.text(row, "reason"),
                Columns.longNumber(row, "milliseconds"));
    }

    private static Reach reach(RowView row) {
        return new Reach(Columns.text(row, "scope"), Set.copyOf(JsonCells.names(Columns.text(row, "columns"))));
    }

    private static @Nullable Set<Narrowing> narrowings(RowView row) {
        String kept = row.getColumn("narrowings", String.class);
        return kept == null
                ? null
                : JsonCells.names(kept).stream().map(Narrowing::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable String narrowings(TableEntry entry) {
        Set<Narrowing> narrowings = entry.narrowings();
        return narrowings == null
                ? null
                : JsonCells.ofNames(
                        narrowings.stream().sorted().map(Narrowing::name).toList());
    }

    private static String columns(Reach reach) {
        return JsonCells.ofNames(reach.columns().stream().sorted().toList());
    }

    static PairName pair(RowView row) {
        return new PairName(Columns.text(row, "job"), Columns.text(row, "source"), Columns.text(row, "target"));
    }

    static <S extends SqlStatement<S>> S bound(S statement, PairName pair) {
        return statement.bind("job", pair.job()).bind("source", pair.source()).bind("target", pair.target());
    }

    private static <S extends SqlStatement<S>> S bound(S statement, TableEntry entry) {
        return statement
                .bind("time", entry.time())
                .bind("verdict", entry.verdict())
                .bind("severity", entry.severity())
                .bind("depth", entry.compared())
                .bind("part", entry.part())
                .bindByType("readSince", entry.readSince(), Instant.class)
                .bind("scope", entry.reach().scope())
                .bind("columns", columns(entry.reach()))
                .bind("narrowings", narrowings(entry))
                .bind("sourceRows", entry.sourceRows())
                .bind("targetRows", entry.targetRows())
                .bind("missing", entry.missing())
                .bind("extra", entry.extra())
                .bind("changed", entry.changed())
                .bind("accepted", entry.accepted())
                .bind("reason", Texts.kept(entry.reason()))
                .bind("milliseconds", entry.milliseconds());
    }
}
