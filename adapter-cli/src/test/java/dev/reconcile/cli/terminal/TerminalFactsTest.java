package dev.reconcile.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class TerminalFactsTest {

    @Test
    void takes_the_launchers_word_for_every_stream() {
        Properties told = new Properties();
        told.setProperty("reconcile.stdin.tty", "true");
        told.setProperty("reconcile.stdout.tty", "false");
        told.setProperty("reconcile.stderr.tty", "true");
        told.setProperty("reconcile.columns", "132");

        assertThat(TerminalFacts.detect(told)).isEqualTo(new TerminalFacts(true, false, true, 132));
    }

    @Test
    void takes_a_width_that_nobody_knows_for_80() {
        Properties told = new Properties();
        for (String width : new String[] {"", "0", "wide"}) {
            told.setProperty("reconcile.columns", width);
            assertThat(TerminalFacts.detect(told).columns()).as(width).isEqualTo(80);
        }
    }

    @Test
    void never_believes_in_less_than_40_columns() {
        assertThat(new TerminalFacts(true, true, true, 3).columns()).isEqualTo(40);
    }
}
