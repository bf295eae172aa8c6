package dev.reconcile.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType.Json;
import dev.reconcile.core.canonical.CanonicalType.SpelledUuid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpelledValuesTest {

    @ParameterizedTest
    @CsvSource(
            value = {
                "` {\"b\" : 1.0,\t\"a\":[true , null]}\n`;`{\"a\":[true,null],\"b\":1}`",
                "`{\"a\":1,\"a\":2}`;`{\"a\":1,\"a\":2}`",
                "`{\"a\":2,\"a\":1}`;`{\"a\":2,\"a\":1}`",
                "`{\"\\u0061\":\"\\u00e9\\/\\n\\\"\\\\\"}`;`{\"a\":\"é/\\u000a\\\"\\\\\"}`",
                "`\"\\ud83d\\ude00\"`;`\"😀\"`",
                "`\"\\uD800\"`;`\"\\ud800\"`",
                "[];[]",
                "` { } `;{}",
                "1;1",
                "1.0;1",
                "1e0;1",
                "100;1E2",
                "1e2;1E2",
                "0.10;1E-1",
                "-0;0",
                "0e5;0",
                "-1.5E+3;-15E2",
                "1e400;1E400",
                "1e99999999999999999;1E99999999999999999",
                "123456789012345678901234567890.5;1234567890123456789012345678905E-1",
                "`\"1\"`;`\"1\"`",
                "null;null"
            },
            delimiter = ';',
            quoteCharacter = '`')
    void json_is_the_value_that_it_stands_for(String text, String form) {
        assertThat(new Json().of(text)).isEqualTo(form);
        assertThat(new ValueType.Document(ValueType.Document.Format.JSON, "many texts").holds(text))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "01",
                "1.",
                ".5",
                "+1",
                "1e",
                "NaN",
                "tru",
                "1 2",
                "'a'",
                "\"a",
                "\"\t\"",
                "\"\\x\"",
                "\"\\u00g0\"",
                "\"\\u００41\"",
                "\u00a01",
                "1e123456789012345678"
            })
    void what_is_no_json_is_equal_to_itself_alone(String text) {
        assertThat(new Json().of(text)).isEqualTo("!" + text);
        assertThat(new ValueType.Document(ValueType.Document.Format.JSON, "many texts").holds(text))
                .isFalse();
    }

    @Test
    void a_padding_column_s_blanks_count_for_nothing() {
        assertThat(new Json().of("no json  ")).isEqualTo("!no json");
        assertThat(new SpelledUuid().of("n/a  ")).isEqualTo("!n/a");
    }

    @Test
    void deep_nesting_ends_neither_the_process_nor_the_comparison() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(new Json().of(deep)).isEqualTo("!" + deep);
        String allowed = "[".repeat(JsonText.MOST_LEVELS) + " 1 " + "]".repeat(JsonText.MOST_LEVELS);
        assertThat(new Json().of(allowed)).isEqualTo(allowed.replace(" ", ""));
    }

    @Test
    void a_uuid_and_any_spelling_of_it_are_the_same() {
        UUID uuid = UUID.fromString("6f9619ff-8b86-d011-b42d-00c04fc964ff");
        RowEncoder encoder = new RowEncoder(List.of(new SpelledUuid()), (high, low) -> {});
        encoder.uuidValue(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        assertThat(new String(encoder.frame(), StandardCharsets.UTF_8)).isEqualTo("36:" + uuid + "|");

        for (String spelling : List.of(
                "6F9619FF-8B86-D011-B42D-00C04FC964FF",
                "{6f9619ff-8b86-d011-b42d-00c04fc964ff}",
                "6f9619ff-8b86-d011-b42d-00c04fc964ff   ",
                "6f9619ff8b86d011b42d00c04fc964FF")) {
            assertThat(new SpelledUuid().of(spelling)).isEqualTo(uuid.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{",
                "6f9619ff-8b86-d011-b42d-00c04fc964f",
                "6f9619ff-8b86-d011-b42d00c04fc964ff",
                "{6f9619ff-8b86-d011-b42d-00c04fc964ff",
                " 6f9619ff-8b86-d011-b42d-00c04fc964ff",
                "gf9619ff-8b86-d011-b42d-00c04fc964ff"
            })
    void what_spells_no_uuid_is_equal_to_itself_alone(String text) {
        assertThat(new SpelledUuid().of(text)).isEqualTo("!" + text);
    }
}
