package dev.reconcile.metrics;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a Pushgateway is, and how one logs in there. {@code toString} and messages hold neither user nor password. */
public final class Pushgateway {

    /** How long a push may take, from the first try to connect to the answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final String METRICS = "/metrics";

    private final URI place;
    private final @Nullable String login;
    private final Duration patience;

    private Pushgateway(URI place, @Nullable String login, Duration patience) {
        this.place = place;
        this.login = login;
        this.patience = patience;
    }

    /**
     * The Pushgateway of a URL.
     *
     * @param url such as {@code http://pushgateway.example.com:9091}, with a path where it stands behind one, and with
     *     {@code user:password@} where it wants those; both percent-encoded
     * @throws IllegalArgumentException if it is no such URL, saying what it should be, without quoting it
     */
    public static Pushgateway of(String url) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            // Its message quotes the URL.
            throw unfit("");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw unfit("");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        if ((path + "/").contains(METRICS + "/job/")) {
            throw unfit(" Leave out /metrics/job/ and what follows: the name of the job is a setting of its own.");
        }
        String authority = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        return new Pushgateway(URI.create(scheme + "://" + authority + path), decoded(uri.getRawUserInfo()), PATIENCE);
    }

    private static IllegalArgumentException unfit(String hint) {
        return new IllegalArgumentException(
                "the value is no URL of a Pushgateway. Write one such as http://pushgateway.example.com:9091." + hint);
    }

    private static @Nullable String decoded(@Nullable String userInfo) {
        if (userInfo == null) {
            return null;
        }
        // A plus is a plus here; and who has no password has an empty one.
        String login = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        return userInfo.indexOf(':') < 0 ? login + ":" : login;
    }

    /** Whether its URL holds a user, or a user and a password. */
    public boolean logsIn() {
        return login != null;
    }

    /** The same with another patience. */
    Pushgateway within(Duration time) {
        return new Pushgateway(place, login, time);
    }

    /** Adds metrics to those of the group of a job. */
    void add(String job, Scrape metrics) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(place + METRICS + group("job", job)))
                .timeout(patience)
                .header("Content-Type", metrics.contentType())
                .POST(HttpRequest.BodyPublishers.ofByteArray(metrics.body()));
        if (login != null) {
            String encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + encoded);
        }
        int status = send(request.build());
        if (status / 100 != 2) {
            throw new MetricsException(
                    "The Pushgateway at " + this + " did not take the metrics: it answered " + status + "."
                            + hint(status),
                    null);
        }
    }

    /** Headers and body together within the patience: a server may send an answer that never ends. */
    private int send(HttpRequest request) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, BodyHandlers.discarding());
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode();
        } catch (ExecutionException e) {
            throw unreached(e.getCause() instanceof HttpTimeoutException, e.getCause());
        } catch (TimeoutException e) {
            throw unreached(true, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MetricsException(
                    "The metrics were not pushed to the Pushgateway at " + this + ": the process is being stopped.", e);
        } finally {
            answer.cancel(true);
        }
    }

    private MetricsException unreached(boolean tooSlow, @Nullable Throwable cause) {
        String reason = tooSlow
                ? "it did not answer in " + patience.toMillis() + " ms"
                : "the connection failed ("
                        + (cause == null ? "" : cause.getClass().getSimpleName()) + ")";
        return new MetricsException(
                "The metrics were not pushed to the Pushgateway at " + this + ": " + reason
                        + ". Correct its address, or see whether it runs.",
                cause);
    }

    private static String hint(int status) {
        return switch (status / 100) {
            case 3 -> " Give the address that it leads to.";
            case 4 ->
                status == 401 || status == 403
                        ? " Give user and password in its URL."
                        : " Give the URL of a Pushgateway; its log says what it refuses.";
            default -> " See its log.";
        };
    }

    /** A part of the path that names a group; what a path cannot hold is written in Base64. */
    private static String group(String label, String value) {
        if (PLAIN.matcher(value).matches()) {
            return "/" + label + "/" + value;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return "/" + label + "@base64/" + Base64.getUrlEncoder().encodeToString(bytes);
    }

    /** Its address, without user and password. */
    @Override
    public String toString() {
        return place.toString();
    }
}
