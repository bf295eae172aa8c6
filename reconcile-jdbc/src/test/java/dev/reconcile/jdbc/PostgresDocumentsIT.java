package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowComparison;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.SideReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.FoundRows;
import dev.reconcile.core.run.Rechecker;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowLook;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.run.ShownValues;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.Softening.As.Meaning;
import dev.reconcile.core.table.TablePair;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Columns of PostgreSQL's document types, compared with each other and with text by a rule. */
class PostgresDocumentsIT extends TwoDatabases {

    private static final RunOptions ROWS = RunOptions.DEFAULT
            .withDepth(Depth.ROWS)
            .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2).showing(ShownValues.OF_DIFFERENCES));

    @BeforeEach
    void createDomains() {
        both("CREATE DOMAIN basket AS jsonb", "CREATE DOMAIN page AS xml");
    }

    @Test
    void json_is_the_same_as_jsonb_as_text_and_as_a_domain_over_it() {
        for (List<String> types : List.of(
                List.of("json", "jsonb"),
                List.of("jsonb", "json"),
                List.of("json", "json"),
                List.of("jsonb", "jsonb"),
                List.of("text", "json"),
                List.of("basket", "varchar(200)"),
                List.of("jsonb", "char(200)"))) {
            compare(
                    Meaning.JSON,
                    types.get(0),
                    types.get(1),
                    "{\"b\" : 1.50, \"a\": [true, null]} -> {\"a\":[true,null],\"b\":1.5}",
                    "\"\\u00e9\" -> \"é\"",
                    "1e3 -> 1000",
                    "1e3 -> 1000.0001 !",
                    "0 -> \"0\" !",
                    "[1, 2] -> [2, 1] !",
                    "{\"a\": null} -> {} !",
                    "null -> NULL !",
                    "NULL -> {} !",
                    "NULL -> NULL",
                    "[] -> []",
                    "\"" + "x".repeat(50) + "|:~\" -> \"" + "x".repeat(50) + "|:~\"");
        }
    }

    @Test
    void of_members_with_one_name_json_and_text_keep_all_and_jsonb_the_last() {
        compare(Meaning.JSON, "json", "jsonb", "{\"a\": 1, \"a\": 2} -> {\"a\": 2} !", "{\"a\": 2} -> {\"a\": 2}");
        compare(Meaning.JSON, "json", "text", "{\"a\": 1, \"a\": 2} -> {\"a\":1,\"a\":2}", "{} -> {\"a\":1} !");
    }

    @Test
    void a_text_that_is_no_json_differs_from_every_json() {
        compare(
                Meaning.JSON,
                "text",
                "jsonb",
                "{a: 1} -> {\"a\": 1} !",
                " -> \"\" !",
                "{\"a\": 1 -> {\"a\": 1} !",
                "{\"a\": 1}\t -> {\"a\": 1}");
    }

    @Test
    void xml_is_the_same_as_text_and_as_a_domain_over_it() {
        for (List<String> types : List.of(
                List.of("xml", "xml"),
                List.of("xml", "text"),
                List.of("varchar(200)", "page"),
                List.of("page", "char(200)"))) {
            compare(
                    Meaning.XML,
                    types.get(0),
                    types.get(1),
                    "<?xml version=\"1.0\"?><a c='1' b=\"&#65;\"/> -> <a b=\"A\" c=\"1\"></a>",
                    "<a>\n  <b/>\n</a> -> <a><b /></a>",
                    "<a><![CDATA[<é|:~]]></a> -> <a>&lt;é|:~</a>",
                    "<a/>x<b/> -> <a/>x<b></b>",
                    "<p:a xmlns:p=\"u\"/> -> <q:a xmlns:q=\"u\"/> !",
                    "<a>1</a> -> <a>2</a> !",
                    "<a> </a> -> <a/> !",
                    "<a><b/>&#x20;</a> -> <a><b/> </a> !",
                    "<a xml:space=\"preserve\"> <b/></a> -> <a xml:space=\"preserve\"><b/></a> !",
                    "<a/> -> <a/><!--c--> !",
                    "<a/> -> NULL !",
                    "NULL ->  !",
                    "NULL -> NULL",
                    " -> ");
        }
    }

    @Test
    void a_text_that_is_no_xml_or_has_a_document_type_is_equal_to_the_same_text_alone() {
        compare(
                Meaning.XML,
                "text",
                "xml",
                "<a> -> <a/> !",
                "<a>&nbsp;</a> -> <a>\u00a0</a> !",
                "<!DOCTYPE a><a/> -> <a/> !",
                "<!DOCTYPE a><a/> -> <!DOCTYPE a><a/>",
                "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a> -> <a>x</a> !");
    }

    @Test
    void without_the_rule_the_column_is_named_with_the_rule_that_helps() {
        create("jsonb", "text", List.of("1 -> 1"));

        TableReport table = run(TablePair.of("t", "t")).tables().get(0);

        assertThat(table.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(table.columnsNotCompared())
                .extracting(UncomparedColumn::reason)
                .containsExactly("Cannot compare public.t.d (jsonb) with public.t.d (text): on the source jsonb holds"
                        + " numbers of any scale, so that equal values have several texts. Give the column the rule"
                        + " compare-as: json, or exclude it.");
    }

    @Test
    void such_rows_are_streamed_and_no_database_may_be_told_to_hash_them() {
        create("jsonb", "json", List.of("{\"a\": 1} -> {\"a\":1.0}"));
        TablePair pair = pair(Meaning.JSON);

        TableReport streamed = run(pair).tables().get(0);
        TableReport refused = new Reconciler(source, target, Clock.systemUTC())
                .run(List.of(pair), ROWS.withHashIn(HashIn.DATABASE))
                .tables()
                .get(0);

        assertThat(streamed.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(List.of(streamed.sourceSide(), streamed.targetSide()))
                .extracting(SideReport::hashedIn)
                .containsExactly(HashPlace.CLIENT, HashPlace.CLIENT);
        assertThat(refused.verdict()).isEqualTo(Verdict.ERROR);
    }

    @Test
    void rows_without_a_key_are_told_apart_by_what_their_documents_say() {
        for (String url : List.of(sourceUrl, targetUrl)) {
            EmbeddedPostgresServer.execute(url, "CREATE TABLE t (d json)");
        }
        EmbeddedPostgresServer.execute(sourceUrl, "INSERT INTO t VALUES ('[1]'), ('[1 ]'), ('{\"a\": 2}'), (NULL)");
        EmbeddedPostgresServer.execute(targetUrl, "INSERT INTO t VALUES ('[1.0]'), ('{\"a\":2}'), (NULL), (NULL)");

        assertThat(rows(run(pair(Meaning.JSON)).tables().get(0)).details())
                .extracting(row ->
                        row.kind() + " " + row.key().get(0).value().text().replace(" ", ""))
                .containsExactlyInAnyOrder("MISSING [1]", "EXTRA NULL");
    }

    @Test
    void the_values_of_a_row_are_shown_as_they_are_stored() {
        create("json", "jsonb", List.of("{\"b\": 1.50, \"a\": 2} -> {\"a\": 3, \"b\": 1.50}", "[1 ] -> [1]"));

        List<RowDifference> details =
                rows(run(pair(Meaning.JSON)).tables().get(0)).details();
        RowComparison different = look("0");
        RowComparison same = look("1");

        assertThat(details)
                .flatExtracting(RowDifference::columns)
                .extracting(column ->
                        column.source().text() + " -> " + column.target().text())
                .containsExactly("{\"b\": 1.50, \"a\": 2} -> {\"a\": 3, \"b\": 1.50}");
        assertThat(different.matches()).isFalse();
        assertThat(different.notes()).anyMatch(note -> note.contains("d: by rule, texts are compared as JSON"));
        assertThat(same.matches()).isTrue();
    }

    @Test
    void a_recheck_clears_what_was_mended_and_keeps_what_was_not() {
        create("jsonb", "text", List.of("{\"a\": 1} -> {\"a\": 2}", "{\"a\": 1} -> {\"a\": 2}"));
        Report earlier = run(pair(Meaning.JSON));
        EmbeddedPostgresServer.execute(targetUrl, "UPDATE t SET d = '{ \"a\" : 1.0 }' WHERE id = 0");

        assertThat(new Rechecker(source, target, Clock.systemUTC())
                        .recheck(
                                earlier,
                                FoundRows.OF_THE_REPORT,
                                table -> pair(Meaning.JSON),
                                ROWS,
                                RunListener.NONE,
                                new Cancellation())
                        .tables())
                .singleElement()
                .satisfies(table -> {
                    assertThat(table.mended()).isEqualTo(1);
                    assertThat(table.different()).isEqualTo(1);
                });
    }

    @Test
    void what_is_accepted_of_a_document_makes_no_difference() {
        create("jsonb", "json", List.of("[1] -> [2]", "[1 ] -> [1]"));
        AcceptedDifference accepted = AcceptedDifference.all("tables.accepted[1]", "why", LocalDate.of(9999, 12, 31))
                .withColumns(Set.of("d"));

        TableReport table =
                run(pair(Meaning.JSON).withAccepted(List.of(accepted))).tables().get(0);

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(rows(table).accepted().get(0).changed()).isEqualTo(1);
    }

    private static RowComparison look(String key) {
        return new RowLook(source, target, Clock.systemUTC())
                .look(pair(Meaning.JSON), List.of(key), ROWS, new Cancellation());
    }

    /** Each case is a document of the source and one of the target, and an exclamation mark where they differ. */
    private static void compare(Meaning meaning, String sourceType, String targetType, String... cases) {
        List<String> differing = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        for (String each : cases) {
            boolean differs = each.endsWith(" !");
            String pair = differs ? each.substring(0, each.length() - 2) : each;
            pairs.add(pair);
            if (differs) {
                differing.add(pair);
            }
        }
        create(sourceType, targetType, pairs);

        TableReport table = run(pair(meaning)).tables().get(0);

        assertThat(table.verdict()).as("%s", table).isEqualTo(Verdict.MISMATCH);
        assertThat(rows(table).details())
                .as("%s and %s", sourceType, targetType)
                .extracting(row ->
                        pairs.get(Integer.parseInt(row.key().get(0).value().text())))
                .containsExactlyInAnyOrderElementsOf(differing);
    }

    private static void create(String sourceType, String targetType, List<String> pairs) {
        List<String> ofSource = statements(sourceType);
        List<String> ofTarget = statements(targetType);
        for (int i = 0; i < pairs.size(); i++) {
            String[] values = pairs.get(i).split(" -> ", 2);
            ofSource.add("INSERT INTO t VALUES (" + i + ", " + literal(values[0]) + ")");
            ofTarget.add("INSERT INTO t VALUES (" + i + ", " + literal(values[1]) + ")");
        }
        EmbeddedPostgresServer.execute(sourceUrl, ofSource.toArray(String[]::new));
        EmbeddedPostgresServer.execute(targetUrl, ofTarget.toArray(String[]::new));
    }

    private static List<String> statements(String type) {
        return new ArrayList<>(
                List.of("DROP TABLE IF EXISTS t", "CREATE TABLE t (id int PRIMARY KEY, d " + type + ")"));
    }

    private static String literal(String value) {
        return value.equals("NULL") ? value : "'" + value.replace("'", "''") + "'";
    }

    private static Report run(TablePair pair) {
        return new Reconciler(source, target, Clock.systemUTC()).run(List.of(pair), ROWS);
    }

    private static TablePair pair(Meaning meaning) {
        return TablePair.of("t", "t").withRules(ColumnRules.of(Map.of("d", new ColumnRule(new Softening.As(meaning)))));
    }

    private static RowsReport rows(TableReport table) {
        return Objects.requireNonNull(table.rows(), () -> "No rows: " + table);
    }
}
