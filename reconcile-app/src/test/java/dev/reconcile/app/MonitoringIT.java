package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.reconcile.core.history.Reach;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.report.Report;
import dev.reconcile.metrics.MeasuredRun;
import dev.reconcile.metrics.MetricsServer;
import dev.reconcile.metrics.RunMetrics;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Dashboard, alert rules and page name only what a scrape has, after runs on a real server: one that passed, one that found
 * rows missing, extra and changed, one that found no database, and one that goes on.
 */
class MonitoringIT {

    private static final Path DASHBOARD = Path.of("..", "docker", "grafana", "dashboards", "reconciliation.json");
    private static final Path RULES = Path.of("..", "docker", "prometheus", "rules", "reconciliation.yml");
    private static final Path PAGE = Path.of("..", "docs", "monitoring.md");

    private static final Pattern METRIC = Pattern.compile("\\b(reconcile_(?!job\\b)[a-z_]+)(?:\\{([^}]*)\\})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(=~|!=|!~|=)\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring) \\(([^)]*)\\)");
    private static final Pattern IN_LEGEND =
            Pattern.compile("\\{\\{ ?(?:\\$labels\\.)?([a-z_]+)(?: \\|[^}]*)? ?\\}\\}");
    private static final Pattern SERIES = Pattern.compile("(?m)^(reconcile_[a-z_]+)\\{(.*)\\} \\S+$");

    /** The labels of each series of each metric. */
    private static final Map<String, List<Map<String, String>>> SCRAPE = new HashMap<>();

    /** An expression and where it stands. */
    private record Query(String place, String expression, String texts) {

        @Override
        public String toString() {
            return place;
        }
    }

    @BeforeAll
    static void runAndScrape() throws Exception {
        RunMetrics metrics = new RunMetrics(InstantSource.system(), "1.2.3");
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                MetricsServer scraped = MetricsServer.start(metrics, 0)) {
            for (String database : List.of("source", "target")) {
                execute(server, "postgres", "CREATE DATABASE " + database);
                execute(server, database, "CREATE TABLE good (id int PRIMARY KEY, note text)");
                execute(server, database, "INSERT INTO good SELECT n, 'n' || n FROM generate_series(1, 500) n");
                execute(server, database, "CREATE TABLE bad (id int PRIMARY KEY, note text)");
                execute(server, database, "INSERT INTO bad TABLE good");
            }
            execute(server, "target", "DELETE FROM bad WHERE id <= 2");
            execute(server, "target", "INSERT INTO bad VALUES (-1, 'extra')");
            execute(server, "target", "UPDATE bad SET note = 'changed' WHERE id IN (10, 20, 30)");

            assertThat(run(server, metrics, "passing", "source", "good").status())
                    .hasToString("PASS");
            assertThat(run(server, metrics, "finding", "source", "good,bad").status())
                    .hasToString("FAIL");
            assertThatThrownBy(() -> run(server, metrics, "failing", "nowhere", "good"))
                    .isInstanceOf(SetupException.class);
            metrics.beginAlerts("ops");
            try (MeasuredRun goingOn = metrics.begin("going on")) {
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create("http://localhost:" + scraped.port() + "/metrics"))
                        .build();
                String text = HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body();
                read(text);
            }
        }
    }

    private static void execute(EmbeddedPostgres server, String database, String sql) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Report run(EmbeddedPostgres server, RunMetrics metrics, String job, String source, String tables) {
        Map<String, String> flags = Map.of(
                "source.url",
                server.getJdbcUrl("postgres", source) + "&sslmode=disable",
                "target.url",
                server.getJdbcUrl("postgres", "target") + "&sslmode=disable",
                "tables.source-tables",
                tables,
                "options.validate-checksums",
                "true",
                "options.confirm-delay",
                "0s");
        Settings settings = SettingsReader.read(flags, Map.of(), PasswordPrompt.NONE);
        try (MeasuredRun measured = metrics.begin(job);
                PreparedRun run = PreparedRun.prepare(settings)) {
            Report report = run.run(measured, new Cancellation());
            measured.finished(report, run.traffic());
            metrics.know(job, known(job, report));
            return report;
        }
    }

    /** As a history has it after the first run. */
    private static List<TableState> known(String job, Report report) {
        return report.tables().stream()
                .map(table -> TableEntry.of(
                        "run", job, report.timestamp(), table, Reach.NUMBERS, null, report.discrepancies()))
                .map(entry -> TableState.after(null, entry))
                .toList();
    }

    private static void read(String text) {
        SERIES.matcher(text).results().forEach(series -> {
            Map<String, String> labels = new HashMap<>();
            MATCHER.matcher(series.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(3)));
            SCRAPE.computeIfAbsent(series.group(1), name -> new ArrayList<>()).add(labels);
        });
    }

    static List<Query> queries() throws IOException {
        List<Query> queries = new ArrayList<>();
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(new Query(
                        panel.path("title").asText(),
                        target.path("expr").asText(),
                        target.path("legendFormat").asText()));
            }
        }
        for (JsonNode variable : dashboard.at("/templating/list")) {
            if (variable.path("type").asText().equals("query")) {
                String query = variable.path("definition").asText();
                assertThat(variable.at("/query/query").asText()).isEqualTo(query);
                String label = query.replaceAll("label_values\\([a-z_]+, ([a-z_]+)\\)", "$1");
                queries.add(new Query("variable", query, "{{" + label + "}}"));
            }
        }
        for (JsonNode group : new YAMLMapper().readTree(RULES.toFile()).path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                queries.add(new Query(
                        rule.path("alert").asText(),
                        rule.path("expr").asText(),
                        rule.path("annotations").toString()));
            }
        }
        return queries;
    }

    @ParameterizedTest
    @MethodSource("queries")
    void a_scrape_has_what_is_asked_for(Query query) {
        List<MatchResult> metrics = METRIC.matcher(query.expression()).results().toList();
        assertThat(metrics).as(query.expression()).isNotEmpty();
        Set<String> labels = new TreeSet<>();
        for (MatchResult metric : metrics) {
            assertThat(SCRAPE).containsKey(metric.group(1));
            List<Map<String, String>> series = SCRAPE.get(metric.group(1));
            series.forEach(one -> labels.addAll(one.keySet()));
            assertThat(series)
                    .as("a series of " + metric.group())
                    .anyMatch(one -> matches(metric.group(2) == null ? "" : metric.group(2), one));
        }
        Stream<String> grouping = GROUPING.matcher(query.expression())
                .results()
                .flatMap(names -> Stream.of(names.group(1).split(", *")));
        Stream<String> legend = IN_LEGEND.matcher(query.texts()).results().map(name -> name.group(1));
        assertThat(Stream.concat(grouping, legend)).as(query.toString()).isSubsetOf(labels);
    }

    /** Whether the labels that a query names are there, and have the values that it names. */
    private static boolean matches(String matchers, Map<String, String> labels) {
        return MATCHER.matcher(matchers.replace("$job", ".*"))
                .results()
                .allMatch(matcher -> labels.containsKey(matcher.group(1))
                        && switch (matcher.group(2)) {
                            case "=" -> labels.get(matcher.group(1)).equals(matcher.group(3));
                            case "!=" -> !labels.get(matcher.group(1)).equals(matcher.group(3));
                            case "=~" -> labels.get(matcher.group(1)).matches(matcher.group(3));
                            default -> !labels.get(matcher.group(1)).matches(matcher.group(3));
                        });
    }

    @Test
    void the_page_tells_of_every_metric_that_a_scrape_has_and_of_no_other() throws IOException {
        Set<String> told = Pattern.compile("(?m)^\\| `(reconcile_[a-z_]+)` \\|")
                .matcher(Files.readString(PAGE))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toSet());

        assertThat(told).isEqualTo(SCRAPE.keySet());
    }

    @Test
    void everything_has_a_name_and_says_what_it_is_for() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        assertThat(dashboard.path("uid").asText()).isEqualTo("reconciliation");
        assertThat(dashboard.path("panels"))
                .filteredOn(panel -> !panel.path("type").asText().equals("row"))
                .isNotEmpty()
                .allSatisfy(
                        panel -> assertThat(panel.path("description").asText()).isNotBlank())
                .allSatisfy(panel -> assertThat(panel.path("targets")).isNotEmpty());
        assertThat(dashboard.path("panels"))
                .extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates();
        for (JsonNode group : new YAMLMapper().readTree(RULES.toFile()).path("groups")) {
            assertThat(group.path("rules"))
                    .isNotEmpty()
                    .allSatisfy(rule -> assertThat(
                                    rule.path("labels").path("severity").asText())
                            .isIn("critical", "warning"))
                    .allSatisfy(rule -> assertThat(
                                    rule.path("annotations").path("summary").asText())
                            .isNotBlank())
                    .allSatisfy(rule -> assertThat(
                                    rule.path("annotations").path("description").asText())
                            .isNotBlank());
            assertThat(group.findValuesAsText("alert"))
                    .doesNotHaveDuplicates()
                    .allSatisfy(alert -> assertThat(PAGE).content().contains("`" + alert + "`"));
        }
    }
}
