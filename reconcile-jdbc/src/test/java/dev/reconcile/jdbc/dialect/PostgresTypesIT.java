package dev.reconcile.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.TableName;
import dev.reconcile.jdbc.EmbeddedPostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No type that a column of the server's can have is left undecided or undocumented. */
class PostgresTypesIT {

    /** Types of the catalogue's own tables, which no table of a user's has. */
    private static final Set<String> OF_THE_CATALOGUE = Set.of(
            "aclitem",
            "gtsvector",
            "int2vector",
            "oidvector",
            "pg_brin_bloom_summary",
            "pg_brin_minmax_multi_summary",
            "pg_dependencies",
            "pg_mcv_list",
            "pg_ndistinct",
            "pg_node_tree",
            "refcursor");

    private static String url = "";

    @BeforeAll
    static void createDatabase() {
        url = EmbeddedPostgresServer.createDatabase();
    }

    @Test
    void each_type_of_the_server_is_documented_as_it_is_decided() throws SQLException {
        Map<String, ValueType> documented = DocumentedType.ofPostgres().stream()
                .collect(Collectors.toMap(
                        type -> type.name().replaceFirst("\\(.*\\)", ""),
                        DocumentedType::holds,
                        (one, other) -> other));
        List<String> types = types();
        EmbeddedPostgresServer.execute(
                url,
                types.stream()
                        .map(type -> "\"" + type.replace("\"", "\"\"") + "\" " + type)
                        .collect(Collectors.joining(", ", "CREATE TABLE every_type (", ")")));
        try (Database database = EmbeddedPostgresServer.open("source", url)) {
            Map<String, Column> columns = database.describe(new TableName(null, "every_type")).columns().stream()
                    .collect(Collectors.toMap(Column::name, Function.identity()));
            assertThat(columns).hasSameSizeAs(types).hasSizeGreaterThan(60);
            for (String type : types) {
                assertThat(withoutLength(columns.get(type).valueType()))
                        .as(type)
                        .isEqualTo(withoutLength(documented.get(shortName(type))));
            }
        }
    }

    private static Object withoutLength(ValueType type) {
        return type instanceof ValueType.Incomparable
                        || type instanceof ValueType.Textual
                        || type instanceof ValueType.Document
                ? type
                : type.getClass();
    }

    private static String shortName(String type) {
        return switch (type) {
            case "character varying" -> "varchar";
            case "character" -> "char";
            case "bit varying" -> "varbit";
            case "time without time zone" -> "time";
            case "time with time zone" -> "timetz";
            case "timestamp without time zone" -> "timestamp";
            case "timestamp with time zone" -> "timestamptz";
            default -> type;
        };
    }

    private static List<String> types() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT typname, format_type(oid, NULL) FROM pg_type"
                        + " WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype IN ('b', 'r', 'm')"
                        + " AND NOT (typelem <> 0 AND typlen = -1 AND typname LIKE '\\_%')"
                        + " ORDER BY typname")) {
            List<String> types = new ArrayList<>();
            while (rows.next()) {
                if (!OF_THE_CATALOGUE.contains(rows.getString(1))) {
                    types.add(rows.getString(2));
                }
            }
            return types;
        }
    }
}
