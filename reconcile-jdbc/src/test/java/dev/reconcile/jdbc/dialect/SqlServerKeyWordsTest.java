package dev.reconcile.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.key.KeyCondition;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.jdbc.dialect.SqlServerTypes.Declared;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlServerKeyWordsTest {

    private static final Declared DATETIME = new Declared("datetime", 8, 23, 3);
    private static final Declared SMALLDATETIME = new Declared("smalldatetime", 4, 16, 0);

    private static String where(Declared type, KeyCondition condition) {
        return where(type, null, condition);
    }

    private static String where(Declared type, String collation, KeyCondition condition) {
        return where(new Column("c", type.text(), type.valueType(), true, collation), condition);
    }

    private static String where(Column column, KeyCondition condition) {
        ValueType type = column.valueType();
        CanonicalType form = CanonicalType.common(type, type, Rounding.HALF_UP).orElseThrow();
        return new KeySql(new SqlServerKeyWords())
                .where(List.of(new ReadColumn(column, form)), List.of(new SoughtKey(List.of(condition))))
                .orElse("nothing");
    }

    private static String where(Declared type, Value value) {
        return where(type, new KeyCondition.Exactly(value));
    }

    private static Value at(String text) {
        LocalDateTime at = LocalDateTime.parse(text);
        return new Value.Timestamp(at.toEpochSecond(ZoneOffset.UTC), at.getNano());
    }

    @Test
    void casts_a_key_to_its_column_s_own_type() {
        assertThat(where(DATETIME, at("2024-02-29T12:00:00.003")))
                .isEqualTo("[c] IN (CAST('2024-02-29T12:00:00.003' AS datetime))");
        assertThat(where(new Declared("bigint", 8, 19, 0), new Value.Whole(3_000_000_000L)))
                .isEqualTo("[c] IN (CAST(3000000000 AS bigint))");
        assertThat(where(new Declared("varchar", 10, 0, 0), "Cyrillic_General_CI_AS", exactly("д'")))
                .isEqualTo("[c] IN (CAST(N'д''' COLLATE Cyrillic_General_CI_AS AS varchar(10)))");
        assertThat(where(new Declared("timestamp", 8, 0, 0), new Value.Binary("00000000000007d1")))
                .isEqualTo("[c] IN (CAST(0x00000000000007d1 AS binary(8)))");
    }

    @Test
    void compares_an_expression_in_UTF_16_because_nothing_tells_its_code_page() {
        assertThat(expressed(new Declared("varchar", 10, 0, 0), "Д"))
                .isEqualTo("CAST([c] AS nvarchar(10)) IN (CAST(N'Д' AS nvarchar(10)))");
        assertThat(expressed(new Declared("char", 8000, 0, 0), "Д"))
                .isEqualTo("CAST([c] AS nvarchar(max)) IN (CAST(N'Д' AS nvarchar(max)))");
        assertThat(expressed(new Declared("nvarchar", 20, 0, 0), "Д")).isEqualTo("[c] IN (CAST(N'Д' AS nvarchar(10)))");
    }

    private static String expressed(Declared type, String key) {
        Column column = Column.of(new SqlExpression("UPPER(k)"), "c", type.text(), type.valueType());
        return where(column, new KeyCondition.Exactly(new Value.Text(key)));
    }

    @Test
    void finds_zero_in_a_decimal_without_a_digit_before_the_point() {
        assertThat(where(new Declared("decimal", 5, 5, 5), new Value.Decimal(new BigDecimal("0.00000"))))
                .isEqualTo("[c] IN (CAST(0 AS decimal(5,5)))");
    }

    @Test
    void compares_the_large_types_of_old_as_those_that_replaced_them() {
        assertThat(where(new Declared("text", 16, 0, 0), exactly("a")))
                .isEqualTo("CAST([c] AS varchar(max)) IN (CAST(N'a' AS varchar(max)))");
        assertThat(where(new Declared("ntext", 16, 0, 0), exactly("a")))
                .isEqualTo("CAST([c] AS nvarchar(max)) IN (CAST(N'a' AS nvarchar(max)))");
        assertThat(where(new Declared("image", 16, 0, 0), new Value.Binary("00")))
                .isEqualTo("CAST([c] AS varbinary(max)) IN (CAST(0x00 AS varbinary(max)))");
    }

    @Test
    void looks_for_nothing_where_the_type_cannot_hold_the_key() {
        assertThat(where(new Declared("tinyint", 1, 3, 0), new Value.Whole(-1))).isEqualTo("nothing");
        assertThat(where(new Declared("smallint", 2, 5, 0), new Value.Whole(32_768)))
                .isEqualTo("nothing");
        assertThat(where(new Declared("int", 4, 10, 0), new Value.Whole(1L << 31)))
                .isEqualTo("nothing");
        assertThat(where(new Declared("decimal", 9, 5, 2), new Value.Decimal(new BigDecimal("0.001"))))
                .isEqualTo("nothing");
        assertThat(where(new Declared("real", 4, 24, 0), new Value.Floating(1e300)))
                .isEqualTo("nothing");
        assertThat(where(new Declared("real", 4, 24, 0), new Value.Floating(0.1)))
                .isEqualTo("nothing");
        assertThat(where(new Declared("float", 8, 53, 0), new Value.Floating(Double.MIN_VALUE)))
                .isEqualTo("nothing");
        assertThat(where(new Declared("float", 8, 53, 0), new Value.Floating(Double.NaN)))
                .isEqualTo("nothing");
        assertThat(where(DATETIME, at("2024-02-29T12:00:00.004"))).isEqualTo("nothing");
        assertThat(where(DATETIME, at("2024-02-29T12:00:00.003001"))).isEqualTo("nothing");
        assertThat(where(DATETIME, at("1752-12-31T00:00:00"))).isEqualTo("nothing");
        assertThat(where(SMALLDATETIME, at("2024-02-29T12:00:30"))).isEqualTo("nothing");
        assertThat(where(SMALLDATETIME, at("2079-06-07T00:00:00"))).isEqualTo("nothing");
        assertThat(where(new Declared("datetime2", 8, 23, 3), at("9999-12-31T23:59:59.9999")))
                .isEqualTo("nothing");
        assertThat(where(new Declared("time", 5, 16, 7), new Value.Time(86_400_000_000_000L)))
                .isEqualTo("nothing");
        assertThat(where(new Declared("date", 3, 10, 0), Value.Infinite.LATEST)).isEqualTo("nothing");
    }

    @Test
    void an_end_beyond_the_type_bounds_nothing_and_both_ends_beyond_it_find_nothing() {
        assertThat(where(DATETIME, new KeyCondition.Between(at("9999-12-31T23:59:59"), at("+10000-01-01T00:00:01"))))
                .isEqualTo("([c] >= CAST('9999-12-31T23:59:59' AS datetime))");
        assertThat(where(DATETIME, new KeyCondition.Between(at("1752-12-31T23:59:59"), at("1753-01-01T00:00:01"))))
                .isEqualTo("([c] <= CAST('1753-01-01T00:00:01' AS datetime))");
        assertThat(where(DATETIME, new KeyCondition.Between(at("+10000-01-01T00:00:00"), at("+10000-01-01T00:00:02"))))
                .isEqualTo("nothing");
    }

    @Test
    void keeps_a_backslash_at_the_end_of_a_line() {
        assertThat(where(new Declared("nvarchar", 40, 0, 0), exactly("a\\\nb\\\r\nc\\d")))
                .isEqualTo(
                        "[c] IN (CAST((CAST(N'' AS nvarchar(max)) + N'a\\' + N'\nb\\' + N'\r\nc\\d') AS nvarchar(20)))");
    }

    private static Value exactly(String text) {
        return new Value.Text(text);
    }

    private static String where(Declared type, String collation, Value value) {
        return where(type, collation, new KeyCondition.Exactly(value));
    }
}
