package dev.reconcile.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.fingerprint.KeyBuckets;
import dev.reconcile.core.key.KeyCondition;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.key.KeyRange.AnyOf;
import dev.reconcile.core.key.KeyRange.Between;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowAge;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.UniqueKey;
import dev.reconcile.jdbc.dialect.SqlServerTypes.Declared;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SqlServerSqlTest {

    private static final String HEADER = """
            -- The T-SQL that reconcile sends. Whoever changes it says in the commit against which server that speaks TDS
            -- the contract suite (SqlServerContractIT) was run with the new text, and what it said.
            """;

    /** Every type in each length or scale that makes a difference. */
    private static List<Declared> types() {
        List<Declared> types = new ArrayList<>();
        for (String plain : List.of(
                "bit",
                "tinyint",
                "smallint",
                "int",
                "bigint",
                "money",
                "smallmoney",
                "real",
                "float",
                "date",
                "datetime",
                "smalldatetime",
                "uniqueidentifier",
                "text",
                "ntext",
                "image",
                "timestamp")) {
            types.add(new Declared(plain, 8, 0, 0));
        }
        types.add(new Declared("decimal", 9, 10, 2));
        types.add(new Declared("numeric", 17, 38, 0));
        types.add(new Declared("decimal", 17, 38, 38));
        for (String temporal : List.of("time", "datetime2", "datetimeoffset")) {
            for (int scale : new int[] {0, 3, 6, 7}) {
                types.add(new Declared(temporal, 8, 0, scale));
            }
        }
        for (int length : new int[] {1, 2655, 2656, 4001, 8000, -1}) {
            types.add(new Declared("varchar", length, 0, 0));
        }
        for (int length : new int[] {1, 2655, 2656, 4000}) {
            types.add(new Declared("nvarchar", 2 * length, 0, 0));
        }
        types.add(new Declared("nvarchar", -1, 0, 0));
        types.add(new Declared("sysname", 256, 0, 0));
        types.add(new Declared("char", 5, 0, 0));
        types.add(new Declared("nchar", 10, 0, 0));
        for (int length : new int[] {1, 3999, 4000, 8000, -1}) {
            types.add(new Declared("varbinary", length, 0, 0));
        }
        types.add(new Declared("binary", 16, 0, 0));
        return types;
    }

    /** The types of the other side, of either engine, with which a column has a common form. */
    private static List<ValueType> partners() {
        List<ValueType> partners = new ArrayList<>(List.of(
                new ValueType.Bool(),
                new ValueType.Whole(),
                new ValueType.FixedDecimal(10, 2),
                new ValueType.FixedDecimal(38, 38),
                new ValueType.FreeDecimal(),
                new ValueType.Floating(64),
                new ValueType.Date(),
                new ValueType.Uuid(),
                new ValueType.Text(ValueType.Text.UNBOUNDED, false),
                new ValueType.Text(10, true),
                new ValueType.Binary(ValueType.Text.UNBOUNDED)));
        for (int digits : new int[] {0, 2, 3, 6, 7}) {
            partners.add(new ValueType.Time(digits));
            partners.add(new ValueType.Timestamp(digits));
            partners.add(new ValueType.Instant(digits));
        }
        return partners;
    }

    private static Column column(String name, Declared type) {
        return new Column(name, type.text(), type.valueType(), true, null);
    }

    private static TableRead read(TableName name, RowFilter filter, ReadColumn... columns) {
        List<ReadColumn> all = List.of(columns);
        return new TableRead(
                new TableDescription(
                        name,
                        TableKind.TABLE,
                        all.stream().map(ReadColumn::column).toList(),
                        List.of(),
                        OptionalLong.empty(),
                        List.of(),
                        List.of()),
                all,
                filter);
    }

    private static ReadColumn comparedWith(Column column, ValueType partner) {
        return new ReadColumn(
                column,
                CanonicalType.common(column.valueType(), partner, Rounding.HALF_UP)
                        .orElseThrow());
    }

    @Test
    void writes_a_column_of_each_type_in_each_of_its_canonical_forms() {
        StringBuilder text = new StringBuilder(HEADER);
        for (Declared type : types()) {
            Column column = column("c", type);
            text.append("\n-- ").append(column.nativeType()).append(", read here\n");
            text.append(SqlServerValues.readable(column)).append('\n');
            for (CanonicalType canonical : formsOf(column)) {
                text.append("-- ")
                        .append(column.nativeType())
                        .append(" as ")
                        .append(canonical)
                        .append('\n');
                text.append(SqlServerValues.framed(new ReadColumn(column, canonical))
                                .sql())
                        .append('\n');
            }
        }
        GoldenFile.assertMatches("sqlserver-values.sql", text.toString());
    }

    @Test
    void reads_a_document_in_its_text() {
        assertThat(SqlServerValues.readable(column("d", new Declared("json", -1, 0, 0))))
                .isEqualTo("CONVERT(nvarchar(max), [d])");
    }

    private static Set<CanonicalType> formsOf(Column column) {
        Set<CanonicalType> forms = new LinkedHashSet<>();
        for (ValueType partner : partners()) {
            for (Rounding rounding : Rounding.values()) {
                CanonicalType.common(column.valueType(), partner, rounding).ifPresent(forms::add);
            }
        }
        assertThat(forms).as("%s is compared with something", column).isNotEmpty();
        return forms;
    }

    @Test
    void writes_whole_statements() {
        TableName name = new TableName("Odd]schema", "order.lines");
        ReadColumn id = comparedWith(column("id", new Declared("int", 4, 10, 0)), new ValueType.Whole());
        ReadColumn title =
                comparedWith(column("Ti]tle", new Declared("nvarchar", 100, 0, 0)), new ValueType.Text(50, false));
        ReadColumn changed =
                comparedWith(column("changed at", new Declared("datetime2", 8, 0, 7)), new ValueType.Timestamp(6));
        ReadColumn at = comparedWith(column("at", new Declared("datetimeoffset", 10, 0, 7)), new ValueType.Instant(6));
        ReadColumn note = comparedWith(column("note", new Declared("varchar", -1, 0, 0)), new ValueType.Text(50, true));
        RowFilter filter = new RowFilter("id > 10 -- from the second page");
        String text = HEADER
                + statement("a rehearsal of a table", SqlServerSql.rehearsal(read(name, RowFilter.none(), id, title)))
                + statement("a rehearsal of some rows without columns", SqlServerSql.rehearsal(read(name, filter)))
                + statement("the count of a table", SqlServerSql.count(read(name, RowFilter.none())))
                + statement("the count of some rows", SqlServerSql.count(read(new TableName(null, "t"), filter)))
                + statement(
                        "the fingerprints of a table",
                        SqlServerSql.fingerprints(
                                read(name, RowFilter.none(), id, title, changed, at, note), new Buckets(1024)))
                + statement(
                        "the fingerprints of some rows of one column",
                        SqlServerSql.fingerprints(read(name, filter, id), new Buckets(1)))
                + statement(
                        "the rows of a table",
                        SqlServerSql.select(read(name, RowFilter.none(), id, title, changed, at, note)))
                + statement("some rows without columns", SqlServerSql.select(read(name, filter)))
                + statement("whether text can be hashed", SqlServerValues.UTF8_PROBE)
                + statement(
                        "fingerprints of what was changed lately",
                        SqlServerSql.fingerprints(
                                read(
                                        name,
                                        RowFilter.none()
                                                .of(new RowAge(
                                                        at.column(),
                                                        Instant.parse("2026-11-01T00:00:00Z"),
                                                        RowAge.Which.YOUNG)),
                                        id,
                                        at),
                                Buckets.DEFAULT))
                + statement(
                        "whether an index finds it", SqlServerCatalog.index(new TableName("it's", "t"), at.column()));
        GoldenFile.assertMatches("sqlserver-statements.sql", text);
    }

    @Test
    void writes_what_finds_rows_again() {
        TableName name = new TableName("dbo", "order lines");
        ReadColumn id = comparedWith(column("id", new Declared("int", 4, 10, 0)), new ValueType.Whole());
        ReadColumn note =
                comparedWith(column("note", new Declared("nvarchar", 100, 0, 0)), new ValueType.Text(50, true));
        TableRead plain = read(name, RowFilter.none(), id, note);
        TableRead keyed = new TableRead(plain.table(), plain.columns(), 1, new RowFilter("id > 10 -- later"));
        BitSet some = new BitSet();
        some.set(3);
        some.set(12);
        BitSet all = new BitSet();
        all.set(0, 16);
        StringBuilder text = new StringBuilder(HEADER)
                .append(statement(
                        "the hashed keys of some buckets", SqlServerSql.hashedKeys(keyed, new Buckets(16), some)))
                .append(statement(
                        "the hashed rows of all buckets of a table without a key",
                        SqlServerSql.hashedKeys(plain, new Buckets(16), all)))
                .append(statement(
                        "rows of some keys of one column",
                        SqlServerSql.lookup(keyed, List.of(exactly(new Value.Whole(1)), exactly(Value.Null.NULL)))
                                .orElseThrow()))
                .append(statement(
                        "rows of some keys of two columns",
                        SqlServerSql.lookup(
                                        new TableRead(plain.table(), plain.columns(), 2, RowFilter.none()),
                                        List.of(
                                                exactly(new Value.Whole(1), new Value.Text("it's")),
                                                new SoughtKey(List.of(
                                                        new KeyCondition.Exactly(new Value.Whole(2)),
                                                        new KeyCondition.WithoutTrailingBlanks("x")))))
                                .orElseThrow()));
        GoldenFile.assertMatches("sqlserver-lookups.sql", text.toString());
    }

    @Test
    void reads_ranges_between_keys_that_the_columns_do_not_hold() {
        ReadColumn day = comparedWith(column("day", new Declared("datetime", 8, 23, 3)), new ValueType.Timestamp(6));
        ReadColumn id = comparedWith(column("id", new Declared("int", 4, 10, 0)), new ValueType.FreeDecimal());
        TableDescription table = read(new TableName("dbo", "order lines"), RowFilter.none(), day, id)
                .table();
        TableRead whole = new TableRead(
                new TableDescription(
                        table.name(),
                        table.kind(),
                        table.columns(),
                        List.of(new UniqueKey("lines_key", true, List.of("day", "id"))),
                        OptionalLong.empty(),
                        List.of(),
                        List.of()),
                List.of(day, id),
                2,
                RowFilter.none());
        Value held = new Value.Timestamp(1_709_208_000L, 7_000_000);
        Value between = new Value.Timestamp(1_709_208_000L, 5_000_000);
        Value half = new Value.Decimal(new BigDecimal("6.5"));
        Value least = new Value.NotANumber(SpecialDecimal.NEGATIVE_INFINITY);
        String text = HEADER
                + statement(
                        "behind a time between two of a datetime's",
                        SqlServerSql.count(
                                whole.within(new Between(List.of(between, new Value.Whole(7)), List.of(held, half)))))
                + statement(
                        "from the first number of a day on, and up to another day",
                        SqlServerSql.count(
                                whole.within(new Between(List.of(held, least), List.of(Value.Infinite.LATEST)))))
                + statement(
                        "behind the beginning of time, and before the first number of a day",
                        SqlServerSql.count(
                                whole.within(new Between(List.of(Value.Infinite.EARLIEST), List.of(held, least)))))
                + statement(
                        "before the beginning of time",
                        SqlServerSql.count(whole.within(new Between(List.of(), List.of(Value.Infinite.EARLIEST)))))
                + statement(
                        "behind the beginning of time",
                        SqlServerSql.count(whole.within(new Between(List.of(Value.Infinite.EARLIEST), List.of()))));
        GoldenFile.assertMatches("sqlserver-ranges-between.sql", text);
    }

    @Test
    void reads_ranges_of_keys_through_the_index() {
        ReadColumn id = comparedWith(column("id", new Declared("int", 4, 10, 0)), new ValueType.Whole());
        ReadColumn note =
                comparedWith(column("note", new Declared("nvarchar", 100, 0, 0)), new ValueType.Text(50, true));
        ReadColumn day = comparedWith(column("day", new Declared("datetime", 8, 23, 3)), new ValueType.Timestamp(6));
        TableDescription table = read(new TableName("dbo", "order lines"), RowFilter.none(), id, note, day)
                .table();
        TableRead whole = new TableRead(
                new TableDescription(
                        table.name(),
                        table.kind(),
                        table.columns(),
                        List.of(new UniqueKey("lines_key", true, List.of("note", "id", "day"))),
                        OptionalLong.empty(),
                        List.of(),
                        List.of()),
                List.of(id, note, day),
                3,
                new RowFilter("id > 10 -- later"));
        List<Value> low =
                List.of(new Value.Text("it's"), new Value.Whole(7), new Value.Timestamp(1_709_208_000L, 7_000_000));
        List<Value> high = List.of(new Value.Text("z"), new Value.Whole(Long.MAX_VALUE));
        String text = HEADER
                + statement("where the first piece ends", SqlServerSql.keyAfter(whole, 1))
                + statement(
                        "where the next piece ends",
                        SqlServerSql.keyAfter(whole.within(new Between(low, List.of())), 20_000))
                + statement("a piece", SqlServerSql.select(whole.within(new Between(low, high))))
                + statement(
                        "pieces",
                        SqlServerSql.count(whole.within(
                                new AnyOf(List.of(new Between(List.of(), low), new Between(high, List.of()))))))
                + statement(
                        "sums by the numbers that lead the keys",
                        SqlServerSql.fingerprints(
                                new TableRead(
                                        new TableDescription(
                                                table.name(),
                                                table.kind(),
                                                table.columns(),
                                                List.of(new UniqueKey("lines_key", true, List.of("id"))),
                                                OptionalLong.empty(),
                                                List.of(),
                                                List.of()),
                                        List.of(id, note),
                                        1,
                                        RowFilter.none()),
                                KeyBuckets.over(-5, 3_000_000_000L, 1024)))
                + statement("what lacks a key", SqlServerSql.count(whole.within(KeyRange.WITH_NULL)))
                + statement("what has one", SqlServerSql.count(whole.within(new Between(List.of(), List.of()))));
        GoldenFile.assertMatches("sqlserver-ranges.sql", text);
    }

    private static SoughtKey exactly(Value... values) {
        return new SoughtKey(
                Stream.of(values).<KeyCondition>map(KeyCondition.Exactly::new).toList());
    }

    private static String statement(String what, String sql) {
        return "\n-- " + what + "\n" + sql + ";\n";
    }

    @Test
    void leaves_out_what_a_column_marks_as_deleted() {
        Column mark = column("__deleted", new Declared("bit", 1, 0, 0));
        assertThat(SqlServerSql.count(
                        read(new TableName(null, "t"), new RowFilter("a = 1 OR b = 1").withoutMarked(mark))))
                .endsWith("\nWHERE (\na = 1 OR b = 1\n) AND ([__deleted] IS NULL OR [__deleted] <> 'true')");
    }

    @Test
    void takes_a_text_for_a_mark_of_deleted_rows_only_if_it_is_true_to_the_letter() {
        for (String type : List.of("varchar", "nvarchar", "text", "ntext")) {
            Column mark = column("__deleted", new Declared(type, 16, 0, 0));
            assertThat(SqlServerSql.count(
                            read(new TableName(null, "t"), RowFilter.none().withoutMarked(mark))))
                    .endsWith("\nWHERE ([__deleted] IS NULL OR CAST([__deleted] AS nvarchar(max))"
                            + " COLLATE Latin1_General_BIN2 <> 'true')");
        }
    }

    @Test
    void asks_for_rows_that_satisfy_two_conditions() {
        assertThat(SqlServerSql.count(
                        read(new TableName(null, "t"), new RowFilter("a = 1 OR b = 1 -- both").and("c = 1 -- too"))))
                .endsWith("\nWHERE (\na = 1 OR b = 1 -- both\n) AND (\nc = 1 -- too\n)");
    }

    @Test
    void asks_for_rows_of_an_age() {
        Column local = column("at", new Declared("datetime", 8, 23, 3));
        Column zoned = column("at", new Declared("datetimeoffset", 10, 34, 7));
        Instant bound = Instant.parse("2026-11-28T03:01:59.9999995Z");
        TableName name = new TableName(null, "t");
        assertThat(SqlServerSql.count(
                        read(name, new RowFilter("a = 1 OR b = 1").of(new RowAge(local, bound, RowAge.Which.OLD)))))
                .endsWith(
                        "\nWHERE (\na = 1 OR b = 1\n) AND ([at] < CAST('2026-11-28T03:01:59.9999995' AS datetime2(7)) OR"
                                + " [at] IS NULL)");
        assertThat(SqlServerSql.count(read(name, RowFilter.none().of(new RowAge(zoned, bound, RowAge.Which.YOUNG)))))
                .endsWith("\nWHERE [at] >= CAST('2026-11-28T03:01:59.9999995+00:00' AS datetimeoffset(7))");
    }

    @Test
    void makes_a_frame_that_may_exceed_8000_bytes_a_varchar_max() {
        ReadColumn short1 =
                comparedWith(column("a", new Declared("nvarchar", 2000, 0, 0)), new ValueType.Text(1, false));
        ReadColumn short2 =
                comparedWith(column("b", new Declared("nvarchar", 2000, 0, 0)), new ValueType.Text(1, false));
        ReadColumn short3 =
                comparedWith(column("c", new Declared("nvarchar", 2000, 0, 0)), new ValueType.Text(1, false));
        assertThat(SqlServerSql.frame(List.of(short1, short2)).sql()).doesNotContain("(max)");
        assertThat(SqlServerSql.frame(List.of(short1, short2, short3)).sql())
                .startsWith("CONCAT(\nCAST('' AS varchar(max)),")
                .containsOnlyOnce("(max)");
    }

    @Test
    void gives_no_function_more_arguments_than_it_takes() {
        List<ReadColumn> columns = IntStream.range(0, 1024)
                .mapToObj(i -> comparedWith(column("c" + i, new Declared("int", 4, 10, 0)), new ValueType.Whole()))
                .toList();
        String sql = SqlServerSql.frame(columns).sql();
        assertThat(sql.split("CONCAT\\(", -1)).hasSize(1 + 11 + 1);
        assertThat(sql).contains("CASE WHEN [c0] IS NULL").contains("CASE WHEN [c1023] IS NULL");
    }

    @Test
    void doubles_a_closing_bracket_in_a_name() {
        assertThat(SqlServerSql.quoted(new TableName("a]b", "c.[d]'\"; DROP TABLE x --")))
                .isEqualTo("[a]]b].[c.[d]]'\"; DROP TABLE x --]");
        assertThat(SqlServerSql.quoted(new TableName(null, "orders"))).isEqualTo("[orders]");
    }

    @Test
    void refuses_a_form_that_the_type_does_not_have() {
        ReadColumn date =
                new ReadColumn(column("c", new Declared("date", 3, 0, 0)), new CanonicalType.Time(6, Rounding.HALF_UP));
        ReadColumn cut = new ReadColumn(column("c", new Declared("decimal", 9, 10, 4)), new CanonicalType.Decimal(2));
        assertThatThrownBy(() -> SqlServerValues.framed(date)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SqlServerValues.framed(cut)).isInstanceOf(IllegalArgumentException.class);
    }
}
