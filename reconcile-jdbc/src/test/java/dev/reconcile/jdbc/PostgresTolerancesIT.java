package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Tolerance;
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
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers of PostgreSQL's that may differ by a tolerance, hashed in either place. */
class PostgresTolerancesIT extends TwoDatabases {

    @ParameterizedTest
    @EnumSource(HashIn.class)
    void decimals_of_different_scales_are_near_up_to_the_tolerance(HashIn hashIn) {
        TableReport table = compare(
                hashIn,
                "numeric(30,4)",
                "numeric(30,2)",
                within("0.005", null),
                "0.0050 -> 0.01",
                "-0.0050 -> -0.01",
                "0.0049 -> 0.01 !",
                "1234567890123456789012345.6789 -> 1234567890123456789012345.68",
                "1234567890123456789012345.6789 -> 1234567890123456789012345.69 !",
                "-10.0000 -> 10.00 !",
                "7 -> 7.00",
                "NULL -> 0 !",
                "0 -> NULL !",
                "NULL -> NULL",
                "NaN -> NaN",
                "NaN -> 0 !",
                "0 -> NaN !");

        assertThat(table.reductions())
                .containsExactly("n: by rule, numbers are equal that are at most 0.005 apart (numeric(30,4) against"
                        + " numeric(30,2)).");
    }

    @ParameterizedTest
    @EnumSource(HashIn.class)
    void numbers_without_a_declared_scale_are_near_up_to_a_share(HashIn hashIn) {
        compare(
                hashIn,
                "numeric",
                "numeric",
                within(null, "0.01"),
                "200 -> 202.0000",
                "200 -> 202.0000000000000000000000000001 !",
                "-200 -> -198",
                "-200 -> -197.9 !",
                "0 -> 0.000",
                "0 -> 1e-300 !",
                "1e300 -> 1.01e300",
                "1e300 -> 1.0100001e300 !",
                "Infinity -> Infinity",
                "Infinity -> -Infinity !",
                "Infinity -> 1e300 !",
                "NaN -> Infinity !");
    }

    @ParameterizedTest
    @EnumSource(HashIn.class)
    void doubles_are_near_to_what_a_real_holds_of_them(HashIn hashIn) {
        compare(
                hashIn,
                "double precision",
                "real",
                within("1e-30", "1e-7"),
                "0.1 -> 0.1",
                "-123456.789 -> -123456.789",
                "0.1 -> 0.1000001 !",
                "1e-40 -> 0",
                "0 -> 1e-29 !",
                "-0 -> 0",
                "NaN -> NaN",
                "NaN -> 0 !",
                "Infinity -> Infinity",
                "-Infinity -> Infinity !",
                "Infinity -> 3e38 !",
                "NULL -> 0 !");
    }

    @ParameterizedTest
    @EnumSource(HashIn.class)
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

    @ParameterizedTest
    @EnumSource(HashIn.class)
    void an_expression_makes_a_number_that_may_be_near(HashIn hashIn) {
        execute(
                sourceUrl,
                "CREATE TABLE t (id int PRIMARY KEY, n text)",
                "INSERT INTO t VALUES (1, '1,50'), (2, '2,50')");
        execute(
                targetUrl,
                "CREATE TABLE t (id int PRIMARY KEY, n float8)",
                "INSERT INTO t VALUES (1, 1.51), (2, 2.52)");
        ColumnRule rule = new ColumnRule(
                within("0.0100001", null), new SqlExpression("replace(n, ',', '.')::float8"), SqlExpression.none());

        RowsReport rows = rows(run(hashIn, rule));

        assertThat(rows.tolerated()).isEqualTo(1);
        assertThat(rows.details())
                .singleElement()
                .satisfies(row -> assertThat(row.key().get(0).value().text()).isEqualTo("2"));
    }

    /** Each case is a value of the source and one of the target, and an exclamation mark where they differ. */
    private static TableReport compare(
            HashIn hashIn, String sourceType, String targetType, Softening rule, String... cases) {
        List<String> differing = new ArrayList<>();
        execute(sourceUrl, "CREATE TABLE t (id int PRIMARY KEY, n " + sourceType + ")");
        execute(targetUrl, "CREATE TABLE t (id int PRIMARY KEY, n " + targetType + ")");
        for (int i = 0; i < cases.length; i++) {
            String[] values = cases[i].replace(" !", "").split(" -> ", 2);
            execute(sourceUrl, "INSERT INTO t VALUES (" + i + ", " + literal(values[0]) + ")");
            execute(targetUrl, "INSERT INTO t VALUES (" + i + ", " + literal(values[1]) + ")");
            if (cases[i].endsWith("!")) {
                differing.add(cases[i]);
            }
        }

        TableReport table = run(hashIn, new ColumnRule(rule));

        assertThat(table.verdict()).as("%s", table).isEqualTo(Verdict.MISMATCH);
        assertThat(rows(table).details())
                .extracting(
                        row -> cases[Integer.parseInt(row.key().get(0).value().text())])
                .containsExactlyInAnyOrderElementsOf(differing);
        assertThat(rows(table).changed()).isEqualTo(differing.size());
        assertThat(rows(table).tolerated()).isPositive();
        return table;
    }

    private static String literal(String value) {
        return value.equals("NULL") ? value : "'" + value + "'";
    }

    private static TableReport run(HashIn hashIn, ColumnRule rule) {
        RunOptions options = RunOptions.DEFAULT
                .withDepth(Depth.ROWS)
                .withHashIn(hashIn)
                .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2));
        return new Reconciler(source, target, Clock.systemUTC())
                .run(List.of(TablePair.of("t", "t").withRules(ColumnRules.of(Map.of("n", rule)))), options)
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

    private static void execute(String url, String... statements) {
        EmbeddedPostgresServer.execute(url, statements);
    }
}
