package dev.reconcile.vault;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The HTTP client that the Vault driver is given, instead of the one that it would make for every request.
 *
 * <p>It mends three things. The driver takes an answer's bytes in the JVM's default character set, which before Java 18
 * follows the locale: under {@code LANG=C} a password with an umlaut would turn into question marks, so an answer is
 * handed over in ASCII, its other characters as JSON escapes. The JDK's own timeout ends with the headers; this one
 * holds to the last byte. And certificates are trusted as our settings say: the driver reads only the first one of a PEM
 * file and stays with TLS 1.2.
 */
final class DriverHttpClient extends HttpClient {

    private final HttpClient delegate;
    private final Duration timeout;

    DriverHttpClient(HttpClient delegate, Duration timeout) {
        this.delegate = delegate;
        this.timeout = timeout;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> response = sendAsync(request, handler);
        try {
            return response.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("No complete answer within " + timeout.toMillis() + " ms.");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
        } finally {
            response.cancel(true);
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return delegate.sendAsync(request, escaping(handler));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushPromises) {
        return delegate.sendAsync(request, escaping(handler), pushPromises);
    }

    private static <T> BodyHandler<T> escaping(BodyHandler<T> handler) {
        return info -> BodySubscribers.mapping(handler.apply(info), DriverHttpClient::escapedIfText);
    }

    @SuppressWarnings("unchecked") // a String stays a String
    private static <T> T escapedIfText(T body) {
        return body instanceof String text ? (T) inAscii(text) : body;
    }

    /** The same JSON in ASCII: characters beyond it stand only in its strings, where an escape means the same. */
    static String inAscii(String json) {
        if (json.chars().allMatch(c -> c < 0x80)) {
            return json;
        }
        StringBuilder ascii = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < 0x80) {
                ascii.append(c);
            } else {
                ascii.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return ascii.toString();
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return delegate.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return delegate.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return delegate.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return delegate.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return delegate.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return delegate.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return delegate.authenticator();
    }

    @Override
    public Version version() {
        return delegate.version();
    }

    @Override
    public Optional<Executor> executor() {
        return delegate.executor();
    }
}
