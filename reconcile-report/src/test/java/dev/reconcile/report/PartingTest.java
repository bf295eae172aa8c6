package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.report.Parting.Part;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartingTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "588.01,588.02,588.0[1],588.0[2]",
                "abc,abc ,abc[],abc[ ]",
                "bc,abc,[]bc,[a]bc",
                "abc,xyz,[abc],[xyz]",
                "aa,aaa,aa[],aa[a]",
                "same,same,[same],[same]",
                "The red boots,The blue boats,The [red] bo[o]ts,The [blue] bo[a]ts",
                "2024-07-11 01:53:55.886849,2024-07-11 01:53:55.88685,2024-07-11 01:53:55.8868[49],2024-07-11 01:53:55.8868[5]",
                "one two three four,1 two 3 four,[one] two [three] four,[1] two [3] four",
                "cafe,café,caf[e],caf[é]",
                "cafe\u0301s,cafes,caf[e\u0301]s,caf[e]s",
                "x😀y,x😁y,x[😀]y,x[😁]y",
                "'',a,[],[a]"
            })
    void marks_what_differs(String one, String other, String oneMarked, String otherMarked) {
        Parting parting = Parting.of(one, other);
        assertThat(marked(one, parting, true)).isEqualTo(oneMarked.replace("''", ""));
        assertThat(marked(other, parting, false)).isEqualTo(otherMarked);
    }

    @Test
    void marks_one_part_where_texts_have_little_to_do_with_each_other() {
        String one = "a111b222c333d444e555f";
        String other = "v111w222x333y444z555-";
        assertThat(Parting.of(one, other).parts()).containsExactly(new Part(0, one.length(), 0, other.length()));
    }

    @Test
    void marks_one_part_of_long_texts_without_comparing_each_pair_of_characters() {
        String one = "a" + "x".repeat(1_000_000) + "b";
        String other = "c" + "x".repeat(1_000_000) + "d";
        assertThat(Parting.of(one, other).parts()).containsExactly(new Part(0, one.length(), 0, other.length()));
    }

    @Test
    void takes_the_end_of_what_was_cut_off_for_no_difference() {
        Parting parting = Parting.of("1 the same and on…", "22 the same and…");
        assertThat(parting.parts()).hasSize(2);
        assertThat(parting.withoutEnd(17, 15).parts()).hasSize(1);
        assertThat(parting.withoutEnd(18, 16).parts()).hasSize(2);
        assertThat(Parting.of("abc…", "ab…").withoutEnd(3, 2).parts()).hasSize(1);
    }

    @Test
    void leaves_alike_what_is_alike_and_nothing_else() {
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            String one = text(random);
            String other = text(random);
            List<Part> parts = Parting.of(one, other).parts();
            StringBuilder alikeInOne = new StringBuilder(one);
            StringBuilder alikeInOther = new StringBuilder(other);
            for (int i = parts.size() - 1; i >= 0; i--) {
                alikeInOne.replace(parts.get(i).start(), parts.get(i).end(), "|");
                alikeInOther.replace(parts.get(i).otherStart(), parts.get(i).otherEnd(), "|");
            }
            assertThat(alikeInOne.toString())
                    .as("seed %d: %s, %s", seed, one, other)
                    .isEqualTo(alikeInOther.toString());
            assertThat(parts).as("seed %d", seed).allSatisfy(part -> {
                assertThat(splitsACharacter(one, part.start()) || splitsACharacter(one, part.end()))
                        .isFalse();
                assertThat(splitsACharacter(other, part.otherStart()) || splitsACharacter(other, part.otherEnd()))
                        .isFalse();
            });
        }
    }

    private static boolean splitsACharacter(String text, int place) {
        return place > 0
                && place < text.length()
                && Character.isHighSurrogate(text.charAt(place - 1))
                && Character.isLowSurrogate(text.charAt(place));
    }

    private static String text(Random random) {
        String[] pieces = {"a", "b", "abcd", "x", "😀", "😁", "\u0301", "12345", "\ud83d", "\ude00"};
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private static String marked(String text, Parting parting, boolean isOne) {
        StringBuilder marked = new StringBuilder(text);
        for (int i = parting.parts().size() - 1; i >= 0; i--) {
            Part part = parting.parts().get(i);
            marked.insert(isOne ? part.end() : part.otherEnd(), ']');
            marked.insert(isOne ? part.start() : part.otherStart(), '[');
        }
        return marked.toString();
    }
}
