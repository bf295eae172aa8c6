package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlPageTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "<script>,&lt;script&gt;",
                "a & b,a &amp; b",
                "\" onload=\"x,&quot; onload=&quot;x",
                "' onload='x,&#39; onload=&#39;x",
                "&amp;,&amp;amp;",
                "]]>,]]&gt;",
                "<!--,&lt;!--"
            })
    void shows_markup_as_text_in_content_and_in_attributes(String text, String escaped) throws IOException {
        StringBuilder out = new StringBuilder();
        new HtmlPage(out).element("span", text, "title", text).end();
        assertThat(out).hasToString("<!DOCTYPE html><span title=\"" + escaped + "\">" + escaped + "</span>\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0",
                "\u001b",
                "\u0085",
                "\u202e",
                "\u2066",
                "\u200f",
                "\ufeff",
                "\u200b",
                "\ufffe",
                "\uffff",
                "\ufdd0",
                "\udbff\udfff",
                "\ud800",
                "\udc00",
                "\u00ad"
            })
    void replaces_what_would_be_obeyed_or_not_seen(String character) throws IOException {
        StringBuilder out = new StringBuilder();
        new HtmlPage(out).element("bdi", "a" + character + "b").end();
        assertThat(out).hasToString("<!DOCTYPE html><bdi>a\ufffdb</bdi>\n");
    }

    @Test
    void leaves_letters_of_every_script_as_they_are() throws IOException {
        String text = "Grüße שלום 表 😀 e\u0301";
        StringBuilder out = new StringBuilder();
        new HtmlPage(out).element("bdi", text).end();
        assertThat(out).hasToString("<!DOCTYPE html><bdi>" + text + "</bdi>\n");
    }

    @Test
    void leaves_out_attributes_without_a_value() throws IOException {
        StringBuilder out = new StringBuilder();
        new HtmlPage(out).open("details", "open", null, "id", "x").close().end();
        assertThat(out).hasToString("<!DOCTYPE html>\n<details id=\"x\"></details>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scr ipt", "b>", "on\"x", "1a"})
    void takes_no_text_for_the_name_of_an_element_or_an_attribute(String name) {
        assertThatThrownBy(() -> new HtmlPage(new StringBuilder()).open(name))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HtmlPage(new StringBuilder()).open("p", name, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void does_not_end_with_an_element_open() {
        assertThatThrownBy(() ->
                        new HtmlPage(new StringBuilder()).open("main").open("p").end())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[p, main]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"</style><script>", "a::before { content: '&'; }"})
    void takes_no_style_sheet_with_markup_in_it(String css) {
        assertThatThrownBy(() -> new HtmlPage(new StringBuilder()).style(new StyleSheet(css)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
