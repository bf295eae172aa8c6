package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.jdbc.repair.RepairScript;
import dev.reconcile.jdbc.repair.RepairSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Compares a source with its target, and mends the target by the script that the run wrote.
 *
 * @param source the source, open
 * @param target the target, likewise
 * @param targetUrl its JDBC URL, for what a run may not do
 * @param folder where scripts are written
 */
record Mended(Database source, Database target, String targetUrl, Path folder) {

    static final RunOptions ROWS =
            RunOptions.DEFAULT.withDepth(Depth.ROWS).withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2));

    /** What a run found, and the script that it wrote. */
    record Outcome(Report report, RepairSummary summary, String script) {}

    static List<TablePair> pairs(String... tables) {
        List<TablePair> pairs = new ArrayList<>();
        for (String table : tables) {
            pairs.add(TablePair.of(table, table));
        }
        return pairs;
    }

    Path script() {
        return folder.resolve("repair.sql");
    }

    Outcome compare(List<TablePair> pairs) {
        return compare(pairs, ROWS);
    }

    Outcome compare(List<TablePair> pairs, RunOptions options) {
        return compare(pairs, options, script -> script, new Cancellation());
    }

    /** @param watching who watches the run, and tells the script */
    Outcome compare(
            List<TablePair> pairs, RunOptions options, UnaryOperator<RunListener> watching, Cancellation cancellation) {
        try (RepairScript script = RepairScript.at(script(), "the source", "the target")) {
            Report report = new Reconciler(source, target, Clock.systemUTC())
                    .run(pairs, options, watching.apply(script), cancellation);
            return new Outcome(report, script.write(report), read(script()));
        }
    }

    /** Runs the script over JDBC, all at once. */
    void run() {
        run(read(script()));
    }

    void run(String script) {
        try (Connection connection = DriverManager.getConnection(targetUrl);
                Statement statement = connection.createStatement()) {
            statement.execute(script);
            while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
                // Each statement is run as its result is fetched.
            }
        } catch (SQLException e) {
            throw new AssertionError(script, e);
        }
    }

    /** Compares, mends twice, and compares again: in the end the tables are the same, and the second time did nothing. */
    Outcome mend(List<TablePair> pairs) {
        return mend(pairs, ROWS);
    }

    Outcome mend(List<TablePair> pairs, RunOptions options) {
        Outcome outcome = compare(pairs, options);
        assertThat(outcome.report().status()).isEqualTo(Status.FAIL);
        for (int time = 1; time <= 2; time++) {
            run(outcome.script());
            Report again = compare(pairs, options).report();
            assertThat(again.status())
                    .as("%s, after %s times%n%s", again, time, outcome.script())
                    .isEqualTo(Status.PASS);
        }
        return outcome;
    }

    /** What a query of one column gives on the target. */
    List<String> query(String sql) {
        try (Connection connection = DriverManager.getConnection(targetUrl);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
