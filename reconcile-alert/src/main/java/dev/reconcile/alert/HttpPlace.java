package dev.reconcile.alert;

import dev.reconcile.core.port.AlertException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where JSON is posted to. URL and headers may be secrets: neither {@code toString} nor a message holds anything of them.
 */
public final class HttpPlace {

    /** How long a post may take, from the first try to connect to the end of the answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    /** The JDK's client sets these by itself and takes no others. */
    private static final Set<String> RESERVED =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

    private final URI uri;
    private final Map<String, String> headers;
    private final Duration patience;
    private @Nullable HttpClient client;

    private HttpPlace(URI uri, Map<String, String> headers, Duration patience) {
        this.uri = uri;
        this.headers = headers;
        this.patience = patience;
    }

    /**
     * The place of a URL.
     *
     * @param url of http or https, with {@code user:password@} where a login is needed; both percent-encoded
     * @throws IllegalArgumentException if it is none, without quoting it
     */
    public static HttpPlace of(String url) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            // Its message quotes the URL.
            throw unfit();
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web || uri.getHost() == null || uri.getRawFragment() != null || uri.getPort() > 65_535) {
            throw unfit();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (uri.getRawUserInfo() != null) {
            String login = URLDecoder.decode(uri.getRawUserInfo().replace("+", "%2B"), StandardCharsets.UTF_8);
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        URI plain = URI.create(scheme + "://" + uri.getHost() + port + path + query);
        return new HttpPlace(plain, headers, PATIENCE);
    }

    private static IllegalArgumentException unfit() {
        return new IllegalArgumentException(
                "the value is no URL of http or https. Write one such as https://alerts.example.com/hook.");
    }

    /**
     * The same with headers.
     *
     * @throws IllegalArgumentException if one cannot be sent, without quoting its value
     */
    public HttpPlace with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        more.forEach((name, value) -> {
            if (!TOKEN.matcher(name).matches() || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("a header's name is none that can be sent. Correct or remove it.");
            }
            if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c > 255 || c == 127)) {
                throw new IllegalArgumentException(
                        "the value of the header " + name + " holds characters that no header can. Correct it.");
            }
            all.keySet().removeIf(name::equalsIgnoreCase);
            all.put(name, value);
        });
        return new HttpPlace(uri, all, patience);
    }

    /** The same with another patience. */
    HttpPlace within(Duration time) {
        return new HttpPlace(uri, headers, time);
    }

    /** The place at the end of a path below this one; what follows a question mark stays. */
    HttpPlace below(String path) {
        String begin = uri.getRawPath().replaceAll("/+$", "");
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new HttpPlace(
                URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + begin + path + query), headers, patience);
    }

    /**
     * Posts JSON. What the answer says beyond its status is passed over.
     *
     * @throws AlertException if the answer is not one of success
     */
    void post(byte[] json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json));
        headers.forEach(request::setHeader);
        HttpResponse<Void> answer = send(request.build());
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return;
        }
        String reason = "it answered " + status;
        if (status == 429 || status == 503) {
            throw pause(answer)
                    .map(time -> AlertException.passing(reason, time))
                    .orElseGet(() -> AlertException.passing(reason));
        }
        if (status / 100 == 5 || status == 408) {
            throw AlertException.passing(reason);
        }
        throw AlertException.lasting(
                status / 100 == 3 ? reason + "; give the address that it leads to" : reason + "; correct its settings");
    }

    private static Optional<Duration> pause(HttpResponse<Void> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .map(time -> time.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : time);
    }

    /** Headers and body together within the patience: a server may send an answer that never ends. */
    private HttpResponse<Void> send(HttpRequest request) {
        CompletableFuture<HttpResponse<Void>> answer = client().sendAsync(request, BodyHandlers.discarding());
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HttpTimeoutException ? tooSlow() : unreached(e.getCause());
        } catch (TimeoutException e) {
            throw tooSlow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AlertException.lasting("the process is being stopped");
        } finally {
            answer.cancel(true);
        }
    }

    private HttpClient client() {
        HttpClient known = client;
        if (known == null) {
            known = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(patience)
                    .build();
            client = known;
        }
        return known;
    }

    private AlertException tooSlow() {
        return AlertException.passing("it did not answer in " + patience.toMillis() + " ms");
    }

    private static AlertException unreached(@Nullable Throwable cause) {
        String name = cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")";
        return AlertException.passing("the connection failed" + name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HttpPlace that
                && uri.equals(that.uri)
                && headers.equals(that.headers)
                && patience.equals(that.patience);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }

    /** Nothing of the URL. */
    @Override
    public String toString() {
        return "a URL";
    }
}
