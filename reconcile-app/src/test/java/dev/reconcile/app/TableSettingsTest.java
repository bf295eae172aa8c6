package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.app.tables.TableRequest;
import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.ChangeLimit;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.NamingRule;
import dev.reconcile.core.table.NamingRule.Spelling;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.Since;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.core.table.TablePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableSettingsTest {

    @TempDir
    Path folder;

    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void two_databases() {
        flags.put("source.url", "jdbc:postgresql://a/b");
        flags.put("target.url", "jdbc:postgresql://c/d");
    }

    private TableRequest tables() {
        return SettingsReader.read(flags, environment, PasswordPrompt.NONE).tables();
    }

    private List<String> problems() {
        try {
            tables();
            return List.of();
        } catch (InvalidSettingsException e) {
            return e.problems();
        }
    }

    private void config(String yaml) throws IOException {
        Path file = folder.resolve("r.yaml");
        Files.writeString(file, yaml);
        flags.put("config", file.toString());
    }

    @Test
    void without_targets_the_name_without_its_schema_is_looked_for() {
        flags.put("tables.source-table", "dbo.customers");

        assertThat(tables().pairs()).containsExactly(TablePair.of("dbo.customers", "customers"));
    }

    @Test
    void without_targets_the_naming_rule_holds_where_one_is_given() {
        flags.put("tables.source-tables", "dbo.OrderLines,other.X");
        flags.put("tables.naming", "snake");
        flags.put("tables.schema-map", "dbo=public");

        assertThat(tables().pairs())
                .containsExactly(TablePair.of("dbo.OrderLines", "public.order_lines"), TablePair.of("other.X", "x"));
    }

    @Test
    void quoted_names_may_hold_commas_and_dots() {
        flags.put("tables.source-tables", "[dbo].[a,b.c],\"Sales\".\"x\"\"y\"");
        flags.put("tables.target-tables", "\"a,b\",c.d");

        assertThat(tables().pairs())
                .containsExactly(
                        TablePair.of(new TableName("dbo", "a,b.c"), new TableName(null, "a,b")),
                        TablePair.of(new TableName("Sales", "x\"y"), new TableName("c", "d")));
    }

    @Test
    void lists_of_unequal_length_are_a_problem() {
        flags.put("tables.source-tables", "a,b,c");
        flags.put("tables.target-tables", "a,b");

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("--target-tables")
                .contains("3 source", "2 target");
    }

    @Test
    void no_tables_at_all_are_a_problem() {
        assertThat(problems()).singleElement().asString().contains("No tables", "--source-tables", "--tables");
    }

    @Test
    void lists_and_patterns_exclude_each_other_in_one_place() {
        flags.put("tables.source-tables", "a");
        flags.put("tables.include", "dbo.*");

        assertThat(problems()).singleElement().asString().contains("--source-tables", "--tables");
    }

    @Test
    void targets_without_sources_are_a_problem() {
        flags.put("tables.target-tables", "a");
        flags.put("tables.include", "dbo.*");

        assertThat(problems()).singleElement().asString().startsWith("--target-tables");
    }

    @Test
    void excluding_from_a_list_is_a_problem() {
        flags.put("tables.source-tables", "a,b");
        flags.put("tables.exclude", "b");

        assertThat(problems()).singleElement().asString().startsWith("--exclude");
    }

    @Test
    void a_table_listed_twice_is_a_problem() {
        flags.put("tables.source-tables", "a,a");

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("--source-tables")
                .contains("twice");
    }

    @Test
    void patterns_come_with_exclusions_and_a_naming_rule() {
        flags.put("tables.include", "dbo.*,sales.order_?");
        flags.put("tables.exclude", "dbo.tmp_*");
        flags.put("tables.naming", "lower");
        flags.put("tables.schema-map", "dbo = public, [my,schema]=\"x=y\"");
        flags.put("tables.exclude-columns", "notes,[a,b]");

        TableRequest request = tables();

        assertThat(request.include()).containsExactly(TablePattern.parse("dbo.*"), TablePattern.parse("sales.order_?"));
        assertThat(request.exclude()).containsExactly(TablePattern.parse("dbo.tmp_*"));
        assertThat(request.naming())
                .isEqualTo(new NamingRule(Map.of("dbo", "public", "my,schema", "x=y"), Spelling.LOWER));
        assertThat(request.columns()).isEqualTo(new ColumnSelection(List.of(), Set.of("notes", "a,b"), Map.of()));
    }

    @Test
    void the_file_says_how_each_pair_is_compared() throws IOException {
        config("""
                tables:
                  pairs:
                    - source: dbo.orders
                      target: public.orders
                      key: [region, id]
                      columns: [region, id, "to,tal"]
                      exclude: notes, [a,b]
                      renames:
                        OrderDate: order_date
                      source-filter: created_at < '2026-01-01'
                      target-filter: "created_at < '2026-01-01'"
                    - source: dbo.customers
                """);

        assertThat(tables().pairs())
                .containsExactly(
                        new TablePair(
                                TableName.parse("dbo.orders"),
                                TableName.parse("public.orders"),
                                new ColumnSelection(
                                        List.of("region", "id", "to,tal"),
                                        Set.of("notes", "a,b"),
                                        Map.of("OrderDate", "order_date")),
                                List.of("region", "id"),
                                new RowFilter("created_at < '2026-01-01'"),
                                new RowFilter("created_at < '2026-01-01'")),
                        TablePair.of("dbo.customers", "customers"));
    }

    @Test
    void a_preset_is_that_of_every_table() throws IOException {
        config("""
                tables:
                  include: dbo.*
                  preset: debezium
                """);
        assertThat(tables().preset()).isEqualTo(Preset.DEBEZIUM);
        flags.put("tables.preset", "none");
        assertThat(tables().preset()).isEqualTo(Preset.NONE);
    }

    @Test
    void an_age_limit_is_that_of_every_table_by_the_first_column_that_it_has() throws IOException {
        config("""
                tables:
                  include: dbo.*
                  older-than: 10m
                  age-column: [updated_at, created_at]
                """);
        assertThat(tables().ageLimit())
                .isEqualTo(AgeLimit.byFirstOf(List.of("updated_at", "created_at"), Duration.ofMinutes(10)));
        flags.put("tables.older-than", "1h");
        assertThat(tables().ageLimit())
                .isEqualTo(AgeLimit.byFirstOf(List.of("updated_at", "created_at"), Duration.ofHours(1)));
    }

    @Test
    void a_pair_may_tell_the_age_by_a_column_of_its_own() throws IOException {
        config("""
                tables:
                  older-than: 10m
                  pairs:
                    - source: dbo.orders
                      age-column: OrderDate
                    - source: dbo.customers
                """);
        assertThat(tables().ageLimit()).isNull();
        assertThat(tables().pairs())
                .extracting(TablePair::ageLimit)
                .containsExactly(AgeLimit.by("OrderDate", Duration.ofMinutes(10)), null);
    }

    @Test
    void an_age_and_the_column_that_tells_it_go_together() throws IOException {
        flags.put("tables.source-tables", "dbo.orders");
        flags.put("tables.older-than", "10m");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("--older-than")
                .contains("--age-column");
        flags.remove("tables.older-than");
        flags.put("tables.age-column", "updated_at");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("--age-column")
                .contains("--older-than");
        flags.keySet().removeIf(key -> key.startsWith("tables."));
        config("""
                tables:
                  pairs:
                    - source: dbo.orders
                      age-column: OrderDate
                """);
        assertThat(problems()).singleElement().asString().contains("tables.older-than");
    }

    @Test
    void a_change_limit_is_that_of_every_table_and_its_columns_are_those_of_the_table_first() throws IOException {
        config("""
                tables:
                  since: 2026-11-01T01:00:00+01:00
                  change-column: [updated_at, created_at]
                  change-zone: Europe/Berlin
                  pairs:
                    - source: dbo.orders
                      change-column: OrderDate
                    - source: dbo.customers
                """);
        Since since = new Since.At(Instant.parse("2026-11-01T00:00:00Z"));
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(tables().changeLimit())
                .isEqualTo(new ChangeLimit(since, List.of("updated_at", "created_at"), AgeLimit.Lack.IS_SAID, berlin));
        assertThat(tables().pairs())
                .extracting(TablePair::changeLimit)
                .containsExactly(new ChangeLimit(since, List.of("OrderDate"), AgeLimit.Lack.IS_AN_ERROR, berlin), null);

        flags.put("tables.since", "36h");
        assertThat(tables().changeLimit().since()).isEqualTo(new Since.Ago(Duration.ofHours(36)));
    }

    @Test
    void no_table_is_compared_whole_because_only_another_has_a_change_column() throws IOException {
        config("""
                tables:
                  pairs:
                    - source: dbo.orders
                      change-column: OrderDate
                    - source: dbo.customers
                """);
        assertThat(tables().changeLimit()).as("without --since").isNull();
        assertThat(tables().pairs()).extracting(TablePair::changeLimit).containsOnlyNulls();

        flags.put("tables.since", "36h");
        assertThat(tables().changeLimit().columns()).isEmpty();
    }

    @Test
    void what_was_changed_goes_with_a_column_that_tells_it_and_with_no_other_choice_of_rows() {
        flags.put("tables.source-tables", "dbo.orders");
        flags.put("tables.since", "36h");
        assertThat(problems())
                .containsExactly(
                        "--since: nothing says when a row was changed. Give --change-column with the column that"
                                + " does.");
        flags.put("tables.change-column", "updated_at");
        flags.put("tables.older-than", "10m");
        flags.put("tables.age-column", "updated_at");
        flags.put("options.validate-checksums", "true");
        flags.put("options.checkpoint", "/tmp/scrub.checkpoint");
        flags.put("options.scrub", "1/24");
        assertThat(problems())
                .containsExactly(
                        "--since: chooses other rows than --older-than. Leave out the one or the other.",
                        "--since: chooses other rows than --scrub. Leave out the one or the other.");
        flags.keySet().removeAll(List.of("tables.since", "tables.older-than", "tables.age-column", "options.scrub"));
        flags.put("tables.change-zone", "UTC");
        assertThat(problems())
                .containsExactly(
                        "--change-column: says nothing without --since.",
                        "--change-zone: says nothing without --since.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-11-01",
                "2026-11-01T00:00:00",
                "36",
                "36d",
                "0h",
                "600h",
                "-1h",
                "1h30m",
                "2d",
                "2026-13-01T00:00:00Z",
                "0999-12-31T00:00:00Z",
                "-999999999-01-01T00:00:00Z",
                "+12026-01-01T00:00:00Z"
            })
    void a_time_that_is_none_is_a_problem_that_names_what_would_be_one(String since) {
        flags.put("tables.source-tables", "dbo.orders");
        flags.put("tables.change-column", "updated_at");
        flags.put("tables.since", since);

        assertThat(problems())
                .containsExactly("--since: the value is no point in time. Write date, time and zone, such as"
                        + " 2026-11-01T00:00:00Z or 2026-11-01T00:00:00+01:00 in the years 1000 to 9999, or how long ago,"
                        + " from 1s to 576h, as a whole number and its unit, ms, s, m or h: 30m, 36h.");
    }

    @Test
    void a_zone_that_is_none_is_a_problem() {
        flags.put("tables.source-tables", "dbo.orders");
        flags.put("tables.change-column", "updated_at");
        flags.put("tables.since", "36h");
        flags.put("tables.change-zone", "Berlin");

        assertThat(problems()).singleElement().asString().startsWith("--change-zone: the value is no time zone.");
    }

    @Test
    void a_listed_table_is_compared_as_the_file_says() throws IOException {
        config("""
                tables:
                  pairs:
                    - source: dbo.orders
                      target: public.orders_v2
                      key: id
                      columns: [id, total]
                    - source: dbo.customers
                """);
        flags.put("tables.source-tables", "DBO.Orders");
        assertThat(tables().pairs())
                .singleElement()
                .satisfies(pair -> assertThat(pair.target()).isEqualTo(TableName.parse("public.orders_v2")))
                .satisfies(pair -> assertThat(pair.key()).containsExactly("id"))
                .satisfies(pair -> assertThat(pair.columns().included()).containsExactly("id", "total"));

        flags.put("tables.target-tables", "public.other");
        assertThat(tables().pairs()).containsExactly(TablePair.of("DBO.Orders", "public.other"));
    }

    @Test
    void columns_masked_for_all_tables_and_for_a_pair_add_up() throws IOException {
        config("""
                tables:
                  mask: [email]
                  pairs:
                    - source: a
                      mask: ssn
                    - source: b
                """);
        ColumnSelection email = ColumnSelection.all().maskingWherePresent(Set.of("email"));
        assertThat(tables().pairs())
                .extracting(TablePair::columns)
                .containsExactly(email.masking(Set.of("ssn")), email);

        flags.put("tables.mask", "phone");
        ColumnSelection phone = ColumnSelection.all().maskingWherePresent(Set.of("phone"));
        assertThat(tables().pairs())
                .extracting(TablePair::columns)
                .containsExactly(phone.masking(Set.of("ssn")), phone);
    }

    @Test
    void columns_asked_for_by_a_flag_win_over_the_pairs_own_and_exclusions_add_up() throws IOException {
        config("""
                tables:
                  columns: [everywhere]
                  exclude-columns: [x]
                  pairs:
                    - source: a
                      columns: [id, total]
                      exclude: [y]
                    - source: b
                """);
        assertThat(tables().pairs())
                .extracting(TablePair::columns)
                .containsExactly(
                        new ColumnSelection(List.of("id", "total"), Set.of("x", "y"), Map.of()),
                        new ColumnSelection(List.of("everywhere"), Set.of("x"), Map.of()));

        flags.put("tables.columns", "only");
        flags.put("tables.exclude-columns", "z");
        assertThat(tables().pairs())
                .extracting(TablePair::columns)
                .containsExactly(
                        new ColumnSelection(List.of("only"), Set.of("z", "y"), Map.of()),
                        new ColumnSelection(List.of("only"), Set.of("z"), Map.of()));
    }

    @Test
    void the_files_pairs_and_patterns_add_up_and_a_flags_patterns_replace_them() throws IOException {
        config("""
                tables:
                  include: ["dbo.*"]
                  pairs:
                    - source: sales.orders
                """);
        assertThat(tables().pairs()).containsExactly(TablePair.of("sales.orders", "orders"));
        assertThat(tables().include()).containsExactly(TablePattern.parse("dbo.*"));

        flags.put("tables.include", "sales.*");
        assertThat(tables().pairs()).isEmpty();
        assertThat(tables().include()).containsExactly(TablePattern.parse("sales.*"));
        assertThat(tables().rules()).containsExactly(TablePair.of("sales.orders", "orders"));
    }

    @Test
    void every_problem_of_the_pairs_is_told_with_its_line() throws IOException {
        config("""
                tables:
                  pairs:
                    - target: orphan
                    - source: a.b.c.d
                    - source: ok
                      kay: id
                      key: {a: b}
                      columns: []
                      renames: [a, b]
                    - just text
                    - source: twice
                    - source: twice
                  naming: camel
                  include: ["dbo..x", 12]
                """);

        String file = flags.get("config");
        assertThat(problems())
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem)
                                .startsWith(file + ":3: tables.pairs[1]: ")
                                .contains("source"),
                        problem -> assertThat(problem).startsWith(file + ":4: tables.pairs[2].source: "),
                        problem -> assertThat(problem)
                                .startsWith(file + ":6: tables.pairs[3].kay: ")
                                .contains("key"),
                        problem -> assertThat(problem).startsWith(file + ":7: tables.pairs[3].key: "),
                        problem -> assertThat(problem)
                                .startsWith(file + ":8: tables.pairs[3].columns: ")
                                .contains("empty"),
                        problem -> assertThat(problem).startsWith(file + ":9: tables.pairs[3].renames: "),
                        problem -> assertThat(problem).startsWith(file + ":10: "),
                        problem -> assertThat(problem)
                                .startsWith(file + ":12: tables.pairs[6]: ")
                                .contains("twice"),
                        problem -> assertThat(problem).startsWith(file + ":13: tables.naming: "),
                        problem -> assertThat(problem)
                                .startsWith(file + ":14: tables.include: ")
                                .contains("dbo..x"));
    }
}
