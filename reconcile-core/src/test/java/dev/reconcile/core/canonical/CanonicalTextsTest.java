package dev.reconcile.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reconcile.core.canonical.CanonicalType.Binary;
import dev.reconcile.core.canonical.CanonicalType.Text;
import dev.reconcile.core.canonical.CanonicalType.Uuid;
import dev.reconcile.core.canonical.CanonicalType.Whole;
import dev.reconcile.core.memory.CanonicalText;
import dev.reconcile.core.memory.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalTextsTest {

    private static final Text EXACT = new Text(false);
    private static final Text STRIPPED = new Text(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ab   ",
                "  ab",
                "\t",
                "ab\n",
                "NULL",
                "~",
                "|",
                "3:abc|",
                "naïve",
                "e\u0301",
                "ß",
                "中文",
                "😀",
                "a\u0000b",
                "\uffff",
                "\u00a0"
            })
    void a_text_is_its_characters_as_they_are(String value) {
        assertThat(BothImplementations.text(value, EXACT)).isEqualTo(value);
    }

    @Test
    void the_length_counts_bytes_of_utf_8() {
        assertThat(BothImplementations.frame(List.of("aß中😀"), List.of(EXACT))).isEqualTo("10:aß中😀|");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "'ab   '; 'ab'",
                "'ab'; 'ab'",
                "''; ''",
                "'     '; ''",
                "'  ab '; '  ab'",
                "'a b '; 'a b'",
                "'ab\t '; 'ab\t'",
                "'ab\u00a0'; 'ab\u00a0'",
                "'ab\u3000 '; 'ab\u3000'"
            },
            delimiter = ';')
    void only_spaces_at_the_end_are_stripped_where_one_side_pads(String value, String expected) {
        assertThat(BothImplementations.text(value, STRIPPED)).isEqualTo(expected);
    }

    @Test
    void nothing_is_folded_or_normalised() {
        assertThat(BothImplementations.text("É", EXACT)).isNotEqualTo(BothImplementations.text("E\u0301", EXACT));
        assertThat(BothImplementations.text("a", EXACT)).isNotEqualTo(BothImplementations.text("A", EXACT));
        assertThat(BothImplementations.text("x", EXACT)).isNotEqualTo(BothImplementations.text(" x ", EXACT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ud83d",
                "\ude00",
                "a\ud83d",
                "\ud83da",
                "\ude00\ud83d",
                "\ud83d\ud83d\ude00",
                "\ud83d\ude00\ude00"
            })
    void half_a_surrogate_pair_is_refused_with_its_column_and_without_its_value(String value) {
        RowEncoder encoder = new RowEncoder(List.of(new Whole(), EXACT), (high, low) -> {});
        encoder.longValue(1);

        UnencodableTextException refusal =
                catchThrowableOfType(UnencodableTextException.class, () -> encoder.textValue(value));

        assertThat(refusal.column()).isEqualTo(1);
        assertThat(refusal).hasMessage("A text holds half of a surrogate pair, which has no UTF-8 form.");
        assertThatThrownBy(() -> CanonicalText.frame(List.of(value), List.of(EXACT)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void characters_and_their_utf_8_give_the_same_frame() {
        byte[] bytes = "<naïve 😀  >".getBytes(StandardCharsets.UTF_8);
        RowEncoder fromBytes = new RowEncoder(List.of(EXACT, STRIPPED), (high, low) -> {});
        fromBytes.utf8Value(bytes, 1, bytes.length - 2);
        fromBytes.utf8Value(bytes, 1, bytes.length - 2);

        assertThat(new String(fromBytes.frame(), StandardCharsets.UTF_8))
                .isEqualTo(BothImplementations.frame(List.of("naïve 😀  ", "naïve 😀  "), List.of(EXACT, STRIPPED)));
    }

    @Test
    void stripping_stops_at_the_value_s_first_byte() {
        RowEncoder encoder = new RowEncoder(List.of(STRIPPED), (high, low) -> {});
        encoder.utf8Value("x    y".getBytes(StandardCharsets.UTF_8), 1, 4);
        assertThat(new String(encoder.frame(), StandardCharsets.UTF_8)).isEqualTo("0:|");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6f9619ff-8b86-d011-b42d-00c04fc964ff",
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "80000000-0000-8000-7fff-000000000001"
            })
    void a_uuid_has_36_characters_in_lower_case(String text) {
        assertThat(BothImplementations.text(UUID.fromString(text), new Uuid())).isEqualTo(text);
    }

    @Test
    void random_uuids_agree_with_java() {
        Seeds.each(
                1000, random -> BothImplementations.text(new UUID(random.nextLong(), random.nextLong()), new Uuid()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00ff", "7f80", "deadbeef", "000000"})
    void a_binary_is_its_hexadecimal_digits(String hex) {
        assertThat(BothImplementations.text(HexFormat.of().parseHex(hex), new Binary()))
                .isEqualTo(hex);
    }
}
