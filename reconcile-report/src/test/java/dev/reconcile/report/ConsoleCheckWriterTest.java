package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.check.CheckReport;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleCheckWriterTest {

    @ParameterizedTest
    @ValueSource(strings = {"ready", "mixed", "empty"})
    void looks_as_it_looked_before(String kind) throws Exception {
        Golden.assertUnchanged(
                "/console/check-" + kind + ".txt", text(SampleChecks.all().get(kind), ConsoleStyle.PLAIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ready", "mixed", "empty"})
    void fits_in_80_columns_and_leaves_no_blanks_at_the_ends_of_lines(String kind) throws Exception {
        assertThat(text(SampleChecks.all().get(kind), ConsoleStyle.PLAIN).lines())
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(80).doesNotEndWith(" "));
    }

    @Test
    void changes_nothing_but_the_colours_in_colour() throws Exception {
        assertThat(text(SampleChecks.mixed(), ConsoleStyle.COLOUR))
                .contains("\u001b[31mNOT READY\u001b[0m")
                .satisfies(coloured -> assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", ""))
                        .isEqualTo(text(SampleChecks.mixed(), ConsoleStyle.PLAIN)));
    }

    @Test
    void says_first_what_would_fail_and_last_what_is_only_good_to_know() throws Exception {
        assertThat(text(SampleChecks.mixed(), ConsoleStyle.PLAIN))
                .containsSubsequence(
                        "NOT READY",
                        "These would fail",
                        "These would be reported as different",
                        "These could not be compared completely",
                        "Watch out",
                        "At best",
                        "Columns",
                        "Source: SQL Server 2017");
    }

    @Test
    void says_once_what_concerns_several_tables() throws Exception {
        assertThat(text(SampleChecks.mixed(), ConsoleStyle.PLAIN).split("login can write to the tables", -1))
                .hasSize(2);
    }

    private static String text(CheckReport check, ConsoleStyle style) throws IOException {
        StringBuilder text = new StringBuilder();
        new ConsoleCheckWriter(style).write(check, text);
        return text.toString();
    }
}
