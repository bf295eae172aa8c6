package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.finding.Evidence.Contents;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReportWriterTest {

    private static final String HEADER = "Table,Status,Source Count,Target Count,Difference,Issue Type,Severity\r\n";

    @Test
    void writes_a_line_for_each_finding_and_for_each_table_without_one() {
        assertThat(csv(SampleReports.mixed()))
                .isEqualTo(HEADER
                        + "public.customers,MISMATCH,10000,10000,0,CHECKSUM_MISMATCH,CRITICAL\r\n"
                        + "public.orders,MATCH,1234567890,1234567890,0,,\r\n"
                        + "public.line_items,MISMATCH,300000,299100,-900,ROW_COUNT_MISMATCH,MEDIUM\r\n"
                        + "public.line_items,MISMATCH,300000,299100,-900,SCHEMA_MISMATCH,CRITICAL\r\n"
                        + "public.line_items,MISMATCH,300000,299100,-900,KEY_COLLISION,CRITICAL\r\n"
                        + "public.clv_history,INCONCLUSIVE,77,77,0,,\r\n"
                        + "public.custmers,ERROR,,,,,\r\n"
                        + "public.products,MATCH,12,12,0,,\r\n");
    }

    @Test
    void writes_the_header_alone_where_nothing_was_compared() {
        assertThat(csv(SampleReports.noData())).isEqualTo(HEADER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd|' /C calc'!A0", "+1", "-50", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1"})
    void keeps_a_spreadsheet_from_running_a_table_name(String name) throws IOException {
        CSVRecord line = lines(SampleReports.report(
                        List.of(SampleReports.counted(name, name, 100, 50)),
                        List.of(SampleReports.found(name, name, RowCounts.of(100, 50))),
                        List.of()))
                .get(1);
        assertThat(line.get(0)).isEqualTo("'" + name);
        assertThat(line.get(4)).isEqualTo("-50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order, lines", "say \"no\"", "two\nlines", " blank ", "", "表"})
    void quotes_names_so_that_they_are_read_back(String name) throws IOException {
        Report report = SampleReports.report(List.of(SampleReports.counted(name, name, 1, 1)), List.of(), List.of());
        assertThat(lines(report).get(1).get(0)).isEqualTo(name);
    }

    @Test
    void loses_no_finding_whatever_table_it_names() throws IOException {
        Report report = SampleReports.report(
                List.of(SampleReports.counted("a", "a", 1, 1), SampleReports.counted("b", "b", 1, 2)),
                List.of(
                        SampleReports.found("a", "a", new Contents("0", "1", 2, 1)),
                        SampleReports.found("c", "c", RowCounts.of(5, 7))),
                List.of());
        assertThat(csv(report))
                .isEqualTo(HEADER
                        + "a,MATCH,1,1,0,,\r\n"
                        + "b,MISMATCH,1,2,1,,\r\n"
                        + "a,MISMATCH,,,,CHECKSUM_MISMATCH,CRITICAL\r\n"
                        + "c,MISMATCH,5,7,2,ROW_COUNT_MISMATCH,CRITICAL\r\n");
    }

    @Test
    void gives_a_finding_to_the_pair_that_differs_where_two_pairs_share_a_target() throws IOException {
        Report report = SampleReports.report(
                List.of(
                        TableReport.uncompared("a", "t", Verdict.ERROR, "There is no table a.", 1),
                        SampleReports.counted("b", "t", 3, 4)),
                List.of(SampleReports.found("b", "t", RowCounts.of(3, 4))),
                List.of());
        assertThat(csv(report)).isEqualTo(HEADER + "t,ERROR,,,,,\r\nt,MISMATCH,3,4,1,ROW_COUNT_MISMATCH,CRITICAL\r\n");
    }

    @Test
    void writes_as_many_lines_as_there_are_tables_and_findings() throws IOException {
        for (long seed = 0; seed < 200; seed++) {
            Report report = new RandomReports(seed).next();
            List<CSVRecord> lines = lines(report);
            assertThat(lines).as("seed %d", seed).allMatch(line -> line.size() == 7);
            assertThat(lines.stream().filter(line -> !line.get(5).isEmpty()).skip(1))
                    .as("seed %d", seed)
                    .hasSize(report.discrepancies().size());
        }
    }

    @Test
    void shows_a_table_that_failed_before_it_was_counted() {
        Report report = SampleReports.report(
                List.of(TableReport.uncompared("s", "t", Verdict.ERROR, "The connection was lost.", 3)),
                List.of(),
                List.of());
        assertThat(csv(report)).isEqualTo(HEADER + "t,ERROR,,,,,\r\n");
    }

    private static String csv(Report report) {
        return Rendered.by(new CsvReportWriter(), report);
    }

    private static List<CSVRecord> lines(Report report) throws IOException {
        return CSVFormat.RFC4180.parse(new StringReader(csv(report))).getRecords();
    }
}
