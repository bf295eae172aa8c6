package dev.reconcile.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Murmur3Test {

    /**
     * The value by which SMHasher, the author's own suite, tells whether an implementation is right: the hash of the hashes of
     * inputs of all lengths up to 255, each with a seed of its own.
     */
    @Test
    void the_verification_value_of_its_author_s_suite_comes_out() {
        ByteBuffer hashes = ByteBuffer.allocate(256 * 16);
        byte[] input = new byte[256];
        for (int length = 0; length < 256; length++) {
            hashes.put(hash(new Murmur3(256 - length), Arrays.copyOf(input, length)));
            input[length] = (byte) length;
        }

        byte[] hashOfHashes = hash(new Murmur3(0), hashes.array());

        assertThat(ByteBuffer.wrap(hashOfHashes).order(ByteOrder.LITTLE_ENDIAN).getInt())
                .isEqualTo(0x6384BA69);
    }

    /** As other implementations print them: both halves with the highest byte first. */
    @ParameterizedTest
    @CsvSource({
        "'', 0, 00000000000000000000000000000000",
        "'', 1, 4610abe56eff5cb551622daa78f83583",
        "'hello', 0, cbd8a7b341bd9b025b1e906a48ae1d19",
        "'The quick brown fox jumps over the lazy dog', 0, e34bbc7bbc071b6c7a433ca9c49a9347",
        "'The quick brown fox jumps over the lazy cog', 0, 658ca970ff85269a43fee3eaa68e5c3e"
    })
    void published_hashes_come_out(String input, int seed, String expected) {
        Murmur3 murmur3 = new Murmur3(seed);
        hash(murmur3, input.getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().toHexDigits(murmur3.first()) + HexFormat.of().toHexDigits(murmur3.second()))
                .isEqualTo(expected);
    }

    /** The hash in the bytes in which the author's implementation leaves it in memory. */
    private static byte[] hash(Murmur3 murmur3, byte[] input) {
        murmur3.hash(Arrays.copyOf(input, input.length + Murmur3.ZEROS_BEHIND), input.length);
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(murmur3.first())
                .putLong(murmur3.second())
                .array();
    }
}
