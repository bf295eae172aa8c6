package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.TextFold;
import dev.reconcile.core.canonical.Tolerance;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.Softening.As.Meaning;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns of SQL Server's that are compared with PostgreSQL's by a rule. */
class SqlServerRulesIT {

    @RegisterExtension
    static final SqlServerTestServer SERVER = new SqlServerTestServer();

    private static String targetUrl = "";
    private static Database source;
    private static Database target;

    @BeforeAll
    static void connect() {
        targetUrl = EmbeddedPostgresServer.createDatabase();
        source = SERVER.open("source");
        target = EmbeddedPostgresServer.open("target", targetUrl);
    }

    @AfterAll
    static void disconnect() {
        target.close();
    }

    @BeforeEach
    void dropTables() {
        SERVER.execute("IF OBJECT_ID('dbo.t') IS NOT NULL DROP TABLE dbo.t");
        EmbeddedPostgresServer.execute(targetUrl, "DROP TABLE IF EXISTS t");
    }

    @ParameterizedTest
    @EnumSource(names = {"DATABASE", "CLIENT"})
    void money_is_near_to_a_decimal_up_to_the_tolerance(HashIn hashIn) {
        compare(
                hashIn,
                "money",
                "numeric(19,2)",
                within("0.005", null),
                "0.0050 -> 0.01",
                "-0.0050 -> -0.01",
                "0.0049 -> 0.01 !",
                "0.0050 -> 0.00",
                "0.0051 -> 0.00 !",
                "922337203685477.5807 -> 922337203685477.58",
                "922337203685477.5807 -> 922337203685477.59 !",
                "-10 -> 10 !",
                "7 -> 7",
                "NULL -> 0 !",
                "0 -> NULL !",
                "NULL -> NULL");
    }

    @ParameterizedTest
    @EnumSource(names = {"DATABASE", "CLIENT"})
    void decimals_are_near_up_to_a_share_of_the_source_s(HashIn hashIn) {
        compare(
                hashIn,
                "decimal(38,10)",
                "numeric",
                within(null, "0.01"),
                "200 -> 202.0000",
                "200 -> 202.0000000000000001 !",
                "-200 -> -198",
                "-200 -> -197.9 !",
                "0 -> 0.000",
                "0 -> 1e-300 !",
                "9999999999999999999999999999.9999999999 -> 9999999999999999999999999999",
                "1 -> NaN !",
                "1 -> Infinity !");
    }

    @ParameterizedTest
    @EnumSource(names = {"DATABASE", "CLIENT"})
    void floats_are_near_to_what_a_real_holds_of_them(HashIn hashIn) {
        compare(
                hashIn,
                "float",
                "real",
                within("1e-30", "1e-7"),
                "0.1 -> 0.1",
                "-123456.789 -> -123456.789",
                "0.1 -> 0.1000001 !",
                "0 -> 1e-29 !",
                "0 -> -0",
                "1 -> NaN !",
                "3e38 -> Infinity !",
                "NULL -> 0 !");
    }

    @ParameterizedTest
    @EnumSource(names = {"DATABASE", "CLIENT"})
    void integers_are_near_to_each_other_and_to_decimals(HashIn hashIn) {
        compare(
                hashIn,
                "bigint",
                "numeric(20,1)",
                within("1", null),
                "9223372036854775807 -> 9223372036854775808.0",
                "9223372036854775807 -> 9223372036854775808.1 !",
                "-9223372036854775808 -> -9223372036854775807.5",
                "0 -> -1",
                "0 -> -1.1 !");
    }

    @Test
    void texts_are_folded_and_stripped() {
        compare(
                HashIn.AUTO,
                "nvarchar(20)",
                "text",
                new Softening.Text(Set.of(TextFold.CASE, TextFold.ALL_WHITESPACE)),
                "ÄPFEL -> äpfel",
                "  two   words  -> Two words",
                "e -> é !",
                "x -> y !");
    }

    @Test
    void blanks_that_only_one_side_pads_with_are_not_compared() {
        compare(
                HashIn.AUTO,
                "char(6)",
                "text",
                Softening.Nothing.NOTHING,
                "ab -> ab",
                "ab -> ab  ",
                "cd ->  cd !",
                "ef -> EF !");
    }

    @Test
    void a_uniqueidentifier_is_the_uuid_that_a_text_spells() {
        compare(
                HashIn.AUTO,
                "uniqueidentifier",
                "text",
                new Softening.As(Meaning.UUID),
                "6F9619FF-8B86-D011-B42D-00C04FC964FF -> {6f9619ff8b86d011b42d00c04fc964ff}",
                "6F9619FF-8B86-D011-B42D-00C04FC964FF -> 6f9619ff-8b86-d011-b42d-00c04fc964ff",
                "6F9619FF-8B86-D011-B42D-00C04FC964FF -> FF19966F-868B-11D0-B42D-00C04FC964FF !");
    }

    @Test
    void a_text_is_the_document_that_it_spells() {
        compare(
                HashIn.AUTO,
                "nvarchar(max)",
                "text",
                new Softening.As(Meaning.JSON),
                "{\"a\": 1, \"b\": [1.0, \"A\"]} -> {\"b\":[1,\"\\u0041\"],\"a\":1e0}",
                "[1,2] -> [2,1] !",
                "no document -> no document  ");
    }

    /** Rounding, cutting and joining texts: each in the words of its own side, and only over the rows of its own filter. */
    @ParameterizedTest
    @EnumSource(names = {"DATABASE", "CLIENT"})
    void each_side_is_read_by_its_own_expressions_and_filter(HashIn hashIn) {
        SERVER.execute(
                "CREATE TABLE dbo.t (id int NOT NULL PRIMARY KEY, first nvarchar(20), last nvarchar(20), total money,"
                        + " at datetime2(6), gone bit)",
                "INSERT INTO dbo.t VALUES (1, N'Ann', N'O''Hara', 1.2345, '2024-02-29T23:59:59.999999', 0),"
                        + " (2, N'Bob', N'Ross', 2.25, '2024-03-01', 0), (3, N'Eve', NULL, 3, NULL, 1)");
        EmbeddedPostgresServer.execute(
                targetUrl,
                "CREATE TABLE t (id int PRIMARY KEY, full_name text, total numeric(19,1), at timestamp(6), gone boolean)",
                "INSERT INTO t VALUES (1, 'Ann O''Hara', 1.2, '2024-02-29 12:00:00', false),"
                        + " (2, 'Bob Ross', 2.2, '2024-03-01 12:00:00', false), (4, 'gone', 4, NULL, true)");
        TablePair pair = new TablePair(
                        TableName.parse("dbo.t"),
                        TableName.parse("t"),
                        ColumnSelection.only(List.of("id", "full_name", "total", "at")),
                        List.of(),
                        new RowFilter("gone = 0 -- [not] gone"),
                        new RowFilter("NOT gone -- gone"))
                .withRules(ColumnRules.of(Map.of(
                        "full_name", expressed("first + N' ' + last -- both", ""),
                        "total", expressed("CAST(ROUND(total, 1) AS decimal(19, 1))", ""),
                        "at", expressed("CAST(at AS date)", "at::date"))));

        TableReport table = run(hashIn, pair);

        assertThat(table.sourceCount()).isEqualTo(2);
        assertThat(table.targetCount()).isEqualTo(2);
        assertThat(rows(table).details())
                .singleElement()
                .satisfies(row -> assertThat(row.columns())
                        .extracting(column -> row.key().get(0).value().text() + " " + column.column())
                        .containsExactly("2 total"));
    }

    @ParameterizedTest
    @EnumSource(names = {"DATABASE", "CLIENT"})
    void a_key_that_is_an_expression_is_found_by_it(HashIn hashIn) {
        SERVER.execute(
                "CREATE TABLE dbo.t (k varchar(10) COLLATE Cyrillic_General_CI_AS NOT NULL PRIMARY KEY, v int)",
                "INSERT INTO dbo.t VALUES (N'дом' COLLATE Cyrillic_General_CI_AS, 1), ('it''s', 2), ('same', 3)");
        EmbeddedPostgresServer.execute(
                targetUrl,
                "CREATE TABLE t (k text PRIMARY KEY, v int)",
                "INSERT INTO t VALUES ('ДОМ', 2), ('IT''S', 1), ('SAME', 3)");
        TablePair pair = TablePair.of("dbo.t", "t").withRules(ColumnRules.of(Map.of("k", expressed("UPPER(k)", ""))));

        assertThat(rows(run(hashIn, pair)).details())
                .extracting(row -> row.kind() + " " + row.key().get(0).value().text())
                .containsExactlyInAnyOrder("CHANGED ДОМ", "CHANGED IT'S");
    }

    private static ColumnRule expressed(String sourceSql, String targetSql) {
        return new ColumnRule(Softening.Nothing.NOTHING, new SqlExpression(sourceSql), new SqlExpression(targetSql));
    }

    /** Each case is a value of the source and one of the target, and an exclamation mark where they differ. */
    private static void compare(HashIn hashIn, String sourceType, String targetType, Softening rule, String... cases) {
        List<String> differing = new ArrayList<>();
        SERVER.execute("CREATE TABLE dbo.t (id int NOT NULL PRIMARY KEY, v " + sourceType + ")");
        EmbeddedPostgresServer.execute(targetUrl, "CREATE TABLE t (id int PRIMARY KEY, v " + targetType + ")");
        for (int i = 0; i < cases.length; i++) {
            String[] values = cases[i].replace(" !", "").split(" -> ", 2);
            SERVER.execute("INSERT INTO dbo.t VALUES (" + i + ", "
                    + literal("CAST(N", values[0], " AS " + sourceType + ")") + ")");
            EmbeddedPostgresServer.execute(
                    targetUrl, "INSERT INTO t VALUES (" + i + ", " + literal("", values[1], "") + ")");
            if (cases[i].endsWith("!")) {
                differing.add(cases[i]);
            }
        }
        TablePair pair = TablePair.of("dbo.t", "t").withRules(ColumnRules.of(Map.of("v", new ColumnRule(rule))));

        TableReport table = run(hashIn, pair);

        assertThat(table.verdict()).as("%s", table).isEqualTo(Verdict.MISMATCH);
        assertThat(rows(table).details())
                .extracting(
                        row -> cases[Integer.parseInt(row.key().get(0).value().text())])
                .containsExactlyInAnyOrderElementsOf(differing);
        assertThat(rows(table).changed()).isEqualTo(differing.size());
    }

    private static String literal(String before, String value, String after) {
        return value.equals("NULL") ? value : before + "'" + value + "'" + after;
    }

    private static TableReport run(HashIn hashIn, TablePair pair) {
        RunOptions options = RunOptions.DEFAULT
                .withDepth(Depth.ROWS)
                .withHashIn(hashIn)
                .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2));
        return new Reconciler(source, target, Clock.systemUTC())
                .run(List.of(pair), options)
                .tables()
                .get(0);
    }

    private static RowsReport rows(TableReport table) {
        return Objects.requireNonNull(table.rows(), () -> "No rows: " + table);
    }

    private static Softening within(@Nullable String distance, @Nullable String share) {
        return new Softening.Within(new Tolerance(
                distance == null ? null : new BigDecimal(distance), share == null ? null : new BigDecimal(share)));
    }
}
