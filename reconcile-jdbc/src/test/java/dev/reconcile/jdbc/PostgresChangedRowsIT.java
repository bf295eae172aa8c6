package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.ChangeLimit;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.Since;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of PostgreSQL's that are compared only where they were changed lately. */
class PostgresChangedRowsIT extends TwoDatabases {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-28T03:12:40Z"));

    @ParameterizedTest
    @CsvSource({
        "AUTO, timestamp, UTC, 2026-11-28 03:02:00",
        "CLIENT, timestamp, UTC, 2026-11-28 03:02:00",
        "AUTO, timestamp, Europe/Berlin, 2026-11-28 04:02:00",
        "AUTO, timestamptz, UTC, 2026-11-28 03:02:00+00",
        "CLIENT, timestamptz, Europe/Berlin, 2026-11-28 03:02:00+00"
    })
    void rows_are_changed_from_the_bound_on_in_the_zone_of_the_column(
            HashIn hashIn, String type, String zone, String bound) {
        both("CREATE TABLE events (id bigint PRIMARY KEY, note text, at " + type + ")", "CREATE INDEX ON events (at)");
        source("INSERT INTO events VALUES (1, 'a', '" + bound + "'),"
                + " (2, 'b', '" + bound + "'::" + type + " - interval '1 microsecond'),"
                + " (3, 'c', NULL), (4, 'd', 'infinity'), (5, 'e', '-infinity'), (6, 'f', '" + bound + "')");
        target("INSERT INTO events VALUES (6, 'before', '2020-01-01 00:00')");

        Report report = compare(hashIn, zone);

        assertThat(found(report.tables().get(0))).containsExactlyInAnyOrder("MISSING 1", "MISSING 4", "CHANGED 6");
        assertThat(report.warnings()).noneMatch(warning -> warning.contains("has no index"));
    }

    private static Report compare(HashIn hashIn, String zone) {
        RunOptions options = RunOptions.DEFAULT
                .withDepth(Depth.ROWS)
                .withHashIn(hashIn)
                .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 1));
        TablePair pair = TablePair.of("events", "events")
                .withChangeLimit(new ChangeLimit(
                        new Since.Ago(Duration.ofMinutes(10)),
                        List.of("at"),
                        AgeLimit.Lack.IS_AN_ERROR,
                        ZoneId.of(zone)));
        return new Reconciler(source, target, CLOCK).run(List.of(pair), options, RunListener.NONE, new Cancellation());
    }

    private static List<String> found(TableReport table) {
        List<RowDifference> details = Objects.requireNonNull(table.rows()).details();
        return details.stream()
                .map(row -> row.kind() + " " + row.key().get(0).value().text())
                .toList();
    }

    @Test
    void a_row_that_differs_is_found_among_many_that_were_changed() {
        both(
                "CREATE TABLE events (id bigint PRIMARY KEY, note text, at timestamp)",
                "INSERT INTO events SELECT n, 'x', timestamp '2026-11-28' + n * interval '1 second'"
                        + " FROM generate_series(1, 30000) n",
                "CREATE INDEX ON events (at)",
                "VACUUM ANALYZE events");
        target("UPDATE events SET note = 'y' WHERE id = 29000");

        TableReport table = compare(HashIn.AUTO, "UTC").tables().get(0);

        assertThat(found(table)).containsExactly("CHANGED 29000");
        assertThat(table.sourceCount()).isEqualTo(30_000 - (3 * 60 + 2) * 60 + 1);
        assertThat(table.bucketsDifferent()).isEqualTo(2);
    }

    @Test
    void an_index_counts_that_keeps_the_order_of_the_column_for_every_row() {
        source(
                "CREATE TABLE \"it's\" (first timestamp, second timestamp, part timestamp, hashed timestamp,"
                        + " block timestamp, expressed timestamp, none timestamp)",
                "CREATE INDEX ON \"it's\" (first, second)",
                "CREATE INDEX ON \"it's\" (part) WHERE part > '2026-01-01'",
                "CREATE INDEX ON \"it's\" USING hash (hashed)",
                "CREATE INDEX ON \"it's\" USING brin (block)",
                "CREATE INDEX ON \"it's\" (date_trunc('day', expressed))",
                "CREATE TABLE parted (at timestamp) PARTITION BY RANGE (at)",
                "CREATE INDEX ON parted (at)");
        TableDescription table = source.describe(TableName.parse("public.\"it's\""), Map.of());

        assertThat(table.columns())
                .filteredOn(column -> hasIndexOn(table, column.name()))
                .extracting(column -> column.name())
                .containsExactly("first", "block");
        assertThat(hasIndexOn(source.describe(TableName.parse("public.parted"), Map.of()), "at"))
                .isTrue();
    }

    private static boolean hasIndexOn(TableDescription table, String column) {
        return source.reader(new TableRead(table, List.of(), RowFilter.none()), new Cancellation())
                .hasIndexOn(table.column(column).orElseThrow());
    }
}
