package dev.reconcile.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnlistedRowsTest {

    private final UnlistedRows rows = new UnlistedRows();

    @Test
    void none_holds_nothing() {
        assertThat(IntStream.range(0, 1_000).filter(i -> rows.mayHold(identity(i))))
                .isEmpty();
    }

    @Test
    void whatever_was_added_may_be_one_and_few_others_may() {
        IntStream.range(0, 100_000).forEach(i -> rows.add(identity(i)));

        assertThat(IntStream.range(0, 100_000)).allMatch(i -> rows.mayHold(identity(i)));
        assertThat(IntStream.range(100_000, 200_000)
                        .filter(i -> rows.mayHold(identity(i)))
                        .count())
                .isLessThan(100);
    }

    private static String identity(int number) {
        try {
            byte[] text = String.valueOf(number).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
