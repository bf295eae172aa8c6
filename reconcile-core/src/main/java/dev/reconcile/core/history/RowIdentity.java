package dev.reconcile.core.history;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What tells a row apart from others from run to run, without telling what its key is. */
final class RowIdentity {

    private RowIdentity() {}

    /**
     * The identity of a row that differs: the SHA-256, in hexadecimal digits, of its key's columns and values, each with its
     * length before it. Empty where a value of the key is masked, for then rows cannot be told apart.
     */
    static Optional<String> of(RowDifference difference) {
        List<NamedValue> key = difference.key();
        if (key.isEmpty() || key.stream().anyMatch(part -> part.value() == Value.Hidden.HIDDEN)) {
            return Optional.empty();
        }
        MessageDigest digest = sha256();
        for (NamedValue part : key) {
            update(digest, part.column());
            // A text may be the word NULL.
            digest.update((byte) (part.value() == Value.Null.NULL ? 0 : 1));
            update(digest, part.value().text());
        }
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (bytes.length >> shift));
        }
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256, which every Java runtime must have.", e);
        }
    }
}
