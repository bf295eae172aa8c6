package dev.reconcile.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.jdbc.ConnectionSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseIT {

    @TempDir
    private static Path folder;

    private static DemoServer server;

    @BeforeAll
    static void fills_and_damages() {
        server = DemoServer.in(folder);
        server.start();
        Warehouse warehouse = new Warehouse(server, 42);
        warehouse.fill(new Cancellation());
        warehouse.damage(Damage.PLANTED, new Cancellation());
    }

    @AfterAll
    static void stops() {
        server.close();
    }

    @Test
    void both_databases_hold_the_guides_tables() throws SQLException {
        assertThat(counts(Warehouse.SOURCE))
                .isEqualTo(Map.of("customers", 10_000L, "orders", 100_000L, "line_items", 300_000L));
        assertThat(counts(Warehouse.TARGET))
                .isEqualTo(Map.of("customers", 10_000L, "orders", 100_000L, "line_items", 299_988L));
    }

    @Test
    void line_items_hold_exactly_the_planted_damage() throws SQLException {
        Map<String, String> source = rows(Warehouse.SOURCE, "line_items");
        Map<String, String> target = rows(Warehouse.TARGET, "line_items");

        assertThat(source.keySet().containsAll(target.keySet())).isTrue();
        assertThat(source.size() - target.size()).isEqualTo(Damage.PLANTED.missing());
        List<String> changed = target.keySet().stream()
                .filter(id -> !target.get(id).equals(source.get(id)))
                .toList();
        assertThat(changed).hasSize(Damage.PLANTED.changed());
        assertThat(changed).filteredOn(id -> target.get(id).contains(" \"")).hasSize(Damage.PLANTED.padded());
    }

    @Test
    void the_other_tables_are_equal() throws SQLException {
        for (String table : List.of("customers", "orders")) {
            assertThat(rows(Warehouse.TARGET, table).equals(rows(Warehouse.SOURCE, table)))
                    .as(table)
                    .isTrue();
        }
    }

    @Test
    void the_rows_are_various() throws SQLException {
        assertThat(number(Warehouse.SOURCE, "SELECT count(*) FROM customers WHERE email IS NULL"))
                .isPositive();
        assertThat(number(Warehouse.SOURCE, "SELECT count(*) FROM customers WHERE notes = ''"))
                .isPositive();
        assertThat(number(Warehouse.SOURCE, "SELECT count(*) FROM customers WHERE name ~ '[^ -~]'"))
                .isPositive();
        assertThat(number(Warehouse.SOURCE, "SELECT count(DISTINCT unit_price) FROM line_items"))
                .isGreaterThan(10_000);
        assertThat(number(Warehouse.SOURCE, "SELECT count(DISTINCT shipped_at) FROM line_items"))
                .isGreaterThan(200_000);
    }

    @Test
    void the_reader_can_only_read() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.url(Warehouse.TARGET), Warehouse.READER, server.password());
                ResultSet rights = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT has_table_privilege('line_items', 'SELECT'), has_table_privilege('line_items', 'UPDATE')")) {
            rights.next();
            assertThat(rights.getBoolean(1)).isTrue();
            assertThat(rights.getBoolean(2)).isFalse();
        }
    }

    private static Map<String, Long> counts(String database) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        for (String table : Warehouse.TABLES) {
            counts.put(table, number(database, "SELECT count(*) FROM " + table));
        }
        return counts;
    }

    private static Map<String, String> rows(String database, String table) throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (Connection connection = open(database);
                ResultSet found =
                        connection.createStatement().executeQuery("SELECT id, t::text FROM " + table + " t")) {
            while (found.next()) {
                rows.put(found.getString(1), found.getString(2));
            }
        }
        return rows;
    }

    private static long number(String database, String sql) throws SQLException {
        try (Connection connection = open(database);
                ResultSet found = connection.createStatement().executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }

    private static Connection open(String database) throws SQLException {
        ConnectionSettings settings = server.asOwner(database);
        return DriverManager.getConnection(settings.url(), settings.username(), settings.password());
    }
}
