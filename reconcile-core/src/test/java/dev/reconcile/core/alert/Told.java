package dev.reconcile.core.alert;

import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.Narrowing;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.Reach;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Results and messages for tests about alerts. */
public final class Told {

    public static final PairName ORDERS = new PairName("nightly", "dbo.orders", "orders");
    public static final Instant MIDNIGHT = Instant.parse("2026-11-28T00:00:00Z");

    private Told() {}

    public static Instant at(int hour) {
        return MIDNIGHT.plus(Duration.ofHours(hour));
    }

    public static TableEntry match(int hour, Depth depth) {
        return entry(hour, Verdict.MATCH, null, depth, 100, 0);
    }

    /** Rows differ, all of which are accepted. */
    public static TableEntry accepted(int hour, long rows) {
        return match(hour, rows, Set.of());
    }

    /** All rows agree that a filter lets through. */
    public static TableEntry filtered(int hour) {
        return match(hour, 0, Set.of(Narrowing.ROW_FILTER));
    }

    private static TableEntry match(int hour, long accepted, Set<Narrowing> narrowings) {
        TableEntry match = match(hour, Depth.ROWS);
        return new TableEntry(
                match.run(),
                match.pair(),
                match.time(),
                match.verdict(),
                null,
                match.compared(),
                false,
                match.reach(),
                narrowings,
                match.sourceRows(),
                match.targetRows(),
                0L,
                0L,
                0L,
                accepted,
                match.reason(),
                1);
    }

    public static TableEntry mismatch(int hour, Severity severity, long missing) {
        return entry(hour, Verdict.MISMATCH, severity, Depth.ROWS, 100_000, missing);
    }

    public static TableEntry unsure(int hour) {
        return entry(hour, Verdict.INCONCLUSIVE, null, null, 0, 0);
    }

    public static TableEntry error(int hour) {
        return entry(hour, Verdict.ERROR, null, null, 0, 0);
    }

    private static TableEntry entry(
            int hour, Verdict verdict, Severity severity, Depth depth, long rows, long missing) {
        return new TableEntry(
                "run-" + hour,
                ORDERS,
                at(hour),
                verdict,
                severity,
                depth,
                false,
                Reach.NUMBERS,
                Set.of(),
                rows,
                rows - missing,
                missing,
                0L,
                0L,
                null,
                "Why.",
                1);
    }

    /** An alert of a table that differs. */
    public static Alert different(PairName pair, Severity severity, long missing) {
        return new Alert(
                AlertKind.DIFFERENT,
                Problem.DIFFERENT,
                AlertSubject.of(pair),
                at(1),
                new Extent(severity, 1000L, 1000L - missing, missing, 0L, 0L, false),
                "run-1",
                Occasion.NEWS);
    }

    public static AlertMessage message(List<Alert> alerts) {
        return new AlertMessage(at(2), alerts, List.of(), List.of(), null);
    }

    public static OpenAlert open(AlertSubject subject, Problem problem, Severity severity) {
        return new OpenAlert(
                subject,
                problem,
                at(1),
                at(2),
                true,
                new Extent(severity, 10L, 9L, 1L, 0L, 0L, false),
                severity,
                "run-1");
    }
}
