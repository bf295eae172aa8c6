package dev.reconcile.app.history;

import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.TablePair;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Which rows of a pair the settings have compared, told apart from others without telling it: a filter may hold values. */
final class Scope {

    private Scope() {}

    /** Empty where every row is compared. */
    static String of(TablePair pair) {
        boolean every = pair.sourceFilter().isNone()
                && pair.targetFilter().isNone()
                && pair.ageLimit() == null
                && pair.changeLimit() == null
                && pair.preset() == Preset.NONE;
        if (every) {
            return "";
        }
        String text = List.of(
                        String.valueOf(pair.sourceFilter()),
                        String.valueOf(pair.targetFilter()),
                        String.valueOf(pair.ageLimit()),
                        String.valueOf(pair.changeLimit()),
                        pair.preset().name())
                .toString();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256, which every Java runtime must have.", e);
        }
    }
}
