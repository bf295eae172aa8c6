package dev.reconcile.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/** What every answer tells a browser: to run, frame, guess, keep and pass on nothing of it. */
final class SecurityHeaders {

    static final String POLICY = "Content-Security-Policy";

    private static final Map<String, String> ALL = new LinkedHashMap<>();

    static {
        ALL.put(POLICY, "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
        ALL.put("X-Content-Type-Options", "nosniff");
        ALL.put("X-Frame-Options", "DENY");
        ALL.put("Referrer-Policy", "no-referrer");
        ALL.put("Cache-Control", "no-store");
        ALL.put("Cross-Origin-Resource-Policy", "same-origin");
        ALL.put("Cross-Origin-Opener-Policy", "same-origin");
    }

    private SecurityHeaders() {}

    static void addTo(HttpFields.Mutable headers) {
        ALL.forEach(headers::put);
    }
}
