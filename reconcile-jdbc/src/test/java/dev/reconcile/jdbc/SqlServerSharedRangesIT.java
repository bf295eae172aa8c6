package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.Values;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.run.SegmentOptions;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of SQL Server's and of PostgreSQL's that are equal lie in the same ranges of keys, whatever type those are of. */
class SqlServerSharedRangesIT {

    private static final Pattern IN_COMMON_ORDER = Pattern.compile(
            "int|bigint|decimal\\(10,2\\)|money|date|(small)?datetime|(time|datetime2|datetimeoffset)\\([037]\\)");

    private static final RunOptions OPTIONS = new RunOptions(
            Depth.ROWS,
            HashIn.CLIENT,
            Rounding.HALF_UP,
            new Buckets(4),
            1,
            new SegmentOptions(5, 5, Duration.ofSeconds(1)),
            RowOptions.DEFAULT.confirmed(Duration.ZERO, 1));

    @RegisterExtension
    static final SqlServerTestServer SERVER = new SqlServerTestServer();

    private static String postgres = "";
    private static Database sqlServer;
    private static Database postgresql;

    @BeforeAll
    static void connect() {
        postgres = EmbeddedPostgresServer.createDatabase();
        sqlServer = SERVER.open("source");
        postgresql = EmbeddedPostgresServer.open("target", postgres);
    }

    @AfterAll
    static void disconnect() {
        postgresql.close();
    }

    static Stream<Sample> samples() {
        return SqlServerSamples.all(SERVER.isGenuine() ? 7 : 6).stream()
                .filter(sample -> IN_COMMON_ORDER.matcher(sample.declared()).matches());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void equal_rows_lie_in_the_same_ranges(Sample sample) throws SQLException {
        SampleRows.createOnSqlServer(SERVER, sample.filledUp(sample.values().size() + 20, new Random(1)));
        for (String partner : new TreeSet<>(sample.partners())) {
            SERVER.execute(
                    "IF OBJECT_ID('dbo.shared') IS NOT NULL DROP TABLE dbo.shared",
                    "CREATE TABLE dbo.shared (id int NULL, v " + sample.declared() + " NULL)",
                    "INSERT INTO dbo.shared SELECT id, v FROM dbo.sample",
                    "CREATE UNIQUE INDEX shared_key ON dbo.shared (v, id)");
            EmbeddedPostgresServer.execute(
                    postgres,
                    "DROP TABLE IF EXISTS shared",
                    "CREATE TABLE shared (id int, v " + partner + ", UNIQUE (v, id))");
            Copied copied = Copied.of("dbo.sample");
            EmbeddedPostgresServer.execute(postgres, "INSERT INTO shared VALUES " + String.join(", ", copied.rows()));

            assertEqual(sqlServer, "dbo.shared", postgresql, "public.shared", partner);
            if (copied.exactly()) {
                assertEqual(postgresql, "public.shared", sqlServer, "dbo.shared", partner);
            }
        }
    }

    private static void assertEqual(
            Database source, String sourceTable, Database target, String targetTable, String what) {
        TablePair pair = TablePair.of(sourceTable, targetTable).withKey(List.of("v", "id"));

        TableReport table = new Reconciler(source, target, Clock.systemUTC())
                .run(List.of(pair), OPTIONS)
                .tables()
                .get(0);

        assertThat(table.verdict()).as("%s: %s", what, table.reasons()).isEqualTo(Verdict.MATCH);
        assertThat(table.sourceCount()).isGreaterThan(20).isEqualTo(table.targetCount());
        assertThat(table.bucketsCompared()).as("%s in shared ranges", what).isGreaterThan(4);
        assertThat(table.bucketsDifferent()).isZero();
    }

    /**
     * What a pipeline writes.
     *
     * @param rows in SQL
     * @param exactly whether nothing was rounded
     */
    private record Copied(List<String> rows, boolean exactly) {

        static Copied of(String table) {
            TableDescription source = sqlServer.describe(TableName.parse(table));
            TableDescription target = postgresql.describe(new TableName("public", "shared"));
            List<ReadColumn> columns = Stream.of("id", "v")
                    .map(source::column)
                    .map(Optional::orElseThrow)
                    .map(column -> new ReadColumn(
                            column,
                            CanonicalType.common(
                                            column.valueType(),
                                            target.column(column.name())
                                                    .orElseThrow()
                                                    .valueType(),
                                            Rounding.HALF_UP)
                                    .orElseThrow()))
                    .toList();
            CanonicalType type = columns.get(1).canonicalType();
            List<String> rows = new ArrayList<>();
            List<Value> rounded = new ArrayList<>();
            sqlServer
                    .reader(new TableRead(source, columns, RowFilter.none()), new Cancellation())
                    .scan(() -> new Values(row -> {
                        Value value = row.get(1).reducedTo(type);
                        rows.add("(" + row.get(0).text() + ", " + literal(value, type) + ")");
                        if (!value.equals(row.get(1))) {
                            rounded.add(value);
                        }
                    }));
            return new Copied(rows, rounded.isEmpty());
        }

        private static String literal(Value value, CanonicalType type) {
            if (value == Value.Null.NULL) {
                return "NULL";
            }
            return "'" + value.text() + (type instanceof CanonicalType.Instant ? "+00'" : "'");
        }
    }
}
