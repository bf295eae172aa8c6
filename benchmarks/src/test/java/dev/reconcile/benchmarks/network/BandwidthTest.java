package dev.reconcile.benchmarks.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BandwidthTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void bytes_pass_one_behind_the_other_however_they_are_cut() {
        Bandwidth line = new Bandwidth(1_000_000);

        long last = 0;
        int sent = 0;
        for (int size = 1; sent + size <= 3_000_000; size = size % 16_384 + 7) {
            last = line.pass(size, 0);
            sent += size;
        }

        assertThat(last).isEqualTo((long) Math.ceil(sent * 1_000.0));
    }

    @Test
    void what_was_not_used_is_not_saved_for_later() {
        Bandwidth line = new Bandwidth(1_000);
        line.pass(500, 0);

        assertThat(line.pass(500, 10 * SECOND)).isEqualTo(10 * SECOND + SECOND / 2);
    }

    @Test
    void a_line_without_a_limit_holds_nothing_up() {
        Bandwidth line = new Bandwidth(Double.POSITIVE_INFINITY);

        assertThat(line.pass(Integer.MAX_VALUE, 7)).isEqualTo(7);
    }
}
