package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportWriterTest {

    @ParameterizedTest
    @ValueSource(strings = {"pass", "mixed", "no-data", "interrupted", "accepted", "scrubbed", "night"})
    void looks_as_it_looked_before(String kind) {
        Report report = kind.equals("night")
                ? NightReport.report()
                : SampleReports.all().get(kind);
        Golden.assertUnchanged(
                "/html/" + kind + ".html",
                html(report).replace(StyleSheet.ofReports().text(), "").replaceAll("sha256-[^&]+", "sha256-…"));
    }

    @Test
    void says_of_an_interrupted_run_that_it_was() throws Exception {
        Document page = parsed(html(SampleReports.interrupted()));
        assertThat(only(page, "h1").getTextContent()).isEqualTo("FAIL, INTERRUPTED");
        assertThat(only(page, "title").getTextContent()).startsWith("FAIL, INTERRUPTED");
        assertThat(only(page, "header").getTextContent()).contains("The run was interrupted");
    }

    @Test
    void lists_the_worst_tables_first() throws Exception {
        Report report = SampleReports.report(
                List.of(
                        SampleReports.counted("match", "t", 1, 1),
                        TableReport.uncompared("unsure", "t", Verdict.INCONCLUSIVE, "Why.", 1),
                        SampleReports.counted("low", "t", 100_000, 99_999),
                        TableReport.uncompared("error", "t", Verdict.ERROR, "Why.", 1),
                        SampleReports.counted("critical", "t", 10, 1),
                        SampleReports.counted("low again", "t", 100_000, 99_999)),
                List.of(
                        SampleReports.found("low", "t", RowCounts.of(100_000, 99_999)),
                        SampleReports.found("critical", "t", RowCounts.of(10, 1)),
                        SampleReports.found("low again", "t", RowCounts.of(100_000, 99_999))),
                List.of());
        NodeList panels = parsed(html(report)).getElementsByTagName("h3");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < panels.getLength(); i++) {
            names.add(panels.item(i).getTextContent());
        }
        assertThat(names)
                .containsExactly("critical → t", "low → t", "low again → t", "error → t", "unsure → t", "match → t");
    }

    @Test
    void folds_many_tables_that_match_so_that_what_follows_is_near_the_others() {
        List<TableReport> tables =
                new ArrayList<>(Collections.nCopies(13, SampleReports.counted("same", "same", 1, 1)));
        String foldedNone = "<details open=\"open\">\n<summary>13 tables that match</summary>";
        assertThat(html(SampleReports.report(tables, List.of(), List.of()))).contains(foldedNone);
        tables.add(SampleReports.counted("other", "other", 1, 2));
        assertThat(html(SampleReports.report(tables, List.of(), List.of())))
                .doesNotContain(foldedNone)
                .contains("<details>\n<summary>13 tables that match</summary>");
    }

    @Test
    void marks_in_both_values_what_differs_and_says_of_hidden_ones_that_they_are() {
        String page = html(SampleReports.differing(changed(
                new ChangedColumn("note", new Value.Text("a b"), new Value.Text("a  b")),
                new ChangedColumn("email", Value.Hidden.HIDDEN, Value.Hidden.HIDDEN),
                new ChangedColumn("batch", Value.Null.NULL, new Value.Text("NULL")))));
        assertThat(page)
                .contains("a <mark class=\"lacking\"></mark>b")
                .contains("a <mark><span class=\"escape\">\\u0020</span></mark>b")
                .contains("<bdi class=\"value untold\"><mark>(hidden)</mark></bdi>")
                .contains("<bdi class=\"value untold\"><mark>NULL</mark></bdi>")
                .contains("<span class=\"quote\">&#39;</span><mark>NULL</mark>");
        assertThat(html(SampleReports.differing(
                        changed(new ChangedColumn("email", Value.Hidden.HIDDEN, Value.Hidden.HIDDEN)))))
                .contains("<bdi class=\"name\">email</bdi> <small class=\"note\">values hidden</small>");
    }

    @Test
    void tells_apart_by_their_numbers_what_looks_alike() {
        assertThat(html(SampleReports.differing(
                        changed(new ChangedColumn("name", new Value.Text("café"), new Value.Text("cafe\u0301"))))))
                .contains("<small class=\"aside\">U+00E9</small>")
                .contains("<small class=\"aside\">U+0065 U+0301</small>");
        assertThat(html(SampleReports.differing(
                        changed(new ChangedColumn("name", new Value.Text("a"), new Value.Text("b"))))))
                .doesNotContain("U+0");
    }

    @Test
    void says_how_many_rows_it_leaves_out_and_where_they_are() {
        Report report = SampleReports.searched(
                Verdict.MISMATCH, "Rows differ.", new RowsReport(3, 0, 710, 0, 0, 0, 0, 0, 1, List.of(), List.of()));
        assertThat(html(report)).contains("… and 713 more; --max-details says how many");
        assertThat(html(report.withDetailsFile("all.jsonl"))).contains("… and 713 more; they stand in all.jsonl.");
    }

    @Test
    void loses_no_finding_whatever_table_it_names() {
        Report report = SampleReports.report(
                List.of(SampleReports.counted("a", "a", 1, 1)),
                List.of(SampleReports.found("c", "d", RowCounts.of(5, 7))),
                List.of());
        assertThat(html(report)).contains("5 rows in the source, 7 in the target");
    }

    @Test
    void is_well_formed_and_holds_nothing_that_would_be_obeyed_or_not_seen_whatever_the_report_holds()
            throws Exception {
        for (long seed = 0; seed < 300; seed++) {
            Report report = new RandomReports(seed).next();
            String page = html(report);
            assertThat(page.replace(StyleSheet.ofReports().text(), "").codePoints())
                    .as("seed %d", seed)
                    .allMatch(c -> c == '\n' || ConsoleText.harmless(c) == c);
            Document document = parsed(page);
            Set<String> names = new HashSet<>();
            Set<String> ids = new HashSet<>();
            List<String> links = new ArrayList<>();
            NodeList elements = document.getElementsByTagName("*");
            for (int i = 0; i < elements.getLength(); i++) {
                Element element = (Element) elements.item(i);
                names.add(element.getTagName());
                if (element.hasAttribute("id")) {
                    assertThat(ids.add(element.getAttribute("id")))
                            .as("seed %d", seed)
                            .isTrue();
                }
                if (element.hasAttribute("href")) {
                    links.add(element.getAttribute("href").substring(1));
                }
            }
            assertThat(names).doesNotContain("script", "img", "iframe", "link", "object", "form");
            assertThat(ids).as("seed %d", seed).containsAll(links);
            String text = document.getDocumentElement().getTextContent();
            assertThat(text).as("seed %d", seed).contains(ConsoleText.harmless(report.runId()));
            assertThat(report.warnings())
                    .as("seed %d", seed)
                    .allMatch(warning -> text.contains(ConsoleText.harmless(warning)));
        }
    }

    @Test
    void allows_its_own_style_and_nothing_else() throws Exception {
        Document page = parsed(html(SampleReports.mixed()));
        Element policy = (Element) page.getElementsByTagName("meta").item(1);
        assertThat(policy.getAttribute("http-equiv")).isEqualTo("Content-Security-Policy");
        assertThat(policy.getAttribute("content"))
                .isEqualTo("default-src 'none'; style-src "
                        + new StyleSheet(only(page, "style").getTextContent()).policySource()
                        + "; base-uri 'none'; form-action 'none'");
        assertThat(StyleSheet.ofReports().text()).doesNotContain("url(", "@import", "http:", "https:");
        assertThat(new StyleSheet("abc").policySource())
                .isEqualTo("'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
    }

    @Test
    void writes_as_it_goes_and_shows_of_a_long_value_the_part_that_differs() throws IOException {
        String long1 = "<b>".repeat(350_000);
        String long2 = long1.substring(3) + "<i>";
        RowDifference row = changed(new ChangedColumn("note", new Value.Text(long1), new Value.Text(long2)));
        RowsReport rows = new RowsReport(0, 0, 20_000, 0, 0, 0, 0, 0, 1, Collections.nCopies(20, row), List.of());
        Pieces pieces = new Pieces();
        new HtmlReportWriter().write(SampleReports.searched(Verdict.MISMATCH, "Rows differ.", rows), pieces);
        assertThat(pieces.longest)
                .isLessThanOrEqualTo(StyleSheet.ofReports().text().length());
        assertThat(pieces.all).isBetween(20L * 300, 20L * 5_000);
    }

    @Test
    void throws_what_the_place_that_it_writes_to_throws() {
        Appendable full = new Pieces() {
            @Override
            public Appendable append(CharSequence text) throws IOException {
                throw new IOException("No space left.");
            }
        };
        assertThatThrownBy(() -> new HtmlReportWriter().write(SampleReports.pass(), full))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left.");
    }

    /** How much is written, and the longest piece of it at once. */
    private static class Pieces implements Appendable {

        private long all;
        private int longest;

        @Override
        public Appendable append(CharSequence text) throws IOException {
            all += text.length();
            longest = Math.max(longest, text.length());
            return this;
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) throws IOException {
            return append(text.subSequence(start, end));
        }

        @Override
        public Appendable append(char c) throws IOException {
            return append(String.valueOf(c));
        }
    }

    private static RowDifference changed(ChangedColumn... columns) {
        return new RowDifference(
                Kind.CHANGED,
                List.of(new NamedValue("id", new Value.Whole(3))),
                List.of(columns),
                1,
                Confirmation.PERSISTENT);
    }

    private static String html(Report report) {
        return Rendered.by(new HtmlReportWriter(), report);
    }

    private static Element only(Document page, String name) {
        NodeList elements = page.getElementsByTagName(name);
        assertThat(elements.getLength()).as(name).isEqualTo(1);
        return (Element) elements.item(0);
    }

    /** A page is XML too, and a parser of XML forgives nothing. */
    private static Document parsed(String page) throws Exception {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new InputSource(new StringReader(page)));
    }
}
