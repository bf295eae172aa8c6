package dev.reconcile.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.cli.TestReports;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    @Test
    void is_0_only_when_every_table_matches() {
        assertThat(ExitCode.of(TestReports.of(TestReports.match("a", 1))).number())
                .isZero();
    }

    @Test
    void is_1_for_whatever_is_not_known_to_match() {
        for (Verdict verdict : new Verdict[] {Verdict.MISMATCH, Verdict.INCONCLUSIVE, Verdict.ERROR}) {
            TableReport other = TableReport.uncompared("b", "b", verdict, "why", 1);
            assertThat(ExitCode.of(TestReports.of(TestReports.match("a", 1), other))
                            .number())
                    .as("%s", verdict)
                    .isEqualTo(1);
        }
        assertThat(ExitCode.of(TestReports.of()).number()).as("no tables").isEqualTo(1);
    }

    @Test
    void is_130_for_an_interrupted_run_whatever_it_found() {
        assertThat(ExitCode.of(TestReports.interrupted(TestReports.match("a", 1)))
                        .number())
                .isEqualTo(130);
    }
}
