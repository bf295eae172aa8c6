package com.example.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.jdbc.ConnectionSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomerCheckTest {

    private static EmbeddedPostgres server;

    private DataSource shop;
    private DataSource warehouse;

    @BeforeAll
    static void start_the_server() throws Exception {
        server = EmbeddedPostgres.start();
        execute(server.getPostgresDatabase(), "CREATE DATABASE shop");
        execute(server.getPostgresDatabase(), "CREATE DATABASE warehouse");
    }

    @AfterAll
    static void stop_the_server() throws IOException {
        server.close();
    }

    @BeforeEach
    void fill_both_databases() throws SQLException {
        shop = server.getDatabase("postgres", "shop");
        execute(shop, "DROP SCHEMA IF EXISTS dbo CASCADE");
        execute(shop, "CREATE SCHEMA dbo");
        execute(shop, "CREATE TABLE dbo.customers (id int PRIMARY KEY, name text, email text, seen timestamp)");
        execute(shop, "INSERT INTO dbo.customers VALUES (1, 'Ada', 'ada@example.com', '2024-01-01')");
        execute(shop, "INSERT INTO dbo.customers VALUES (2, 'Zoë', NULL, '2024-02-29')");

        warehouse = server.getDatabase("postgres", "warehouse");
        execute(warehouse, "DROP TABLE IF EXISTS customers");
        execute(warehouse, "CREATE TABLE customers (id bigint PRIMARY KEY, name text, email text, seen timestamp)");
        execute(warehouse, "INSERT INTO customers VALUES (1, 'Ada', 'ada@example.com', '2025-01-01')");
        execute(warehouse, "INSERT INTO customers VALUES (2, 'Zoë', NULL, '2025-02-28')");
    }

    @Test
    void equal_customers_match_although_a_column_that_is_left_out_differs() {
        TableReport customers = theTableOf(CustomerCheck.throughDataSources(shop, warehouse));

        assertThat(customers.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(customers.columnsCompared()).containsExactly("id", "name", "email");
        assertThat(customers.sourceCount()).isEqualTo(2);
    }

    @Test
    void the_caller_keeps_its_data_sources() throws SQLException {
        CustomerCheck.throughDataSources(shop, warehouse);

        execute(shop, "SELECT 1");
        execute(warehouse, "SELECT 1");
    }

    @Test
    void one_changed_address_is_a_mismatch() throws SQLException {
        execute(warehouse, "UPDATE customers SET email = '' WHERE id = 2");

        assertThat(theTableOf(CustomerCheck.throughDataSources(shop, warehouse)).verdict())
                .isEqualTo(Verdict.MISMATCH);
        assertThat(theTableOf(CustomerCheck.throughSettings(settings("shop"), settings("warehouse")))
                        .verdict())
                .isEqualTo(Verdict.MISMATCH);
    }

    @Test
    void each_row_that_differs_is_handed_out_with_its_columns() throws SQLException {
        execute(warehouse, "UPDATE customers SET email = '' WHERE id = 2");
        execute(warehouse, "DELETE FROM customers WHERE id = 1");
        List<String> rows = new ArrayList<>();

        Report report = CustomerCheck.namingRows(
                settings("shop"),
                settings("warehouse"),
                Duration.ofMillis(200),
                row -> rows.add(row.kind() + " "
                        + row.key().get(0).value().text() + " "
                        + row.columns().stream()
                                .map(changed -> changed.column())
                                .toList()));

        assertThat(rows).containsExactlyInAnyOrder("MISSING 1 []", "CHANGED 2 [email]");
        assertThat(theTableOf(report).rows().different()).isEqualTo(2);
    }

    @Test
    void settings_give_the_same_verdict_as_data_sources() {
        Report report = CustomerCheck.throughSettings(settings("shop"), settings("warehouse"));

        assertThat(theTableOf(report).verdict()).isEqualTo(Verdict.MATCH);
    }

    @Test
    void a_report_names_the_version_of_the_library() {
        assertThat(CustomerCheck.throughDataSources(shop, warehouse).version()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void a_report_becomes_json() throws IOException {
        String json = CustomerCheck.asJson(CustomerCheck.throughDataSources(shop, warehouse));

        assertThat(json).containsPattern("\"status\"\\s*:\\s*\"PASS\"");
    }

    private static TableReport theTableOf(Report report) {
        assertThat(report.tables()).hasSize(1);
        return report.tables().get(0);
    }

    private static ConnectionSettings settings(String database) {
        return ConnectionSettings.of(
                database, server.getJdbcUrl("postgres", database) + "&sslmode=disable", "postgres", "postgres");
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
