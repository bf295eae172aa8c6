package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.run.RunOptions;
import org.junit.jupiter.api.Test;

class RowsInMemoryTest {

    private static final long MEGABYTES = 1_000_000;

    @Test
    void one_table_has_the_memory_to_itself_and_several_share_it() {
        assertThat(rows(1, 256 * MEGABYTES)).isEqualTo(256_000);
        assertThat(rows(2, 256 * MEGABYTES)).isEqualTo(128_000);
        assertThat(rows(400, 256 * MEGABYTES)).as("four at once").isEqualTo(64_000);
    }

    @Test
    void there_are_some_in_a_small_process_and_not_too_many_in_a_large_one() {
        assertThat(rows(4, 16 * MEGABYTES)).isEqualTo(20_000);
        assertThat(rows(1, 64_000 * MEGABYTES)).isEqualTo(5_000_000);
    }

    private static int rows(int tables, long memory) {
        return RowsInMemory.sharedOut(RunOptions.DEFAULT, tables, memory).rows().keysInMemory();
    }
}
