package dev.reconcile.cli;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.SideReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports as a run might have made them. */
public final class TestReports {

    public static final Instant ENDED = Instant.parse("2026-01-31T23:59:58.250Z");

    private TestReports() {}

    public static Report of(TableReport... tables) {
        return of(true, tables);
    }

    public static Report interrupted(TableReport... tables) {
        return of(false, tables);
    }

    private static Report of(boolean complete, TableReport... tables) {
        List<Discrepancy> found = new ArrayList<>();
        for (TableReport table : tables) {
            Long source = table.sourceCount();
            Long target = table.targetCount();
            if (table.verdict() == Verdict.MISMATCH && source != null && target != null) {
                if (!source.equals(target)) {
                    found.add(Discrepancy.of(
                            table.source(), table.target(), Evidence.RowCounts.of(source, target), ENDED));
                }
                Integer different = table.bucketsDifferent();
                if (different != null && different > 0) {
                    found.add(Discrepancy.of(
                            table.source(), table.target(), new Evidence.Contents("aa", "bb", 1024, different), ENDED));
                }
            }
        }
        return new Report("run-1", "1.0", ENDED, 1500, complete, List.of(tables), found, List.of(), List.of());
    }

    public static TableReport table(String name, Verdict verdict, long source, long target, int bucketsDifferent) {
        return table(name, verdict, source, target, bucketsDifferent, null);
    }

    public static TableReport table(
            String name, Verdict verdict, long source, long target, int bucketsDifferent, @Nullable RowsReport rows) {
        return new TableReport(
                "public." + name,
                "public." + name,
                verdict,
                List.of(),
                Depth.CHECKSUMS,
                side(source, "aa"),
                side(target, bucketsDifferent == 0 ? "aa" : "bb"),
                1024,
                bucketsDifferent,
                rows,
                List.of("id"),
                List.of("id"),
                List.of(),
                List.of(),
                1200);
    }

    public static TableReport match(String name, long rows) {
        return table(name, Verdict.MATCH, rows, rows, 0);
    }

    private static SideReport side(long rows, String checksum) {
        return new SideReport("PostgreSQL 17", rows, checksum, HashPlace.DATABASE, "repeatable read", false, 1000);
    }
}
