package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Columns that are expressions of the user's, on SQL Server. */
class SqlServerExpressionsIT {

    @RegisterExtension
    static final SqlServerTestServer SERVER = new SqlServerTestServer();

    private static Database database;

    @BeforeAll
    static void connect() {
        SERVER.execute(
                "CREATE TABLE dbo.people (id int IDENTITY PRIMARY KEY, first nvarchar(20), cents int)",
                "INSERT INTO dbo.people (first, cents) VALUES (N'ann', 7), (N'bob', 8), (N'eve', NULL)",
                "CREATE TABLE dbo.copies (id int PRIMARY KEY, first nvarchar(20), cents decimal(10, 2))",
                "INSERT INTO dbo.copies VALUES (1, N'ANN', 0.07), (2, N'BOB', 0.80), (3, N'EVE', NULL)");
        database = SERVER.open("source");
    }

    @Test
    void expressions_are_hashed_and_looked_up_in_the_columns_place() {
        ColumnRules rules = ColumnRules.of(Map.of(
                "first", rule("UPPER(first) -- shouting"), "cents", rule("CAST(cents / 100.0 AS decimal(10, 2))")));
        TableReport table = new Reconciler(database, database, Clock.systemUTC())
                .run(
                        List.of(TablePair.of("dbo.people", "dbo.copies").withRules(rules)),
                        RunOptions.DEFAULT
                                .withDepth(Depth.ROWS)
                                .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2)))
                .tables()
                .get(0);

        RowsReport rows = Objects.requireNonNull(table.rows(), () -> "No rows: " + table);
        assertThat(rows.details())
                .extracting(row -> row.kind() + " " + row.key().get(0).value().text() + " "
                        + row.columns().get(0).column())
                .containsExactly("CHANGED 2 cents");
    }

    @Test
    void the_database_tells_an_expression_s_type() {
        assertThat(type("id")).isEqualTo(new ValueType.Whole());
        assertThat(type("CAST(cents AS decimal(12, 4))")).isEqualTo(new ValueType.FixedDecimal(12, 4));
        assertThat(type("CAST('2024-02-29' AS datetime2(3))")).isEqualTo(new ValueType.Timestamp(3));
        assertThat(type("CAST(first AS nvarchar(7))")).isEqualTo(new ValueType.Text(7, false));
        assertThat(type("CAST(first AS nvarchar(max))")).isEqualTo(new ValueType.Text(ValueType.Text.UNBOUNDED, false));
        assertThat(type("CAST(first AS varbinary(9))")).isEqualTo(new ValueType.Binary(9));
    }

    @Test
    void a_broken_expression_is_an_error_that_names_column_and_side() {
        assertThatThrownBy(() -> type("no_such_column"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("Cannot read the source's expression for the column value of dbo.people: ")
                .message()
                .doesNotContain("no_such_column");
    }

    private static ValueType type(String sql) {
        return database.describe(TableName.parse("dbo.people"), Map.of("value", new SqlExpression(sql)))
                .column("value")
                .orElseThrow()
                .valueType();
    }

    private static ColumnRule rule(String sourceSql) {
        return new ColumnRule(Softening.Nothing.NOTHING, new SqlExpression(sourceSql), SqlExpression.none());
    }
}
