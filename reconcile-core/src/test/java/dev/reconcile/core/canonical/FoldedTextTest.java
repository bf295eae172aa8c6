package dev.reconcile.core.canonical;

import static dev.reconcile.core.canonical.TextFold.ALL_WHITESPACE;
import static dev.reconcile.core.canonical.TextFold.CASE;
import static dev.reconcile.core.canonical.TextFold.OUTER_WHITESPACE;
import static dev.reconcile.core.canonical.TextFold.TRAILING_BLANKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.CanonicalType.FoldedText;
import dev.reconcile.core.memory.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedTextTest {

    @ParameterizedTest
    @CsvSource(
            value = {
                "ABC: abc",
                "ÉCOLE: école",
                "ΣΊΣΥΦΟΣ: σίσυφοσ",
                "σίσυφος: σίσυφοσ",
                "ǅ: ǆ",
                "İ: i",
                "ı: i",
                "ſ: s",
                "Straße: straße",
                "STRASSE: strasse",
                "e\u0301É: e\u0301é",
                "𐐀: 𐐨",
                "中文😀: 中文😀",
                "' A ': ' a '",
                "'': ''"
            },
            delimiter = ':')
    void case_is_folded_character_by_character_and_nothing_else(String text, String folded) {
        assertThat(BothImplementations.text(text, folded(CASE))).isEqualTo(folded);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "' a b ':'a b'",
                "'\ta\u00a0b\n':'a\u00a0b'",
                "'\u2003a\u3000':'a'",
                "' \u00a0 ':''",
                "'':''",
                "'\u200ba':'\u200ba'",
                "'A':'A'"
            },
            delimiter = ':')
    void white_space_of_any_kind_goes_at_both_ends(String text, String folded) {
        assertThat(BothImplementations.text(text, folded(OUTER_WHITESPACE))).isEqualTo(folded);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"' a  b\u00a0\tc ':'a b c'", "'a\r\nb':'a b'", "' \n ':''", "'a b':'a b'", "'ab':'ab'"},
            delimiter = ':')
    void white_space_between_becomes_one_space(String text, String folded) {
        assertThat(BothImplementations.text(text, folded(ALL_WHITESPACE))).isEqualTo(folded);
    }

    @Test
    void spaces_at_the_end_go_alone_where_only_the_case_is_folded_beside_them() {
        assertThat(BothImplementations.text(" A\t ", folded(CASE, TRAILING_BLANKS)))
                .isEqualTo(" a\t");
    }

    @Test
    void all_white_space_is_one_that_java_or_unicode_takes_for_it() {
        for (int c = 1; c < 0x10000; c++) {
            if (!Character.isSurrogate((char) c)) {
                BothImplementations.text("a" + (char) c + "b", folded(ALL_WHITESPACE, CASE));
            }
        }
    }

    @Test
    void random_texts_give_the_same_in_characters_and_in_utf_8() {
        Seeds.each(500, random -> {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append("aBÉß \t\u00a0ΣςİI".charAt(random.nextInt(11)));
            }
            FoldedText type = folded(TextFold.values()[1 + random.nextInt(3)], TRAILING_BLANKS);
            String expected = BothImplementations.frame(List.of(text.toString()), List.of(type));
            RowEncoder encoder = new RowEncoder(List.of(type), (high, low) -> {});
            byte[] utf8 = ("?" + text).getBytes(StandardCharsets.UTF_8);
            encoder.utf8Value(utf8, 1, utf8.length - 1);
            assertThat(new String(encoder.frame(), StandardCharsets.UTF_8)).isEqualTo(expected);
        });
    }

    @Test
    void half_of_a_surrogate_pair_has_no_form() {
        RowEncoder encoder = new RowEncoder(List.of(folded(CASE)), (high, low) -> {});
        assertThatThrownBy(() -> encoder.textValue("a\ud800")).isInstanceOf(UnencodableTextException.class);
    }

    @Test
    void a_text_without_its_trailing_blanks_alone_is_one_that_databases_give_too() {
        assertThatThrownBy(() -> new FoldedText(Set.of(TRAILING_BLANKS))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FoldedText(Set.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static FoldedText folded(TextFold... folds) {
        return new FoldedText(Set.of(folds));
    }
}
