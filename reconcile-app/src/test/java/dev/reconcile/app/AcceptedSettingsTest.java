package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.app.tables.AcceptedEntry;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptedSettingsTest {

    private static final LocalDate LAST_DAY = LocalDate.of(2026, 12, 31);

    @TempDir
    Path folder;

    private final Map<String, String> flags = new HashMap<>();

    @BeforeEach
    void two_databases() {
        flags.put("source.url", "jdbc:postgresql://a/b");
        flags.put("target.url", "jdbc:postgresql://c/d");
    }

    private List<AcceptedEntry> accepted(String... lines) throws IOException {
        Path file = folder.resolve("r.yaml");
        Files.writeString(file, "tables:\n" + String.join("\n", lines));
        flags.put("config", file.toString());
        return SettingsReader.read(flags, Map.of(), PasswordPrompt.NONE)
                .tables()
                .accepted();
    }

    private List<String> problems(String... lines) throws IOException {
        try {
            accepted(lines);
            return List.of();
        } catch (InvalidSettingsException e) {
            return e.problems().stream()
                    .map(problem -> problem.substring(problem.indexOf("r.yaml")))
                    .toList();
        }
    }

    @Test
    void an_entry_of_every_part_is_read() throws IOException {
        assertThat(accepted(
                        "  source-tables: [dbo.orders, dbo.lines]",
                        "  accepted:",
                        "    - {table: orders, key: {id: 42}, columns: [note], reason: Ticket 4711, until: 2026-12-31}",
                        "    - table: DBO.Lines",
                        "      key: [{order: 017, line: a}, {order: 18, line: \"\\\\N\"}]",
                        "      kinds: [missing, EXTRA]",
                        "      source-filter: a = 1",
                        "      target-filter: b = 1",
                        "      reason: Later",
                        "      until: \"2026-12-31\"",
                        "    - {table: lines, filter: c = 1, reason: Later, until: 2026-12-31}"))
                .containsExactly(
                        new AcceptedEntry(
                                TableName.parse("orders"),
                                AcceptedDifference.all("tables.accepted[1]", "Ticket 4711", LAST_DAY)
                                        .withKeys(List.of(Map.of("id", "42")))
                                        .withColumns(Set.of("note"))),
                        new AcceptedEntry(
                                TableName.parse("DBO.Lines"),
                                AcceptedDifference.all("tables.accepted[2]", "Later", LAST_DAY)
                                        .withKeys(List.of(
                                                Map.of("order", "017", "line", "a"),
                                                Map.of("order", "18", "line", "\\N")))
                                        .withKinds(Set.of(Kind.MISSING, Kind.EXTRA))
                                        .withFilters(new RowFilter("a = 1"), new RowFilter("b = 1"))),
                        new AcceptedEntry(
                                TableName.parse("lines"),
                                AcceptedDifference.all("tables.accepted[3]", "Later", LAST_DAY)
                                        .withFilters(new RowFilter("c = 1"), new RowFilter("c = 1"))));
    }

    @Test
    void everything_that_is_wrong_is_listed_with_its_place() throws IOException {
        assertThat(problems(
                        "  source-tables: [orders, lines]",
                        "  accepted:",
                        "    - {key: {id: 1}}",
                        "    - {table: ordres, reason: Known, until: 2026-12-31}",
                        "    - {table: orders, reason: \" \", until: 2026-02-30}",
                        "    - {table: orders, reason: Known, until: 20261231, kinds: late}",
                        "    - {table: orders, reason: Known, until: 2026-12-31, filter: a, target-filter: b}",
                        "    - {table: orders, reason: Known, until: 2026-12-31, source-filter: a}",
                        "    - {table: orders, reason: Known, until: 2026-12-31, columns: note, kinds: [changed, missing]}",
                        "    - {table: orders, reason: Known, until: 2026-12-31, key: {}}",
                        "    - {table: orders, reason: Known, until: 2026-12-31, key: [{id: 1}, 2]}",
                        "    - {table: orders, reason: Known, until: 2026-12-31, colums: [note]}"))
                .containsExactly(
                        "r.yaml:4: tables.accepted[1]: accepted differences need the key table. The source or target"
                                + " table of the pair, as the run names it. Every entry has one.",
                        "r.yaml:4: tables.accepted[1]: accepted differences need the key reason. Why they are accepted;"
                                + " the report says it. Every entry has one.",
                        "r.yaml:4: tables.accepted[1]: accepted differences need the key until. The last day, in UTC, on"
                                + " which they are; then they count again. Every entry has one.",
                        "r.yaml:5: tables.accepted[2]: The table ordres is not compared. Did you mean orders?",
                        "r.yaml:6: tables.accepted[3].reason: the value is empty. Give one or leave the setting out.",
                        "r.yaml:6: tables.accepted[3].until: the value is no day. Write year, month and day, such as"
                                + " 2026-12-31.",
                        "r.yaml:7: tables.accepted[4].until: must be a day such as 2026-12-31, not a whole number.",
                        "r.yaml:7: tables.accepted[4].kinds: the value is none of the words that may stand here. Write one"
                                + " of missing, extra, changed.",
                        "r.yaml:8: tables.accepted[5].filter: a side has a condition of its own too. Leave out the one or"
                                + " the others.",
                        "r.yaml:9: tables.accepted[6].source-filter: the other side has no condition. Give both, or one"
                                + " for both as filter.",
                        "r.yaml:10: tables.accepted[7].columns: only changed rows have columns that differ. Leave out"
                                + " kinds, and write another entry for missing and extra rows.",
                        "r.yaml:11: tables.accepted[8].key: must be a section with the key's columns and their values, or"
                                + " a list of such sections.",
                        "r.yaml:12: tables.accepted[9].key: must be a section with the key's columns and their values, or"
                                + " a list of such sections.",
                        "r.yaml:13: tables.accepted[10].colums: there is no such key. Did you mean columns?");
    }

    @Test
    void a_name_that_several_pairs_have_is_a_problem() throws IOException {
        assertThat(problems(
                        "  source-tables: [dbo.orders, sales.orders]",
                        "  target-tables: [a, b]",
                        "  accepted:",
                        "    - {table: orders, reason: Known, until: 2026-12-31}",
                        "    - {table: b, reason: Known, until: 2026-12-31}"))
                .containsExactly(
                        "r.yaml:5: tables.accepted[1]: The table orders is one of several pairs: dbo.orders → a,"
                                + " sales.orders → b. Give the schema, or the other side's table.");
    }

    @Test
    void an_entry_for_a_table_that_a_flag_leaves_out_is_no_problem() throws IOException {
        flags.put("tables.source-tables", "orders");

        assertThat(accepted(
                        "  pairs: [{source: orders}, {source: lines}]",
                        "  accepted:",
                        "    - {table: lines, reason: Known, until: 2026-12-31}"))
                .hasSize(1);
    }
}
