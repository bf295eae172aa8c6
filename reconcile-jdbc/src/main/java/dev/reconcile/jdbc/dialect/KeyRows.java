package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.table.UniqueKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers keys from a result of one row for each of their columns. */
final class KeyRows {

    private KeyRows() {}

    /**
     * Reads all keys.
     *
     * @param rows the key's name, whether it is the primary key, and one of its columns' names; in the order of the keys'
     *     names and of the columns in each
     */
    static List<UniqueKey> read(ResultSet rows) throws SQLException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        Map<String, Boolean> primary = new LinkedHashMap<>();
        while (rows.next()) {
            String name = rows.getString(1);
            primary.put(name, rows.getBoolean(2));
            columns.computeIfAbsent(name, key -> new ArrayList<>()).add(rows.getString(3));
        }
        return columns.entrySet().stream()
                .map(key -> new UniqueKey(key.getKey(), Boolean.TRUE.equals(primary.get(key.getKey())), key.getValue()))
                .toList();
    }
}
