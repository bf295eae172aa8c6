package dev.reconcile.http;

import dev.reconcile.report.StyleSheet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The page for people at {@code /}: it shows what the API answers, with the rights of whoever looks, and loads nothing else. */
final class WebPage {

    /**
     * Scripts and styles come from here alone, and no text ever becomes part of the page but as a text.
     *
     * @see <a href="https://www.w3.org/TR/trusted-types/">Trusted Types</a>
     */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " require-trusted-types-for 'script'; trusted-types 'none';"
                    + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("icon.svg", "image/svg+xml"),
            Map.entry("page.css", CSS),
            Map.entry("page.js", SCRIPT),
            Map.entry("service.js", SCRIPT),
            Map.entry("elements.js", SCRIPT),
            Map.entry("values.js", SCRIPT),
            Map.entry("tables.js", SCRIPT),
            Map.entry("table.js", SCRIPT),
            Map.entry("finding.js", SCRIPT),
            Map.entry("runs.js", SCRIPT),
            Map.entry("start.js", SCRIPT),
            Map.entry("run.js", SCRIPT),
            Map.entry("schedules.js", SCRIPT));

    private WebPage() {}

    static List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        String page = text("index.html");
        routes.add(Route.open("/", (context, caller) -> {
            context.res().setHeader(SecurityHeaders.POLICY, POLICY);
            Answers.text(context, HTML, page);
        }));
        FILES.forEach((name, type) -> routes.add(file(name, type, text(name))));
        routes.add(file("reconcile.css", CSS, StyleSheet.ofReports().text()));
        return routes;
    }

    private static Route file(String name, String type, String text) {
        return Route.open("/page/" + name, (context, caller) -> Answers.text(context, type, text));
    }

    private static String text(String name) {
        try (InputStream in = WebPage.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + name + " is not where the classes are.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
