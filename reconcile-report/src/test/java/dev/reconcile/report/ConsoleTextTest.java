package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Value;
import org.junit.jupiter.api.Test;

class ConsoleTextTest {

    @Test
    void breaks_text_between_words() {
        assertThat(ConsoleText.wrapWords("one two  three", 7)).containsExactly("one two", "three");
        assertThat(ConsoleText.wrapWords("one two three", 6)).containsExactly("one", "two", "three");
        assertThat(ConsoleText.wrapWords("", 7)).containsExactly("");
    }

    @Test
    void breaks_a_word_that_is_wider_than_a_line_unless_it_is_a_url() {
        assertThat(ConsoleText.wrapWords("see http://localhost:8083/connectors now", 10))
                .containsExactly("see", "http://localhost:8083/connectors", "now");
        assertThat(ConsoleText.wrapWords("of public.order_lines now", 10))
                .containsExactly("of public.", "order_", "lines now");
    }

    @Test
    void breaks_a_name_behind_a_dot_or_underscore_where_one_is_near() {
        assertThat(ConsoleText.wrapName("sales.order_lines", 20)).containsExactly("sales.order_lines");
        assertThat(ConsoleText.wrapName("sales.order_lines", 12)).containsExactly("sales.order_", "lines");
        assertThat(ConsoleText.wrapName("sales.order_lines", 11)).containsExactly("sales.", "order_lines");
        assertThat(ConsoleText.wrapName("abcdefghijkl", 5)).containsExactly("abcde", "fghij", "kl");
        assertThat(ConsoleText.wrapName("表表表表表", 2)).containsExactly("表表", "表表", "表");
    }

    @Test
    void shows_values_so_that_what_cannot_be_seen_is_seen() {
        assertThat(ConsoleText.shown(new Value.Text("it's a\\b"))).isEqualTo("'it\\'s a\\\\b'");
        assertThat(ConsoleText.shown(new Value.Text("a\n\tb\u001b[31m"))).isEqualTo("'a\\n\\tb\\u001b[31m'");
        assertThat(ConsoleText.shown(new Value.Text("a  b "))).isEqualTo("'a \\u0020b '");
        assertThat(ConsoleText.shown(new Value.Text("\u00a0\u202e\u200b表😀"))).isEqualTo("'\\u00a0\\u202e\\u200b表😀'");
        assertThat(ConsoleText.shown(new Value.Excerpt("…a\nb… (999 characters)")))
                .isEqualTo("…a\\nb… (999 characters)");
        assertThat(ConsoleText.shown(Value.Null.NULL)).isEqualTo("NULL");
        assertThat(ConsoleText.shown(new Value.Text("NULL"))).isEqualTo("'NULL'");
    }

    @Test
    void counts_characters_not_their_halves() {
        assertThat(ConsoleText.width("😀")).isEqualTo(1);
        assertThat(ConsoleText.wrapName("😀😀😀", 2)).containsExactly("😀😀", "😀");
    }
}
