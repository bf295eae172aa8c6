package dev.reconcile.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.fingerprint.KeyBuckets;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.key.KeyRange.AnyOf;
import dev.reconcile.core.key.KeyRange.Between;
import dev.reconcile.core.port.DatabaseHash;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowAge;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.UniqueKey;
import dev.reconcile.jdbc.dialect.PostgresSql.Encoding;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PostgresSqlTest {

    private static final List<ValueType> TYPES = List.of(
            new ValueType.Bool(),
            new ValueType.Whole(),
            new ValueType.FixedDecimal(10, 2),
            new ValueType.FixedDecimal(12, 4),
            new ValueType.FreeDecimal(),
            new ValueType.Floating(32),
            new ValueType.Floating(64),
            new ValueType.Date(),
            new ValueType.Time(6),
            new ValueType.Time(0),
            new ValueType.Timestamp(6),
            new ValueType.Timestamp(4),
            new ValueType.Timestamp(3),
            new ValueType.Timestamp(7),
            new ValueType.Instant(6),
            new ValueType.Instant(0),
            new ValueType.Uuid(),
            new ValueType.Text(50, false),
            new ValueType.Text(5, true),
            new ValueType.Binary(ValueType.Text.UNBOUNDED));

    private static ReadColumn column(String name, ValueType from, CanonicalType type) {
        return new ReadColumn(new Column(name, "…", from, true, null), type);
    }

    @Test
    void writes_the_canonical_text_of_every_type_against_every_type() {
        String expressions = TYPES.stream()
                .flatMap(source -> TYPES.stream()
                        .flatMap(target -> Stream.of(Rounding.values())
                                .flatMap(rounding -> CanonicalType.common(source, target, rounding).stream())
                                .distinct()
                                .map(type -> source + " as " + type + "\n    "
                                        + new PostgresSql(Encoding.UTF8).canonical(column("c", source, type)) + "\n")))
                .distinct()
                .collect(Collectors.joining());
        GoldenFile.assertMatches("postgres-expressions.txt", expressions);
    }

    @Test
    void writes_whole_statements() {
        TableName name = new TableName("Sales.EU", "Order \"Lines\"");
        List<ReadColumn> columns = List.of(
                column("id", new ValueType.Whole(), new CanonicalType.Whole()),
                column("na\"me", new ValueType.Text(50, false), new CanonicalType.Text(false)),
                column("code", new ValueType.Text(5, true), new CanonicalType.Text(true)),
                column("total", new ValueType.FixedDecimal(10, 2), new CanonicalType.Decimal(4)),
                column("at", new ValueType.Timestamp(6), new CanonicalType.Timestamp(6, Rounding.HALF_UP)));
        TableRead read = read(name, columns, new RowFilter("at < now() -- settled"));
        String statements = Stream.of(
                                "-- rehearsal",
                                new PostgresSql(Encoding.UTF8).rehearsal(read),
                                "-- count",
                                new PostgresSql(Encoding.UTF8).count(read),
                                "-- fingerprints, UTF-8",
                                new PostgresSql(Encoding.UTF8).fingerprints(read, Buckets.DEFAULT),
                                "-- fingerprints, another encoding",
                                new PostgresSql(Encoding.OTHER).fingerprints(read, new Buckets(1)),
                                "-- fingerprints by a hash of its own",
                                new PostgresSql(Encoding.UTF8)
                                        .fingerprints(read.hashedBy(DatabaseHash.OWN), Buckets.DEFAULT),
                                "-- stream",
                                new PostgresSql(Encoding.UTF8).copy(read),
                                "-- fingerprints of what was changed lately",
                                new PostgresSql(Encoding.UTF8)
                                        .fingerprints(
                                                new TableRead(
                                                        read.table(),
                                                        columns,
                                                        RowFilter.none().of(changed(columns.get(4)))),
                                                Buckets.DEFAULT),
                                "-- whether an index finds it",
                                PostgresCatalog.index(
                                        new TableName("it's", "t"),
                                        columns.get(1).column()))
                        .collect(Collectors.joining("\n"))
                + "\n";
        GoldenFile.assertMatches("postgres-statements.sql", statements);
    }

    @Test
    void leaves_out_what_a_column_marks_as_deleted() {
        Column mark = new Column("__del\"eted", "text", new ValueType.Text(9, false), true, null);
        TableName name = new TableName(null, "t");
        PostgresSql sql = new PostgresSql(Encoding.UTF8);
        assertThat(sql.count(read(name, List.of(), RowFilter.none().withoutMarked(mark))))
                .isEqualTo("SELECT count(*) FROM \"t\"\nWHERE \"__del\"\"eted\" IS DISTINCT FROM 'true'");
        assertThat(sql.count(read(name, List.of(), new RowFilter("a OR b -- both").withoutMarked(mark))))
                .endsWith("\nWHERE (\na OR b -- both\n) AND \"__del\"\"eted\" IS DISTINCT FROM 'true'");
    }

    @Test
    void asks_for_rows_that_satisfy_two_conditions() {
        assertThat(new PostgresSql(Encoding.UTF8)
                        .count(read(
                                new TableName(null, "t"),
                                List.of(),
                                new RowFilter("a OR b -- both").and("c OR d -- both"))))
                .endsWith("\nWHERE (\na OR b -- both\n) AND (\nc OR d -- both\n)");
    }

    @Test
    void asks_for_rows_of_an_age() {
        Column local = new Column("a\"t", "timestamp", new ValueType.Timestamp(6), true, null);
        Column zoned = new Column("at", "timestamp with time zone", new ValueType.Instant(6), true, null);
        Instant bound = Instant.parse("2026-11-28T03:02:59.5Z");
        RowAge old = new RowAge(local, bound, RowAge.Which.OLD);
        PostgresSql sql = new PostgresSql(Encoding.UTF8);
        TableName name = new TableName(null, "t");
        assertThat(sql.count(read(name, List.of(), new RowFilter("a OR b").of(old))))
                .endsWith(
                        "\nWHERE (\na OR b\n) AND (\"a\"\"t\" < timestamp '2026-11-28 03:02:59.5' OR \"a\"\"t\" IS NULL)");
        assertThat(sql.count(read(name, List.of(), RowFilter.none().of(new RowAge(zoned, bound, RowAge.Which.YOUNG)))))
                .endsWith("\nWHERE \"at\" >= timestamptz '2026-11-28 03:02:59.5+00'");
    }

    @Test
    void reads_ranges_of_keys_through_the_index() {
        List<ReadColumn> columns = List.of(
                column("id", new ValueType.Whole(), new CanonicalType.Whole()),
                column("na\"me", new ValueType.Text(50, false), new CanonicalType.Text(false)),
                column("at", new ValueType.Instant(6), new CanonicalType.Instant(6, Rounding.HALF_UP)));
        TableRead whole = orderedBy(List.of("na\"me", "id"), columns, new RowFilter("at < now() -- settled"));
        List<Value> low = List.of(new Value.Text("it's"), new Value.Whole(Long.MIN_VALUE));
        List<Value> high = List.of(new Value.Text("z"));
        PostgresSql sql = new PostgresSql(Encoding.UTF8);
        String statements = Stream.of(
                                "-- where the first piece ends",
                                sql.copyKeyAfter(whole, 1),
                                "-- where the next piece ends",
                                sql.copyKeyAfter(whole.within(new Between(low, List.of())), 20_000),
                                "-- a piece",
                                sql.copy(whole.within(new Between(low, high))),
                                "-- pieces",
                                sql.count(whole.within(
                                        new AnyOf(List.of(new Between(List.of(), low), new Between(high, List.of()))))),
                                "-- sums by the numbers that lead the keys",
                                sql.fingerprints(
                                        orderedBy(List.of("id"), columns, RowFilter.none()),
                                        KeyBuckets.over(-5, 3_000_000_000L, 1024)),
                                "-- what lacks a key",
                                sql.count(whole.within(KeyRange.WITH_NULL)),
                                "-- what has one",
                                sql.count(whole.within(new Between(List.of(), List.of()))))
                        .collect(Collectors.joining("\n"))
                + "\n";
        GoldenFile.assertMatches("postgres-ranges.sql", statements);
    }

    @Test
    void reads_ranges_between_keys_that_the_columns_do_not_hold() {
        List<ReadColumn> columns = List.of(
                column("at", new ValueType.Timestamp(6), new CanonicalType.Timestamp(7, Rounding.HALF_UP)),
                column("id", new ValueType.Whole(), new CanonicalType.Decimal(2)),
                column("price", new ValueType.FixedDecimal(10, 2), new CanonicalType.Decimal(4)));
        TableRead whole = orderedBy(List.of("at", "id", "price"), columns, RowFilter.none());
        Value held = new Value.Timestamp(1_709_208_000L, 123_456_000);
        Value finer = new Value.Timestamp(1_709_208_000L, 123_456_700);
        Value half = new Value.Decimal(new BigDecimal("-6.5"));
        Value whole6 = new Value.Decimal(new BigDecimal("6.00"));
        Value price = new Value.Decimal(new BigDecimal("7.12345"));
        Value least = new Value.NotANumber(SpecialDecimal.NEGATIVE_INFINITY);
        PostgresSql sql = new PostgresSql(Encoding.UTF8);
        String statements = Stream.of(
                                "-- behind a time between two microseconds",
                                sql.count(whole.within(new Between(List.of(finer, half), List.of(held, half, price)))),
                                "-- up to a whole number that the other side writes as a decimal",
                                sql.count(whole.within(new Between(List.of(), List.of(held, whole6, price)))),
                                "-- from the first number of a time on, and up to the end of time",
                                sql.count(whole.within(
                                        new Between(List.of(held, least), List.of(Value.Infinite.LATEST, whole6)))))
                        .collect(Collectors.joining("\n"))
                + "\n";
        GoldenFile.assertMatches("postgres-ranges-between.sql", statements);
    }

    private static RowAge changed(ReadColumn column) {
        return new RowAge(column.column(), Instant.parse("2026-11-01T00:00:00Z"), RowAge.Which.YOUNG);
    }

    private static TableRead orderedBy(List<String> index, List<ReadColumn> columns, RowFilter filter) {
        TableRead plain = read(new TableName(null, "t"), columns, filter);
        TableDescription table = plain.table();
        return new TableRead(
                new TableDescription(
                        table.name(),
                        table.kind(),
                        table.columns(),
                        List.of(new UniqueKey("t_key", false, index)),
                        OptionalLong.empty(),
                        List.of(),
                        List.of()),
                columns,
                index.size(),
                filter);
    }

    @Test
    void nests_what_is_more_than_a_function_takes() {
        List<ReadColumn> columns = IntStream.range(0, 201)
                .mapToObj(i -> column("c" + i, new ValueType.Whole(), new CanonicalType.Whole()))
                .toList();
        GoldenFile.assertMatches("postgres-wide-frame.sql", new PostgresSql(Encoding.UTF8).frame(columns) + "\n");
    }

    private static TableRead read(TableName name, List<ReadColumn> columns, RowFilter filter) {
        return new TableRead(
                new TableDescription(
                        name,
                        TableKind.TABLE,
                        columns.stream().map(ReadColumn::column).toList(),
                        List.of(),
                        OptionalLong.empty(),
                        List.of(),
                        List.of()),
                columns,
                filter);
    }
}
