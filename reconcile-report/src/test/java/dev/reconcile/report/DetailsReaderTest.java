package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetailsReaderTest {

    private static final String RUN = "{\"line\": \"run\", \"format\": 1, \"run_id\": \"r1\"}";
    private static final String MISSING = row("dbo.a", "missing", "17", "");
    private static final String CHANGED = row("dbo.a", "changed", "18", "\"note\"");
    private static final String OTHER = row("dbo.b", "extra", "19", "");
    private static final String END = "{\"line\": \"end\", \"run_id\": \"r1\", \"complete\": true, \"row_lines\": 3}";

    @TempDir
    Path folder;

    @Test
    void gives_the_rows_of_a_table_and_of_no_other() throws Exception {
        Path file = file(RUN, MISSING, OTHER, CHANGED, END);

        assertThat(rows(file))
                .containsExactly(
                        new RowDifference(
                                Kind.MISSING,
                                List.of(new NamedValue("id", new Value.Whole(17))),
                                List.of(),
                                1,
                                Confirmation.PERSISTENT),
                        new RowDifference(
                                Kind.CHANGED,
                                List.of(new NamedValue("id", new Value.Whole(18))),
                                List.of(new ChangedColumn("note", Value.Hidden.HIDDEN, Value.Hidden.HIDDEN)),
                                1,
                                Confirmation.PERSISTENT));
    }

    @Test
    void gives_what_stands_before_the_place_where_a_file_was_cut_off() throws Exception {
        assertThat(rows(file(RUN, MISSING, CHANGED))).hasSize(2);
        assertThat(rows(file(RUN, MISSING, CHANGED.substring(0, 30)))).hasSize(1);
    }

    @Test
    void refuses_the_file_of_another_run() throws Exception {
        Path file = file(RUN.replace("r1", "r2"), END);

        assertThatThrownBy(() -> rows(file))
                .isInstanceOf(ReportReadException.class)
                .hasMessageContaining(file + " at line 1: these are the details of another run")
                .hasMessageEndingWith("Give the file that the run of the report wrote with --details-file.");
    }

    @Test
    void refuses_what_is_no_file_of_details() throws Exception {
        for (Path file : List.of(file(), file("{}"), file("[1]"), file("x", "y"), file(MISSING))) {
            assertThatThrownBy(() -> rows(file)).isInstanceOf(ReportReadException.class);
        }
        assertThatThrownBy(() -> rows(folder.resolve("absent")))
                .isInstanceOf(ReportReadException.class)
                .hasMessageContaining("absent");
    }

    @Test
    void names_the_line_that_is_not_as_a_run_writes_it() throws Exception {
        Path broken = file(RUN, MISSING, "nonsense", CHANGED, END);
        Path misplaced = file(RUN, MISSING, CHANGED.replace("\"changed\"", "\"altered\""), END);

        assertThatThrownBy(() -> rows(broken)).hasMessageContaining("at line 3: this is not JSON");
        assertThatThrownBy(() -> rows(misplaced)).hasMessageContaining("at line 3: kind must be one of");
    }

    private static String row(String source, String kind, String id, String columns) {
        return "{\"line\": \"row\", \"source\": \"" + source + "\", \"target\": \"a\", \"kind\": \"" + kind
                + "\", \"confirmation\": \"persistent\", \"occurrences\": 1, \"key\": [{\"column\": \"id\", \"type\":"
                + " \"integer\", \"value\": \"" + id + "\"}], \"columns\": [" + columns + "], \"values\": []}";
    }

    private Path file(String... lines) throws IOException {
        Path file = Files.createTempFile(folder, "details", ".jsonl");
        return Files.writeString(file, String.join("\n", lines));
    }

    private static List<RowDifference> rows(Path file) {
        TableReport table = TableReport.uncompared("dbo.a", "a", Verdict.MISMATCH, "Rows differ.", 0);
        Report report = new Report("r1", "1", Instant.EPOCH, 0, true, List.of(table), List.of(), List.of(), List.of());
        List<RowDifference> rows = new ArrayList<>();
        DetailsReader.of(file, report).of(table, rows::add);
        return rows;
    }
}
