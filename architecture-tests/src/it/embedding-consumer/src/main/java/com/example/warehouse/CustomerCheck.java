package com.example.warehouse;

import dev.reconcile.core.port.Database;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.jdbc.ConnectionSettings;
import dev.reconcile.jdbc.JdbcDatabases;
import dev.reconcile.report.JsonReportWriter;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
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
