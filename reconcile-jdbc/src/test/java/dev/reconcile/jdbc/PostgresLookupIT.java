package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.RowHash;
import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.Values;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.key.KeyCondition;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows are found by their keys, and by their buckets. */
class PostgresLookupIT {

    private static String url = "";

    @BeforeAll
    static void createDatabase() {
        url = EmbeddedPostgresServer.createDatabase();
        EmbeddedPostgresServer.execute(url, PostgresSamples.declarations().toArray(String[]::new));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.reconcile.jdbc.PostgresContractIT#samples")
    void every_value_finds_itself(Sample sample) {
        EmbeddedPostgresServer.execute(
                url,
                "DROP TABLE IF EXISTS found, sample",
                "CREATE TABLE sample (id int, v " + sample.declared() + ")",
                "CREATE TABLE found (\"the \"\"key\" " + sample.declared() + ", other int)");
        int edges = sample.values().size();
        SampleRows.copyToPostgres(
                url,
                "sample",
                List.of(sample.filledUp(edges + 100, new Random(1)).values()));
        EmbeddedPostgresServer.execute(url, "INSERT INTO found SELECT v, id FROM sample");
        try (Database database = EmbeddedPostgresServer.open("source", url)) {
            TableRead read = read(database, "found", 1, RowFilter.none());
            TableReader reader = database.reader(read, new Cancellation());
            List<List<Value>> all = rows(reader);
            for (List<Value> row : all) {
                List<List<Value>> found = lookup(reader, List.of(exactly(row.subList(0, 1))));
                assertThat(frames(found, read)).contains(frame(row, read));
                assertThat(found)
                        .allSatisfy(other ->
                                assertThat(frame(other.subList(0, 1), read)).isEqualTo(frame(row.subList(0, 1), read)));
            }
            List<SoughtKey> keys =
                    all.stream().map(row -> exactly(row.subList(0, 1))).toList();
            assertThat(frames(lookup(reader, keys), read)).containsExactlyInAnyOrderElementsOf(frames(all, read));
        }
    }

    @Test
    void finds_composite_keys_with_null_parts_under_a_filter() {
        EmbeddedPostgresServer.execute(
                url,
                "DROP TABLE IF EXISTS composite",
                "CREATE TABLE composite (a int, b text, c int)",
                "INSERT INTO composite VALUES (1, 'x', 1), (1, NULL, 2), (NULL, 'x', 3), (NULL, NULL, 4), (1, 'x', 5)");
        try (Database database = EmbeddedPostgresServer.open("source", url)) {
            TableReader reader = database.reader(
                    read(database, "composite", 2, new RowFilter("c < 5 -- not the last")), new Cancellation());

            assertThat(thirds(lookup(
                            reader,
                            List.of(
                                    exactly(List.of(new Value.Whole(1), new Value.Text("x"))),
                                    exactly(List.of(new Value.Whole(1), Value.Null.NULL)),
                                    exactly(List.of(Value.Null.NULL, Value.Null.NULL))))))
                    .containsExactlyInAnyOrder(1L, 2L, 4L);
        }
    }

    @Test
    void finds_keys_near_a_time_and_keys_without_trailing_blanks() {
        EmbeddedPostgresServer.execute(
                url,
                "DROP TABLE IF EXISTS near",
                "CREATE TABLE near (at timestamp, name text, n int)",
                "INSERT INTO near VALUES ('2024-01-01 00:00:00.000001', 'a  ', 1),"
                        + " ('2024-01-01 00:00:00.000003', 'a', 2), ('2024-01-01 00:00:00.000002', ' a', 3)");
        try (Database database = EmbeddedPostgresServer.open("source", url)) {
            TableReader reader = database.reader(read(database, "near", 2, RowFilter.none()), new Cancellation());
            KeyCondition near = new KeyCondition.Between(
                    new Value.Timestamp(1704067200, 1000), new Value.Timestamp(1704067200, 2000));

            assertThat(thirds(lookup(
                            reader,
                            List.of(new SoughtKey(List.of(near, new KeyCondition.WithoutTrailingBlanks("a")))))))
                    .containsExactly(1L);
        }
    }

    @Test
    void a_key_that_no_row_can_have_finds_nothing() {
        EmbeddedPostgresServer.execute(
                url,
                "DROP TABLE IF EXISTS few, moody",
                "DROP TYPE IF EXISTS mood",
                "CREATE TYPE mood AS ENUM ('sad')",
                "CREATE TABLE few (id smallint, t varchar(2))",
                "CREATE TABLE moody (m mood, n int)",
                "INSERT INTO few VALUES (1, 'a')",
                "INSERT INTO moody VALUES ('sad', 1)");
        try (Database database = EmbeddedPostgresServer.open("source", url)) {
            TableReader few = database.reader(read(database, "few", 2, RowFilter.none()), new Cancellation());
            TableReader moody = database.reader(read(database, "moody", 1, RowFilter.none()), new Cancellation());

            assertThat(lookup(few, List.of(exactly(List.of(new Value.Whole(70_000), new Value.Text("a"))))))
                    .isEmpty();
            assertThat(lookup(few, List.of(exactly(List.of(new Value.Whole(1), new Value.Text("too long"))))))
                    .isEmpty();
            assertThat(lookup(few, List.of(exactly(List.of(new Value.Whole(1), new Value.Text("\0"))))))
                    .isEmpty();
            assertThat(lookup(moody, List.of(exactly(List.of(new Value.Text("glad"))))))
                    .isEmpty();
            assertThat(lookup(moody, List.of(exactly(List.of(new Value.Text("sad"))))))
                    .hasSize(1);
        }
    }

    @Test
    void a_key_that_the_type_cannot_hold_finds_nothing_and_fails_nothing() {
        EmbeddedPostgresServer.execute(
                url,
                "DROP TABLE IF EXISTS reach",
                "CREATE TABLE reach (m money, at timestamp, d date)",
                "INSERT INTO reach VALUES (1.5, '294276-12-31 23:59:59.999999', '5874897-12-31')");
        try (Database database = EmbeddedPostgresServer.open("source", url)) {
            Value.Decimal amount = new Value.Decimal(new BigDecimal("1.5"));
            Value.Timestamp last = new Value.Timestamp(9_224_318_015_999L, 999_999_000);
            Value.Timestamp later = new Value.Timestamp(9_224_318_016_000L, 0);
            TableReader reader = database.reader(read(database, "reach", 3, RowFilter.none()), new Cancellation());
            Value lastDay = new Value.Date(2_145_042_905);

            assertThat(lookup(reader, List.of(exactly(List.of(amount, last, lastDay)))))
                    .hasSize(1);
            for (List<Value> beyond : List.<List<Value>>of(
                    List.of(new Value.NotANumber(SpecialDecimal.NAN), last, lastDay),
                    List.of(new Value.Decimal(new BigDecimal("1e30")), last, lastDay),
                    List.of(amount, later, lastDay),
                    List.of(amount, last, new Value.Date(2_145_042_906)))) {
                assertThat(lookup(reader, List.of(exactly(beyond)))).isEmpty();
            }
            assertThat(lookup(
                            reader,
                            List.of(new SoughtKey(List.of(
                                    new KeyCondition.Exactly(amount),
                                    new KeyCondition.Between(last, later),
                                    new KeyCondition.Exactly(lastDay))))))
                    .hasSize(1);
        }
    }

    @Test
    void finds_a_label_of_an_enum_through_the_index() {
        EmbeddedPostgresServer.execute(
                url,
                "DROP TABLE IF EXISTS lit",
                "DROP TYPE IF EXISTS light CASCADE",
                "CREATE TYPE light AS ENUM ('red', 'green', 'it''s off  ', E'on \\n')",
                "CREATE DOMAIN shown AS light CHECK (VALUE <> 'red')",
                "CREATE TABLE lit (l light PRIMARY KEY, s shown)",
                "INSERT INTO lit VALUES ('red', 'green'), ('it''s off  ', 'it''s off  '), (E'on \\n', E'on \\n')");
        try (Database database = EmbeddedPostgresServer.open("source", url)) {
            TableReader reader = database.reader(read(database, "lit", 2, RowFilter.none()), new Cancellation());

            assertThat(lookup(
                            reader,
                            List.of(
                                    exactly(List.of(new Value.Text("red"), new Value.Text("green"))),
                                    exactly(List.of(new Value.Text("red"), new Value.Text("red"))),
                                    exactly(List.of(new Value.Text("blue"), new Value.Text("green"))))))
                    .hasSize(1);
            assertThat(lookup(
                            reader,
                            List.of(new SoughtKey(List.of(
                                    new KeyCondition.WithoutTrailingBlanks("it's off"),
                                    new KeyCondition.WithoutTrailingBlanks("it's off"))))))
                    .hasSize(1);
            assertThat(lookup(
                            reader,
                            List.of(new SoughtKey(List.of(
                                    new KeyCondition.WithoutTrailingBlanks("on \n"),
                                    new KeyCondition.WithoutTrailingBlanks("on \n"))))))
                    .hasSize(1);
        }
    }

    @Test
    void hands_out_the_rows_of_the_wanted_buckets_with_their_hashes() {
        EmbeddedPostgresServer.execute(
                url,
                "DROP TABLE IF EXISTS bucketed",
                "CREATE TABLE bucketed (hash int, high text, low timestamp)",
                "INSERT INTO bucketed SELECT i, 'row ' || i, timestamp '2024-01-01' + i * interval '1 second'"
                        + " FROM generate_series(1, 500) i");
        try (Database database = EmbeddedPostgresServer.open("source", url)) {
            TableRead read = read(database, "bucketed", 1, RowFilter.none());
            TableReader reader = database.reader(read, new Cancellation());
            for (Buckets buckets : List.of(new Buckets(1), new Buckets(4), new Buckets(16), new Buckets(65_536))) {
                BitSet wanted = new BitSet();
                for (int bucket = 0; bucket < buckets.count(); bucket += 3) {
                    wanted.set(bucket);
                }
                List<List<Value>> expected = new ArrayList<>();
                for (List<Value> row : rows(reader)) {
                    RowHash hash = RowEncoder.hashOf(row, read.canonicalTypes());
                    if (wanted.get(buckets.of(hash.low()))) {
                        expected.add(List.of(new Value.Whole(hash.high()), new Value.Whole(hash.low()), row.get(0)));
                    }
                }
                List<List<Value>> given = new ArrayList<>();
                reader.hashedKeys(buckets, wanted, () -> new Values(given::add));
                assertThat(given)
                        .as("%s", buckets)
                        .containsExactlyInAnyOrderElementsOf(expected)
                        .isNotEmpty();
            }
        }
    }

    private static TableRead read(Database database, String table, int keyColumns, RowFilter filter) {
        TableDescription description = database.describe(new TableName(null, table));
        List<ReadColumn> columns = description.columns().stream()
                .map(column -> new ReadColumn(column, formOf(column)))
                .toList();
        return new TableRead(description, columns, keyColumns, filter);
    }

    private static CanonicalType formOf(Column column) {
        return CanonicalType.common(column.valueType(), column.valueType(), Rounding.HALF_UP)
                .orElseThrow();
    }

    private static SoughtKey exactly(List<Value> values) {
        return new SoughtKey(
                values.stream().<KeyCondition>map(KeyCondition.Exactly::new).toList());
    }

    private static List<List<Value>> rows(TableReader reader) {
        List<List<Value>> rows = new ArrayList<>();
        reader.scan(() -> new Values(rows::add));
        return rows;
    }

    private static List<List<Value>> lookup(TableReader reader, List<SoughtKey> keys) {
        List<List<Value>> rows = new ArrayList<>();
        reader.lookup(keys, () -> new Values(rows::add));
        return rows;
    }

    private static List<Long> thirds(List<List<Value>> rows) {
        return rows.stream().map(row -> ((Value.Whole) row.get(2)).value()).toList();
    }

    private static List<String> frames(List<List<Value>> rows, TableRead read) {
        return rows.stream().map(row -> frame(row, read)).toList();
    }

    private static String frame(List<Value> values, TableRead read) {
        return RowEncoder.frameOf(values, read.canonicalTypes().subList(0, values.size()));
    }
}
