package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportFormatTest {

    @ParameterizedTest
    @EnumSource
    void reads_its_own_name_in_either_case(ReportFormat format) {
        assertThat(ReportFormat.parse(format.toString())).isEqualTo(format);
        assertThat(ReportFormat.parse(format.name())).isEqualTo(format);
    }

    @Test
    void lists_the_formats_when_it_is_given_another() {
        assertThatThrownBy(() -> ReportFormat.parse("xml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'xml' is not a report format. Use one of: json, csv, console, html.");
    }

    @Test
    void gives_a_writer_of_each_format() {
        assertThat(ReportFormat.JSON.writer()).isInstanceOf(JsonReportWriter.class);
        assertThat(ReportFormat.CSV.writer()).isInstanceOf(CsvReportWriter.class);
        assertThat(ReportFormat.CONSOLE.writer()).isInstanceOf(ConsoleReportWriter.class);
        assertThat(ReportFormat.HTML.writer()).isInstanceOf(HtmlReportWriter.class);
        assertThat(Rendered.by(ReportFormat.CONSOLE.writer(), SampleReports.mixed()))
                .doesNotContain("\u001b");
        assertThat(Rendered.by(ReportFormat.CONSOLE.writer(ConsoleStyle.COLOUR), SampleReports.mixed()))
                .contains("\u001b");
    }
}
