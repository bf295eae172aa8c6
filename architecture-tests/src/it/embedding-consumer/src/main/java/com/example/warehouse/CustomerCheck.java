package com.example.warehouse;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.jdbc.ConnectionSettings;
import dev.reconcile.jdbc.JdbcDatabases;
import dev.reconcile.report.JsonReportWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Is the warehouse's copy of the customers the same as the original? */
public final class CustomerCheck {

    private static final TablePair CUSTOMERS = TablePair.of("dbo.customers", "customers")
            .withColumns(ColumnSelection.only(List.of("id", "name", "email")));

    private CustomerCheck() {}

    /** Compares through connections that the application has already; they stay open. */
    public static Report throughDataSources(DataSource shop, DataSource warehouse) {
        try (Database source = JdbcDatabases.over(shop, "source");
                Database target = JdbcDatabases.over(warehouse, "target")) {
            return compare(source, target);
        }
    }

    /** Compares through connections of its own. */
    public static Report throughSettings(ConnectionSettings shop, ConnectionSettings warehouse) {
        try (Database source = JdbcDatabases.open(shop);
                Database target = JdbcDatabases.open(warehouse)) {
            return compare(source, target);
        }
    }

    /**
     * Compares through connections of its own and hands out each row that differs, as soon as it is known to.
     *
     * @param lag longer than the pipeline ever takes: a row counts once it has differed for so long
     * @param rows is given each row, one after the other
     */
    public static Report namingRows(
            ConnectionSettings shop, ConnectionSettings warehouse, Duration lag, Consumer<RowDifference> rows) {
        RunOptions options = RunOptions.DEFAULT
                .withDepth(Depth.ROWS)
                .withRows(RowOptions.DEFAULT.confirmed(lag, 3).withMaxDetails(100));
        RunListener listener = new RunListener() {
            @Override
            public void rowDiffers(TablePair pair, RowDifference difference) {
                rows.accept(difference);
            }
        };
        try (Database source = JdbcDatabases.open(shop);
                Database target = JdbcDatabases.open(warehouse)) {
            return new Reconciler(source, target, InstantSource.system())
                    .run(List.of(CUSTOMERS), options, listener, new Cancellation());
        }
    }

    /** The report as the command writes it with {@code --format json}. */
    public static String asJson(Report report) throws IOException {
        StringBuilder json = new StringBuilder();
        new JsonReportWriter().write(report, json);
        return json.toString();
    }

    private static Report compare(Database source, Database target) {
        return new Reconciler(source, target, InstantSource.system())
                .run(List.of(CUSTOMERS), RunOptions.DEFAULT.withDepth(Depth.CHECKSUMS));
    }
}
