package dev.reconcile.core.alert;

import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePattern;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a place wants to be told.
 *
 * @param kinds of which kinds
 * @param jobs of which jobs; empty for all
 * @param tables of which tables, by their names on either side; empty for all. Runs as a whole are told of anyway.
 * @param minSeverity of tables that differ only those that do at least so badly; null for all. One that becomes so bad is told as one
 *     that begins to differ.
 */
public record AlertFilter(
        Set<AlertKind> kinds,
        Set<String> jobs,
        List<TablePattern> tables,
        @Nullable Severity minSeverity) {

    /** Everything. */
    public static final AlertFilter ALL = new AlertFilter(Set.of(AlertKind.values()), Set.of(), List.of(), null);

    public AlertFilter {
        kinds = Set.copyOf(kinds);
        jobs = Set.copyOf(jobs);
        tables = List.copyOf(tables);
    }

    /** What is left of a message. */
    public AlertMessage of(AlertMessage message) {
        return new AlertMessage(
                message.time(),
                message.alerts().stream().filter(this::wants).map(this::asTold).toList(),
                message.open().stream().filter(this::wants).toList(),
                message.ended().stream().filter(this::wants).toList(),
                message.link());
    }

    /** Whether an alert is left of a message; it may be another kind there. */
    public boolean wants(Alert alert) {
        return kinds.contains(asTold(alert).kind()) && wants(alert.subject(), alert.problem(), alert.severity());
    }

    /** What becomes grave enough was not told here before, so that it is new. */
    private Alert asTold(Alert alert) {
        boolean isNew = alert.kind() == AlertKind.WORSE && !isGrave(alert.toldSeverity());
        return isNew && kinds.contains(AlertKind.DIFFERENT) ? alert.as(AlertKind.DIFFERENT) : alert;
    }

    private boolean wants(OpenAlert open) {
        boolean kind = kinds.contains(open.problem().kind())
                || (open.problem() == Problem.DIFFERENT && kinds.contains(AlertKind.WORSE));
        return kind && wants(open.subject(), open.problem(), open.worst());
    }

    private boolean wants(AlertSubject subject, Problem problem, @Nullable Severity severity) {
        boolean job = jobs.isEmpty() || jobs.contains(subject.job());
        boolean table = tables.isEmpty()
                || !subject.isPair()
                || tables.stream()
                        .anyMatch(pattern -> isOf(pattern, subject.source()) || isOf(pattern, subject.target()));
        return job && table && (problem != Problem.DIFFERENT || isGrave(severity));
    }

    private boolean isGrave(@Nullable Severity severity) {
        return minSeverity == null || (severity != null && severity.compareTo(minSeverity) >= 0);
    }

    /** A name that cannot be read is told of rather than not. */
    private static boolean isOf(TablePattern pattern, String table) {
        try {
            return pattern.matches(TableName.parse(table));
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
