package dev.reconcile.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.CanonicalType.Date;
import dev.reconcile.core.canonical.CanonicalType.Instant;
import dev.reconcile.core.canonical.CanonicalType.Time;
import dev.reconcile.core.canonical.CanonicalType.Timestamp;
import dev.reconcile.core.memory.EndOfDay;
import dev.reconcile.core.memory.Infinite;
import dev.reconcile.core.memory.Seeds;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalTimesTest {

    private static final Timestamp MICROSECONDS = new Timestamp(6, Rounding.HALF_UP);

    @ParameterizedTest
    @CsvSource({
        "6, HALF_UP, 0, 1, 2499, 2000",
        "6, HALF_UP, 0, 1, 2500, 3000",
        "6, TRUNCATE, 0, 1, 2999, 2000",
        "0, HALF_UP, 1, 0, 500000000, 0",
        "0, HALF_UP, 0, 0, 499999999, 0",
        "7, HALF_UP, 0, 0, 100, 100"
    })
    void a_reduced_timestamp_is_the_one_that_the_target_can_hold(
            int digits, Rounding rounding, long carried, long second, int nano, int reduced) {
        Value.Timestamp value = new Value.Timestamp(second, nano);
        Value.Timestamp expected = new Value.Timestamp(second + carried, reduced);

        assertThat(value.reducedTo(new Timestamp(digits, rounding))).isEqualTo(expected);
        assertThat(value.reducedTo(new Instant(digits, rounding))).isEqualTo(expected);
        assertThat(new Value.Time(nano).reducedTo(new Time(digits, rounding)))
                .isEqualTo(new Value.Time(carried * 1_000_000_000L + reduced));
    }

    @Test
    void a_value_that_is_no_time_is_never_reduced() {
        assertThat(new Value.Text("a ").reducedTo(new CanonicalType.Text(true))).isEqualTo(new Value.Text("a "));
    }

    @ParameterizedTest
    @CsvSource({
        // proleptic year (0 is 1 BC), month, day, canonical text
        "1970, 1, 1, 1970-01-01",
        "1969, 12, 31, 1969-12-31",
        "2024, 2, 29, 2024-02-29",
        "2000, 2, 29, 2000-02-29",
        "1900, 2, 28, 1900-02-28",
        "1900, 3, 1, 1900-03-01",
        "1582, 10, 10, 1582-10-10",
        "1, 1, 1, 0001-01-01",
        "0, 12, 31, 0001-12-31 BC",
        "0, 2, 29, 0001-02-29 BC",
        "-1, 1, 1, 0002-01-01 BC",
        "-43, 3, 15, 0044-03-15 BC",
        "-4, 2, 29, 0005-02-29 BC",
        "999, 12, 31, 0999-12-31",
        "9999, 12, 31, 9999-12-31",
        "10000, 1, 1, 10000-01-01",
        "-9998, 1, 1, 9999-01-01 BC",
        "-9999, 12, 31, 10000-12-31 BC",
        "-4713, 11, 24, 4714-11-24 BC",
        "5874897, 12, 31, 5874897-12-31",
        "999999999, 12, 31, 999999999-12-31",
        "-999999999, 1, 1, 1000000000-01-01 BC"
    })
    void a_date_is_year_month_and_day(int year, int month, int day, String expected) {
        assertThat(BothImplementations.text(LocalDate.of(year, month, day), new Date()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {-401, -101, -5, -1, 0, 1, 4, 100, 400, 1899, 1999, 9999})
    void every_day_around_a_leap_year_agrees_with_the_java_calendar(int year) {
        LocalDate end = LocalDate.of(year + 3, 1, 1);
        for (LocalDate date = LocalDate.of(year, 1, 1); date.isBefore(end); date = date.plusDays(1)) {
            BothImplementations.text(date, new Date());
        }
    }

    @Test
    void random_days_agree_with_the_java_calendar() {
        Seeds.each(5000, random -> BothImplementations.text(LocalDate.ofEpochDay(anyDay(random)), new Date()));
    }

    @Test
    void a_date_without_end_has_a_name() {
        assertThat(BothImplementations.text(Infinite.LATEST, new Date())).isEqualTo("infinity");
        assertThat(BothImplementations.text(Infinite.EARLIEST, new Date())).isEqualTo("-infinity");
        assertThat(BothImplementations.text(Infinite.LATEST, MICROSECONDS)).isEqualTo("infinity");
        assertThat(BothImplementations.text(Infinite.EARLIEST, MICROSECONDS)).isEqualTo("-infinity");
        assertThat(BothImplementations.text(Infinite.LATEST, new Instant(0, Rounding.TRUNCATE)))
                .isEqualTo("infinity");
        assertThat(BothImplementations.text(Infinite.EARLIEST, new Instant(0, Rounding.TRUNCATE)))
                .isEqualTo("-infinity");
    }

    @ParameterizedTest
    @CsvSource({
        // time, digits, rounded half up, truncated
        "10:00:00.5, 0, 10:00:01, 10:00:00",
        "10:00:00.499999999, 0, 10:00:00, 10:00:00",
        "10:00:00.55, 1, 10:00:00.6, 10:00:00.5",
        "10:00:00.545, 2, 10:00:00.55, 10:00:00.54",
        "10:00:00.0005, 3, 10:00:00.001, 10:00:00.000",
        "10:00:00.0004999, 3, 10:00:00.000, 10:00:00.000",
        "10:00:00.00005, 4, 10:00:00.0001, 10:00:00.0000",
        "10:00:00.000005, 5, 10:00:00.00001, 10:00:00.00000",
        "10:00:00.0000005, 6, 10:00:00.000001, 10:00:00.000000",
        "10:00:00.0000004, 6, 10:00:00.000000, 10:00:00.000000",
        "10:00:00.1234567, 7, 10:00:00.1234567, 10:00:00.1234567",
        "10:00:00.12345675, 7, 10:00:00.1234568, 10:00:00.1234567",
        "10:59:59.9999995, 6, 11:00:00.000000, 10:59:59.999999",
        "00:00, 0, 00:00:00, 00:00:00",
        "00:00, 7, 00:00:00.0000000, 00:00:00.0000000",
        "23:59:59.9999999, 7, 23:59:59.9999999, 23:59:59.9999999",
        "23:59:59.9999999, 6, 24:00:00.000000, 23:59:59.999999",
        "23:59:59.5, 0, 24:00:00, 23:59:59",
        "23:59:59.4, 0, 23:59:59, 23:59:59"
    })
    void a_time_has_exactly_the_digits_of_the_target(LocalTime time, int digits, String halfUp, String truncated) {
        assertThat(BothImplementations.text(time, new Time(digits, Rounding.HALF_UP)))
                .isEqualTo(halfUp);
        assertThat(BothImplementations.text(time, new Time(digits, Rounding.TRUNCATE)))
                .isEqualTo(truncated);
    }

    @Test
    void the_end_of_the_day_is_no_midnight() {
        assertThat(BothImplementations.text(EndOfDay.MIDNIGHT, new Time(0, Rounding.HALF_UP)))
                .isEqualTo("24:00:00");
        assertThat(BothImplementations.text(EndOfDay.MIDNIGHT, new Time(6, Rounding.TRUNCATE)))
                .isEqualTo("24:00:00.000000");
    }

    @ParameterizedTest
    @CsvSource({
        // value, digits, rounded half up, truncated
        "2024-02-29T23:59:59.1234565, 6, 2024-02-29 23:59:59.123457, 2024-02-29 23:59:59.123456",
        "2024-02-29T23:59:59.1234564, 6, 2024-02-29 23:59:59.123456, 2024-02-29 23:59:59.123456",
        "2024-02-29T23:59:59.9999995, 6, 2024-03-01 00:00:00.000000, 2024-02-29 23:59:59.999999",
        "2024-12-31T23:59:59.9999999, 6, 2025-01-01 00:00:00.000000, 2024-12-31 23:59:59.999999",
        "9999-12-31T23:59:59.9999999, 6, 10000-01-01 00:00:00.000000, 9999-12-31 23:59:59.999999",
        "9999-12-31T23:59:59.9999999, 7, 9999-12-31 23:59:59.9999999, 9999-12-31 23:59:59.9999999",
        "1969-12-31T23:59:59.9999999, 6, 1970-01-01 00:00:00.000000, 1969-12-31 23:59:59.999999",
        "1969-12-31T23:59:59.5, 0, 1970-01-01 00:00:00, 1969-12-31 23:59:59",
        "1969-12-31T23:59:58.4, 0, 1969-12-31 23:59:58, 1969-12-31 23:59:58",
        "1753-01-01T00:00:00.0000005, 6, 1753-01-01 00:00:00.000001, 1753-01-01 00:00:00.000000",
        "0001-01-01T00:00, 3, 0001-01-01 00:00:00.000, 0001-01-01 00:00:00.000",
        "-0043-03-15T12:00, 0, 0044-03-15 12:00:00 BC, 0044-03-15 12:00:00 BC",
        "0000-12-31T23:59:59.9, 0, 0001-01-01 00:00:00, 0001-12-31 23:59:59 BC",
        "-4713-11-24T00:00, 6, 4714-11-24 00:00:00.000000 BC, 4714-11-24 00:00:00.000000 BC",
        "+294276-12-31T23:59:59.999999, 6, 294276-12-31 23:59:59.999999, 294276-12-31 23:59:59.999999",
        "2024-02-29T10:20:30.003, 3, 2024-02-29 10:20:30.003, 2024-02-29 10:20:30.003",
        "2024-02-29T10:20:30.003333333, 3, 2024-02-29 10:20:30.003, 2024-02-29 10:20:30.003",
        "2024-02-29T10:20:29.9985, 3, 2024-02-29 10:20:29.999, 2024-02-29 10:20:29.998"
    })
    void a_timestamp_carries_its_rounding_into_the_day(
            LocalDateTime value, int digits, String halfUp, String truncated) {
        assertThat(BothImplementations.text(value, new Timestamp(digits, Rounding.HALF_UP)))
                .isEqualTo(halfUp);
        assertThat(BothImplementations.text(value, new Timestamp(digits, Rounding.TRUNCATE)))
                .isEqualTo(truncated);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29T12:00:00+05:30, 2024-02-29 06:30:00",
        "2024-02-29T12:00:00-14:00, 2024-03-01 02:00:00",
        "0001-01-01T00:00:00+14:00, 0001-12-31 10:00:00 BC",
        "9999-12-31T23:59:59-14:00, 10000-01-01 13:59:59"
    })
    void a_point_in_time_is_what_a_clock_in_utc_shows(OffsetDateTime value, String expected) {
        assertThat(BothImplementations.text(value.toInstant(), new Instant(0, Rounding.HALF_UP)))
                .isEqualTo(expected);
    }

    @Test
    void random_timestamps_agree_with_java_time() {
        Seeds.each(5000, random -> {
            LocalDateTime value = LocalDate.ofEpochDay(anyDay(random))
                    .atTime(LocalTime.ofNanoOfDay((long) (random.nextDouble() * 86_400_000_000_000L)));
            Rounding rounding = Rounding.values()[random.nextInt(2)];
            BothImplementations.text(value, new Timestamp(random.nextInt(8), rounding));
            BothImplementations.text(value.toLocalTime(), new Time(random.nextInt(8), rounding));
        });
    }

    @Test
    void one_microsecond_is_seen() {
        LocalDateTime value = LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_000);
        assertThat(BothImplementations.text(value, MICROSECONDS))
                .isNotEqualTo(BothImplementations.text(value.plusNanos(1000), MICROSECONDS));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 8})
    void a_second_has_no_fewer_than_0_and_no_more_than_7_digits(int digits) {
        assertThatThrownBy(() -> new Time(digits, Rounding.HALF_UP)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Timestamp(digits, Rounding.HALF_UP)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Instant(digits, Rounding.HALF_UP)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A day that PostgreSQL's date can hold. */
    private static long anyDay(Random random) {
        long first = LocalDate.of(-4713, 11, 24).toEpochDay();
        long last = LocalDate.of(5_874_897, 12, 31).toEpochDay();
        boolean near = random.nextBoolean();
        return near ? random.nextInt(4_000_000) - 2_000_000 : first + (long) (random.nextDouble() * (last - first));
    }
}
