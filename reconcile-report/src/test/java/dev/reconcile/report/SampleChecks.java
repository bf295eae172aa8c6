package dev.reconcile.report;

import dev.reconcile.core.check.CheckReport;
import dev.reconcile.core.check.ColumnCheck;
import dev.reconcile.core.check.DatabaseCheck;
import dev.reconcile.core.check.KeyUsed;
import dev.reconcile.core.check.KeyUsed.Origin;
import dev.reconcile.core.check.Note;
import dev.reconcile.core.check.Note.Level;
import dev.reconcile.core.check.Note.Topic;
import dev.reconcile.core.check.SideCheck;
import dev.reconcile.core.check.SideCheck.Access;
import dev.reconcile.core.check.TableCheck;
import dev.reconcile.core.check.TimeEstimate;
import dev.reconcile.core.port.DatabaseFacts;
import dev.reconcile.core.port.Feature;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.run.Hashing;
import dev.reconcile.core.table.TableKind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Checks of every kind. */
final class SampleChecks {

    private static final Instant WHEN = Instant.parse("2026-11-25T14:05:09.123456Z");
    private static final String CAN_WRITE = "The target's login can write to the tables it reads.";
    private static final Hashing THERE =
            new Hashing(HashPlace.DATABASE, "The database can hash all compared columns exactly.");
    private static final Hashing HERE = new Hashing(
            HashPlace.CLIENT, "The server cannot convert text to UTF-8, which takes SQL Server 2019 or later.");

    private SampleChecks() {}

    static Map<String, CheckReport> all() {
        Map<String, CheckReport> all = new LinkedHashMap<>();
        all.put("ready", ready());
        all.put("mixed", mixed());
        all.put("empty", check(Depth.COUNTS, List.of(), List.of()));
        return all;
    }

    static CheckReport ready() {
        return check(
                Depth.COUNTS,
                List.of(new TableCheck(
                        "public.customers",
                        "public.customers",
                        side("public.customers", 10_000, null),
                        side("public.customers", 9_990, null),
                        new KeyUsed(Origin.PRIMARY_KEY, "customers_pkey", List.of("id")),
                        List.of(new ColumnCheck("id", "integer", "id", "integer", "whole")),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new TimeEstimate(Duration.ofMillis(1), Duration.ofMillis(12)))),
                List.of());
    }

    static CheckReport mixed() {
        return check(
                Depth.ROWS,
                List.of(orders(), lineItems(), documents(), missing(), refused()),
                List.of("The source's login sa can write to the database. A login with SELECT alone is enough."));
    }

    private static TableCheck orders() {
        return new TableCheck(
                "dbo.orders",
                "orders",
                side("dbo.orders", 1_234_567_890, HERE),
                side("public.orders", 1_234_567_890, THERE),
                new KeyUsed(Origin.PRIMARY_KEY, "PK_orders", List.of("id")),
                List.of(
                        new ColumnCheck("id", "int", "id", "integer", "whole"),
                        new ColumnCheck("ordered_at", "datetime2(7)", "ordered_at", "timestamp(6)", "timestamp"),
                        new ColumnCheck("total", "money", "amount", "numeric(19,4)", "decimal")),
                List.of(),
                List.of(new UncomparedColumn("note", "Excluded by the settings.", true)),
                List.of("ordered_at: the source's fraction of a second is rounded half up from 7 digits to 6."),
                List.of(
                        new Note(Level.INFORMS, Topic.COLLATION, "id is collated by none."),
                        new Note(Level.WARNS, Topic.TABLE, CAN_WRITE),
                        new Note(Level.WARNS, Topic.KEY, "The target's public.orders has no unique key over (id).")),
                new TimeEstimate(Duration.ofSeconds(926), Duration.ofSeconds(9260)));
    }

    private static TableCheck lineItems() {
        return new TableCheck(
                "dbo.line_items",
                "line_items",
                side("dbo.line_items", 300_000, THERE),
                side("public.line_items", 300_000, THERE),
                new KeyUsed(Origin.SETTINGS, null, List.of("order_id", "line")),
                List.of(new ColumnCheck("order_id", "int", "order_id", "integer", "whole")),
                List.of("discount"),
                List.of(),
                List.of(),
                List.of(
                        new Note(
                                Level.DIFFERS,
                                Topic.COLUMN,
                                "public.line_items lacks the source's column discount (decimal(10,2)). Add it, or"
                                        + " exclude it."),
                        new Note(Level.WARNS, Topic.TABLE, CAN_WRITE)),
                new TimeEstimate(Duration.ofMillis(1900), Duration.ofSeconds(19)));
    }

    private static TableCheck documents() {
        return new TableCheck(
                "dbo.documents",
                "documents",
                new SideCheck(
                        "dbo.documents",
                        TableKind.VIEW,
                        OptionalLong.empty(),
                        Access.GRANTED,
                        new Hashing(null, "No.")),
                new SideCheck(
                        "public.documents", TableKind.PARTITIONED_TABLE, OptionalLong.of(0), Access.NOT_TRIED, null),
                new KeyUsed(Origin.NONE, null, List.of()),
                List.of(),
                List.of(),
                List.of(new UncomparedColumn("body", "No canonical text is defined for xml.", false)),
                List.of(),
                List.of(new Note(Level.WEAKENS, Topic.COLUMN, "No canonical text is defined for xml.")),
                null);
    }

    private static TableCheck missing() {
        return new TableCheck(
                "dbo.custmers",
                "custmers",
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new Note(
                                Level.ABORTS,
                                Topic.TABLE,
                                "There is no table dbo.custmers in the source (SQL Server) that this login can see. Did"
                                        + " you mean dbo.customers?"),
                        new Note(Level.ABORTS, Topic.TABLE, "There is no table custmers in the target either.")),
                null);
    }

    private static TableCheck refused() {
        return new TableCheck(
                "dbo.salaries",
                "salaries",
                side("dbo.salaries", 12, THERE),
                new SideCheck("public.salaries", TableKind.FOREIGN_TABLE, OptionalLong.of(12), Access.REFUSED, null),
                new KeyUsed(Origin.UNIQUE_INDEX, "UX_salaries", List.of("code")),
                List.of(new ColumnCheck("code", "char(8)", "code", "character(8)", "text")),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new Note(
                                Level.ABORTS,
                                Topic.PERMISSION,
                                "Cannot read the target table public.salaries: the login lacks a right."),
                        new Note(Level.WARNS, Topic.TABLE, CAN_WRITE),
                        new Note(Level.WARNS, Topic.NULLABILITY, "It may hold NULL.")),
                new TimeEstimate(Duration.ZERO, Duration.ofMillis(4)));
    }

    private static SideCheck side(String table, long rows, @Nullable Hashing hashing) {
        return new SideCheck(table, TableKind.TABLE, OptionalLong.of(rows), Access.GRANTED, hashing);
    }

    private static CheckReport check(Depth depth, List<TableCheck> tables, List<String> warnings) {
        return new CheckReport(
                "0.1.0",
                WHEN,
                depth,
                new DatabaseCheck(
                        new DatabaseFacts("SQL Server 2017 (14.0.3465.1)", "READ COMMITTED (locks)", true, List.of()),
                        List.of(
                                new Feature("login", "sa"),
                                new Feature("snapshot isolation", "off: reads wait for writers"))),
                new DatabaseCheck(new DatabaseFacts("PostgreSQL 17.6", "read committed", false, List.of()), List.of()),
                tables,
                new TimeEstimate(Duration.ofSeconds(926), Duration.ofSeconds(9280)),
                warnings);
    }
}
