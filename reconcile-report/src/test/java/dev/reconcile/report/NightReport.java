package dev.reconcile.report;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.Evidence.Contents;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.report.AcceptedRows;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Halted;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.SideReport;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.report.Verdict;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A report as somebody on call gets it: rows of every kind with their values, and tables of every verdict. */
final class NightReport {

    private static final String CHECKSUM = "a4af42a43990695f74c9218b55f2d843";
    private static final String OTHER_CHECKSUM = "98d39c81dbbc8ea022b60b7303bece64";

    private NightReport() {}

    static Report report() {
        List<TableReport> tables = new ArrayList<>(List.of(
                SampleReports.counted("dbo.customers", "public.customers", 10_000, 10_000),
                table("dbo.line_items", "public.line_items", 300_000, 299_990, lineItems())
                        .judged(
                                Verdict.MISMATCH,
                                List.of("The row counts differ by 10 rows.", "Rows differ beyond missing rows.")),
                table("dbo.events", "public.events", 41_000_000, 40_100_000, events())
                        .skipped(Skipped.LOCKED),
                table("dbo.notes", "public.notes", 5_120, 5_120, null)
                        .judged(Verdict.INCONCLUSIVE, List.of("A column has no common canonical type.")),
                TableReport.uncompared(
                        "dbo.custmers",
                        "public.custmers",
                        Verdict.ERROR,
                        "The source has no table dbo.custmers. Did you mean dbo.customers?",
                        4)));
        return new Report(
                "20261123T020000Z-7c1d",
                "0.1.0",
                SampleReports.WHEN,
                3_725_900,
                true,
                tables,
                List.of(
                        SampleReports.found(
                                "dbo.line_items", "public.line_items", new RowCounts(300_000, 299_990, 12, 2, 3, 0)),
                        SampleReports.found(
                                "dbo.line_items",
                                "public.line_items",
                                new Contents(CHECKSUM, OTHER_CHECKSUM, 2221, 17)),
                        SampleReports.found("dbo.events", "public.events", RowCounts.of(41_000_000, 40_100_000))),
                List.of(
                        "Target database is missing at least 900,012 rows (public.events: at least 900,000,"
                                + " public.line_items: 12). Check replication lag and connector status, then run the"
                                + " reconciliation again.",
                        "Review Kafka Connect logs for errors or backpressure, and the sink's dead letter queue.",
                        "Consult docs/troubleshooting.md for detailed resolution steps."),
                List.of("public.orders has a column that the source lacks: __deleted. It was not compared."),
                "/var/lib/reconcile/details.jsonl");
    }

    private static RowsReport lineItems() {
        return new RowsReport(
                12,
                2,
                5,
                3,
                4,
                1,
                1,
                0,
                3,
                List.of(
                        changed(
                                122_317,
                                new ChangedColumn(
                                        "unit_price",
                                        new Value.Decimal(new BigDecimal("588.01")),
                                        new Value.Decimal(new BigDecimal("588.02"))),
                                new ChangedColumn(
                                        "description",
                                        new Value.Text("Smørrebrød set"),
                                        new Value.Text("Smørrebrød set ")),
                                new ChangedColumn("batch", Value.Null.NULL, new Value.Text("NULL"))),
                        changed(111_254, new ChangedColumn("email", Value.Hidden.HIDDEN, Value.Hidden.HIDDEN)),
                        changed(
                                7,
                                new ChangedColumn("title", new Value.Text("Pеtrov\n"), new Value.Text("Petrov\r\n"))),
                        changed(
                                8,
                                Value.Excerpt.<ChangedColumn>ofBoth(
                                        new Value.Text("long ".repeat(400) + "end"),
                                        new Value.Text("long ".repeat(300) + "End" + " long".repeat(99)),
                                        (source, target) -> new ChangedColumn("story", source, target))),
                        row(Kind.MISSING, 99_513),
                        row(Kind.MISSING, 299_313),
                        row(Kind.EXTRA, 1_000_001),
                        new RowDifference(Kind.EXTRA, List.of(), List.of(), 4, Confirmation.VOLATILE)),
                List.of(new AcceptedRows(
                        "tables.accepted[1]",
                        "Ticket 4711, mended with release 12",
                        LocalDate.of(2026, 12, 31),
                        3,
                        0,
                        0,
                        List.of(row(Kind.MISSING, 42)))));
    }

    private static RowsReport events() {
        return new RowsReport(900_000, 0, 0, 0, 0, 0, 0, 0, 1, List.of(row(Kind.MISSING, 17)), List.of())
                .halted(new Halted("2% of the rows", 1_200_000, 41_000_000));
    }

    private static RowDifference changed(long id, ChangedColumn... columns) {
        return new RowDifference(Kind.CHANGED, key(id), List.of(columns), 1, Confirmation.PERSISTENT);
    }

    private static RowDifference row(Kind kind, long id) {
        return new RowDifference(kind, key(id), List.of(), 1, Confirmation.PERSISTENT);
    }

    private static List<NamedValue> key(long id) {
        return List.of(new NamedValue("region", new Value.Text("eu")), new NamedValue("id", new Value.Whole(id)));
    }

    private static TableReport table(
            String source, String target, long sourceCount, long targetCount, RowsReport rows) {
        return new TableReport(
                source,
                target,
                Verdict.MISMATCH,
                List.of("Rows differ."),
                rows == null ? Depth.CHECKSUMS : Depth.ROWS,
                side("Microsoft SQL Server 2022", sourceCount, CHECKSUM, HashPlace.CLIENT, false),
                side("PostgreSQL 17.6", targetCount, OTHER_CHECKSUM, HashPlace.DATABASE, true),
                2221,
                17,
                rows,
                List.of("region", "id"),
                List.of("region", "id", "unit_price", "description", "batch", "email"),
                List.of(
                        new UncomparedColumn("shape", "geometry has no canonical form.", false),
                        new UncomparedColumn("note", "The run leaves it out.", true)),
                List.of("created_at: datetime2(7) is rounded half up to microseconds."),
                3_210);
    }

    private static SideReport side(String engine, long count, String checksum, HashPlace place, boolean replica) {
        return new SideReport(engine, count, checksum, place, "READ COMMITTED", replica, 1_735);
    }
}
