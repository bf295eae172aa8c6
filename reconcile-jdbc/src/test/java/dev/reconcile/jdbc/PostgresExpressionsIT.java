package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns that are expressions of the user's, on PostgreSQL. */
class PostgresExpressionsIT {

    private static Database source;
    private static Database target;

    @BeforeAll
    static void createTables() {
        String sourceUrl = EmbeddedPostgresServer.createDatabase();
        String targetUrl = EmbeddedPostgresServer.createDatabase();
        EmbeddedPostgresServer.execute(
                sourceUrl,
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                "CREATE DOMAIN short AS varchar(5)",
                "CREATE TABLE people (id int PRIMARY KEY, first text, last text, cents int)",
                "INSERT INTO people SELECT i, 'f' || i, 'l' || i, i FROM generate_series(1, 300) i",
                "INSERT INTO people VALUES (1000, 'left', 'out', 0)",
                "CREATE TABLE documents (id int PRIMARY KEY, body text, ref uuid)",
                "INSERT INTO documents VALUES (1, '{\"b\": 1.50, \"a\": [true]}',"
                        + " '6f9619ff-8b86-d011-b42d-00c04fc964ff'), (2, '{\"b\": 2}', NULL), (3, 'no json',"
                        + " '00000000-0000-0000-0000-000000000001')");
        EmbeddedPostgresServer.execute(
                targetUrl,
                "CREATE TABLE people (key text PRIMARY KEY, name text, euros numeric(10,2))",
                "INSERT INTO people SELECT 'p' || i, 'f' || i || ' l' || i, i / 100.0 FROM generate_series(1, 300) i",
                "UPDATE people SET name = 'f7 other' WHERE key = 'p7'",
                "DELETE FROM people WHERE key = 'p8'",
                "CREATE TABLE documents (id int PRIMARY KEY, body jsonb, ref text)",
                "INSERT INTO documents VALUES (1, '{\"a\":[true],\"b\":1.5}',"
                        + " '{6F9619FF-8B86-D011-B42D-00C04FC964FF}'), (2, '{\"b\": 3}', NULL), (3, '\"no json\"',"
                        + " 'n/a')");
        source = EmbeddedPostgresServer.open("source", sourceUrl);
        target = EmbeddedPostgresServer.open("target", targetUrl);
    }

    @AfterAll
    static void close() {
        source.close();
        target.close();
    }

    @ParameterizedTest
    @EnumSource(HashIn.class)
    void expressions_are_hashed_looked_up_and_shown_in_the_columns_place(HashIn hashIn) {
        ColumnRules rules = ColumnRules.of(Map.of(
                "name", rule("first || ' ' || last -- in full, whatever?", ""),
                "euros", rule("(cents / 100.0)::numeric(10,2)", ""),
                "id", rule("", "substr(key, 2)::int")));
        TablePair pair = new TablePair(
                        TableName.parse("people"),
                        TableName.parse("people"),
                        new ColumnSelection(List.of(), Set.of("first", "last", "cents"), Map.of()),
                        List.of(),
                        new RowFilter("first <> 'left' -- the filter is about the table's own columns"),
                        RowFilter.none())
                .withRules(rules);
        RunOptions options = RunOptions.DEFAULT
                .withDepth(Depth.ROWS)
                .withHashIn(hashIn)
                .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2));

        TableReport table = new Reconciler(source, target, Clock.systemUTC())
                .run(List.of(pair), options)
                .tables()
                .get(0);

        RowsReport rows = Objects.requireNonNull(table.rows(), () -> "No rows: " + table);
        assertThat(rows.details())
                .extracting(row -> row.kind() + " " + row.key().get(0).value().text())
                .containsExactlyInAnyOrder("CHANGED 7", "MISSING 8");
        assertThat(table.columnsCompared()).containsExactlyInAnyOrder("id", "name", "euros");
        assertThat(table.reductions())
                .contains(
                        "name: by rule, the source's value is first || ' ' || last -- in full, whatever? (text against"
                                + " text).",
                        "id: by rule, the target's value is substr(key, 2)::int (integer against integer).");
    }

    @Test
    void documents_and_uuids_are_compared_as_what_they_stand_for() {
        TablePair pair = TablePair.of("documents", "documents")
                .withRules(ColumnRules.of(Map.of(
                        "body",
                        new ColumnRule(
                                new Softening.As(Softening.As.Meaning.JSON),
                                SqlExpression.none(),
                                new SqlExpression("body::text")),
                        "ref",
                        new ColumnRule(new Softening.As(Softening.As.Meaning.UUID)))));
        TableReport table = new Reconciler(source, target, Clock.systemUTC())
                .run(
                        List.of(pair),
                        RunOptions.DEFAULT
                                .withDepth(Depth.ROWS)
                                .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2)))
                .tables()
                .get(0);

        assertThat(Objects.requireNonNull(table.rows(), () -> "No rows: " + table)
                        .details())
                .extracting(row -> row.key().get(0).value().text() + " "
                        + row.columns().stream().map(column -> column.column()).toList())
                .containsExactlyInAnyOrder("2 [body]", "3 [body, ref]");
    }

    @Test
    void the_database_tells_an_expression_s_type() {
        assertThat(type("cents")).isEqualTo(new ValueType.Whole());
        assertThat(type("cents > 3")).isEqualTo(new ValueType.Bool());
        assertThat(type("cents / 3.0")).isEqualTo(new ValueType.FreeDecimal());
        assertThat(type("cents::numeric(12,4)")).isEqualTo(new ValueType.FixedDecimal(12, 4));
        assertThat(type("now()::timestamp(3)")).isEqualTo(new ValueType.Timestamp(3));
        assertThat(type("now()")).isEqualTo(new ValueType.Instant(6));
        assertThat(type("first::char(7)")).isEqualTo(new ValueType.Text(7, true));
        assertThat(type("first::varchar(9)")).isEqualTo(new ValueType.Text(9, false));
        assertThat(type("first")).isEqualTo(new ValueType.Text(ValueType.Text.UNBOUNDED, false));
        assertThat(type("gen_random_uuid()")).isEqualTo(new ValueType.Uuid());
        assertThat(type("'sad'::mood")).isEqualTo(new ValueType.Text(ValueType.Text.UNBOUNDED, false));
        assertThat(type("first::short")).isEqualTo(new ValueType.Text(5, false));
        assertThat(type("point(cents, 1)")).isInstanceOf(ValueType.Incomparable.class);
    }

    @Test
    void a_broken_expression_is_an_error_that_names_column_and_side_and_no_value() {
        for (String broken : List.of("no_such_column", "first ||", "'secret'::int", "1) FROM nowhere; --")) {
            assertThatThrownBy(() -> type(broken))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageStartingWith(
                            "Cannot read the source's expression for the column value of public.people: ")
                    .message()
                    .doesNotContain("secret", "no_such_column");
        }
    }

    @ParameterizedTest
    @EnumSource(HashIn.class)
    void sql_of_a_person_s_that_fails_on_a_row_is_named_and_the_row_s_value_is_not(HashIn hashIn) {
        ColumnRules byZero = ColumnRules.of(Map.of("cents", rule("cents / (cents - 5)", "")));
        TablePair pair = TablePair.of("people", "people")
                .withColumns(
                        new ColumnSelection(List.of("id", "cents"), Set.of(), Map.of("cents", "euros", "id", "key")))
                .withRules(byZero);
        TablePair filtered = new TablePair(
                TableName.parse("people"),
                TableName.parse("people"),
                new ColumnSelection(List.of("id", "cents"), Set.of(), Map.of("cents", "euros", "id", "key")),
                List.of(),
                new RowFilter("1 / (cents - 5) >= 0"),
                RowFilter.none());

        assertThat(reasons(pair, hashIn))
                .singleElement()
                .asString()
                .startsWith(
                        "Cannot read the source table public.people: the database could not compute a value (SQLState"
                                + " 22012). Check the expression of the column cents. Otherwise");
        assertThat(reasons(filtered, hashIn))
                .singleElement()
                .asString()
                .contains("(SQLState 22012). Check the row filter of the table. Otherwise");
    }

    private static List<String> reasons(TablePair pair, HashIn hashIn) {
        TableReport table = new Reconciler(source, target, Clock.systemUTC())
                .run(
                        List.of(pair),
                        RunOptions.DEFAULT.withDepth(Depth.CHECKSUMS).withHashIn(hashIn))
                .tables()
                .get(0);
        assertThat(table.verdict()).isEqualTo(Verdict.ERROR);
        return table.reasons();
    }

    @Test
    void a_broken_expression_is_its_table_s_error_and_no_other_s() {
        TablePair broken =
                TablePair.of("people", "people").withRules(ColumnRules.of(Map.of("id", rule("", "no_such_column"))));
        TableReport table = new Reconciler(source, target, Clock.systemUTC())
                .run(List.of(broken), RunOptions.DEFAULT.withDepth(Depth.CHECKSUMS))
                .tables()
                .get(0);

        assertThat(table.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(table.reasons())
                .singleElement()
                .asString()
                .startsWith("Cannot read the target's expression for the column id of public.people: ");
    }

    private static ValueType type(String sql) {
        Column column = source.describe(TableName.parse("people"), Map.of("value", new SqlExpression(sql)))
                .column("value")
                .orElseThrow();
        return column.valueType();
    }

    private static ColumnRule rule(String sourceSql, String targetSql) {
        return new ColumnRule(Softening.Nothing.NOTHING, new SqlExpression(sourceSql), new SqlExpression(targetSql));
    }
}
