package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.report.ReportFile;
import dev.reconcile.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

    private static final Report FAILED =
            TestReports.of(TestReports.match("customers", 10), TestReports.table("orders", Verdict.MISMATCH, 10, 9, 1));

    @TempDir
    private Path folder;

    @Test
    void shows_a_report_for_people_unless_told_otherwise() {
        Invocation shown = Invocation.of("report", saved());

        assertThat(shown.exitCode()).as("it was shown").isZero();
        assertThat(shown.out()).startsWith("FAIL").contains("public.orders").doesNotContain("\u001b");
        assertThat(shown.err()).isEmpty();
    }

    @Test
    void shows_a_report_in_every_format() throws IOException {
        for (ReportFormat format : ReportFormat.values()) {
            StringBuilder expected = new StringBuilder();
            format.writer().write(FAILED, expected);

            assertThat(Invocation.of("report", saved(), "--format", format.toString())
                            .out())
                    .isEqualTo(expected.toString());
        }
    }

    @Test
    void writes_a_file_and_nothing_else() throws IOException {
        Path csv = folder.resolve("report.csv");

        Invocation written = Invocation.of("report", saved(), "--format=csv", "--output", csv.toString());

        assertThat(written).isEqualTo(new Invocation(0, "", ""));
        assertThat(Files.readString(csv)).startsWith("Table,Status");
    }

    @Test
    void refuses_what_is_no_report() throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");

        for (String[] arguments : new String[][] {
            {"report"},
            {"report", folder.resolve("absent.json").toString()},
            {"report", other.toString()},
            {"report", saved(), "--format", "pdf"},
            {"report", saved(), "--output", folder.toString()},
        }) {
            Invocation refused = Invocation.of(arguments);
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err()).startsWith("reconcile: ");
        }
    }

    @Test
    void does_not_overwrite_the_report_with_what_cannot_be_read_again() throws IOException {
        String file = saved();
        String before = Files.readString(Path.of(file));

        Invocation refused = Invocation.of("report", file, "--format=csv", "--output", file);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("is the report itself");
        assertThat(Files.readString(Path.of(file))).isEqualTo(before);
    }

    private String saved() {
        Path file = folder.resolve("report.json");
        ReportFile.write(file, FAILED, ReportFormat.JSON.writer());
        return file.toString();
    }
}
