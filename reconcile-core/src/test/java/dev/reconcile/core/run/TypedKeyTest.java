package dev.reconcile.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.compare.UnusablePairException;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TypedKeyTest {

    private static final ValueType WHOLE = new ValueType.Whole();
    private static final ValueType TEXT = new ValueType.Text(50, false);

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(WHOLE, "-17", new Value.Whole(-17)),
                Arguments.of(new ValueType.Bool(), "1", new Value.Bool(true)),
                Arguments.of(new ValueType.FixedDecimal(10, 2), "12.5", new Value.Decimal(new BigDecimal("12.5"))),
                Arguments.of(new ValueType.FreeDecimal(), "NaN", new Value.NotANumber(SpecialDecimal.NAN)),
                Arguments.of(new ValueType.Floating(64), "1.5E-7", new Value.Floating(1.5E-7)),
                Arguments.of(new ValueType.Date(), "1970-01-02", new Value.Date(1)),
                Arguments.of(new ValueType.Date(), "infinity", Value.Infinite.LATEST),
                Arguments.of(new ValueType.Time(6), "00:00:01", new Value.Time(1_000_000_000L)),
                Arguments.of(new ValueType.Timestamp(6), "1970-01-01T00:00:01.5", new Value.Timestamp(1, 500_000_000)),
                Arguments.of(new ValueType.Instant(6), "1970-01-01 01:00:01+01:00", new Value.Timestamp(1, 0)),
                Arguments.of(new ValueType.Uuid(), "00000000-0000-0001-0000-00000000000A", new Value.Uuid(1, 10)),
                Arguments.of(new ValueType.Binary(8), "0x00FF", new Value.Binary("00ff")),
                Arguments.of(TEXT, " Ä'1 ", new Value.Text(" Ä'1 ")),
                Arguments.of(TEXT, "", new Value.Text("")),
                Arguments.of(TEXT, "NULL", new Value.Text("NULL")),
                Arguments.of(TEXT, "\\N", Value.Null.NULL),
                Arguments.of(WHOLE, "\\N", Value.Null.NULL));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_key_of_every_kind_can_be_typed(ValueType type, String typed, Value value) {
        assertThat(parse(plan(type), typed)).containsExactly(value);
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                Arguments.of(WHOLE, "1.5", "a whole number of at most 64 bits, such as -17"),
                Arguments.of(WHOLE, "", "a whole number of at most 64 bits, such as -17"),
                Arguments.of(new ValueType.Bool(), "yes", "true or false (1 or 0)"),
                Arguments.of(new ValueType.FixedDecimal(10, 2), "1,5", "a decimal number without an exponent"),
                Arguments.of(new ValueType.Floating(64), "x", "a number such as 1.5"),
                Arguments.of(new ValueType.Date(), "29.2.2024", "a date such as 2024-02-29"),
                Arguments.of(new ValueType.Date(), "2023-02-29", "a date such as 2024-02-29"),
                Arguments.of(new ValueType.Time(6), "25:00:00", "a time of day such as 23:59:59.5"),
                Arguments.of(new ValueType.Timestamp(6), "2024-02-29", "a timestamp such as 2024-02-29 23:59:59.5"),
                Arguments.of(new ValueType.Instant(6), "now", "in UTC or with an offset such as +01:00"),
                Arguments.of(new ValueType.Uuid(), "1234", "a UUID such as"),
                Arguments.of(new ValueType.Binary(8), "ff", "bytes in hexadecimal digits, such as 0x00ff"));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void a_text_of_another_type_is_refused_with_the_column_and_what_it_takes(
            ValueType type, String typed, String expected) {
        assertThatThrownBy(() -> parse(plan(type), typed))
                .isInstanceOf(UnusablePairException.class)
                .hasMessageContaining("dbo.t's key column k0 (")
                .hasMessageContaining("must be ")
                .hasMessageContaining(expected);
    }

    @Test
    void values_stand_in_key_order() {
        assertThat(parse(plan(TEXT, WHOLE), "eu", "17")).containsExactly(new Value.Text("eu"), new Value.Whole(17));
    }

    @Test
    void names_may_stand_in_any_order_and_case() {
        assertThat(parse(plan(TEXT, WHOLE), "K1=17", "k0=eu"))
                .containsExactly(new Value.Text("eu"), new Value.Whole(17));
    }

    @Test
    void a_named_value_may_hold_an_equals_sign_or_nothing() {
        assertThat(parse(plan(TEXT), "k0=a=b")).containsExactly(new Value.Text("a=b"));
        assertThat(parse(plan(TEXT), "k0=")).containsExactly(new Value.Text(""));
        assertThat(parse(plan(TEXT), "k0=\\N")).containsExactly(Value.Null.NULL);
    }

    @Test
    void a_name_may_hold_an_equals_sign() {
        ComparisonPlan plan = named("a=b", "c");
        assertThat(parse(plan, "c=17", "A=B=x=y")).containsExactly(new Value.Text("x=y"), new Value.Text("17"));
        assertThat(parse(plan, "a=17", "b=x")).containsExactly(new Value.Text("a=17"), new Value.Text("b=x"));
    }

    @Test
    void a_name_that_two_columns_may_have_is_none() {
        assertThat(parse(named("a", "a=b"), "a=b=1", "a=2"))
                .containsExactly(new Value.Text("a=b=1"), new Value.Text("a=2"));
    }

    @Test
    void what_stands_for_null_is_a_text_where_neither_side_can_hold_null() {
        InMemoryTable source =
                InMemoryTable.named("dbo.t").requiredColumn("k0", TEXT).primaryKey("k0");
        InMemoryTable target = InMemoryTable.named("public.t").requiredColumn("k0", TEXT);

        assertThat(parse(plan(source, target), "\\N")).containsExactly(new Value.Text("\\N"));
        assertThat(parse(plan(source, table("public.t", TEXT)), "\\N")).containsExactly(Value.Null.NULL);
    }

    @Test
    void values_that_only_look_like_names_are_values() {
        assertThat(parse(plan(TEXT), "x=1")).containsExactly(new Value.Text("x=1"));
        assertThat(parse(plan(TEXT, TEXT), "k0=1", "x=2"))
                .containsExactly(new Value.Text("k0=1"), new Value.Text("x=2"));
        assertThat(parse(plan(TEXT, TEXT), "k0=1", "k0=2"))
                .containsExactly(new Value.Text("k0=1"), new Value.Text("k0=2"));
        assertThat(parse(plan(TEXT), "=1")).containsExactly(new Value.Text("=1"));
    }

    @Test
    void too_few_or_too_many_values_are_answered_with_the_key() {
        assertThatThrownBy(() -> parse(plan(TEXT, WHOLE), "eu"))
                .isInstanceOf(UnusablePairException.class)
                .hasMessage("The key of dbo.t is (k0, k1): give 2 values in this order, or k0=… k1=…. 1 was given.");
        assertThatThrownBy(() -> parse(plan(WHOLE), "1", "2", "3"))
                .hasMessage("The key of dbo.t is (k0): give 1 value, or k0=…. 3 were given.");
    }

    @Test
    void a_value_that_only_the_target_can_hold_is_taken_as_the_target_writes_it() {
        ComparisonPlan plan = plan(table("dbo.t", new ValueType.Timestamp(3)), table("public.t", new ValueType.Date()));
        assertThat(plan.key()).as("they have no form in common").isEmpty();

        ComparisonPlan decimals = plan(table("dbo.t", WHOLE), table("public.t", new ValueType.FixedDecimal(30, 0)));
        assertThat(parse(decimals, "99999999999999999999"))
                .containsExactly(new Value.Decimal(new BigDecimal("99999999999999999999")));
    }

    private static List<Value> parse(ComparisonPlan plan, String... typed) {
        return TypedKey.parse(List.of(typed), plan, "dbo.t");
    }

    /** Of a table whose key has these columns, of texts. */
    private static ComparisonPlan named(String... columns) {
        InMemoryTable source = InMemoryTable.named("dbo.t");
        InMemoryTable target = InMemoryTable.named("public.t");
        for (String column : columns) {
            source.column(column, TEXT);
            target.column(column, TEXT);
        }
        return plan(
                source.column("note", TEXT).primaryKey(columns),
                target.column("note", TEXT).primaryKey(columns));
    }

    private static ComparisonPlan plan(ValueType... key) {
        return plan(table("dbo.t", key), table("public.t", key));
    }

    private static ComparisonPlan plan(InMemoryTable source, InMemoryTable target) {
        return ComparisonPlan.align(
                InMemoryDatabase.of(source).describe(TableName.parse("dbo.t")),
                InMemoryDatabase.of(target).describe(TableName.parse("public.t")),
                TablePair.of("dbo.t", "public.t"),
                Rounding.HALF_UP,
                Instant.EPOCH);
    }

    /** A table whose key has columns k0, k1, … of these types. */
    private static InMemoryTable table(String name, ValueType... key) {
        InMemoryTable table = InMemoryTable.named(name);
        String[] columns = new String[key.length];
        for (int i = 0; i < key.length; i++) {
            columns[i] = "k" + i;
            table.column(columns[i], key[i]);
        }
        return table.column("note", TEXT).primaryKey(columns);
    }
}
