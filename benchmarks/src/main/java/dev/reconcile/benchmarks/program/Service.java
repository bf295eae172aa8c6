package dev.reconcile.benchmarks.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command as a service: {@code reconcile serve}, in a process of its own, at a port of this machine. */
public final class Service implements AutoCloseable {

    private static final Pattern SERVING = Pattern.compile("Serving at (http://\\S+[0-9])");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS_MILLIS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path log;
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();

    private Service(Process process, Path log, URI address) {
        this.process = process;
        this.log = log;
        this.address = address;
    }

    /**
     * Starts it.
     *
     * @param launcher the script
     * @param environment variables beside the usual ones
     * @param arguments those of {@code serve}
     * @throws IllegalStateException if it does not begin to listen
     */
    public static Service start(Path launcher, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("reconcile-benchmark", ".log");
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "serve"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("RECONCILE_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            Matcher serving = SERVING.matcher(Files.readString(log));
            if (serving.find()) {
                return new Service(process, log, URI.create(serving.group(1)));
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        process.destroy();
        throw new IllegalStateException("reconcile serve did not begin to listen: " + Files.readString(log));
    }

    /** Where a path of it is. */
    public URI at(String path) {
        return address.resolve(path);
    }

    /**
     * Runs a job to its end.
     *
     * @return how long that took, in seconds
     * @throws IllegalStateException if not all of its tables match
     */
    public double run(String job) throws IOException, InterruptedException {
        long began = System.nanoTime();
        JsonNode run = ask(HttpRequest.newBuilder(at("/api/v1/runs"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"job\":\"" + job + "\"}")));
        String id = run.get("id").asText();
        while (List.of("queued", "running").contains(run.get("state").asText())) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            run = ask(HttpRequest.newBuilder(at("/api/v1/runs/" + id)));
        }
        if (!run.get("status").asText().equals("PASS")) {
            throw new IllegalStateException("The run did not pass: " + run);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private JsonNode ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        return JSON.readTree(
                client.send(request.build(), BodyHandlers.ofString()).body());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        Files.deleteIfExists(log);
    }
}
