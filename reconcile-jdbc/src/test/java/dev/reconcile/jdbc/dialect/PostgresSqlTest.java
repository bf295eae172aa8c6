package dev.reconcile.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowAge;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TableName;
import dev.reconcile.jdbc.dialect.PostgresSql.Encoding;
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
                                new PostgresSql(Encoding.UTF8).count(name, read.filter()),
                                "-- fingerprints, UTF-8",
                                new PostgresSql(Encoding.UTF8).fingerprints(read, Buckets.DEFAULT),
                                "-- fingerprints, another encoding",
                                new PostgresSql(Encoding.OTHER).fingerprints(read, new Buckets(1)),
                                "-- stream",
                                new PostgresSql(Encoding.UTF8).copy(read))
                        .collect(Collectors.joining("\n"))
                + "\n";
        GoldenFile.assertMatches("postgres-statements.sql", statements);
    }

    @Test
    void leaves_out_what_a_column_marks_as_deleted() {
        Column mark = new Column("__del\"eted", "text", new ValueType.Text(9, false), true, null);
        TableName name = new TableName(null, "t");
        PostgresSql sql = new PostgresSql(Encoding.UTF8);
        assertThat(sql.count(name, RowFilter.none().withoutMarked(mark)))
                .isEqualTo("SELECT count(*) FROM \"t\"\nWHERE \"__del\"\"eted\" IS DISTINCT FROM 'true'");
        assertThat(sql.count(name, new RowFilter("a OR b -- both").withoutMarked(mark)))
                .endsWith("\nWHERE (\na OR b -- both\n) AND \"__del\"\"eted\" IS DISTINCT FROM 'true'");
    }

    @Test
    void asks_for_rows_that_satisfy_two_conditions() {
        assertThat(new PostgresSql(Encoding.UTF8)
                        .count(new TableName(null, "t"), new RowFilter("a OR b -- both").and("c OR d -- both")))
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
        assertThat(sql.count(name, new RowFilter("a OR b").of(old)))
                .endsWith(
                        "\nWHERE (\na OR b\n) AND (\"a\"\"t\" < timestamp '2026-11-28 03:02:59.5' OR \"a\"\"t\" IS NULL)");
        assertThat(sql.count(name, RowFilter.none().of(new RowAge(zoned, bound, RowAge.Which.YOUNG))))
                .endsWith("\nWHERE \"at\" >= timestamptz '2026-11-28 03:02:59.5+00'");
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
