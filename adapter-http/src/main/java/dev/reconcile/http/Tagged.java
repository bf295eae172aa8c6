package dev.reconcile.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An answer that is large and seldom changes, with an entity tag (RFC 9110, section 8.8.3): who names the tag of what they have
 * is told that it still stands, instead of being sent it again.
 */
final class Tagged {

    private final byte[] body;
    private final String tag;

    private Tagged(byte[] body, String tag) {
        this.body = body;
        this.tag = tag;
    }

    static Tagged of(JsonNode json) {
        byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return new Tagged(body, '"' + HexFormat.of().formatHex(hash, 0, 16) + '"');
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    void to(Context context) {
        context.header("ETag", tag);
        if (tag.equals(context.header("If-None-Match"))) {
            context.status(304);
        } else {
            context.contentType("application/json").result(body);
        }
    }
}
