package dev.reconcile.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.CanonicalType.Binary;
import dev.reconcile.core.canonical.CanonicalType.Bool;
import dev.reconcile.core.canonical.CanonicalType.Date;
import dev.reconcile.core.canonical.CanonicalType.Decimal;
import dev.reconcile.core.canonical.CanonicalType.Floating;
import dev.reconcile.core.canonical.CanonicalType.Text;
import dev.reconcile.core.canonical.CanonicalType.Time;
import dev.reconcile.core.canonical.CanonicalType.Uuid;
import dev.reconcile.core.canonical.CanonicalType.Whole;
import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.memory.CanonicalText;
import dev.reconcile.core.memory.PlainValues;
import dev.reconcile.core.memory.RandomTable;
import dev.reconcile.core.memory.RandomTables;
import dev.reconcile.core.memory.Seeds;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RowFrameTest {

    private static final Text TEXT = new Text(false);
    private static final List<CanonicalType> TWO_TEXTS = List.of(TEXT, TEXT);

    @Test
    void a_frame_is_what_its_description_says() {
        assertThat(BothImplementations.frame(Arrays.asList(7L, "a|b", null), List.of(new Whole(), TEXT, TEXT)))
                .isEqualTo("7|3:a|b|~|");
        assertThat(BothImplementations.frame(List.of("a|b", "c"), TWO_TEXTS)).isEqualTo("3:a|b|1:c|");
        assertThat(BothImplementations.frame(List.of("a", "b|c"), TWO_TEXTS)).isEqualTo("1:a|3:b|c|");
        assertThat(BothImplementations.frame(Arrays.asList(null, ""), TWO_TEXTS))
                .isEqualTo("~|0:|");
        assertThat(BothImplementations.frame(List.of(), List.of())).isEmpty();
    }

    static Stream<Arguments> rows_that_careless_framing_takes_for_equal() {
        return Stream.of(
                Arguments.of(List.of("ab", "c"), List.of("a", "bc")),
                Arguments.of(List.of("a|b", "c"), List.of("a", "b|c")),
                Arguments.of(List.of("a", ""), List.of("", "a")),
                Arguments.of(List.of("1:a|", ""), List.of("", "1:a|")),
                Arguments.of(List.of("1", "1:1"), List.of("1:1", "1")),
                Arguments.of(Arrays.asList(null, "a"), Arrays.asList("a", null)),
                Arguments.of(Arrays.asList(null, null), List.of("", "")),
                Arguments.of(Arrays.asList("a", null), List.of("a", "~")),
                Arguments.of(Arrays.asList("a", null), List.of("a", "~|")),
                Arguments.of(List.of("a|1", "b"), List.of("a", "1|b")));
    }

    @ParameterizedTest
    @MethodSource("rows_that_careless_framing_takes_for_equal")
    void different_rows_have_different_frames(List<@Nullable Object> one, List<@Nullable Object> other) {
        assertThat(BothImplementations.frame(one, TWO_TEXTS)).isNotEqualTo(BothImplementations.frame(other, TWO_TEXTS));
    }

    @Test
    void null_is_no_text_at_all() {
        List<String> frames = new ArrayList<>();
        for (String value : Arrays.asList(null, "", " ", "NULL", "null", "<null>", "~", "~|", "0", "false", "\\N")) {
            frames.add(BothImplementations.frame(Arrays.asList(value), List.of(TEXT)));
        }
        assertThat(frames).doesNotHaveDuplicates();
    }

    @Test
    void null_is_no_value_of_any_type() {
        assertNullIsUnlike(new Bool(), false);
        assertNullIsUnlike(new Whole(), 0L);
        assertNullIsUnlike(new Decimal(0), BigDecimal.ZERO, SpecialDecimal.NAN);
        assertNullIsUnlike(new Floating(), 0.0, Double.NaN);
        assertNullIsUnlike(new Binary(), (Object) new byte[0]);
    }

    private static void assertNullIsUnlike(CanonicalType type, Object... values) {
        String ofNull = BothImplementations.frame(Arrays.asList((Object) null), List.of(type));
        for (Object value : values) {
            assertThat(BothImplementations.frame(List.of(value), List.of(type))).isNotEqualTo(ofNull);
        }
    }

    @Test
    void rows_have_the_same_frame_if_and_only_if_they_are_equal_and_every_frame_can_be_read_back() {
        Seeds.each(500, random -> {
            RandomTables tables = new RandomTables(random, 7);
            RandomTable table = tables.next();
            List<CanonicalType> types = table.canonicalTypes();
            Map<String, List<String>> textsByFrame = new HashMap<>();
            for (List<@Nullable Object> row : table.rows()) {
                List<String> texts = canonicalTexts(row, types);
                String frame = BothImplementations.frame(row, types);
                assertThat(FrameReader.read(frame, types)).isEqualTo(texts);
                List<String> before = textsByFrame.put(frame, texts);
                assertThat(before).isIn(null, texts);
            }
        });
    }

    private static List<String> canonicalTexts(List<@Nullable Object> row, List<CanonicalType> types) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            Object value = row.get(i);
            texts.add(value == null ? "NULL" : "=" + CanonicalText.of(value, types.get(i)));
        }
        return texts;
    }

    @Test
    void the_hash_is_the_md5_of_the_frame_in_two_big_endian_halves() throws Exception {
        List<Long> halves = new ArrayList<>();
        RowEncoder encoder = new RowEncoder(List.of(new Whole(), TEXT, TEXT), (high, low) -> {
            halves.add(high);
            halves.add(low);
        });

        PlainValues.giveRow(Arrays.asList(7L, "a|b", null), encoder);

        byte[] md5 = MessageDigest.getInstance("MD5").digest("7|3:a|b|~|".getBytes(StandardCharsets.UTF_8));
        assertThat(halves)
                .containsExactly(
                        java.nio.ByteBuffer.wrap(md5).getLong(0),
                        java.nio.ByteBuffer.wrap(md5).getLong(8));
    }

    @Test
    void a_row_leaves_nothing_behind_for_the_next() {
        List<List<Long>> hashes = new ArrayList<>();
        RowEncoder encoder = new RowEncoder(TWO_TEXTS, (high, low) -> hashes.add(List.of(high, low)));
        List<List<@Nullable Object>> rows = List.of(
                List.of("x".repeat(10_000), "y"), List.of("x", "y"), Arrays.asList(null, null), List.of("x", "y"));

        rows.forEach(row -> PlainValues.giveRow(row, encoder));

        assertThat(hashes).hasSize(4);
        assertThat(hashes.get(1)).isEqualTo(hashes.get(3));
        assertThat(hashes.get(0)).isNotEqualTo(hashes.get(1));
        for (int i = 0; i < rows.size(); i++) {
            List<List<Long>> fresh = new ArrayList<>();
            PlainValues.giveRow(rows.get(i), new RowEncoder(TWO_TEXTS, (high, low) -> fresh.add(List.of(high, low))));
            assertThat(fresh).containsExactly(hashes.get(i));
        }
        assertThat(encoder.frame()).isEmpty();
    }

    @Test
    void rows_of_any_length_fit() {
        for (int length : new int[] {500, 506, 507, 508, 509, 510, 511, 512, 513, 1023, 1024, 1025, 100_000}) {
            BothImplementations.frame(List.of("x".repeat(length)), List.of(TEXT));
            BothImplementations.frame(List.of(new byte[length]), List.of(new Binary()));
            BothImplementations.frame(
                    List.of("x".repeat(length), new BigDecimal("1E+" + length), 1.0),
                    List.of(TEXT, new Decimal(length), new Floating()));
        }
        List<CanonicalType> manyColumns = java.util.Collections.nCopies(1024, new Whole());
        BothImplementations.frame(java.util.Collections.nCopies(1024, Long.MIN_VALUE), manyColumns);
    }

    @Test
    void a_row_with_too_few_values_does_not_end() {
        RowEncoder encoder = new RowEncoder(TWO_TEXTS, (high, low) -> {});
        encoder.textValue("private");
        assertThatThrownBy(encoder::endRow)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A row of 2 columns ended after 1.");
    }

    @Test
    void a_row_with_too_many_values_is_refused() {
        RowEncoder encoder = new RowEncoder(List.of(TEXT), (high, low) -> {});
        encoder.textValue("private");
        assertThatThrownBy(encoder::nullValue)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A row of 1 columns was given one more value.");
    }

    static Stream<Arguments> misplaced_values() {
        CanonicalType whole = new Whole();
        return Stream.of(
                misplaced(TEXT, sink -> sink.booleanValue(true)),
                misplaced(TEXT, sink -> sink.longValue(424_242)),
                misplaced(whole, sink -> sink.decimalValue(new BigDecimal("424242"))),
                misplaced(whole, sink -> sink.specialDecimal(SpecialDecimal.NAN)),
                misplaced(whole, sink -> sink.doubleValue(424_242)),
                misplaced(whole, sink -> sink.dateValue(424_242)),
                misplaced(new Date(), sink -> sink.timeValue(424_242)),
                misplaced(new Date(), sink -> sink.timestampValue(424_242, 0)),
                misplaced(new Time(6, Rounding.HALF_UP), RowSink::latest),
                misplaced(new Time(6, Rounding.HALF_UP), RowSink::earliest),
                misplaced(TEXT, sink -> sink.uuidValue(424_242, 0)),
                misplaced(new Uuid(), sink -> sink.textValue("424242")),
                misplaced(new Binary(), sink -> sink.utf8Value(new byte[] {42, 42, 42}, 0, 3)),
                misplaced(TEXT, sink -> sink.binaryValue(new byte[] {42, 42, 42}, 0, 3)));
    }

    private static Arguments misplaced(CanonicalType type, Consumer<RowSink> value) {
        return Arguments.of(type, value);
    }

    @ParameterizedTest
    @MethodSource("misplaced_values")
    void a_value_of_another_type_is_refused_without_being_shown(CanonicalType type, Consumer<RowSink> value) {
        RowEncoder encoder = new RowEncoder(List.of(type), (high, low) -> {});
        assertThatThrownBy(() -> value.accept(encoder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("but was given")
                .hasMessageNotContaining("42");
    }

    /** Reads the canonical texts back out of a frame, by its description alone. */
    private static final class FrameReader {

        private final byte[] frame;
        private int at;

        private FrameReader(byte[] frame) {
            this.frame = frame;
        }

        static List<String> read(String frame, List<CanonicalType> types) {
            FrameReader reader = new FrameReader(frame.getBytes(StandardCharsets.UTF_8));
            List<String> texts = new ArrayList<>();
            types.forEach(type -> texts.add(reader.next(type)));
            assertThat(reader.at).as("the whole frame was read").isEqualTo(reader.frame.length);
            return texts;
        }

        private String next(CanonicalType type) {
            if (frame[at] == '~') {
                assertThat(frame[at + 1]).isEqualTo((byte) '|');
                at += 2;
                return "NULL";
            }
            int length = type instanceof Text ? Integer.parseInt(upTo(':')) : indexOf('|') - at;
            String text = new String(frame, at, length, StandardCharsets.UTF_8);
            at += length;
            assertThat(frame[at++]).isEqualTo((byte) '|');
            return "=" + text;
        }

        private String upTo(char end) {
            int index = indexOf(end);
            String text = new String(frame, at, index - at, StandardCharsets.US_ASCII);
            at = index + 1;
            return text;
        }

        private int indexOf(char end) {
            int index = at;
            while (frame[index] != end) {
                index++;
            }
            return index;
        }
    }
}
