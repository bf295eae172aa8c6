package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of a SQL Server that are compared with PostgreSQL's only where they are old. */
class SqlServerOldRowsIT {

    /** The bound is 2026-11-28 03:02, ten minutes before, cut to the minute. */
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-28T03:12:40Z"));

    @RegisterExtension
    static final SqlServerTestServer SERVER = new SqlServerTestServer();

    private static String target = "";

    @BeforeAll
    static void find() {
        target = EmbeddedPostgresServer.createDatabase();
    }

    @ParameterizedTest
    @CsvSource({
        "datetime2(6), timestamp, ''",
        "datetime, timestamp(3), ''",
        "smalldatetime, timestamp(0), ''",
        "datetimeoffset(6), timestamptz, +00:00"
    })
    void both_sides_are_cut_at_one_time_and_what_the_source_wrote_since_is_left_out(
            String type, String targetType, String zone) {
        create(
                type,
                "(1, '2026-11-28T03:01:00" + zone + "')",
                "(2, '2026-11-28T03:02:00" + zone + "')",
                "(3, NULL)",
                "(4, '2026-11-28T03:10:00" + zone + "')");
        EmbeddedPostgresServer.execute(
                target,
                "DROP TABLE IF EXISTS events",
                "CREATE TABLE events (id int PRIMARY KEY, at " + targetType + ")",
                "SET timezone = 'UTC'",
                "INSERT INTO events VALUES (4, '2026-11-28 01:00'), (5, '2026-11-28 01:00'), (6, '2026-11-28 03:02')");

        RowsReport rows = compare();

        assertThat(rows.details())
                .extracting(row -> row.kind() + " " + row.key().get(0).value().text())
                .containsExactlyInAnyOrder(
                        RowDifference.Kind.MISSING + " 1",
                        RowDifference.Kind.MISSING + " 3",
                        RowDifference.Kind.EXTRA + " 5");
        assertThat(rows.younger()).isEqualTo(1);
    }

    private static void create(String type, String... rows) {
        SERVER.execute(
                "DROP TABLE IF EXISTS dbo.events",
                "CREATE TABLE dbo.events (id int NOT NULL PRIMARY KEY, at " + type + ")",
                "INSERT INTO dbo.events VALUES " + String.join(", ", rows));
    }

    private static RowsReport compare() {
        RunOptions options =
                RunOptions.DEFAULT.withDepth(Depth.ROWS).withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 1));
        TablePair pair = TablePair.of("dbo.events", "events").withAgeLimit(AgeLimit.by("at", Duration.ofMinutes(10)));
        try (Database from = SERVER.open("source");
                Database to = EmbeddedPostgresServer.open("target", target)) {
            return Objects.requireNonNull(new Reconciler(from, to, CLOCK)
                    .run(List.of(pair), options)
                    .tables()
                    .get(0)
                    .rows());
        }
    }
}
