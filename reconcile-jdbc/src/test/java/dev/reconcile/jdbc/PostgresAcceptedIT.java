package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.check.Checker;
import dev.reconcile.core.check.Note;
import dev.reconcile.core.check.Note.Level;
import dev.reconcile.core.check.TableCheck;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.report.AcceptedRows;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.jdbc.Mended.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Accepted differences on PostgreSQL, told by keys and by filters. */
class PostgresAcceptedIT {

    private static final AcceptedDifference ANY =
            AcceptedDifference.all("tables.accepted[1]", "Ticket 4711", LocalDate.of(9999, 12, 31));
    private static final RunOptions ROWS =
            RunOptions.DEFAULT.withDepth(Depth.ROWS).withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2));

    @TempDir
    private Path folder;

    private Database source;
    private Database target;
    private Mended databases;

    @BeforeEach
    void createTables() {
        String sourceUrl = EmbeddedPostgresServer.createDatabase();
        String targetUrl = EmbeddedPostgresServer.createDatabase();
        for (String url : List.of(sourceUrl, targetUrl)) {
            EmbeddedPostgresServer.execute(
                    url,
                    "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                    "CREATE TABLE orders (region text COLLATE loose, id numeric(6,1), status text, note text,"
                            + " PRIMARY KEY (region, id))",
                    "INSERT INTO orders SELECT 'eu', i, CASE WHEN i % 2 = 0 THEN 'legacy' ELSE 'new' END, 'n' || i"
                            + " FROM generate_series(1, 2000) i");
        }
        EmbeddedPostgresServer.execute(
                targetUrl,
                "UPDATE orders SET note = 'x' WHERE id <= 10",
                "UPDATE orders SET status = 'legacy' WHERE id = 9",
                "DELETE FROM orders WHERE id > 1200",
                "INSERT INTO orders VALUES ('EU', 5000, 'legacy', 'extra'), ('eu', 5001, 'new', 'extra')");
        source = EmbeddedPostgresServer.open("source", sourceUrl);
        target = EmbeddedPostgresServer.open("target", targetUrl);
        databases = new Mended(source, target, targetUrl, folder);
    }

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    @ParameterizedTest
    @EnumSource(HashIn.class)
    void a_filter_is_asked_of_both_sides_wherever_rows_are_hashed(HashIn hashIn) {
        RowFilter legacy = new RowFilter("status = 'legacy' -- until release 12");

        Outcome outcome = compare(hashIn, ANY.withFilters(legacy, legacy));

        RowsReport rows = rows(outcome);
        assertThat(numbers(rows)).containsExactly(400L, 1L, 5L);
        assertThat(numbers(rows.accepted().get(0))).containsExactly(400L, 1L, 5L);
        assertThat(rows.accepted().get(0).details())
                .filteredOn(row -> row.kind() == Kind.EXTRA)
                .extracting(row -> row.key().get(0).value().text())
                .containsExactly("EU");
    }

    @ParameterizedTest
    @EnumSource(HashIn.class)
    void a_composite_key_is_told_exactly_under_a_collation_that_is_not(HashIn hashIn) {
        Outcome outcome = compare(
                hashIn,
                ANY.withKeys(List.of(
                        Map.of("id", "5.0", "region", "eu"),
                        Map.of("region", "EU", "id", "6"),
                        Map.of("region", "EU", "id", "5000"),
                        Map.of("region", "eu", "id", "5001.0"))));

        RowsReport rows = rows(outcome);
        assertThat(numbers(rows)).containsExactly(800L, 0L, 9L);
        assertThat(numbers(rows.accepted().get(0))).containsExactly(0L, 2L, 1L);
    }

    @Test
    void a_table_of_accepted_differences_passes_and_needs_no_repair() {
        Outcome all = compare(HashIn.AUTO, ANY);

        assertThat(all.report().status()).isEqualTo(Status.PASS);
        assertThat(all.script()).contains("0 to insert, 0 to update, 0 to delete, 0 left out");
    }

    @Test
    void a_repair_leaves_what_is_accepted_alone() {
        AcceptedDifference notes = ANY.withColumns(Set.of("note"));
        List<TablePair> pairs = List.of(TablePair.of("orders", "orders").withAccepted(List.of(notes)));

        Outcome outcome = databases.mend(pairs, ROWS);

        assertThat(outcome.script())
                .contains("INSERT INTO", "DELETE FROM")
                .contains("WARNING: orders: 9 rows that differ are accepted by the settings and stay as they are.");
        assertThat(databases.query("SELECT id FROM orders WHERE note = 'x' ORDER BY id"))
                .containsExactly("1.0", "2.0", "3.0", "4.0", "5.0", "6.0", "7.0", "8.0", "10.0");
    }

    @Test
    void a_filter_that_closes_a_bracket_it_did_not_open_accepts_nothing() {
        RowFilter everything = new RowFilter("true) or (true");
        TablePair pair =
                TablePair.of("orders", "orders").withAccepted(List.of(ANY.withFilters(everything, everything)));

        TableReport table =
                databases.compare(List.of(pair), ROWS).report().tables().get(0);

        assertThat(table.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(table.reasons()).singleElement().asString().startsWith("The filter of tables.accepted[1] cannot be");
    }

    @Test
    void a_filter_that_fails_on_a_row_names_its_entry() {
        RowFilter byZero = new RowFilter("1 / (id - id) > 0");
        TablePair pair = TablePair.of("orders", "orders").withAccepted(List.of(ANY.withFilters(byZero, byZero)));

        TableReport table =
                databases.compare(List.of(pair), ROWS).report().tables().get(0);

        assertThat(table.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(table.reasons())
                .singleElement()
                .asString()
                .startsWith("The filter of tables.accepted[1] cannot be asked: Cannot read the ")
                .contains("Check the filter of the accepted differences.");
    }

    @Test
    void the_pair_s_own_filter_is_refused_if_it_closes_a_bracket_it_did_not_open() {
        RowFilter everything = new RowFilter("false) or (true");
        TablePair pair = new TablePair(
                TableName.parse("orders"),
                TableName.parse("orders"),
                ColumnSelection.all(),
                List.of(),
                RowFilter.none(),
                everything);

        for (Depth depth : Depth.values()) {
            TableReport table = databases
                    .compare(List.of(pair), ROWS.withDepth(depth))
                    .report()
                    .tables()
                    .get(0);
            assertThat(table.verdict()).as("%s", depth).isEqualTo(Verdict.ERROR);
            assertThat(table.reasons()).singleElement().asString().contains("Check the row filter of the table.");
        }
    }

    @Test
    void a_filter_that_a_database_does_not_take_is_an_error_of_its_table_and_found_by_a_check() {
        AcceptedDifference mistyped = ANY.withFilters(new RowFilter("status = 'legacy'"), new RowFilter("statu = 'x'"));
        TablePair pair = TablePair.of("orders", "orders").withAccepted(List.of(mistyped));

        TableReport table =
                databases.compare(List.of(pair), ROWS).report().tables().get(0);
        TableCheck check = new Checker(source, target, InstantSource.system())
                .check(List.of(pair), ROWS, new Cancellation())
                .tables()
                .get(0);

        assertThat(table.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(table.reasons())
                .singleElement()
                .asString()
                .startsWith(
                        "The filter of tables.accepted[1] cannot be asked: Cannot read the target table public.orders:")
                .doesNotContain("legacy");
        assertThat(check.atBest()).isEqualTo(Verdict.ERROR);
        assertThat(check.notes())
                .filteredOn(note -> note.level() == Level.ABORTS)
                .extracting(Note::text)
                .containsExactlyElementsOf(table.reasons());
    }

    private Outcome compare(HashIn hashIn, AcceptedDifference... accepted) {
        TablePair pair = TablePair.of("orders", "orders").withAccepted(Arrays.asList(accepted));
        return databases.compare(List.of(pair), ROWS.withHashIn(hashIn));
    }

    private static RowsReport rows(Outcome outcome) {
        TableReport table = outcome.report().tables().get(0);
        return Objects.requireNonNull(table.rows(), () -> String.valueOf(table));
    }

    private static List<Long> numbers(RowsReport rows) {
        return List.of(rows.missing(), rows.extra(), rows.changed());
    }

    private static List<Long> numbers(AcceptedRows rows) {
        return List.of(rows.missing(), rows.extra(), rows.changed());
    }
}
