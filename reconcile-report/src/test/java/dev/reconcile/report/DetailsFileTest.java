package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.report.Halted;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.ShownValues;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.Filling;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetailsFileTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SCHEMA = "docs/details.schema.json";
    private static final TablePair ORDERS = TablePair.of("dbo.orders", "orders");

    @TempDir
    Path directory;

    @Test
    void holds_a_line_for_the_run_each_row_each_table_and_the_end() {
        Path file = directory.resolve("details.jsonl");
        Report report = SampleReports.searched(
                Verdict.MISMATCH, "Rows differ.", new RowsReport(0, 0, 1, 5, 4, 0, 3, 0, 2, List.of(), List.of()));

        try (DetailsFile details = DetailsFile.at(file, ShownValues.OF_DIFFERENCES)) {
            details.runStarted("run-1", SampleReports.WHEN, 1);
            details.rowsSought(ORDERS, read(1), read(1));
            details.rowDiffers(ORDERS, changed(7));
            details.rowDiffers(
                    ORDERS,
                    new RowDifference(
                            Kind.MISSING,
                            List.of(new NamedValue("id", new Value.Text("line\n→"))),
                            List.of(),
                            2,
                            Confirmation.VOLATILE));
            details.finish(report);
        }

        assertThat(file).hasContent("""
                        {"line":"run","format":1,"tool":"reconcile","version":"VERSION","run_id":"run-1","started_at":"2026-11-23T14:05:09.123456Z","tables":1,"values":true}
                        {"line":"row","source":"dbo.orders","target":"orders","kind":"changed","confirmation":"persistent","occurrences":1,"key":[{"column":"id","type":"integer","value":"7"}],"columns":["note"],"values":[{"column":"note","source_type":"text","source":"secret","target_type":"null","target":null}]}
                        {"line":"row","source":"dbo.orders","target":"orders","kind":"missing","confirmation":"volatile","occurrences":2,"key":[{"column":"id","type":"text","value":"line\\n→"}],"columns":[],"values":[]}
                        {"line":"table","source":"dbo.orders","target":"orders","verdict":"MISMATCH","row_lines":2,"rows_without_line":1,"accepted_rows":0,"rows":{"missing_rows":0,"extra_rows":0,"changed_rows":1,"tolerated_rows":5,"in_flight_rows":4,"younger_rows":0,"unsettled_rows":3,"key_collisions":0,"looks":2}}
                        {"line":"end","run_id":"run-1","ended_at":"2026-11-23T14:05:09.123456Z","status":"FAIL","complete":true,"row_lines":2}
                        """.replace("VERSION", Reconciler.version()));
    }

    @Test
    void holds_no_value_but_keys_where_values_are_not_to_be_shown_and_nothing_of_a_row_without_a_key() {
        List<JsonNode> keyed = written(ShownValues.NONE, 1, changed(7));
        assertThat(keyed.get(0).path("values").booleanValue()).isFalse();
        assertThat(keyed.get(1).at("/key/0/value").textValue()).isEqualTo("7");
        assertThat(keyed.get(1).at("/columns/0").textValue()).isEqualTo("note");
        assertThat(keyed.toString()).doesNotContain("secret");

        List<JsonNode> keyless = written(ShownValues.NONE, 0, missing("secret"));
        assertThat(keyless.get(1).path("kind").textValue()).isEqualTo("missing");
        assertThat(keyless.get(1).path("key")).isEmpty();
        assertThat(keyless.toString()).doesNotContain("secret");

        assertThat(written(ShownValues.OF_DIFFERENCES, 0, missing("secret")).toString())
                .contains("secret");
    }

    @Test
    void holds_long_values_whole() {
        String text = "x".repeat(1_000_000);
        assertThat(written(ShownValues.OF_DIFFERENCES, 0, missing(text))
                        .get(1)
                        .at("/key/0/value")
                        .textValue())
                .isEqualTo(text);
    }

    @Test
    void is_described_by_its_schema() throws Exception {
        ObjectNode schema = SchemaFile.read(SCHEMA);
        JsonSchema open = SchemaFile.validator(SCHEMA, schema.deepCopy());
        List<JsonNode> lines = new ArrayList<>(written(ShownValues.OF_DIFFERENCES, 1, changed(7), missing("x")));
        for (Report report : SampleReports.all().values()) {
            lines.addAll(written(report, ShownValues.NONE, 1));
        }
        RowsReport halted = new RowsReport(3, 0, 0, 0, 0, 0, 0, 0, 1, List.of(), List.of())
                .halted(new Halted("5% of the rows", 10, 20));
        lines.addAll(written(SampleReports.searched(Verdict.MISMATCH, "Halted.", halted), ShownValues.NONE, 1));
        SchemaFile.close(schema);
        JsonSchema closed = SchemaFile.validator(SCHEMA, schema);
        for (JsonNode line : lines) {
            assertThat(closed.validate(line)).as(line.toString()).isEmpty();
            ObjectNode later = line.deepCopy();
            later.put("later", 1);
            assertThat(open.validate(later)).isEmpty();
            ObjectNode broken = line.deepCopy();
            broken.remove(line.has("row_lines") ? "row_lines" : line.has("kind") ? "kind" : "format");
            assertThat(open.validate(broken)).isNotEmpty();
        }
        for (JsonNode type : SchemaFile.read(SCHEMA).findParents("required")) {
            Set<String> required = new HashSet<>();
            type.get("required").forEach(name -> required.add(name.textValue()));
            assertThat(type.get("properties").fieldNames())
                    .toIterable()
                    .filteredOn(name -> !name.equals("halted"))
                    .containsExactlyInAnyOrderElementsOf(required);
        }
    }

    @Test
    void keeps_lines_whole_that_several_tables_write_at_once() throws Exception {
        Path file = directory.resolve("details.jsonl");
        int tables = 4;
        int rows = 2_000;
        try (DetailsFile details = DetailsFile.at(file, ShownValues.OF_DIFFERENCES)) {
            details.runStarted("run-1", SampleReports.WHEN, tables);
            List<Thread> threads = IntStream.range(0, tables)
                    .mapToObj(table -> new Thread(() -> {
                        TablePair pair = TablePair.of("t" + table, "t" + table);
                        details.rowsSought(pair, read(1), read(1));
                        IntStream.range(0, rows).forEach(row -> details.rowDiffers(pair, changed(row)));
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            details.finish(SampleReports.noData());
        }

        Set<String> found = new HashSet<>();
        for (JsonNode line : lines(file)) {
            if (line.path("line").textValue().equals("row")) {
                found.add(line.path("source").textValue() + " "
                        + line.at("/key/0/value").textValue());
            }
        }
        assertThat(found).hasSize(tables * rows);
        assertThat(lines(file)).hasSize(tables * rows + 2);
    }

    @Test
    void shows_each_line_at_once_and_its_end_only_when_it_is_finished() throws IOException {
        Path file = directory.resolve("details.jsonl");
        DetailsFile details = DetailsFile.at(file, ShownValues.NONE);
        details.runStarted("run-1", SampleReports.WHEN, 1);
        details.rowsSought(ORDERS, read(1), read(1));
        details.rowDiffers(ORDERS, changed(7));

        assertThat(lines(file))
                .extracting(line -> line.path("line").textValue())
                .containsExactly("run", "row");

        details.close();
        details.rowDiffers(ORDERS, changed(8));
        assertThat(lines(file)).hasSize(2);
    }

    @Test
    void takes_no_row_that_a_cancelled_run_still_finds() throws IOException {
        Path file = directory.resolve("details.jsonl");
        try (DetailsFile details = DetailsFile.at(file, ShownValues.NONE)) {
            details.runStarted("run-4", SampleReports.WHEN, 2);
            details.rowsSought(TablePair.of("dbo.orders", "orders"), read(1), read(1));
            details.rowDiffers(ORDERS, changed(7));
            details.finish(SampleReports.interrupted());
            details.rowDiffers(ORDERS, changed(8));
        }

        List<JsonNode> lines = lines(file);
        assertThat(lines)
                .extracting(line -> line.path("line").textValue())
                .containsExactly("run", "row", "table", "table", "end");
        assertThat(lines.get(3).path("row_lines").intValue()).isEqualTo(1);
        assertThat(lines.get(3).path("rows").isNull()).isTrue();
        assertThat(lines.get(3).path("rows_without_line").isNull()).isTrue();
        assertThat(lines.get(4).path("complete").booleanValue()).isFalse();
    }

    @Test
    void is_its_owners_alone_also_where_it_replaces_one_that_was_not() throws IOException {
        Path file = Files.writeString(directory.resolve("details.jsonl"), "old");
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        for (Path each : List.of(file, directory.resolve("new.jsonl"))) {
            try (DetailsFile details = DetailsFile.at(each, ShownValues.NONE)) {
                details.runStarted("run-1", SampleReports.WHEN, 0);
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rw-------");
            assertThat(lines(each)).hasSize(1);
        }
        try (Stream<Path> all = Files.list(directory)) {
            assertThat(all).hasSize(2);
        }
    }

    @Test
    void replaces_what_a_link_points_to_and_keeps_the_link() throws IOException {
        Path file = Files.writeString(directory.resolve("details.jsonl"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("latest.jsonl"), file);
        try (DetailsFile details = DetailsFile.at(link, ShownValues.NONE)) {
            assertThat(file).as("before the run begins").hasContent("old");
            details.runStarted("run-1", SampleReports.WHEN, 0);
        }
        assertThat(link).isSymbolicLink();
        assertThat(lines(file)).hasSize(1);
    }

    @Test
    void is_checked_without_being_changed() throws IOException {
        Path file = Files.writeString(directory.resolve("details.jsonl"), "old");
        DetailsFile.check(file);
        assertThat(file).hasContent("old");

        Path nowhere = directory.resolve("absent/details.jsonl");
        assertThatThrownBy(() -> DetailsFile.check(nowhere))
                .isInstanceOf(ReportWriteException.class)
                .hasMessage("Cannot write the details to " + nowhere + ": " + directory.resolve("absent")
                        + " is no directory. Create it, or name another path.");
        assertThatThrownBy(() -> DetailsFile.at(directory, ShownValues.NONE))
                .isInstanceOf(ReportWriteException.class)
                .hasMessageContaining("it is a directory");
    }

    @Test
    void says_that_a_disk_is_full() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        DetailsFile.check(full);
        try (DetailsFile details = DetailsFile.at(full, ShownValues.NONE)) {
            details.runStarted("run-1", SampleReports.WHEN, 1);
            details.rowsSought(ORDERS, read(1), read(1));
            details.rowDiffers(ORDERS, changed(7));
            assertThatThrownBy(() -> details.finish(SampleReports.noData()))
                    .isInstanceOf(ReportWriteException.class)
                    .hasMessage("Cannot write the details to /dev/full: No space left on device. It does not hold every"
                            + " row that differs. Free space or name another path, then run again.");
        }
    }

    @Test
    void is_written_on_an_interrupted_thread() throws IOException {
        Path file = directory.resolve("details.jsonl");
        Thread.currentThread().interrupt();
        try (DetailsFile details = DetailsFile.at(file, ShownValues.NONE)) {
            details.runStarted("run-1", SampleReports.WHEN, 0);
            details.finish(SampleReports.noData());
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(lines(file)).hasSize(2);
    }

    private List<JsonNode> written(ShownValues values, int keyColumns, RowDifference... rows) {
        return written(
                SampleReports.searched(
                        Verdict.MISMATCH,
                        "Rows differ.",
                        new RowsReport(1, 0, 1, 0, 0, 0, 0, 0, 1, List.of(), List.of())),
                values,
                keyColumns,
                rows);
    }

    private List<JsonNode> written(Report report, ShownValues values, int keyColumns, RowDifference... rows) {
        Path file = directory.resolve("details.jsonl");
        try (DetailsFile details = DetailsFile.at(file, values)) {
            details.runStarted(report.runId(), SampleReports.WHEN, report.totalTables());
            details.rowsSought(ORDERS, read(keyColumns), read(keyColumns));
            for (RowDifference row : rows) {
                details.rowDiffers(ORDERS, row);
            }
            details.finish(report);
        }
        return lines(file);
    }

    private static List<JsonNode> lines(Path file) {
        List<JsonNode> lines = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                lines.add(MAPPER.readTree(line));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return lines;
    }

    private static RowDifference changed(long id) {
        return new RowDifference(
                Kind.CHANGED,
                List.of(new NamedValue("id", new Value.Whole(id))),
                List.of(new ChangedColumn("note", new Value.Text("secret"), Value.Null.NULL)),
                1,
                Confirmation.PERSISTENT,
                List.of(new Value.Whole(id), new Value.Text("secret")),
                List.of(new Value.Whole(id), Value.Null.NULL),
                null);
    }

    private static RowDifference missing(String note) {
        return new RowDifference(
                Kind.MISSING,
                List.of(new NamedValue("note", new Value.Text(note))),
                List.of(),
                1,
                Confirmation.PERSISTENT);
    }

    /** A read of two columns, of which none, one or both make the key. */
    private static TableRead read(int keyColumns) {
        List<ReadColumn> columns = List.of(
                new ReadColumn(column("id", new ValueType.Whole()), new CanonicalType.Whole()),
                new ReadColumn(
                        column("note", new ValueType.Text(ValueType.Text.UNBOUNDED, false)),
                        new CanonicalType.Text(false)));
        TableDescription table = new TableDescription(
                TableName.parse("dbo.orders"),
                TableKind.TABLE,
                columns.stream().map(ReadColumn::column).toList(),
                List.of(),
                OptionalLong.empty(),
                List.of(),
                List.of());
        return new TableRead(table, columns, keyColumns, RowFilter.none());
    }

    private static Column column(String name, ValueType type) {
        return new Column(name, "any", type, true, null, Filling.NOTHING);
    }
}
