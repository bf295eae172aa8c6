package dev.reconcile.report;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence;
import dev.reconcile.core.finding.Evidence.CollidingKeys;
import dev.reconcile.core.finding.Evidence.Contents;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.Evidence.UnpairedColumn;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.report.AcceptedRows;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Scrub;
import dev.reconcile.core.report.SideReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.report.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One report of each kind, with the same tables in them. */
final class SampleReports {

    static final Instant WHEN = Instant.parse("2026-11-23T14:05:09.123456Z");

    private static final String CHECKSUM = "0123456789abcdef0123456789abcdef";
    private static final String OTHER_CHECKSUM = "fedcba9876543210fedcba9876543210";

    private SampleReports() {}

    static Map<String, Report> all() {
        Map<String, Report> all = new LinkedHashMap<>();
        all.put("pass", pass());
        all.put("mismatch", mismatch());
        all.put("mixed", mixed());
        all.put("no-data", noData());
        all.put("interrupted", interrupted());
        all.put("accepted", accepted());
        all.put("scrubbed", scrubbed());
        return all;
    }

    /** Counts alone, all equal. */
    static Report pass() {
        return report(
                List.of(
                        counted("dbo.customers", "customers", 10_000, 10_000),
                        counted("dbo.orders", "orders", 100_000, 100_000),
                        counted("dbo.line_items", "line_items", 300_000, 300_000)),
                List.of(),
                List.of("No action needed: the data is consistent."));
    }

    /** The operations guide's sample: fifty customers are missing. */
    static Report mismatch() {
        return report(
                List.of(
                        counted("dbo.customers", "customers", 10_000, 9_950),
                        counted("dbo.orders", "orders", 3_000, 3_000),
                        counted("dbo.line_items", "line_items", 2_000, 2_000)),
                List.of(found("dbo.customers", "customers", RowCounts.of(10_000, 9_950))),
                List.of(
                        "Target database is missing 50 rows. Check replication lag and connector status.",
                        "Review Kafka Connect logs for errors or backpressure.",
                        "Consult docs/troubleshooting.md for detailed resolution steps."));
    }

    /** Checksums over six tables, with every verdict and every kind of finding. */
    static Report mixed() {
        String longName = "reporting.customer_lifetime_value_by_region_and_acquisition_channel_history";
        return new Report(
                "20261123T140509Z-7c1d",
                "0.1.0",
                WHEN,
                3_725_900,
                true,
                List.of(
                        checksummed("public.customers", "public.customers", 10_000, 10_000, 2, List.of()),
                        checksummed("dbo.orders", "public.orders", 1_234_567_890, 1_234_567_890, 0, List.of()),
                        checksummed("dbo.line_items", "public.line_items", 300_000, 299_100, 12, List.of()),
                        unchecked(longName, "public.clv_history"),
                        TableReport.uncompared(
                                "dbo.custmers",
                                "public.custmers",
                                Verdict.ERROR,
                                "The source has no table dbo.custmers. Did you mean dbo.customers?",
                                4),
                        checksummed(
                                "dbo.products",
                                "public.products",
                                12,
                                12,
                                0,
                                List.of("created_at: datetime2(7) is rounded half up to microseconds."))),
                List.of(
                        found("public.customers", "public.customers", new Contents(CHECKSUM, OTHER_CHECKSUM, 1024, 2)),
                        found("dbo.line_items", "public.line_items", new RowCounts(300_000, 299_100, 905, 5)),
                        found("dbo.line_items", "public.line_items", new UnpairedColumn("discount", "decimal(10,2)")),
                        found("dbo.line_items", "public.line_items", new CollidingKeys(List.of("at", "id"), 3))),
                List.of(
                        "Compare the type conversion of the connector with the columns of public.customers.",
                        "Consult docs/troubleshooting.md for detailed resolution steps."),
                List.of("public.orders has a column that the source lacks: __deleted. It was not compared."));
    }

    static Report noData() {
        return report(List.of(), List.of(), List.of("Name at least one table."));
    }

    /** One table done, one not reached. */
    static Report interrupted() {
        return new Report(
                "run-4",
                "0.1.0",
                WHEN,
                61_000,
                false,
                List.of(
                        counted("dbo.customers", "customers", 10_000, 10_000),
                        TableReport.uncompared(
                                "dbo.orders",
                                "orders",
                                Verdict.INCONCLUSIVE,
                                "The run was interrupted before this table was compared.",
                                0)),
                List.of(),
                List.of("Run again."),
                List.of());
    }

    static Report report(List<TableReport> tables, List<Discrepancy> found, List<String> recommendations) {
        return new Report("run-1", "0.1.0", WHEN, 1_234, true, tables, found, recommendations, List.of());
    }

    /** One table, and a row of it that differs. */
    static Report differing(RowDifference row) {
        return searched(
                Verdict.MISMATCH, "Rows differ.", new RowsReport(0, 0, 1, 0, 0, 0, 0, 0, 1, List.of(row), List.of()));
    }

    /** One table, and what was found of its rows. */
    static Report searched(Verdict verdict, String reason, RowsReport rows) {
        return report(
                List.of(new TableReport(
                        "dbo.orders",
                        "orders",
                        verdict,
                        List.of(reason),
                        Depth.ROWS,
                        side("Microsoft SQL Server 2022", 5, CHECKSUM),
                        side("PostgreSQL 17.6", 5, OTHER_CHECKSUM),
                        1024,
                        2,
                        rows,
                        List.of("id"),
                        List.of("id", "amount", "note"),
                        List.of(),
                        List.of(),
                        7)),
                List.of(),
                List.of());
    }

    /** Two tables of which rows are accepted: all that differ in the one, some in the other. */
    static Report accepted() {
        RowDifference changed = new RowDifference(
                Kind.CHANGED,
                List.of(new NamedValue("id", new Value.Whole(42))),
                List.of(new ChangedColumn("note", Value.Hidden.HIDDEN, Value.Hidden.HIDDEN)),
                1,
                Confirmation.PERSISTENT);
        LocalDate until = LocalDate.of(2026, 12, 31);
        AcceptedRows notes = new AcceptedRows(
                "tables.accepted[1]", "Ticket 4711, mended with release 12", until, 0, 0, 1, List.of(changed));
        AcceptedRows legacy = new AcceptedRows("tables.accepted[2]", "Legacy", until, 30, 0, 0, List.of(missing(9)));
        return report(
                List.of(
                        rows(
                                "dbo.orders",
                                Verdict.MATCH,
                                1_000,
                                new RowsReport(0, 0, 0, 0, 2, 0, 0, 0, 3, List.of(), List.of(notes))),
                        rows(
                                "dbo.lines",
                                Verdict.MISMATCH,
                                969,
                                new RowsReport(
                                        1, 0, 0, 0, 0, 0, 0, 0, 1, List.of(missing(7)), List.of(notes, legacy)))),
                List.of(found("dbo.lines", "lines", new RowCounts(1_000, 969, 1, 0, 30, 0))),
                List.of());
    }

    /** A part of one table, and a small one whole. */
    static Report scrubbed() {
        Instant night = Instant.parse("2026-11-22T01:00:00Z");
        TableReport events = checksummed("dbo.events", "events", 41_000_000, 41_000_000, 0, List.of())
                .judged(
                        Verdict.INCONCLUSIVE,
                        List.of(
                                "Only a part of the table was compared in this run: what is said and counted here is of"
                                        + " that part.",
                                "The row counts agree, and so do the contents of all 8 columns compared."))
                .scrubbed(new Scrub(
                        24,
                        1,
                        12,
                        2,
                        List.of(
                                new Scrub.Part(List.of(), keyOf(40), night, Verdict.MATCH, 41_000_000, 0),
                                new Scrub.Part(keyOf(40), keyOf(80), night, Verdict.MISMATCH, 41_000_000, 3),
                                new Scrub.Part(keyOf(80), keyOf(120), WHEN, Verdict.MATCH, 41_000_000, 0),
                                new Scrub.Part(keyOf(120), List.of(), null, null, 0, 0))));
        TableReport users = checksummed("dbo.users", "users", 1_500, 1_500, 0, List.of())
                .scrubbed(new Scrub(
                        24,
                        2,
                        100,
                        1,
                        List.of(
                                new Scrub.Part(List.of(), keyOf(5), night, Verdict.MATCH, 1_500, 0),
                                new Scrub.Part(keyOf(5), List.of(), WHEN, Verdict.MATCH, 1_500, 0))));
        TableReport units =
                checksummed("dbo.units", "units", 12, 12, 0, List.of()).scrubbed(Scrub.whole(24));
        TableReport lately =
                checksummed("dbo.lately", "lately", 7, 7, 0, List.of()).ofRowsChangedSince(night);
        return report(List.of(events, users, units, lately), List.of(), List.of());
    }

    private static List<NamedValue> keyOf(long millions) {
        return List.of(
                new NamedValue("tenant", new Value.Whole(7)),
                new NamedValue("id", new Value.Whole(millions * 1_000_000)));
    }

    private static RowDifference missing(long id) {
        return new RowDifference(
                Kind.MISSING,
                List.of(new NamedValue("id", new Value.Whole(id))),
                List.of(),
                1,
                Confirmation.PERSISTENT);
    }

    private static TableReport rows(String source, Verdict verdict, long targetCount, RowsReport rows) {
        return new TableReport(
                source,
                source.substring(source.indexOf('.') + 1),
                verdict,
                List.of("Rows differ."),
                Depth.ROWS,
                side("Microsoft SQL Server 2022", 1_000, CHECKSUM),
                side("PostgreSQL 17.6", targetCount, OTHER_CHECKSUM),
                1024,
                2,
                rows,
                List.of("id"),
                List.of("id", "note"),
                List.of(),
                List.of(),
                7);
    }

    static Discrepancy found(String source, String table, Evidence evidence) {
        return Discrepancy.of(source, table, evidence, WHEN);
    }

    static TableReport counted(String source, String target, long sourceCount, long targetCount) {
        boolean equal = sourceCount == targetCount;
        return new TableReport(
                source,
                target,
                equal ? Verdict.MATCH : Verdict.MISMATCH,
                List.of(
                        equal
                                ? "Row counts agree; contents were not compared."
                                : "The source has " + sourceCount + " rows, the target " + targetCount + "."),
                Depth.COUNTS,
                side("Microsoft SQL Server 2022", sourceCount, null),
                side("PostgreSQL 17.6", targetCount, null),
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                40);
    }

    private static TableReport checksummed(
            String source, String target, long sourceCount, long targetCount, int different, List<String> reductions) {
        return new TableReport(
                source,
                target,
                different == 0 ? Verdict.MATCH : Verdict.MISMATCH,
                List.of(different == 0 ? "Row counts and contents agree." : "The contents differ."),
                Depth.CHECKSUMS,
                side("Microsoft SQL Server 2022", sourceCount, CHECKSUM),
                side("PostgreSQL 17.6", targetCount, different == 0 ? CHECKSUM : OTHER_CHECKSUM),
                1024,
                different,
                null,
                List.of("id"),
                List.of("id", "name", "created_at"),
                List.of(),
                reductions,
                3_000);
    }

    private static TableReport unchecked(String source, String target) {
        return new TableReport(
                source,
                target,
                Verdict.INCONCLUSIVE,
                List.of("The column shape (geometry) has no canonical form and was not compared."),
                Depth.CHECKSUMS,
                side("Microsoft SQL Server 2022", 77, CHECKSUM),
                side("PostgreSQL 17.6", 77, CHECKSUM),
                1024,
                0,
                null,
                List.of("id"),
                List.of("id"),
                List.of(
                        new UncomparedColumn("shape", "geometry has no canonical form.", false),
                        new UncomparedColumn("note", "The run leaves it out.", true)),
                List.of(),
                100);
    }

    private static SideReport side(String engine, long count, @Nullable String checksum) {
        HashPlace place = checksum == null ? null : HashPlace.DATABASE;
        return new SideReport(engine, count, checksum, place, "READ COMMITTED", false, 35);
    }
}
