package dev.reconcile.app.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.app.yaml.YamlNode.Entry;
import dev.reconcile.app.yaml.YamlNode.Mapping;
import dev.reconcile.app.yaml.YamlNode.Scalar;
import dev.reconcile.app.yaml.YamlNode.ScalarType;
import dev.reconcile.app.yaml.YamlNode.Sequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {

    @Test
    void every_part_knows_its_line() throws Exception {
        Mapping root = (Mapping) YamlText.parse("""
                # a comment

                source:
                  port: 1433

                tables:
                  - a
                  - b
                """);

        Entry source = root.entries().get(0);
        assertThat(source.line()).isEqualTo(3);
        Entry port = ((Mapping) source.value()).entries().get(0);
        assertThat(port.line()).isEqualTo(4);
        assertThat(port.value()).isEqualTo(new Scalar("1433", ScalarType.WHOLE_NUMBER, 4));
        Sequence tables = (Sequence) root.entries().get(1).value();
        assertThat(tables.items()).extracting(YamlNode::line).containsExactly(7, 8);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "x, x, STRING",
                "'12', 12, STRING",
                "\"true\", true, STRING",
                "0123, 0123, WHOLE_NUMBER",
                "1.50, 1.50, NUMBER",
                "true, true, BOOLEAN",
                "~~, ~~, NOTHING",
                "null, ~~, NOTHING",
                "2024-01-01, 2024-01-01, STRING",
                "a#b, a#b, STRING",
            })
    void a_value_keeps_its_text_and_tells_its_type(String yaml, String text, ScalarType type) throws Exception {
        Mapping root = (Mapping) YamlText.parse("key: " + yaml);

        assertThat(root.entries().get(0).value()).isEqualTo(new Scalar(text, type, 1));
    }

    @Test
    void a_key_that_stands_there_twice_is_there_twice() throws Exception {
        assertThat(((Mapping) YamlText.parse("a: 1\na: 2\n")).entries())
                .extracting(Entry::key)
                .containsExactly("a", "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "---\n"})
    void an_empty_text_is_an_empty_section_or_nothing(String text) throws Exception {
        YamlNode root = YamlText.parse(text);

        assertThat(root instanceof Mapping mapping && mapping.entries().isEmpty()
                        || root instanceof Scalar scalar && scalar.type() == ScalarType.NOTHING)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 1\\nb: [1, 2\\nc: hunter2 | 3",
                "a: 1\\n\\tb: hunter2 | 2",
                "a: 1\\nb: @hunter2 | 2",
                "a: 1\\n b: hunter2 | 2",
                "a: \"hunter2 | 1",
            })
    void bad_syntax_names_its_line_and_quotes_nothing(String yaml, int line) {
        assertThatThrownBy(() -> YamlText.parse(yaml.replace("\\n", "\n").replace("\\t", "\t")))
                .isInstanceOfSatisfying(YamlSyntaxException.class, e -> {
                    assertThat(e.line()).isEqualTo(line);
                    assertThat(e).hasMessageNotContaining("hunter2").hasNoCause();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\nb: *hunter2", "a: &x {c: 1}\nb: *x"})
    void anchors_and_aliases_are_refused(String yaml) {
        assertThatThrownBy(() -> YamlText.parse(yaml))
                .isInstanceOf(YamlSyntaxException.class)
                .hasMessageContaining("anchors")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void a_second_document_is_refused() {
        assertThatThrownBy(() -> YamlText.parse("a: 1\n---\nb: 2\n"))
                .isInstanceOfSatisfying(
                        YamlSyntaxException.class, e -> assertThat(e.line()).isGreaterThan(1))
                .hasMessageContaining("second document");
    }
}
