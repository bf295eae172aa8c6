package dev.reconcile.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * How reports look in a browser: one style sheet for the report that is a file of its own and for pages that show reports
 * as they come. Its colours are custom properties, dark or light as the reader has it. It loads nothing.
 *
 * @param text the style sheet, without {@code <} and {@code &}, so that it can stand in a page as it is
 */
public record StyleSheet(String text) {

    private static final String RESOURCE = "reconcile.css";

    /** The style sheet of all pages. */
    public static StyleSheet ofReports() {
        try (InputStream in = StyleSheet.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + RESOURCE + " is not where the classes are.");
            }
            return new StyleSheet(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a content security policy calls it by, to allow this style and no other: {@code 'sha256-…'}.
     *
     * @see <a href="https://www.w3.org/TR/CSP3/#grammardef-hash-source">Content Security Policy, hash-source</a>
     */
    public String policySource() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
