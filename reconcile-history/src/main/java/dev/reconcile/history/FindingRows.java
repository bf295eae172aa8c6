package dev.reconcile.history;

import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.history.Finding;
import dev.reconcile.core.history.Finding.End;
import dev.reconcile.core.history.Finding.Resolution;
import dev.reconcile.core.history.FindingQuery;
import dev.reconcile.core.history.Page;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.Reckoning;
import dev.reconcile.core.history.SightedRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** The table of findings, within one transaction. */
final class FindingRows {

    private static final String INSERT = """
            INSERT INTO reconcile_finding (job, source, target, row_id, kind, certain, row_key, columns, cells, first_seen,
              first_run, last_seen, last_run, times_seen, scope, accepted)
            VALUES (:job, :source, :target, :rowId, :kind, :certain, :rowKey, :columns, :cells, :firstSeen, :firstRun, :lastSeen,
              :lastRun, :timesSeen, :scope, :accepted)
            """;

    private static final String UPDATE = """
            UPDATE reconcile_finding
            SET row_id = :rowId, kind = :kind, certain = :certain, row_key = :rowKey, columns = :columns, cells = :cells, last_seen = :lastSeen,
              last_run = :lastRun, times_seen = :timesSeen, scope = :scope, accepted = :accepted, ended_at = :endedAt,
              ended_by = :endedBy, resolution = :resolution
            WHERE id = :id
            """;

    private final Handle handle;

    FindingRows(Handle handle) {
        this.handle = handle;
    }

    List<Finding> open(PairName pair) {
        return TableRows.bound(
                        handle.createQuery("SELECT * FROM reconcile_finding WHERE job = :job AND source = :source"
                                + " AND target = :target AND ended_at IS NULL"),
                        pair)
                .map(FindingRows::finding)
                .list();
    }

    void put(Reckoning reckoning) {
        if (!reckoning.added().isEmpty()) {
            PreparedBatch batch = handle.prepareBatch(INSERT);
            for (Finding finding : reckoning.added()) {
                TableRows.bound(bound(batch, finding), finding.pair())
                        .bind("rowId", finding.row().identity())
                        .bind("firstSeen", finding.firstSeen())
                        .bind("firstRun", finding.firstRun())
                        .add();
            }
            batch.execute();
        }
        if (!reckoning.changed().isEmpty()) {
            PreparedBatch batch = handle.prepareBatch(UPDATE);
            for (Finding finding : reckoning.changed()) {
                End end = finding.end();
                bound(batch, finding)
                        .bind("id", finding.id())
                        .bind("rowId", finding.row().identity())
                        .bindByType("endedAt", end == null ? null : end.time(), Instant.class)
                        .bind("endedBy", end == null ? null : end.run())
                        // One statement for all of them: NULL needs the type that the others have.
                        .bindByType("resolution", end == null ? null : end.resolution(), Resolution.class)
                        .add();
            }
            batch.execute();
        }
    }

    Page<Finding> page(FindingQuery query) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        Map<String, Object> binding = new HashMap<>();
        if (query.job() != null) {
            conditions.add("job = :job");
            binding.put("job", query.job());
        }
        if (query.table() != null) {
            conditions.add(query.target() == null ? "(source = :table OR target = :table)" : "source = :table");
            binding.put("table", query.table());
        }
        if (query.target() != null) {
            conditions.add("target = :target");
            binding.put("target", query.target());
        }
        if (query.kind() != null) {
            conditions.add("kind = :kind");
            binding.put("kind", query.kind());
        }
        if (query.open() != null) {
            conditions.add(query.open() ? "ended_at IS NULL" : "ended_at IS NOT NULL");
        }
        String from = " FROM reconcile_finding WHERE " + String.join(" AND ", conditions);
        List<Finding> items = handle.createQuery(
                        "SELECT *" + from + " ORDER BY last_seen DESC, id DESC LIMIT :limit OFFSET :offset")
                .bindMap(binding)
                .bind("limit", query.limit())
                .bind("offset", query.offset())
                .map(FindingRows::finding)
                .list();
        long total = handle.createQuery("SELECT count(*)" + from)
                .bindMap(binding)
                .mapTo(Long.class)
                .one();
        return new Page<>(items, total);
    }

    /** How many are open, by their pairs. */
    Map<PairName, Long> open() {
        Map<PairName, Long> open = new HashMap<>();
        handle.createQuery("""
                        SELECT job, source, target, count(*) AS findings FROM reconcile_finding
                        WHERE ended_at IS NULL GROUP BY job, source, target
                        """)
                .map(row -> Map.entry(TableRows.pair(row), Columns.longNumber(row, "findings")))
                .forEach(pair -> open.put(pair.getKey(), pair.getValue()));
        return open;
    }

    Optional<Finding> find(long id) {
        return handle.createQuery("SELECT * FROM reconcile_finding WHERE id = :id")
                .bind("id", id)
                .map(FindingRows::finding)
                .findOne();
    }

    void prune(Instant oldest) {
        handle.createUpdate("DELETE FROM reconcile_finding WHERE ended_at < :oldest")
                .bind("oldest", oldest)
                .execute();
    }

    private static <S extends SqlStatement<S>> S bound(S statement, Finding finding) {
        SightedRow row = finding.row();
        return statement
                .bind("kind", row.kind())
                .bind("certain", row.certain())
                .bind("rowKey", JsonCells.ofKey(row.key()))
                .bind("columns", JsonCells.ofNames(row.columns()))
                .bind("cells", JsonCells.ofValues(row.values()))
                .bind("lastSeen", finding.lastSeen())
                .bind("lastRun", finding.lastRun())
                .bind("timesSeen", finding.timesSeen())
                .bind("scope", finding.scope())
                .bind("accepted", finding.accepted() == null ? null : Texts.kept(finding.accepted()));
    }

    private static Finding finding(RowView row) {
        Instant endedAt = row.getColumn("ended_at", Instant.class);
        return new Finding(
                Columns.longNumber(row, "id"),
                TableRows.pair(row),
                new SightedRow(
                        Columns.text(row, "row_id"),
                        Columns.word(row, "kind", Kind.class),
                        Columns.flag(row, "certain"),
                        JsonCells.key(Columns.text(row, "row_key")),
                        JsonCells.names(Columns.text(row, "columns")),
                        JsonCells.values(Columns.text(row, "cells"))),
                Columns.instant(row, "first_seen"),
                Columns.text(row, "first_run"),
                Columns.instant(row, "last_seen"),
                Columns.text(row, "last_run"),
                Columns.number(row, "times_seen"),
                Columns.text(row, "scope"),
                row.getColumn("accepted", String.class),
                endedAt == null
                        ? null
                        : new End(
                                endedAt,
                                Objects.requireNonNull(row.getColumn("ended_by", String.class)),
                                Columns.word(row, "resolution", Resolution.class)));
    }
}
