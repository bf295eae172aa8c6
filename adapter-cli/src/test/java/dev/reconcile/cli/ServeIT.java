package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reconcile.cli.Program.Outcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service, as a process of its own. */
class ServeIT {

    private static final Pattern ADDRESS = Pattern.compile("Serving at (http://127\\.0\\.0\\.1:[0-9]+)");

    @TempDir
    private Path folder;

    private Program program;

    @AfterEach
    void end() throws Exception {
        if (program != null && program.isAlive()) {
            program.kill();
        }
    }

    @Test
    void it_serves_runs_and_schedules_until_it_is_told_to_stop() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE orders (id integer PRIMARY KEY)");
            }
            String url =
                    "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres?user=postgres&sslmode=disable";
            start(
                    "--source-url",
                    url,
                    "--target-url",
                    url,
                    "--source-tables",
                    "orders",
                    "--interval",
                    "3600",
                    "--with-schedule");
            JsonNode schedules = json(send("GET", "/api/v1/schedules", null));
            HttpResponse<String> started = send("POST", "/api/v1/runs", "{\"job\":\"reconcile\"}");
            String events = send(
                            "GET", "/api/v1/runs/" + json(started).get("id").asText() + "/events", null)
                    .body();
            program.signal("TERM");
            Outcome outcome = program.outcome();

            assertThat(schedules.at("/items/0/timetable").asText()).isNotBlank();
            assertThat(started.statusCode()).isEqualTo(202);
            assertThat(events).contains("event: end").contains("\"passed\":true");
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.err())
                    .contains("There are no tokens", "audit - who=anybody", "status=202 job=reconcile run=")
                    .contains("Told to stop")
                    .doesNotContainIgnoringCase("jetty")
                    .doesNotContainIgnoringCase("javalin");
        }
    }

    @Test
    void a_token_that_was_created_lets_in_and_nothing_else_does() throws Exception {
        Outcome created =
                Program.run(Map.of(), List.of(), "token", "create", "--name", "night-shift", "--role", "viewer");
        String token = created.out().strip();
        String line = created.err()
                .lines()
                .filter(text -> text.startsWith("night-shift viewer "))
                .findFirst()
                .orElseThrow();
        Path tokens = Files.writeString(folder.resolve("tokens"), line + "\n");
        start(
                "--source-url",
                "jdbc:postgresql://localhost:1/a?user=a",
                "--target-url",
                "jdbc:postgresql://localhost:1/b?user=b",
                "--source-tables",
                "orders",
                "--http-tokens",
                tokens.toString());

        assertThat(created.exitCode()).isZero();
        assertThat(send("GET", "/api/v1/tables", null).statusCode()).isEqualTo(401);
        assertThat(send("GET", "/api/v1/tables", null, "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("POST", "/api/v1/runs", "{}", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(403);
        program.signal("TERM");
        Outcome outcome = program.outcome();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).contains("who=night-shift", "status=403").doesNotContain(token);
    }

    @Test
    void elsewhere_than_on_loopback_it_needs_tokens() throws Exception {
        Outcome refused = Program.run(
                Map.of(),
                List.of(),
                "serve",
                "--source-url",
                "jdbc:postgresql://localhost:1/a?user=a",
                "--target-url",
                "jdbc:postgresql://localhost:1/b?user=b",
                "--source-tables",
                "orders",
                "--data-dir",
                folder.toString(),
                "--http-address",
                "0.0.0.0");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--http-address: whoever reaches 0.0.0.0", "reconcile token create");
    }

    @Test
    void a_certificate_is_warned_of_when_it_has_expired_and_refused_with_the_key_of_another() throws Exception {
        Path expired = keys("expired", "-startdate", "-3d", "-validity", "1");
        Path other = keys("other");
        start(with(NOWHERE, "--http-tls-certificate", expired + "-cert.pem", "--http-tls-key", expired + "-key.pem"));
        program.signal("TERM");
        Outcome refused = Program.run(
                Map.of(),
                List.of(),
                with(
                        with(
                                new String[] {
                                    "serve",
                                    "--data-dir",
                                    folder.resolve("data").toString()
                                },
                                NOWHERE),
                        "--http-tls-certificate",
                        expired + "-cert.pem",
                        "--http-tls-key",
                        other + "-key.pem"));

        assertThat(program.outcome().err())
                .containsPattern("WARN .*--http-tls-certificate: .*expired-cert\\.pem was valid until 20");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--http-tls-certificate, --http-tls-key: ", "do not belong together");
    }

    /** Two PEM files with a new certificate and its key, by what their names begin with. */
    private Path keys(String name, String... options) throws Exception {
        Path file = folder.resolve(name + ".p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String[] create = {
            keytool,
            "-genkeypair",
            "-alias",
            "service",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-storetype",
            "PKCS12",
            "-storepass",
            "changeit",
            "-keystore",
            file.toString()
        };
        Process process = new ProcessBuilder(with(create, options))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        Files.writeString(
                folder.resolve(name + "-cert.pem"),
                pem("CERTIFICATE", store.getCertificate("service").getEncoded()));
        Files.writeString(
                folder.resolve(name + "-key.pem"),
                pem(
                        "PRIVATE KEY",
                        store.getKey("service", "changeit".toCharArray()).getEncoded()));
        return folder.resolve(name);
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }

    @Test
    void a_metrics_port_is_not_listened_at_and_that_is_said() throws Exception {
        start(with(NOWHERE, "--metrics-port", "0", "--pushgateway", "http://user:hunter2@localhost:1"));

        assertThat(program.err())
                .containsPattern("WARN .*Nothing listens at --metrics-port: metrics are offered at"
                        + " http://127\\.0\\.0\\.1:[0-9]+/metrics\\.");
        assertThat(program.err())
                .contains(
                        "WARN  ServeCommand - reconcile: --pushgateway is for single runs and not used: what keeps running"
                                + " offers its metrics at /metrics.")
                .doesNotContain("hunter2", "--metrics-file");
        assertThat(send("GET", "/metrics", null).statusCode()).isEqualTo(200);
    }

    /** One run cannot be ended, for it waits for a server that says nothing; the other one is ended all the same, at once. */
    @Test
    void runs_of_the_schedule_and_of_requests_are_ended_at_the_same_time() throws Exception {
        try (EmbeddedPostgres postgres = postgres();
                ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Path pause = Files.createFile(folder.resolve("pause"));
            Path config = folder.resolve("reconcile.yaml");
            String settings = """
                    source: {url: "%s"}
                    target: {url: "%s"}
                    options: {connect-timeout: 1h, pause-file: "%s"}
                    schedule: {stop-time: 1h}
                    jobs:
                      hourly: {tables: {source-tables: [orders]}, schedule: {interval: 1h, run-now: true}}
                      asked: {tables: {source-tables: [customers]}}
                    """;
            String url = url(postgres.getPort());
            Files.writeString(config, settings.formatted(url, url, pause));
            start("--config", config.toString(), "--with-schedule");
            program.awaitErr("Pausing");
            String nowhere = url(silent.getLocalPort());
            Files.writeString(config, settings.formatted(nowhere, nowhere, pause));
            assertThat(send("POST", "/api/v1/runs", "{\"job\":\"asked\"}").statusCode())
                    .isEqualTo(202);
            List<Socket> taken = List.of(silent.accept(), silent.accept());

            program.signal("TERM");
            program.awaitErr("The run was interrupted.");
            assertThat(program.err()).containsPattern("WARN .*hourly: run [0-9a-f-]+: .*The run was interrupted\\.");
            assertThat(program.isAlive()).isTrue();
            silent.close();
            for (Socket socket : taken) {
                socket.close();
            }
            assertThat(program.outcome().exitCode()).isZero();
        }
    }

    private static final String[] NOWHERE = {
        "--source-url",
        "jdbc:postgresql://localhost:1/a?user=a",
        "--target-url",
        "jdbc:postgresql://localhost:1/b?user=b",
        "--source-tables",
        "orders"
    };

    private static EmbeddedPostgres postgres() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id integer PRIMARY KEY)");
        }
        return postgres;
    }

    private static String url(int port) {
        return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres&sslmode=disable";
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private void start(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "serve",
                "--http-port",
                "0",
                "--data-dir",
                folder.resolve("data").toString()));
        all.addAll(List.of(arguments));
        program = Program.startJar(Map.of(), List.of(), all.toArray(String[]::new));
        program.awaitErr("Serving at ");
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        Matcher address = ADDRESS.matcher(program.err());
        assertThat(address.find()).isTrue();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.group(1) + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }
}
