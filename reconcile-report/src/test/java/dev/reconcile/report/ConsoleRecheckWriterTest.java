package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.report.RecheckReport;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleRecheckWriterTest {

    @ParameterizedTest
    @ValueSource(strings = {"mended", "mixed", "empty"})
    void looks_as_it_looked_before(String kind) throws Exception {
        Golden.assertUnchanged(
                "/console/recheck-" + kind + ".txt", text(SampleRechecks.all().get(kind), ConsoleStyle.PLAIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mended", "mixed", "empty"})
    void fits_in_80_columns_and_leaves_no_blanks_at_the_ends_of_lines(String kind) throws Exception {
        assertThat(text(SampleRechecks.all().get(kind), ConsoleStyle.PLAIN).lines())
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(80).doesNotEndWith(" "));
    }

    @Test
    void changes_nothing_but_the_colours_in_colour() throws Exception {
        assertThat(text(SampleRechecks.mixed(), ConsoleStyle.COLOUR))
                .contains("\u001b[31mNOT ALL MENDED\u001b[0m")
                .satisfies(coloured -> assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", ""))
                        .isEqualTo(text(SampleRechecks.mixed(), ConsoleStyle.PLAIN)));
    }

    private static String text(RecheckReport recheck, ConsoleStyle style) throws IOException {
        StringBuilder text = new StringBuilder();
        new ConsoleRecheckWriter(style).write(recheck, text);
        return text.toString();
    }
}
