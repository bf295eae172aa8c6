package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of PostgreSQL's that are compared only where they are old, hashed in either place. */
class PostgresOldRowsIT extends TwoDatabases {

    /** The bound is 2026-11-28 03:02, ten minutes before, cut to the minute. */
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-28T03:12:40Z"));

    private static final TablePair PAIR =
            TablePair.of("events", "events").withAgeLimit(AgeLimit.by("at", Duration.ofMinutes(10)));

    @ParameterizedTest
    @CsvSource({
        "AUTO, timestamp",
        "CLIENT, timestamp",
        "AUTO, timestamptz",
        "CLIENT, timestamptz",
        "AUTO, timestamp(0)",
        "CLIENT, timestamptz(0)"
    })
    void rows_are_old_up_to_the_bound_and_where_nothing_says_when(HashIn hashIn, String type) {
        create(sourceUrl, type.replace("(0)", ""));
        create(targetUrl, type);
        insert(
                sourceUrl,
                "(1, '2026-11-28 03:01:59.25')",
                "(2, '2026-11-28 03:01:59.75')",
                "(3, '2026-11-28 03:02:00')",
                "(4, NULL)",
                "(5, 'infinity')",
                "(6, '-infinity')",
                "(7, '0044-03-15 12:00:00 BC')");

        TableReport table = compare(hashIn);

        assertThat(table.verdict()).isEqualTo(Verdict.MISMATCH);
        // The second is rounded up to the bound where the target has no fraction of a second.
        assertThat(missing(table))
                .containsExactlyInAnyOrderElementsOf(
                        type.endsWith("(0)") ? List.of("1", "4", "6", "7") : List.of("1", "2", "4", "6", "7"));
    }

    @ParameterizedTest
    @CsvSource({"AUTO", "CLIENT"})
    void what_the_source_wrote_since_is_left_out_and_what_is_damaged_is_found(HashIn hashIn) {
        create(sourceUrl, "timestamp");
        create(targetUrl, "timestamp");
        insert(sourceUrl, "(1, '2026-11-28 01:00')", "(2, '2026-11-28 03:10')", "(3, '2026-11-28 03:11')");
        insert(targetUrl, "(1, '2026-11-28 01:00')", "(2, '2026-11-28 01:30')", "(9, '2026-11-28 01:45')");

        TableReport table = compare(hashIn);
        RowsReport rows = Objects.requireNonNull(table.rows());

        assertThat(rows.extra()).isEqualTo(1);
        assertThat(rows.different()).isEqualTo(1);
        assertThat(rows.younger()).isEqualTo(1);
    }

    private static void create(String url, String type) {
        EmbeddedPostgresServer.execute(
                url, "DROP TABLE IF EXISTS events", "CREATE TABLE events (id bigint PRIMARY KEY, at " + type + ")");
    }

    private static void insert(String url, String... rows) {
        EmbeddedPostgresServer.execute(
                url, "SET timezone = 'UTC'", "INSERT INTO events VALUES " + String.join(", ", rows));
    }

    private static TableReport compare(HashIn hashIn) {
        RunOptions options = RunOptions.DEFAULT
                .withDepth(Depth.ROWS)
                .withHashIn(hashIn)
                .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 1));
        return new Reconciler(source, target, CLOCK)
                .run(List.of(PAIR), options, RunListener.NONE, new Cancellation())
                .tables()
                .get(0);
    }

    private static List<String> missing(TableReport table) {
        List<RowDifference> details = Objects.requireNonNull(table.rows()).details();
        assertThat(details).extracting(RowDifference::kind).containsOnly(RowDifference.Kind.MISSING);
        return details.stream().map(row -> row.key().get(0).value().text()).toList();
    }
}
