package dev.reconcile.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnixCronTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0 0 * * *         | 2026-02-01T10:00Z | 2026-02-02T00:00Z
                    */30 * * * *      | 2026-02-01T10:00Z | 2026-02-01T10:30Z
                    */30 * * * *      | 2026-02-01T10:29Z | 2026-02-01T10:30Z
                    5,50 8-18/5 * * * | 2026-02-01T08:05Z | 2026-02-01T08:50Z
                    5,50 8-18/5 * * * | 2026-02-01T08:50Z | 2026-02-01T13:05Z
                    5,50 8-18/5 * * * | 2026-02-01T18:50Z | 2026-02-02T08:05Z
                    0 0 * * 0         | 2026-02-02T00:00Z | 2026-02-08T00:00Z
                    0 0 * * 7         | 2026-02-02T00:00Z | 2026-02-08T00:00Z
                    0 0 * * sun       | 2026-02-02T00:00Z | 2026-02-08T00:00Z
                    0 0 * * 5-7       | 2026-02-07T12:00Z | 2026-02-08T00:00Z
                    0 0 * * 5-7       | 2026-02-08T12:00Z | 2026-02-13T00:00Z
                    0 0 * * MON-FRI   | 2026-02-06T12:00Z | 2026-02-09T00:00Z
                    0 0 1 jan *       | 2026-02-01T10:00Z | 2027-01-01T00:00Z
                    0 0 29 2 *        | 2026-02-01T10:00Z | 2028-02-29T00:00Z
                    0 0 29 2 *        | 2097-01-01T00:00Z | 2104-02-29T00:00Z
                    0 0 31 * *        | 2026-02-01T10:00Z | 2026-03-31T00:00Z
                    """)
    void the_next_time_is(String cron, String after, String next) {
        assertThat(UnixCron.parse(cron).next(instant(after), ZoneOffset.UTC)).contains(instant(next));
    }

    @Test
    void a_day_of_the_month_or_of_the_week_is_meant_where_both_are_restricted() {
        assertThat(times("0 0 13 * fri", "2026-02-01T00:00Z", ZoneOffset.UTC, 6))
                .containsExactly(
                        "2026-02-06T00:00Z",
                        "2026-02-13T00:00Z",
                        "2026-02-20T00:00Z",
                        "2026-02-27T00:00Z",
                        "2026-03-06T00:00Z",
                        "2026-03-13T00:00Z");
        assertThat(times("0 0 1 * 5", "2026-04-01T00:00Z", ZoneOffset.UTC, 6))
                .contains("2026-05-01T00:00Z")
                .contains("2026-04-03T00:00Z");
    }

    @Test
    void a_day_of_both_is_meant_where_one_begins_with_an_asterisk() {
        // The 2nd, 9th, 16th and 23rd are Mondays; of these the 9th and the 23rd are odd.
        assertThat(times("0 0 */2 * 1", "2026-02-01T00:00Z", ZoneOffset.UTC, 2))
                .containsExactly("2026-02-09T00:00Z", "2026-02-23T00:00Z");
    }

    @Test
    void a_time_that_clocks_leave_out_is_due_right_after() {
        assertThat(times("30 2 * * *", "2026-03-28T00:00+01:00[Europe/Berlin]", BERLIN, 3))
                .containsExactly(
                        "2026-03-28T02:30+01:00[Europe/Berlin]",
                        "2026-03-29T03:00+02:00[Europe/Berlin]",
                        "2026-03-30T02:30+02:00[Europe/Berlin]");
    }

    @Test
    void several_times_that_clocks_leave_out_are_due_once() {
        assertThat(times("0,20,40 2,3 * * *", "2026-03-29T01:59+01:00[Europe/Berlin]", BERLIN, 4))
                .containsExactly(
                        "2026-03-29T03:00+02:00[Europe/Berlin]",
                        "2026-03-29T03:20+02:00[Europe/Berlin]",
                        "2026-03-29T03:40+02:00[Europe/Berlin]",
                        "2026-03-30T02:00+02:00[Europe/Berlin]");
    }

    @Test
    void a_time_that_clocks_show_twice_is_due_the_first_time() {
        assertThat(times("30 2 * * *", "2026-10-24T03:00+02:00[Europe/Berlin]", BERLIN, 2))
                .containsExactly("2026-10-25T02:30+02:00[Europe/Berlin]", "2026-10-26T02:30+01:00[Europe/Berlin]");
    }

    @Test
    void what_is_due_every_hour_comes_as_often_as_hours_do() {
        assertThat(times("30 * * * *", "2026-10-25T01:45+02:00[Europe/Berlin]", BERLIN, 3))
                .containsExactly(
                        "2026-10-25T02:30+02:00[Europe/Berlin]",
                        "2026-10-25T02:30+01:00[Europe/Berlin]",
                        "2026-10-25T03:30+01:00[Europe/Berlin]");
        assertThat(times("30 * * * *", "2026-03-29T01:00+01:00[Europe/Berlin]", BERLIN, 2))
                .containsExactly("2026-03-29T01:30+01:00[Europe/Berlin]", "2026-03-29T03:30+02:00[Europe/Berlin]");
    }

    @Test
    void every_half_hour_is_due_every_half_hour_whatever_clocks_do() {
        for (String change : List.of("2026-03-28T12:00:00Z", "2026-10-24T12:00:00Z")) {
            Instant time = Instant.parse(change);
            for (int i = 0; i < 60; i++) {
                Instant next = UnixCron.parse("*/30 * * * *").next(time, BERLIN).orElseThrow();
                assertThat(Duration.between(time, next)).as("after %s", time).isEqualTo(Duration.ofMinutes(30));
                time = next;
            }
        }
    }

    @Test
    void midnight_is_due_where_a_zone_leaves_it_out() {
        // In Beirut the day of the change begins at one.
        ZoneId beirut = ZoneId.of("Asia/Beirut");
        assertThat(times("0 0 * * *", "2026-03-28T12:00+02:00[Asia/Beirut]", beirut, 2))
                .containsExactly("2026-03-29T01:00+03:00[Asia/Beirut]", "2026-03-30T00:00+03:00[Asia/Beirut]");
    }

    @Test
    void random_expressions_agree_with_going_through_every_minute() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            String text = String.join(
                    " ",
                    field(random, 0, 59, false),
                    field(random, 0, 23, false),
                    field(random, 1, 28, true),
                    "*",
                    field(random, 0, 7, true));
            Instant start = Instant.parse("2026-06-01T00:00:00Z").plusSeconds(random.nextInt(3_000_000));
            Instant expected = byMinutes(text, start);

            assertThat(UnixCron.parse(text).next(start, ZoneOffset.UTC))
                    .as("seed %d: %s after %s", seed, text, start)
                    .isEqualTo(Optional.of(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "a * * * *",
                "5- * * * *",
                "5-1 * * * *",
                "*/0 * * * *",
                "5/10 * * * *",
                "1,,2 * * * *",
                "-1 * * * *",
                "* * * foo *",
                "1/2/3 * * * *",
                "0 0 30 2 *",
                "0 0 31 4,6 *",
                "@daily"
            })
    void what_is_no_expression_is_refused_without_being_quoted(String text) {
        assertThatThrownBy(() -> UnixCron.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(".*(Write|Correct).*");
    }

    @Test
    void intervals_are_counted_from_the_epoch() {
        Timetable sixHours = new Timetable.Every(Duration.ofHours(6));

        assertThat(sixHours.next(instant("2026-02-01T05:59:59.999Z"))).contains(instant("2026-02-01T06:00Z"));
        assertThat(sixHours.next(instant("2026-02-01T06:00Z"))).contains(instant("2026-02-01T12:00Z"));
        assertThatThrownBy(() -> new Timetable.Every(Duration.ofMillis(1_500)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String field(Random random, int least, int greatest, boolean oftenAny) {
        switch (random.nextInt(oftenAny ? 6 : 4)) {
            case 0:
                return String.valueOf(least + random.nextInt(greatest - least + 1));
            case 1:
                int from = least + random.nextInt(greatest - least);
                return from + "-" + (from + random.nextInt(greatest - from + 1)) + "/" + (1 + random.nextInt(4));
            case 2:
                return least + "," + greatest;
            default:
                return random.nextBoolean() ? "*" : "*/" + (1 + random.nextInt(5));
        }
    }

    /** The slow way: every minute is asked whether each field takes it. */
    private static Instant byMinutes(String text, Instant after) {
        String[] fields = text.split(" ");
        ZonedDateTime time =
                after.atZone(ZoneOffset.UTC).withSecond(0).withNano(0).plusMinutes(1);
        while (true) {
            boolean ofMonth = takes(fields[2], time.getDayOfMonth(), 1);
            int day = time.getDayOfWeek() == DayOfWeek.SUNDAY
                    ? 0
                    : time.getDayOfWeek().getValue();
            boolean ofWeek =
                    takes(fields[4], day, 0) || (day == 0 && !fields[4].startsWith("*") && takes(fields[4], 7, 0));
            boolean either = !fields[2].startsWith("*") && !fields[4].startsWith("*");
            if (takes(fields[0], time.getMinute(), 0)
                    && takes(fields[1], time.getHour(), 0)
                    && (either ? ofMonth || ofWeek : ofMonth && ofWeek)) {
                return time.toInstant();
            }
            time = time.plusMinutes(1);
        }
    }

    private static boolean takes(String field, int value, int least) {
        for (String part : field.split(",")) {
            String[] halves = part.split("/");
            int step = halves.length == 2 ? Integer.parseInt(halves[1]) : 1;
            int from = least;
            int to = 99;
            if (!halves[0].equals("*")) {
                String[] ends = halves[0].split("-");
                from = Integer.parseInt(ends[0]);
                to = ends.length == 2 ? Integer.parseInt(ends[1]) : from;
            }
            if (value >= from && value <= to && (value - from) % step == 0) {
                return true;
            }
        }
        return false;
    }

    private static List<String> times(String cron, String after, ZoneId zone, int number) {
        Instant time = ZonedDateTime.parse(after).toInstant();
        List<String> times = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            time = UnixCron.parse(cron).next(time, zone).orElseThrow();
            times.add(time.atZone(zone).toString());
        }
        return times;
    }

    private static Instant instant(String text) {
        return ZonedDateTime.parse(text).toInstant();
    }
}
