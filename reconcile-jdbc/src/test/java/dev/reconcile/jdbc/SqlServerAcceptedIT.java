package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.port.Database;
import dev.reconcile.core.report.AcceptedRows;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TablePair;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Accepted differences between a SQL Server and its copy in PostgreSQL, each asked in its own SQL. */
class SqlServerAcceptedIT {

    private static final AcceptedDifference ANY =
            AcceptedDifference.all("accepted[1]", "Known", LocalDate.of(9999, 12, 31));

    @RegisterExtension
    static final SqlServerTestServer SERVER = new SqlServerTestServer();

    private static String target = "";

    @BeforeAll
    static void create() {
        SERVER.execute(
                "CREATE TABLE dbo.orders (id int NOT NULL PRIMARY KEY, active bit, note nvarchar(50))",
                "INSERT INTO dbo.orders VALUES (1, 1, N'a'), (2, 0, N'b'), (3, 1, N'c'), (4, 0, N'd')");
        target = EmbeddedPostgresServer.createDatabase();
        EmbeddedPostgresServer.execute(
                target,
                "CREATE TABLE orders (id int PRIMARY KEY, active boolean, note text)",
                "INSERT INTO orders VALUES (1, true, 'x'), (2, false, 'y'), (3, false, 'c'), (5, true, 'e'), (6, false, 'f')");
    }

    @Test
    void each_side_is_asked_in_its_own_sql() {
        RowsReport rows = compare(ANY.withFilters(new RowFilter("[active] = 0 -- bit"), new RowFilter("NOT active")));

        assertThat(accepted(rows)).containsExactly(1L, 1L, 1L);
        assertThat(List.of(rows.missing(), rows.extra(), rows.changed())).containsExactly(0L, 1L, 2L);
    }

    @Test
    void rows_are_told_by_their_keys() {
        RowsReport rows = compare(ANY.withKeys(List.of(Map.of("id", "4"), Map.of("id", "1"), Map.of("id", "6"))));

        assertThat(accepted(rows)).containsExactly(1L, 1L, 1L);
        assertThat(rows.different()).isEqualTo(3);
    }

    private static List<Long> accepted(RowsReport rows) {
        AcceptedRows accepted = rows.accepted().get(0);
        return List.of(accepted.missing(), accepted.extra(), accepted.changed());
    }

    private static RowsReport compare(AcceptedDifference accepted) {
        try (Database from = SERVER.open("source");
                Database to = EmbeddedPostgresServer.open("target", target)) {
            TableReport table = new Reconciler(from, to, Clock.systemUTC())
                    .run(
                            List.of(TablePair.of("dbo.orders", "orders").withAccepted(List.of(accepted))),
                            RunOptions.DEFAULT
                                    .withDepth(Depth.ROWS)
                                    .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2)))
                    .tables()
                    .get(0);
            return Objects.requireNonNull(table.rows(), () -> String.valueOf(table));
        }
    }
}
