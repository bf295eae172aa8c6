package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogType;

/** Reports in a real browser, from a server that notes what is asked of it. */
class HtmlReportBrowserTest {

    private static final String MILLION = "x".repeat(1 << 20);

    private static final String HOSTILE =
            "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">"
                    + "'\"--></style></title>&lt;\u202eesrever\u2066\u2067\u200f\0\u001b[31m";

    private static final Queue<String> ASKED = new ConcurrentLinkedQueue<>();

    private static Chromium chromium;
    private static HttpServer server;
    private static volatile String page = "";

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            ASKED.add(exchange.getRequestURI().toString());
            byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.stop(0);
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    private static void show(Report report) {
        page = Rendered.by(new HtmlReportWriter(), report);
        chromium.driver().manage().logs().get(LogType.PERFORMANCE);
        chromium.driver().manage().logs().get(LogType.BROWSER);
        ASKED.clear();
        chromium.driver().get("http://127.0.0.1:" + server.getAddress().getPort() + "/report.html");
    }

    @Test
    void asks_for_nothing_but_itself() {
        show(NightReport.report());
        assertThat(ASKED).containsExactly("/report.html");
        List<String> requests = StreamSupport.stream(
                        chromium.driver()
                                .manage()
                                .logs()
                                .get(LogType.PERFORMANCE)
                                .spliterator(),
                        false)
                .map(Object::toString)
                .filter(entry -> entry.contains("\"Network.requestWillBeSent\""))
                .toList();
        assertThat(requests).singleElement().asString().contains("/report.html");
        assertThat(complaints()).isEmpty();
        assertThat(chromium.<Long>ask("return performance.getEntriesByType('resource').length"))
                .isZero();
    }

    /** What the browser said of the page: a violated policy, a style that it did not take. */
    private static List<String> complaints() {
        return StreamSupport.stream(
                        chromium.driver().manage().logs().get(LogType.BROWSER).spliterator(), false)
                .map(Object::toString)
                .filter(entry -> !entry.contains("favicon"))
                .toList();
    }

    @Test
    void runs_no_script_even_if_one_got_into_it() {
        show(NightReport.report());
        assertThat(chromium.<Long>ask("return document.scripts.length")).isZero();
        chromium.ask("""
                const script = document.createElement('script');
                script.textContent = "document.documentElement.dataset.ran = 'yes'";
                document.body.append(script);
                const image = document.createElement('img');
                image.setAttribute('onerror', "document.documentElement.dataset.ran = 'yes'");
                image.src = '/stolen';
                document.body.append(image);
                """);
        chromium.driver().executeAsyncScript("setTimeout(arguments[arguments.length - 1], 100)");
        assertThat(chromium.<String>ask("return document.documentElement.dataset.ran"))
                .isNull();
        assertThat(ASKED).containsExactly("/report.html");
        assertThat(complaints()).anyMatch(complaint -> complaint.contains("Content Security Policy"));
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1280})
    void shows_hostile_texts_as_texts_and_loses_neither_its_width_nor_its_direction(int width) {
        chromium.widen(width);
        show(hostile());

        assertThat(chromium.driver().getTitle()).startsWith("FAIL: reconcile");
        assertThat(chromium.<Long>ask("return document.querySelectorAll('script, img, body style').length"))
                .isZero();
        String text = chromium.ask("return document.body.textContent");
        assertThat(text)
                .contains("<script>document.title='ran'</script>")
                .contains("\\u202eesrever\\u2066\\u2067\\u200f\\u0000\\u001b[31m")
                .contains("\ufffdesrever\ufffd\ufffd\ufffd\ufffd\ufffd[31m")
                .doesNotContain("\u202e", "\u2066", "\u2067", "\u200f", "\0", "\u001b");
        assertThat(chromium.driver().findElements(By.xpath("//*[contains(text(), \"document.title='ran'\")]")))
                .isNotEmpty()
                .allSatisfy(element -> assertThat(element.isDisplayed()).isTrue());
        assertThat(tooWide()).isEmpty();
        assertThat(chromium.<Long>ask("return document.documentElement.scrollHeight"))
                .as("how far it is to the end of the page")
                .isLessThan(30_000);
        assertThat(chromium.<List<Number>>ask("""
                        return [...document.querySelectorAll('h2:not(#advice-title)')].map(e => e.getBoundingClientRect().left);
                        """)).hasSizeGreaterThan(3).allMatch(left -> left.intValue() < width / 4);
    }

    @Test
    void keeps_a_value_from_right_to_left_within_its_place() {
        chromium.widen(1280);
        show(differing(new ChangedColumn("שלום", new Value.Text("אבג 123"), new Value.Text("אבג 124"))));
        assertThat(chromium.<Boolean>ask("""
                        const left = e => e.getBoundingClientRect().left;
                        const [source, target] = document.querySelectorAll('.differs .value');
                        const key = document.querySelector('.key .name');
                        return left(key) < left(source) && left(source) < left(target)
                          && [...document.querySelectorAll('bdi')].every(e =>
                            getComputedStyle(e).unicodeBidi === 'isolate' && getComputedStyle(e).direction === 'ltr');
                        """)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"light, 360", "light, 1280", "dark, 360", "dark, 1280"})
    void sets_every_text_off_from_what_is_behind_it(String colours, int width) {
        chromium.prefer(colours);
        chromium.widen(width);
        for (Report report : List.of(NightReport.report(), SampleReports.scrubbed(), SampleReports.interrupted())) {
            show(report);
            assertThat(chromium.<List<String>>ask(Chromium.FAINT_TEXTS.replace("< 50", "< 20")))
                    .isEmpty();
        }
        String paper = chromium.ask("return getComputedStyle(document.documentElement).backgroundColor");
        assertThat(paper).isEqualTo(colours.equals("dark") ? "rgb(16, 21, 27)" : "rgb(244, 246, 248)");
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 360, 600, 840, 1080, 1100, 1280})
    void never_scrolls_sideways(int width) {
        chromium.widen(width);
        for (Report report : List.of(NightReport.report(), SampleReports.mixed(), SampleReports.scrubbed())) {
            show(report);
            chromium.ask("document.querySelectorAll('details').forEach(details => details.open = true)");
            assertThat(tooWide()).isEmpty();
        }
    }

    /** What reaches beyond the window, if anything makes the page scroll sideways or is cut off. */
    private static List<String> tooWide() {
        return chromium.ask("""
                const root = document.documentElement;
                const wide = root.scrollWidth > innerWidth ? ['the page is ' + root.scrollWidth + ' wide'] : [];
                for (const element of document.querySelectorAll('body *:not(.unseen, .skip, thead, thead *)')) {
                  const box = element.getBoundingClientRect();
                  if (box.width && (box.right > innerWidth + 1 || box.left < -1)) {
                    wide.push(Math.round(box.right) + ' ' + element.outerHTML.slice(0, 80));
                  }
                }
                return wide;
                """);
    }

    @Test
    void opens_the_table_that_a_link_leads_to() {
        chromium.widen(1280);
        show(NightReport.report());
        WebElement link = chromium.driver().findElement(By.linkText("dbo.customers → public.customers"));
        WebElement place = chromium.driver().findElement(By.id("table-1"));
        assertThat(place.isDisplayed()).isFalse();
        link.sendKeys(Keys.ENTER);
        assertThat(place.isDisplayed()).isTrue();
    }

    @Test
    void is_walked_through_with_a_keyboard() {
        chromium.widen(1280);
        show(NightReport.report());
        WebElement body = chromium.driver().findElement(By.tagName("body"));
        body.sendKeys(Keys.TAB);
        WebElement skip = chromium.driver().switchTo().activeElement();
        assertThat(skip.getText()).isEqualTo("Skip to the tables");
        assertThat(skip.getLocation().getX()).isNotNegative();
        WebElement folded = chromium.driver().findElement(By.cssSelector(".panel:not([open]) > summary"));
        folded.sendKeys(Keys.ENTER);
        assertThat(chromium.<Boolean>ask("return document.activeElement.parentElement.open"))
                .isTrue();
        assertThat(chromium.<String>ask("return getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1280})
    void is_read_out_with_its_headings_landmarks_and_tables(int width) {
        chromium.widen(width);
        show(NightReport.report());
        List<Map<String, Object>> nodes = accessibilityTree();
        assertThat(names(nodes, "heading"))
                .contains("FAIL", "Tables", "Findings", "What to do", "Table by table", "Warnings")
                .contains("dbo.line_items → public.line_items");
        assertThat(names(nodes, "region")).contains("Tables", "Findings", "What to do");
        assertThat(names(nodes, "banner")).hasSize(1);
        assertThat(names(nodes, "main")).hasSize(1);
        assertThat(names(nodes, "navigation")).containsExactly("Contents");
        assertThat(names(nodes, "table"))
                .contains("4 tables that do not match", "Rows that differ, with their keys")
                .noneMatch(String::isEmpty);
        assertThat(names(nodes, "columnheader")).contains("Verdict", "Severity", "Source rows", "Took");
        assertThat(names(nodes, "rowheader")).anyMatch(name -> name.startsWith("dbo.line_items"));
        assertThat(names(nodes, "cell")).contains("MISMATCH", "CRITICAL");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> accessibilityTree() {
        chromium.driver().executeCdpCommand("Accessibility.enable", Map.of());
        return ((List<Map<String, Object>>) chromium.driver()
                        .executeCdpCommand("Accessibility.getFullAXTree", Map.of())
                        .get("nodes"))
                .stream()
                        .filter(node -> !Boolean.TRUE.equals(node.get("ignored")))
                        .toList();
    }

    private static List<String> names(List<Map<String, Object>> nodes, String role) {
        return nodes.stream()
                .filter(node -> role.equals(value(node.get("role"))))
                .map(node -> value(node.get("name")))
                .collect(Collectors.toList());
    }

    private static String value(Object property) {
        return property instanceof Map<?, ?> map ? String.valueOf(map.get("value")) : "";
    }

    @Test
    void prints_what_is_folded_too() {
        chromium.widen(1280);
        show(NightReport.report());
        String isSeen = "return document.getElementById('table-1').checkVisibility()";
        assertThat(chromium.<Boolean>ask(isSeen)).isFalse();
        chromium.driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
        try {
            assertThat(chromium.<Boolean>ask(isSeen)).isTrue();
        } finally {
            chromium.driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
        }
    }

    private static Report hostile() {
        RowDifference row = new RowDifference(
                Kind.CHANGED,
                List.of(
                        new NamedValue(HOSTILE, new Value.Text(HOSTILE)),
                        new NamedValue("long", new Value.Text(MILLION))),
                List.of(
                        new ChangedColumn(HOSTILE, new Value.Text(HOSTILE), new Value.Text(HOSTILE + "!")),
                        new ChangedColumn("long", new Value.Text(MILLION), new Value.Text("y" + MILLION)),
                        new ChangedColumn("excerpt", new Value.Excerpt(MILLION), new Value.Excerpt(HOSTILE))),
                1,
                Confirmation.PERSISTENT);
        TableReport table = SampleReports.searched(
                        Verdict.MISMATCH,
                        HOSTILE + MILLION,
                        new RowsReport(0, 0, 1, 0, 0, 0, 0, 0, 1, List.of(row), List.of()))
                .tables()
                .get(0);
        return new Report(
                HOSTILE,
                HOSTILE,
                SampleReports.WHEN,
                1,
                true,
                List.of(
                        table,
                        TableReport.uncompared(HOSTILE, MILLION, Verdict.ERROR, "W".repeat(500), 1),
                        SampleReports.counted("שלום." + HOSTILE, "טבלה", 1, 2)),
                List.of(SampleReports.found("שלום." + HOSTILE, "טבלה", RowCounts.of(1, 2))),
                List.of(HOSTILE),
                List.of(HOSTILE),
                HOSTILE);
    }

    private static Report differing(ChangedColumn column) {
        return SampleReports.differing(new RowDifference(
                Kind.CHANGED,
                List.of(new NamedValue("id", new Value.Whole(1))),
                List.of(column),
                1,
                Confirmation.PERSISTENT));
    }
}
