package dev.reconcile.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tables come first; what the last ones leave free is theirs. */
class LanesTest {

    @Test
    void each_table_has_one_while_others_wait_or_run() {
        Lanes lanes = new Lanes(9, 4, 6);
        IntStream.of(1, 1, 1, 1, 2, 4).forEach(expected -> {
            assertThat(lanes.ofEach()).isEqualTo(expected);
            lanes.tableIsDone();
        });
        assertThat(lanes.ofEach()).isEqualTo(4);
    }

    @Test
    void a_table_has_no_more_than_it_may_have() {
        assertThat(new Lanes(3, 8, 1).ofEach()).isEqualTo(3);
        assertThat(new Lanes(1, 8, 1).ofEach()).isEqualTo(1);
    }

    @Test
    void never_are_there_more_over_all_tables_than_tables_may_be_compared_at_once() {
        for (int parallelism = 1; parallelism <= 9; parallelism++) {
            for (int tables = 1; tables <= 9; tables++) {
                int running = Math.min(parallelism, tables);
                assertThat(new Lanes(9, parallelism, tables).ofEach() * running).isBetween(1, parallelism);
            }
        }
    }
}
