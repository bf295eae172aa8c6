package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.key.KeyRange.Between;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of SQL Server are cut by their keys, whatever type those are of. */
class SqlServerSegmentsIT {

    @RegisterExtension
    static final SqlServerTestServer SERVER = new SqlServerTestServer();

    /** Types that no index takes, and one that no INSERT fills. */
    private static final Set<String> NOT_IN_AN_INDEX = Set.of("text", "ntext", "image", "xml", "rowversion");

    private static Database database;

    @BeforeAll
    static void connect() {
        database = SERVER.open("source");
    }

    static Stream<Sample> samples() {
        return SqlServerSamples.all(SERVER.isGenuine() ? 7 : 6).stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void every_row_lies_in_one_segment(Sample sample) throws SQLException {
        assumeThat(NOT_IN_AN_INDEX.contains(sample.declared())
                        || sample.declared().contains("(max)"))
                .isFalse();
        SampleRows.createOnSqlServer(SERVER, sample.filledUp(sample.values().size() + 20, new Random(1)));
        SERVER.execute(
                "IF OBJECT_ID('dbo.cut') IS NOT NULL DROP TABLE dbo.cut",
                "CREATE TABLE dbo.cut (id int NULL, v " + sample.declared() + " NULL)",
                "INSERT INTO dbo.cut SELECT id, v FROM dbo.sample",
                "INSERT INTO dbo.cut SELECT NULL, v FROM dbo.sample WHERE id = (SELECT MIN(id) FROM dbo.sample)",
                "CREATE UNIQUE INDEX cut_key ON dbo.cut (v, id)");
        TableRead read = read("cut", 2);
        for (long rows : new long[] {1, 7}) {
            assertThat(SegmentContract.assertCutOnce(database, read, rows)).isGreaterThan(1);
        }
        boolean common = database.reader(read, new Cancellation()).columnsInCommonOrder() == 2;
        assertThat(common).isEqualTo(isInCommonOrder(sample));
        if (common) {
            SegmentContract.assertDividedByAnyValue(database, read);
        }
    }

    private static boolean isInCommonOrder(Sample sample) {
        return Pattern.matches(
                "tinyint|smallint|int|bigint|(decimal|numeric).*|(small)?money|date|(small)?datetime"
                        + "|(time|datetime2|datetimeoffset)\\(\\d\\)",
                sample.declared());
    }

    @Test
    void rows_are_spread_by_the_numbers_that_lead_their_keys() {
        SERVER.execute(
                "CREATE TABLE dbo.spread (k bigint NOT NULL, l tinyint NOT NULL, v nvarchar(9), PRIMARY KEY (k, l))",
                "INSERT INTO dbo.spread VALUES (9223372036854775807, 1, 'a'), (9223372036854775807, 2, 'b'),"
                        + " (9223372036854775801, 1, 'c'), (-9223372036854775808, 1, 'd'), (1099511627776, 1, 'e'),"
                        + " (-3, 1, 'f'), (-2, 1, 'g'), (0, 1, 'h'), (1, 1, 'i'), (5, 1, 'j'), (6, 255, 'k')");
        SegmentContract.assertSpreadAlike(database, read("spread", 2));
    }

    @Test
    void a_bound_beyond_the_column_s_type_bounds_all_its_values() {
        SERVER.execute(
                "CREATE TABLE dbo.small (id smallint NOT NULL PRIMARY KEY)",
                "INSERT INTO dbo.small VALUES (-5), (32767)");
        TableRead read = read("small", 1);
        List<Value> least = List.of(new Value.Whole(Long.MIN_VALUE));
        List<Value> most = List.of(new Value.Whole(Long.MAX_VALUE));
        assertThat(rows(read, new Between(least, most))).isEqualTo(2);
        assertThat(rows(read, new Between(List.of(), least))).isZero();
        assertThat(rows(read, new Between(most, List.of()))).isZero();
    }

    private static long rows(TableRead read, Between range) {
        return database.reader(read.within(range), new Cancellation()).count();
    }

    private static TableRead read(String table, int keyColumns) {
        TableDescription description = database.describe(new TableName("dbo", table));
        return new TableRead(
                description,
                description.columns().stream()
                        .map(column -> new ReadColumn(column, formOf(column)))
                        .toList(),
                keyColumns,
                RowFilter.none());
    }

    private static CanonicalType formOf(Column column) {
        return CanonicalType.common(column.valueType(), column.valueType(), Rounding.HALF_UP)
                .orElseThrow();
    }
}
