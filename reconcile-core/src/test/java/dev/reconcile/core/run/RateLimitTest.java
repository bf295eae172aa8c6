package dev.reconcile.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.memory.Seeds;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);

    @Test
    void the_first_read_begins_at_once_and_the_next_when_it_is_paid_for() {
        RateLimit limit = new RateLimit(100);
        assertThat(limit.begin(Duration.ZERO)).isZero();
        limit.read(250);
        assertThat(limit.begin(Duration.ofMillis(400))).isEqualTo(Duration.ofMillis(2_100));
        assertThat(limit.begin(Duration.ofMillis(2_499))).isEqualTo(Duration.ofMillis(1));
        assertThat(limit.begin(Duration.ofMillis(2_500))).isZero();
    }

    @Test
    void the_time_that_a_read_takes_pays_for_it() {
        RateLimit limit = new RateLimit(100);
        limit.begin(Duration.ZERO);
        limit.read(100);
        assertThat(limit.begin(Duration.ofSeconds(1))).isZero();
    }

    @Test
    void time_without_reads_pays_for_none_that_come() {
        RateLimit limit = new RateLimit(100);
        Duration hour = Duration.ofHours(1);
        assertThat(limit.begin(hour)).isZero();
        limit.read(100);
        assertThat(limit.begin(hour)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void reads_that_run_at_once_are_all_paid_for() {
        RateLimit limit = new RateLimit(100);
        assertThat(limit.begin(Duration.ZERO)).isZero();
        assertThat(limit.begin(Duration.ZERO)).isZero();
        limit.read(100);
        limit.read(300);
        assertThat(limit.begin(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_read_without_rows_costs_nothing() {
        RateLimit limit = new RateLimit(1);
        limit.begin(Duration.ZERO);
        limit.read(0);
        assertThat(limit.begin(Duration.ZERO)).isZero();
    }

    @Test
    void a_read_of_more_rows_than_a_number_of_nanoseconds_holds_is_paid_for() {
        RateLimit limit = new RateLimit(Integer.MAX_VALUE);
        limit.begin(Duration.ZERO);
        long seconds = 100_000;
        limit.read(seconds * Integer.MAX_VALUE);
        assertThat(limit.begin(Duration.ZERO)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void from_any_read_to_any_later_one_there_are_no_more_rows_than_the_rate_allows_and_no_nanosecond_is_lost() {
        Seeds.each(300, random -> {
            int rate = 1 + random.nextInt(random.nextBoolean() ? 10 : 1_000_000);
            RateLimit limit = new RateLimit(rate);
            Duration now = Duration.ZERO;
            List<Duration> begins = new ArrayList<>();
            List<Long> rows = new ArrayList<>();
            for (int read = 0; read < 60; read++) {
                Duration wait = limit.begin(now);
                if (!wait.isZero()) {
                    assertThat(limit.begin(now.plus(wait).minusNanos(1))).isEqualTo(Duration.ofNanos(1));
                    now = now.plus(wait);
                    assertThat(limit.begin(now)).isZero();
                }
                begins.add(now);
                rows.add((long) random.nextInt(3 * rate));
                now = now.plusNanos(random.nextInt(3) * (long) random.nextInt(1_000_000_000));
                limit.read(rows.get(read));
            }
            for (int from = 0; from < begins.size(); from++) {
                BigInteger read = BigInteger.ZERO;
                for (int to = from + 1; to < begins.size(); to++) {
                    read = read.add(BigInteger.valueOf(rows.get(to - 1)));
                    BigInteger allowed = BigInteger.valueOf(
                                    begins.get(to).minus(begins.get(from)).toNanos())
                            .multiply(BigInteger.valueOf(rate));
                    assertThat(read.multiply(NANOS_PER_SECOND)).isLessThanOrEqualTo(allowed);
                }
            }
        });
    }
}
