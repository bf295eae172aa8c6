package dev.reconcile.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not done, in the form of RFC 9457. Its texts are ours: no text of an exception, a database or a file ever
 * stands in them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
final class Problem extends RuntimeException {

    static final String TYPE = "application/problem+json";

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String detail;
    private final transient Map<String, String> headers;
    private final @Nullable String run;

    private Problem(int status, String detail, Map<String, String> headers, @Nullable String run) {
        super(detail, null, false, false);
        this.status = status;
        this.detail = detail;
        this.headers = Map.copyOf(headers);
        this.run = run;
    }

    /** @param detail what was wrong and what to do, in a sentence or two */
    static Problem of(int status, String detail) {
        return new Problem(status, detail, Map.of(), null);
    }

    /** One that passes. */
    static Problem later(int status, int seconds, String detail) {
        return new Problem(status, detail, Map.of("Retry-After", Integer.toString(seconds)), null);
    }

    /** One that another run is the reason of. */
    static Problem because(String run, String detail) {
        return new Problem(HttpStatus.CONFLICT_409, detail, Map.of(), run);
    }

    /** One that a token is needed for. */
    static Problem unauthorized(String detail) {
        return new Problem(
                HttpStatus.UNAUTHORIZED_401, detail, Map.of("WWW-Authenticate", "Bearer realm=\"reconcile\""), null);
    }

    /** What there is to say of a status where nobody said more. */
    static Problem of(int status) {
        return of(
                status,
                switch (status) {
                    case HttpStatus.NOT_FOUND_404 -> "There is nothing here. /openapi.json says what there is.";
                    case HttpStatus.METHOD_NOT_ALLOWED_405 ->
                        "Nothing answers to this method here. /openapi.json says what does.";
                    case HttpStatus.REQUEST_TIMEOUT_408 -> "The request came too slowly.";
                    case HttpStatus.PAYLOAD_TOO_LARGE_413 ->
                        "The body is too long: " + Limits.BODY + " bytes are the most.";
                    case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                        "The address or the headers are too long: " + Limits.HEADERS + " bytes are the most.";
                    case HttpStatus.INTERNAL_SERVER_ERROR_500 ->
                        "This should not have happened. The service's log says where it did.";
                    case HttpStatus.SERVICE_UNAVAILABLE_503 -> "The service cannot answer now.";
                    default ->
                        status < 500
                                ? "The request is not one that HTTP knows, or not one that is answered here."
                                : "The service cannot answer this.";
                });
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("type", "about:blank");
        node.put("title", HttpStatus.getMessage(status));
        node.put("status", status);
        node.put("detail", detail);
        if (run != null) {
            node.put("run", run);
        }
        return node;
    }
}
