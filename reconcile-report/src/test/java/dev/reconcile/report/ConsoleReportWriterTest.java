package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.report.Halted;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleReportWriterTest {

    @Test
    void numbers_of_a_halted_search_are_not_shown_as_all_there_are() {
        RowsReport halted = new RowsReport(12, 0, 700, 0, 0, 0, 0, 0, 3, List.of(), List.of())
                .halted(new Halted("5% of the rows", 2_000, 10_000));

        String text = plain(SampleReports.searched(Verdict.MISMATCH, "Halted.", halted));

        assertThat(text)
                .contains("At least 12 missing, 0 extra, 700 changed; 0 in flight")
                .contains("… and 712 more that were found; ")
                .contains("Halted before all rows that differ were found: there may be more than are");
    }

    @Test
    void rows_of_a_table_that_was_compared_in_part_are_not_shown_as_all_there_are() {
        Report whole = SampleReports.searched(
                Verdict.MISMATCH,
                "A part stayed locked.",
                new RowsReport(12, 0, 700, 0, 0, 0, 0, 0, 3, List.of(), List.of()));
        TableReport table = whole.tables().get(0).skipped(Skipped.LOCKED);
        Report report = new Report(
                whole.runId(),
                whole.version(),
                whole.timestamp(),
                1,
                true,
                List.of(table),
                whole.discrepancies(),
                List.of(),
                List.of());

        assertThat(plain(report))
                .contains("At least 12 missing, 0 extra, 700 changed; 0 in flight")
                .contains("A part of the table was not compared: the reasons say which.")
                .contains("1 of 1 table (1 compared only in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pass", "mismatch", "mixed", "no-data", "interrupted", "accepted", "scrubbed"})
    void looks_as_it_looked_before(String kind) {
        Golden.assertUnchanged(
                "/console/" + kind + ".txt", plain(SampleReports.all().get(kind)));
    }

    @Test
    void colours_verdicts_severities_and_headings() {
        Golden.assertUnchanged(
                "/console/mixed-colour.txt",
                Rendered.by(new ConsoleReportWriter(ConsoleStyle.COLOUR), SampleReports.mixed()));
    }

    @Test
    void changes_nothing_but_the_colours_in_colour() {
        SampleReports.all()
                .forEach((kind, report) -> assertThat(Rendered.by(new ConsoleReportWriter(ConsoleStyle.COLOUR), report)
                                .replaceAll("\u001b\\[[0-9]+m", ""))
                        .as(kind)
                        .isEqualTo(plain(report)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pass", "mismatch", "mixed", "no-data", "interrupted", "accepted", "scrubbed"})
    void fits_in_80_columns_and_leaves_no_blanks_at_the_ends_of_lines(String kind) {
        assertThat(plain(SampleReports.all().get(kind)).lines())
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(80).doesNotEndWith(" "));
    }

    @Test
    void shows_both_values_of_a_column_that_differs_where_the_report_holds_them() {
        RowDifference shown = new RowDifference(
                Kind.CHANGED,
                List.of(new NamedValue("id", new Value.Whole(3))),
                List.of(
                        new ChangedColumn(
                                "amount",
                                new Value.Decimal(new BigDecimal("12.50")),
                                new Value.Decimal(new BigDecimal("12.51"))),
                        new ChangedColumn("note", new Value.Text("a \n"), Value.Null.NULL),
                        new ChangedColumn("email", Value.Hidden.HIDDEN, Value.Hidden.HIDDEN)),
                1,
                Confirmation.PERSISTENT);
        assertThat(plain(SampleReports.differing(shown))).contains("""
                    CHANGED id=3
                      amount: 12.50 → 12.51
                      note: 'a \\n' → NULL
                      email: (hidden) → (hidden)
                """);
        assertThat(plain(SampleReports.differing(shown.withoutValues())))
                .contains("    CHANGED id=3: amount, note, email\n");
    }

    @Test
    void counts_rows_within_the_tolerance_where_there_are_some() {
        RowsReport near = new RowsReport(0, 0, 0, 1_234, 0, 0, 0, 0, 1, List.of(), List.of());

        assertThat(plain(SampleReports.searched(Verdict.MATCH, "Rows are near enough.", near)))
                .contains("0 missing, 0 extra, 0 changed, 1,234 within tolerance; 0 in flight, 0 never at\n");
        assertThat(plain(SampleReports.mixed())).doesNotContain("within tolerance");
    }

    @Test
    void says_how_often_rows_were_looked_at() {
        for (Map.Entry<Integer, String> looks : Map.of(
                        0, "Not looked at again.", 1, "Looked at once.", 3, "Looked at 3 times.")
                .entrySet()) {
            RowsReport rows = new RowsReport(1, 0, 0, 0, 0, 0, 0, 0, looks.getKey(), List.of(), List.of());

            assertThat(plain(SampleReports.searched(Verdict.MISMATCH, "Rows differ.", rows))
                            .replaceAll("\\s+", " "))
                    .contains(looks.getValue());
        }
    }

    @Test
    void counts_keys_that_are_too_young_where_there_are_some() {
        RowsReport young = new RowsReport(0, 0, 0, 0, 2, 1_234, 0, 0, 1, List.of(), List.of());

        assertThat(plain(SampleReports.searched(Verdict.MATCH, "Rows agree.", young)))
                .contains("2 in flight, 1,234 too young, 0 never at");
        assertThat(plain(SampleReports.mixed())).doesNotContain("too young");
    }

    @Test
    void says_where_the_rows_are_that_it_does_not_show() {
        RowDifference row = new RowDifference(
                Kind.EXTRA, List.of(new NamedValue("id", new Value.Whole(3))), List.of(), 1, Confirmation.PERSISTENT);
        Report report = SampleReports.searched(
                Verdict.MISMATCH,
                "Rows differ.",
                new RowsReport(0, 1_234, 0, 0, 0, 0, 0, 0, 1, List.of(row), List.of()));
        assertThat(plain(report).replaceAll("\\s+", " "))
                .contains(
                        "… and 1,233 more; the JSON report names up to --max-details of them, and --details-file all.");
        assertThat(plain(report.withDetailsFile("details.jsonl")))
                .contains("… and 1,233 more; they stand in details.jsonl.");
    }

    @Test
    void fits_in_80_columns_with_names_as_long_as_databases_allow_and_trillions_of_rows() {
        String name = "s".repeat(64) + "." + "t_".repeat(64);
        Report report = SampleReports.report(
                List.of(SampleReports.counted(name, "public." + name, 1_000_000_000_000L, 999_999_999_999L)),
                List.of(),
                List.of());
        List<String> lines = plain(report).lines().toList();
        List<String> table = lines.subList(3, lines.indexOf("Why tables do not match") - 1);
        assertThat(table)
                .hasSizeGreaterThan(6)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(table.stream().map(ConsoleReportWriterTest::namePart).reduce("", String::concat))
                .isEqualTo(name + "→ public." + name);
    }

    @Test
    void says_that_contents_were_not_compared_where_counts_alone_match() {
        assertThat(plain(SampleReports.pass())).contains("Of 3 matching tables only the row counts were compared.");
        assertThat(plain(SampleReports.mixed())).doesNotContain("only the row counts");
    }

    @Test
    void says_at_the_top_that_a_run_was_interrupted() {
        assertThat(plain(SampleReports.interrupted())).startsWith("FAIL, INTERRUPTED  The run was interrupted.");
    }

    @Test
    void keeps_names_from_steering_the_terminal() {
        String name = "a\u001b[2J\u009b\u202eb\r\nc\u0007";
        Report report = new Report(
                name,
                name,
                SampleReports.WHEN,
                1,
                true,
                List.of(
                        SampleReports.counted(name, name, 1, 2),
                        TableReport.uncompared(name, name, Verdict.ERROR, name, 1)),
                List.of(SampleReports.found(name, name, RowCounts.of(1, 2))),
                List.of(name),
                List.of(name));
        assertThat(plain(report).chars().filter(c -> c != '\n'))
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    @Test
    void shows_random_reports_without_a_failure() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(plain(new RandomReports(seed).next()))
                    .as("seed %d", seed)
                    .isNotBlank();
        }
    }

    private static String plain(Report report) {
        return Rendered.by(new ConsoleReportWriter(ConsoleStyle.PLAIN), report);
    }

    /** What stands in the second column, which begins behind the verdict and ends before two blanks. */
    private static String namePart(String line) {
        String rest = line.substring("MISMATCH  ".length());
        int end = rest.indexOf("  ");
        return end < 0 ? rest : rest.substring(0, end);
    }
}
