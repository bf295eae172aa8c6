package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.app.tables.TableRequest;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.TextFold;
import dev.reconcile.core.canonical.Tolerance;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TablePair;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnRuleSettingsTest {

    private static final String DATABASES = """
            source: {url: "jdbc:postgresql://a/b"}
            target: {url: "jdbc:postgresql://c/d"}
            """;

    @TempDir
    Path folder;

    private final Map<String, String> flags = new HashMap<>();

    private TableRequest tables(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("r.yaml"), DATABASES + yaml);
        flags.put("config", file.toString());
        return SettingsReader.read(flags, Map.of("DIGITS", "2"), PasswordPrompt.NONE)
                .tables();
    }

    private List<String> problems(String yaml) throws IOException {
        try {
            tables(yaml);
            return List.of();
        } catch (InvalidSettingsException e) {
            return e.problems();
        }
    }

    private Softening softening(String rule) throws IOException {
        TablePair pair = tables("tables: {pairs: [{source: t, rules: {c: " + rule + "}}]}")
                .pairs()
                .get(0);
        return pair.rules().own().get("c").softening();
    }

    private static Softening within(@Nullable String distance, @Nullable String share) {
        return new Softening.Within(new Tolerance(
                distance == null ? null : new BigDecimal(distance), share == null ? null : new BigDecimal(share)));
    }

    @Test
    void each_key_is_what_it_says() throws IOException {
        assertThat(softening("{fraction-digits: 0}")).isEqualTo(new Softening.Fraction(0, null));
        assertThat(softening("{fraction-digits: \"${env:DIGITS}\", rounding: half-up}"))
                .isEqualTo(new Softening.Fraction(2, Rounding.HALF_UP));
        assertThat(softening("{fraction-digits: 7, rounding: TRUNCATE}"))
                .isEqualTo(new Softening.Fraction(7, Rounding.TRUNCATE));
        assertThat(softening("{ignore-trailing-blanks: true}"))
                .isEqualTo(new Softening.Text(Set.of(TextFold.TRAILING_BLANKS)));
        assertThat(softening("{ignore-case: true, whitespace: trim}"))
                .isEqualTo(new Softening.Text(Set.of(TextFold.CASE, TextFold.OUTER_WHITESPACE)));
        assertThat(softening("{whitespace: collapse, ignore-case: false}"))
                .isEqualTo(new Softening.Text(Set.of(TextFold.ALL_WHITESPACE)));
        assertThat(softening("{compare-as: json}")).isEqualTo(new Softening.As(Softening.As.Meaning.JSON));
        assertThat(softening("{compare-as: xml}")).isEqualTo(new Softening.As(Softening.As.Meaning.XML));
        assertThat(softening("{compare-as: UUID}")).isEqualTo(new Softening.As(Softening.As.Meaning.UUID));
        assertThat(softening("{tolerance: 0.01}")).isEqualTo(within("0.01", null));
        assertThat(softening("{tolerance: 2, relative-tolerance: 1e-6}")).isEqualTo(within("2", "1e-6"));
        assertThat(softening("{relative-tolerance: \"0.${env:DIGITS}\"}")).isEqualTo(within(null, "0.2"));
        assertThat(softening("{ignore-case: false}")).isEqualTo(Softening.Nothing.NOTHING);
    }

    @Test
    void an_expression_is_taken_as_it_stands() throws IOException {
        String yaml = """
                tables:
                  pairs:
                    - source: t
                      rules:
                        c: {source-sql: "a + '${env:DIGITS}'", target-sql: "b -- c", ignore-case: true}
                """;
        assertThat(tables(yaml).pairs().get(0).rules().own())
                .containsExactly(Map.entry(
                        "c",
                        new ColumnRule(
                                new Softening.Text(Set.of(TextFold.CASE)),
                                new SqlExpression("a + '2'"),
                                new SqlExpression("b -- c"))));
    }

    @Test
    void the_rules_for_every_table_are_with_pairs_listed_tables_and_patterns() throws IOException {
        String everywhere = "rules: {at: {fraction-digits: 3}}";
        Map<String, ColumnRule> at = Map.of("at", new ColumnRule(new Softening.Fraction(3, null)));
        Map<String, ColumnRule> note = Map.of("note", new ColumnRule(new Softening.Text(Set.of(TextFold.CASE))));

        assertThat(tables("tables: {" + everywhere + ", pairs: [{source: t, rules: {note: {ignore-case: true}}}]}")
                        .pairs())
                .extracting(TablePair::rules)
                .containsExactly(new ColumnRules(note, at));
        assertThat(tables("tables: {" + everywhere + ", source-tables: t}").pairs())
                .extracting(TablePair::rules)
                .containsExactly(new ColumnRules(Map.of(), at));
        assertThat(tables("tables: {" + everywhere + ", include: \"dbo.*\"}").columnRules())
                .isEqualTo(new ColumnRules(Map.of(), at));
    }

    @Test
    void a_pair_keeps_its_rules_where_a_flag_asks_for_its_table() throws IOException {
        flags.put("tables.source-tables", "t");

        assertThat(tables("tables: {pairs: [{source: t, target: u, rules: {note: {ignore-case: true}}}]}")
                        .pairs())
                .singleElement()
                .satisfies(pair -> assertThat(pair.rules().own()).containsOnlyKeys("note"));
    }

    @Test
    void keys_for_different_types_are_a_problem() throws IOException {
        assertThat(problems("tables: {pairs: [{source: t, rules: {c: {fraction-digits: 3, ignore-case: true}}}]}"))
                .singleElement()
                .asString()
                .contains(
                        "r.yaml:3: tables.pairs[1].rules.c: the rule has keys that are for different kinds of columns.");
    }

    @Test
    void a_tolerance_that_is_no_number_above_zero_is_a_problem() throws IOException {
        for (String wrong : List.of(
                "-0.01",
                "0",
                "0.00",
                "0e9",
                ".inf",
                "-.inf",
                ".nan",
                "Infinity",
                "NaN",
                "1%",
                "1e400",
                "1e-400",
                "\"1,5\"",
                "\"\"")) {
            assertThat(problems("tables: {include: \"*\", rules: {c: {tolerance: " + wrong + "}}}"))
                    .as(wrong)
                    .singleElement()
                    .asString()
                    .endsWith(
                            "r.yaml:3: tables.rules.c.tolerance: the value is no number above 0. Write one such as 0.01"
                                    + " or 1e-6, of at most 40 digits on either side of the point.");
        }
        assertThat(problems("tables: {include: \"*\", rules: {c: {tolerance: true}}}"))
                .singleElement()
                .asString()
                .contains("tables.rules.c.tolerance: ", "a number");
    }

    @Test
    void a_share_of_one_or_more_is_a_problem() throws IOException {
        for (String wrong : List.of("1", "1.0", "5", "1e30")) {
            assertThat(problems("tables: {include: \"*\", rules: {c: {relative-tolerance: " + wrong + "}}}"))
                    .as(wrong)
                    .singleElement()
                    .asString()
                    .endsWith(
                            "r.yaml:3: tables.rules.c.relative-tolerance: the value is not below 1. A share such as 1 %"
                                    + " is 0.01.");
        }
    }

    @Test
    void a_rounding_to_nothing_is_a_problem() throws IOException {
        assertThat(problems("tables: {include: \"*\", rules: {c: {rounding: truncate}}}"))
                .singleElement()
                .asString()
                .contains("r.yaml:3: tables.rules.c.rounding: ", "Give fraction-digits too");
    }

    @Test
    void a_rule_twice_is_a_problem() throws IOException {
        assertThat(problems("""
                        tables:
                          include: "*"
                          rules:
                            c: {ignore-case: true}
                            c: {whitespace: trim}
                        """))
                .singleElement()
                .asString()
                .contains("r.yaml:7: tables.rules.c: the key stands here twice");
    }

    @Test
    void a_mistyped_key_is_a_problem_with_what_may_have_been_meant() throws IOException {
        assertThat(problems("tables: {include: \"*\", rules: {c: {ignore-cases: true}}}"))
                .singleElement()
                .asString()
                .contains("tables.rules.c.ignore-cases: there is no such key. Did you mean ignore-case?");
    }
}
