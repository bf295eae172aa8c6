package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.report.RowComparison;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleRowWriterTest {

    @ParameterizedTest
    @ValueSource(strings = {"equal", "changed", "missing", "several", "absent"})
    void looks_as_it_looked_before(String kind) throws Exception {
        Golden.assertUnchanged(
                "/console/row-" + kind + ".txt", text(SampleRows.all().get(kind), ConsoleStyle.PLAIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"equal", "changed", "missing", "several", "absent"})
    void fits_in_80_columns_and_leaves_no_blanks_at_the_ends_of_lines(String kind) throws Exception {
        assertThat(text(SampleRows.all().get(kind), ConsoleStyle.PLAIN).lines())
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(80).doesNotEndWith(" "));
    }

    @Test
    void changes_nothing_but_the_colours_in_colour() throws Exception {
        assertThat(text(SampleRows.changed(), ConsoleStyle.COLOUR))
                .contains("\u001b[31mCHANGED\u001b[0m")
                .satisfies(coloured -> assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", ""))
                        .isEqualTo(text(SampleRows.changed(), ConsoleStyle.PLAIN)));
    }

    @Test
    void escapes_what_a_terminal_would_obey_and_shows_long_values_where_they_part() throws Exception {
        assertThat(text(SampleRows.changed(), ConsoleStyle.PLAIN))
                .contains("'\\u001b[31mred\\n \\u0020'")
                .containsSubsequence("≠ story", "…is wide.", "END (299", "characters)")
                .doesNotContain("\u001b", "'A text");
    }

    private static String text(RowComparison row, ConsoleStyle style) throws IOException {
        StringBuilder text = new StringBuilder();
        new ConsoleRowWriter(style).write(row, text);
        return text.toString();
    }
}
