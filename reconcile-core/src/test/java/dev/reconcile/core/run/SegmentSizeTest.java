package dev.reconcile.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentSizeTest {

    private static final long WANTED_MILLIS = 1_800;
    private static final long MOST_ROWS = 5_000_000;
    private static final SegmentOptions OPTIONS =
            new SegmentOptions(20_000, MOST_ROWS, Duration.ofMillis(WANTED_MILLIS));

    /** What a segment takes: the pages that it visits however few rows are wanted, and its rows. */
    @ParameterizedTest(name = "{0} ms and {1} ms a million rows")
    @CsvSource({"0, 600", "0, 20000", "30, 900", "200, 550", "700, 550", "1000, 300", "1200, 5000"})
    void comesNearTheWantedTimeWithinEightSegmentsAndStays(long pages, long million) {
        SegmentSize size = new SegmentSize(OPTIONS);

        List<Long> times = segments(size, 20, rows -> pages + rows * million / 1_000_000);

        assertTrue(times.stream().allMatch(time -> time <= 2 * WANTED_MILLIS), times::toString);
        assertTrue(
                times.stream().skip(7).allMatch(time -> time >= 0.9 * WANTED_MILLIS && time <= 1.1 * WANTED_MILLIS),
                times::toString);
    }

    @Test
    void hasTheMostRowsOfATableThatIsReadInNoTime() {
        SegmentSize size = new SegmentSize(OPTIONS);

        segments(size, 5, rows -> 0);

        assertEquals(MOST_ROWS, size.rows());
        assertTrue(size.isSettled());
    }

    @Test
    void hasARowAtLeastHoweverLongTheLastTook() {
        SegmentSize size = new SegmentSize(OPTIONS);

        segments(size, 30, rows -> 600_000);

        assertEquals(1, size.rows());
    }

    @Test
    void growsEightfoldAtMost() {
        SegmentSize size = new SegmentSize(OPTIONS);

        size.took(20_000, Duration.ofMillis(1));

        assertEquals(160_000, size.rows());
        assertFalse(size.isSettled());
    }

    @Test
    void shrinksAtOnceWhereRowsBecomeSlow() {
        SegmentSize size = new SegmentSize(OPTIONS);
        segments(size, 10, rows -> 100 + rows / 1_000);

        List<Long> slow = segments(size, 5, rows -> 100 + rows / 100);

        assertTrue(slow.get(2) <= 2 * WANTED_MILLIS, slow::toString);
    }

    /** Times that vary by a third for no reason of the rows' make segments neither very long, but for few, nor tiny. */
    @Test
    void isNotLedAstrayByNoise() {
        int withALongOne = 0;
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            SegmentSize size = new SegmentSize(OPTIONS);

            List<Long> times =
                    segments(size, 60, rows -> Math.round((300 + rows * 0.0008) * (0.67 + 0.66 * random.nextDouble())));

            String what = "seed " + seed + ": " + times;
            assertTrue(times.stream().skip(5).allMatch(time -> time >= WANTED_MILLIS / 4), what);
            withALongOne += times.stream().anyMatch(time -> 2 * time > 5 * WANTED_MILLIS) ? 1 : 0;
        }
        assertTrue(withALongOne <= 25, withALongOne + " of 500 have a segment of more than 2.5 times the wanted time.");
    }

    @Test
    void segmentsTakeAQuarterOfWhatAStatementMay() {
        assertEquals(
                Duration.ofMillis(500), OPTIONS.within(Duration.ofSeconds(2)).time());
        assertEquals(OPTIONS, OPTIONS.within(Duration.ofHours(1)));
    }

    private static List<Long> segments(SegmentSize size, int count, LongUnaryOperator millis) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long rows = size.rows();
            long time = millis.applyAsLong(rows);
            times.add(time);
            size.took(rows, Duration.ofMillis(time));
        }
        return times;
    }
}
