package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of PostgreSQL are cut by their keys, whatever type those are of. */
class PostgresSegmentsIT {

    /** An enum, a domain over one, and one over text. */
    private static final Set<String> UNCUT = Set.of("emotion", "feeling", "label");

    private static String url = "";

    @BeforeAll
    static void createDatabase() {
        url = EmbeddedPostgresServer.createDatabase();
        EmbeddedPostgresServer.execute(url, PostgresSamples.declarations().toArray(String[]::new));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.reconcile.jdbc.PostgresContractIT#samples")
    void every_row_lies_in_one_segment(Sample sample) {
        EmbeddedPostgresServer.execute(
                url,
                "DROP TABLE IF EXISTS cut, sample",
                "CREATE TABLE sample (id int, v " + sample.declared() + ")",
                "CREATE TABLE cut (id int, \"the \"\"key\" " + sample.declared() + ")");
        SampleRows.copyToPostgres(
                url,
                "sample",
                List.of(sample.filledUp(sample.values().size() + 40, new Random(1))
                        .values()));
        EmbeddedPostgresServer.execute(
                url,
                "INSERT INTO cut SELECT id, v FROM sample",
                "INSERT INTO cut SELECT NULL, v FROM sample LIMIT 2",
                "INSERT INTO cut VALUES (-1, NULL), (NULL, NULL)",
                "CREATE UNIQUE INDEX ON cut (\"the \"\"key\", id)");
        try (Database database = EmbeddedPostgresServer.open("source", url)) {
            TableRead read = read(database, "cut", 2, RowFilter.none());
            for (long rows : new long[] {1, 7}) {
                boolean isCut = SegmentContract.assertCutOnce(database, read, rows) > 1;
                assertThat(isCut).isEqualTo(!UNCUT.contains(sample.declared()));
            }
            boolean common = database.reader(read, new Cancellation()).columnsInCommonOrder() == 2;
            assertThat(common).isEqualTo(isInCommonOrder(sample));
            if (common) {
                SegmentContract.assertDividedByAnyValue(database, read);
            }
        }
    }

    private static boolean isInCommonOrder(Sample sample) {
        return Pattern.matches(
                "smallint|integer|bigint|numeric.*|price|date|time(stamp|stamptz)?\\(\\d\\)|uuid", sample.declared());
    }

    @Test
    void segments_are_cut_in_the_order_of_the_index_whatever_the_filter() {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE pairs (a int, b int, c text, PRIMARY KEY (b, a), UNIQUE (c))",
                "INSERT INTO pairs SELECT i % 4, i / 4, 'c' || i FROM generate_series(0, 19) i");
        try (Database database = EmbeddedPostgresServer.open("source", url)) {
            TableRead read = read(database, "pairs", 2, new RowFilter("a = 0"));

            assertThat(read.keyOrder().stream().map(column -> column.column().name()))
                    .containsExactly("b", "a");
            assertThat(database.reader(read, new Cancellation()).keyAfter(7))
                    .contains(List.of(new Value.Whole(1), new Value.Whole(2)));
            assertThat(database.reader(read, new Cancellation()).keyAfter(21)).isEmpty();
            KeyRange behind = new KeyRange.Between(List.of(new Value.Whole(3), new Value.Whole(0)), List.of());
            assertThat(database.reader(read.within(behind), new Cancellation()).count())
                    .as("only (4, 0) is left of those with a = 0")
                    .isEqualTo(1);
        }
    }

    @Test
    void rows_are_spread_by_the_numbers_that_lead_their_keys() {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE spread (v text, k bigint, l smallint, PRIMARY KEY (k, l))",
                "INSERT INTO spread SELECT 'v', i, i FROM generate_series(-9, 9) i",
                "INSERT INTO spread VALUES ('a', 9223372036854775807, 1), ('b', 9223372036854775807, 2),"
                        + " ('c', 9223372036854775801, 1), ('d', -9223372036854775808, 1), ('e', 1099511627776, 1)");
        try (Database database = EmbeddedPostgresServer.open("source", url)) {
            TableDescription table = database.describe(new TableName("public", "spread"));
            List<ReadColumn> columns =
                    read(database, "spread", 1, RowFilter.none()).columns();
            SegmentContract.assertSpreadAlike(
                    database,
                    new TableRead(table, List.of(columns.get(2), columns.get(1), columns.get(0)), 2, RowFilter.none()));
        }
    }

    @Test
    void cuts_that_would_not_follow_the_index_are_told() {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE many (id int PRIMARY KEY, c text)",
                "INSERT INTO many SELECT i, 'c' || i FROM generate_series(1, 50000) i",
                "CREATE TABLE parts (id int PRIMARY KEY, c text) PARTITION BY RANGE (id)",
                "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (30000)",
                "CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (30000) TO (60000)",
                "INSERT INTO parts SELECT * FROM many");
        EmbeddedPostgresServer.execute(url, "VACUUM (ANALYZE) many, parts");
        String unindexed = url + (url.contains("?") ? "&" : "?")
                + "options=-c%20enable_indexscan=off%20-c%20enable_indexonlyscan=off%20-c%20enable_bitmapscan=off";
        try (Database database = EmbeddedPostgresServer.open("source", url);
                Database hindered = EmbeddedPostgresServer.open("source", unindexed)) {
            for (String table : List.of("many", "parts")) {
                assertThat(obstacle(database, table, 1_000)).isEmpty();
                assertThat(obstacle(hindered, table, 1_000))
                        .hasValueSatisfying(why -> assertThat(why)
                                .startsWith("PostgreSQL means to go through the whole of public." + table + " to find")
                                .contains("VACUUM (ANALYZE)"));
                assertThat(obstacle(hindered, table, 10_000)).isEmpty();
            }
        }
    }

    private static Optional<String> obstacle(Database database, String table, long rows) {
        return database.reader(read(database, table, 1, RowFilter.none()), new Cancellation())
                .obstacleToCutting(rows);
    }

    @Test
    void a_bound_beyond_the_column_s_type_bounds_all_its_values() {
        EmbeddedPostgresServer.execute(
                url, "CREATE TABLE small (id smallint PRIMARY KEY)", "INSERT INTO small VALUES (-5), (32767)");
        try (Database database = EmbeddedPostgresServer.open("source", url)) {
            TableRead read = read(database, "small", 1, RowFilter.none());
            List<Value> least = List.of(new Value.Whole(Long.MIN_VALUE));
            List<Value> most = List.of(new Value.Whole(Long.MAX_VALUE));

            assertThat(rows(database, read, new KeyRange.Between(least, most))).isEqualTo(2);
            assertThat(rows(database, read, new KeyRange.Between(List.of(), least)))
                    .isZero();
            assertThat(rows(database, read, new KeyRange.Between(most, List.of())))
                    .isZero();
        }
    }

    @Test
    void a_table_without_such_an_index_is_not_cut() {
        EmbeddedPostgresServer.execute(url, "CREATE TABLE heap (a int, b int, UNIQUE (b, a))");
        try (Database database = EmbeddedPostgresServer.open("source", url)) {
            TableRead read = read(database, "heap", 1, RowFilter.none());

            assertThat(read.keyOrder()).isEmpty();
            assertThatThrownBy(() -> read.within(KeyRange.WITH_NULL)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> database.reader(read, new Cancellation()).keyAfter(1))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static long rows(Database database, TableRead read, KeyRange range) {
        return database.reader(read.within(range), new Cancellation()).count();
    }

    /** Key columns first, in the order of their names: the first is the key's. */
    private static TableRead read(Database database, String table, int keyColumns, RowFilter filter) {
        TableDescription description = database.describe(new TableName("public", table));
        List<ReadColumn> columns = description.columns().stream()
                .map(column -> new ReadColumn(
                        column,
                        CanonicalType.common(column.valueType(), column.valueType(), Rounding.HALF_UP)
                                .orElseThrow()))
                .toList();
        return new TableRead(description, columns, keyColumns, filter);
    }
}
