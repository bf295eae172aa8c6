package dev.reconcile.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reconcile.app.job.JobSettings;
import dev.reconcile.app.job.Jobs;
import dev.reconcile.app.job.Schedules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A service for tests, and a client of it. */
final class Served implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Jobs jobs;
    private final HttpService service;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token;

    private Served(Jobs jobs, HttpService service, String token) {
        this.jobs = jobs;
        this.service = service;
        this.token = token;
    }

    /** A service over two databases that do not exist, for what needs none. */
    static Served withoutDatabases(Path data, Map<String, String> flags) {
        Map<String, String> all = new HashMap<>(Map.of(
                "source.url", "jdbc:postgresql://localhost:1/a",
                "source.username", "reader",
                "source.password", "hunter2",
                "target.url", "jdbc:postgresql://localhost:1/b",
                "target.username", "reader",
                "target.password", "hunter2",
                "tables.source-tables", "orders"));
        all.putAll(flags);
        return start(data, all, Optional.empty());
    }

    static Served start(Path data, Map<String, String> flags, Optional<Schedules> schedules) {
        return start(data, flags, schedules, InstantSource.system());
    }

    static Served start(Path data, Map<String, String> flags, Optional<Schedules> schedules, InstantSource clock) {
        Map<String, String> all = new HashMap<>(flags);
        all.putIfAbsent("http.port", "0");
        Jobs jobs = Jobs.begin(new JobSettings(all, Map.of(), data), clock);
        try {
            return new Served(jobs, HttpService.start(jobs, schedules, clock), "");
        } catch (RuntimeException e) {
            jobs.close();
            throw e;
        }
    }

    /** The same service, for somebody with a token. */
    Served as(String other) {
        return new Served(jobs, service, other);
    }

    Jobs jobs() {
        return jobs;
    }

    URI address() {
        return service.address();
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return send("POST", path, body, all);
    }

    HttpResponse<String> post(String path) {
        return send("POST", path, null);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.address() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the service answers to bytes as they are. */
    String raw(String request) {
        try (Socket socket =
                new Socket(service.address().getHost(), service.address().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(answer.body(), e);
        }
    }

    @Override
    public void close() {
        service.close();
        jobs.close();
    }
}
