package dev.reconcile.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.table.Column;
import dev.reconcile.jdbc.dialect.SqlServerTypes.Declared;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What SQL Server's types hold next to, and below, a value that they do not hold. */
class SqlServerReachTest {

    private static final Column DATE = column(new Declared("date", 3, 10, 0));
    private static final Column DATETIME = column(new Declared("datetime", 8, 23, 3));
    private static final Column SMALLDATETIME = column(new Declared("smalldatetime", 4, 16, 0));
    private static final Column TINYINT = column(new Declared("tinyint", 1, 3, 0));
    private static final Column INT = column(new Declared("int", 4, 10, 0));
    private static final Column MONEY = column(new Declared("money", 8, 19, 4));

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "2024-02-29T12:00:00.001, 2024-02-29T12:00:00.000",
        "2024-02-29T12:00:00.002999999, 2024-02-29T12:00:00.000",
        "2024-02-29T12:00:00.004, 2024-02-29T12:00:00.003",
        "2024-02-29T12:00:00.006999900, 2024-02-29T12:00:00.003",
        "2024-02-29T12:00:00.007, 2024-02-29T12:00:00.007",
        "2024-02-29T12:00:00.009999999, 2024-02-29T12:00:00.007",
        "2024-02-29T12:00:00.499999999, 2024-02-29T12:00:00.497",
        "2024-02-29T12:00:00.500, 2024-02-29T12:00:00.500",
        "1753-01-01T00:00:00.002, 1753-01-01T00:00:00.000",
        "9999-12-31T23:59:59.998, 9999-12-31T23:59:59.997",
        "+10000-01-01T00:00:00, 9999-12-31T23:59:59.997"
    })
    void a_datetime_is_one_of_its_300ths_of_a_second(String bound, String held) {
        assertThat(SqlServerReach.greatestUpTo(at(bound), DATETIME)).contains(at(held));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "2024-02-29T12:00:59.999, 2024-02-29T12:00:00",
        "1900-01-01T00:00:00, 1900-01-01T00:00:00",
        "2079-06-06T23:59:30, 2079-06-06T23:59:00",
        "2079-06-07T00:00:00, 2079-06-06T23:59:00"
    })
    void a_smalldatetime_is_one_of_its_minutes(String bound, String held) {
        assertThat(SqlServerReach.greatestUpTo(at(bound), SMALLDATETIME)).contains(at(held));
    }

    @ParameterizedTest(name = "{0} digits: {1} is {2}")
    @CsvSource({
        "7, 0001-01-01T00:00:00.0000001, 0001-01-01T00:00:00.0000001",
        "7, +10000-01-01T00:00:00.000000499, 9999-12-31T23:59:59.9999999",
        "6, 2024-02-29T12:00:00.123456499, 2024-02-29T12:00:00.123456",
        "6, 2024-02-29T12:00:00.1234569, 2024-02-29T12:00:00.123456",
        "3, 1969-12-31T23:59:59.9999, 1969-12-31T23:59:59.999",
        "0, 9999-12-31T23:59:59.9, 9999-12-31T23:59:59",
        "0, +294276-12-31T23:59:59.9, 9999-12-31T23:59:59"
    })
    void a_datetime2_and_a_point_in_time_are_cut(int digits, String bound, String held) {
        assertThat(SqlServerReach.greatestUpTo(at(bound), column(new Declared("datetime2", 8, 27, digits))))
                .contains(at(held));
        assertThat(SqlServerReach.greatestUpTo(at(bound), column(new Declared("datetimeoffset", 10, 34, digits))))
                .contains(at(held));
    }

    @Test
    void what_is_earlier_than_all_days_is_before_them() {
        for (Column column : new Column[] {DATETIME, SMALLDATETIME, column(new Declared("datetime2", 8, 27, 7))}) {
            assertThat(SqlServerReach.greatestUpTo(at("0000-12-31T23:59:59.999999"), column))
                    .isEmpty();
            assertThat(SqlServerReach.greatestUpTo(Value.Infinite.EARLIEST, column))
                    .isEmpty();
        }
        assertThat(SqlServerReach.greatestUpTo(at("1752-12-31T23:59:59.999"), DATETIME))
                .isEmpty();
        assertThat(SqlServerReach.greatestUpTo(at("1899-12-31T23:59:59"), SMALLDATETIME))
                .isEmpty();
        assertThat(SqlServerReach.greatestUpTo(day("0000-12-31"), DATE)).isEmpty();
        assertThat(SqlServerReach.greatestUpTo(Value.Infinite.EARLIEST, DATE)).isEmpty();
    }

    @Test
    void what_is_later_than_all_days_is_the_last_one() {
        assertThat(SqlServerReach.greatestUpTo(Value.Infinite.LATEST, DATETIME))
                .contains(at("9999-12-31T23:59:59.997"));
        assertThat(SqlServerReach.greatestUpTo(Value.Infinite.LATEST, DATE)).contains(day("9999-12-31"));
        assertThat(SqlServerReach.greatestUpTo(day("+10000-01-01"), DATE)).contains(day("9999-12-31"));
        assertThat(SqlServerReach.greatestUpTo(
                        new Value.Time(86_400_000_000_000L), column(new Declared("time", 5, 16, 7))))
                .contains(new Value.Time(LocalTime.parse("23:59:59.9999999").toNanoOfDay()));
        assertThat(SqlServerReach.greatestUpTo(new Value.Time(1_999_999_999), column(new Declared("time", 3, 8, 0))))
                .contains(new Value.Time(1_000_000_000));
    }

    @ParameterizedTest(name = "{0} is {1} and {2}")
    @CsvSource({
        "0.5, 0, 0.5000",
        "-0.5, , -0.5000",
        "-1, , -1.0000",
        "254.99999, 254, 254.9999",
        "-254.99999, , -255.0000",
        "256, 255, 256.0000",
        "1e40, 255, 922337203685477.5807",
        "922337203685477.58075, 255, 922337203685477.5807",
        "-922337203685477.58075, , -922337203685477.5808",
        "-922337203685477.58081, , "
    })
    void a_number_is_cut_downwards_and_within_the_type_s_limits(BigDecimal bound, Long tinyint, BigDecimal money) {
        assertThat(SqlServerReach.greatestUpTo(new Value.Decimal(bound), TINYINT)
                        .map(held -> (Value) held))
                .isEqualTo(Optional.ofNullable(tinyint).map(Value.Whole::new));
        assertThat(SqlServerReach.greatestUpTo(new Value.Decimal(bound), MONEY).map(held -> (Value) held))
                .isEqualTo(Optional.ofNullable(money).map(Value.Decimal::new));
    }

    @Test
    void what_is_no_number_is_behind_all_numbers_or_before_them() {
        Column decimal = column(new Declared("decimal", 9, 5, 2));
        for (SpecialDecimal special : new SpecialDecimal[] {SpecialDecimal.NAN, SpecialDecimal.INFINITY}) {
            assertThat(SqlServerReach.greatestUpTo(new Value.NotANumber(special), decimal))
                    .contains(new Value.Decimal(new BigDecimal("999.99")));
            assertThat(SqlServerReach.greatestUpTo(new Value.NotANumber(special), INT))
                    .contains(new Value.Whole(Integer.MAX_VALUE));
        }
        assertThat(SqlServerReach.greatestUpTo(new Value.NotANumber(SpecialDecimal.NEGATIVE_INFINITY), decimal))
                .isEmpty();
        assertThat(SqlServerReach.greatestUpTo(new Value.Decimal(new BigDecimal("-1000")), decimal))
                .isEmpty();
        assertThat(SqlServerReach.greatestUpTo(new Value.Decimal(new BigDecimal("-1.001")), decimal))
                .contains(new Value.Decimal(new BigDecimal("-1.01")));
    }

    private static Value at(String text) {
        LocalDateTime time = LocalDateTime.parse(text);
        return new Value.Timestamp(time.toEpochSecond(ZoneOffset.UTC), time.getNano());
    }

    private static Value day(String text) {
        return new Value.Date(LocalDate.parse(text).toEpochDay());
    }

    private static Column column(Declared declared) {
        return new Column("c", declared.text(), declared.valueType(), false, null);
    }
}
