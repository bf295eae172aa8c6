package dev.reconcile.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The description of the API, for programs. */
final class OpenApi {

    private static final String RESOURCE = "openapi.json";

    private OpenApi() {}

    static Route route() {
        String text = text();
        return Route.open("/openapi.json", (context, caller) -> Answers.text(context, "application/json", text));
    }

    static String text() {
        try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + RESOURCE + " is not where the classes are.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
