package dev.reconcile.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.report.ReportFormat;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunReportTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none                                                            | JSON",
                "''                                                              | JSON",
                "*/*                                                             | JSON",
                "text/html;q=0.1,text/csv                                        | CSV",
                "text/html; q=0.1, application/json; q=0.2, text/csv; q=0.15     | JSON",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | HTML",
                "application/json, text/plain, */*                               | JSON",
                "text/csv, */*                                                   | CSV",
                "text/*                                                          | CSV",
                "text/html;q=0, */*                                              | JSON",
                "*/*;q=0.1, text/html;q=0                                        | JSON",
                "TEXT/HTML;charset=utf-8;q=1.0                                   | HTML",
                "text/html;level=1;q=0.3, text/csv;q=0.4                         | CSV",
                "image/png, text/html;q=0.001                                    | HTML",
                "text/html, text/csv                                             | HTML",
            })
    void a_report_has_the_form_that_is_most_welcome(String accept, ReportFormat format) {
        assertThat(RunReport.format(Optional.empty(), accept)).isEqualTo(format);
        assertThat(RunReport.format(Optional.of("csv"), accept)).isEqualTo(ReportFormat.CSV);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "text/html;q=0", "text/htmlx", "*/*;q=0", "nonsense"})
    void where_no_form_is_welcome_that_is_said(String accept) {
        assertThatThrownBy(() -> RunReport.format(Optional.empty(), accept))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(406));
    }
}
