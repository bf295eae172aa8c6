package dev.reconcile.metrics;

import java.util.Objects;

/**
 * The metrics as they are handed out.
 *
 * @param contentType the format, as an HTTP answer names it
 * @param body the text, in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // handed to a stream and forgotten
public record Scrape(String contentType, byte[] body) {

    public Scrape {
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(body, "body");
    }
}
