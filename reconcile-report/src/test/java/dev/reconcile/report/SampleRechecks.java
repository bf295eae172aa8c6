package dev.reconcile.report;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.report.RecheckReport;
import dev.reconcile.core.report.TableRecheck;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rechecks of every kind. */
final class SampleRechecks {

    private static final Instant THEN = Instant.parse("2026-11-25T14:05:09.123456Z");
    private static final Instant NOW = Instant.parse("2026-11-25T14:25:00.000001Z");

    private SampleRechecks() {}

    static Map<String, RecheckReport> all() {
        Map<String, RecheckReport> all = new LinkedHashMap<>();
        all.put("mended", mended());
        all.put("mixed", mixed());
        all.put("empty", recheck(true, 0));
        return all;
    }

    static RecheckReport mended() {
        return recheck(
                true,
                2,
                new TableRecheck(
                        "public.line_items", "public.line_items", 17, 17, 0, List.of(), List.of(), 0, List.of()));
    }

    static RecheckReport mixed() {
        return recheck(
                false,
                1,
                new TableRecheck("dbo.customers", "customers", 1, 1, 0, List.of(), List.of(), 0, List.of()),
                new TableRecheck(
                        "dbo.orders",
                        "public.orders",
                        1_234,
                        1_000,
                        204,
                        List.of(
                                "30 rows are only counted in the report and not named. Run again, with more --max-details."),
                        List.of(
                                new RowDifference(
                                        Kind.CHANGED,
                                        List.of(
                                                new NamedValue("region", new Value.Text("e\u001bu")),
                                                new NamedValue("id", new Value.Whole(17))),
                                        List.of(new ChangedColumn("note", new Value.Text("a "), Value.Null.NULL)),
                                        1,
                                        Confirmation.PERSISTENT),
                                new RowDifference(
                                        Kind.CHANGED,
                                        List.of(new NamedValue("id", new Value.Whole(18))),
                                        List.of(new ChangedColumn("note", Value.Hidden.HIDDEN, Value.Hidden.HIDDEN)),
                                        1,
                                        Confirmation.VOLATILE),
                                new RowDifference(
                                        Kind.EXTRA,
                                        List.of(new NamedValue("id", new Value.Whole(19))),
                                        List.of(),
                                        2,
                                        Confirmation.PERSISTENT)),
                        200,
                        List.of("Only source rows that satisfy id < 10000 are compared.")),
                new TableRecheck(
                        "dbo.documents",
                        "documents",
                        0,
                        0,
                        0,
                        List.of("The report names no row that differs. It says: body was not compared. Run again."),
                        List.of(),
                        0,
                        List.of()));
    }

    private static RecheckReport recheck(boolean complete, int matched, TableRecheck... tables) {
        return new RecheckReport(
                "b0ff2dfb-d1a1-4d3a-8d5e-6f2c7b7a9d11", THEN, complete, "0.1.0", NOW, matched, List.of(tables));
    }
}
