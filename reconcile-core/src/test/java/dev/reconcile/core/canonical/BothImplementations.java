package dev.reconcile.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType.Text;
import dev.reconcile.core.memory.CanonicalText;
import dev.reconcile.core.memory.PlainValues;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the encoder and the slow second implementation, and insists that they agree. */
final class BothImplementations {

    private BothImplementations() {}

    /** The canonical text of a value that is not NULL. */
    static String text(Object value, CanonicalType type) {
        String frame = frame(List.of(value), List.of(type));
        assertThat(frame).endsWith("|");
        boolean withLength = type instanceof Text || type instanceof CanonicalType.MadeHere;
        String text = frame.substring(withLength ? frame.indexOf(':') + 1 : 0, frame.length() - 1);
        assertThat(text).as("the second implementation agrees").isEqualTo(CanonicalText.of(value, type));
        return text;
    }

    /** The frame of a row. */
    static String frame(List<? extends @Nullable Object> row, List<CanonicalType> types) {
        RowEncoder encoder = new RowEncoder(types, (high, low) -> {});
        row.forEach(value -> PlainValues.give(value, encoder));
        byte[] frame = encoder.frame();
        assertThat(frame).as("the second implementation agrees").isEqualTo(CanonicalText.frame(row, types));
        return new String(frame, StandardCharsets.UTF_8);
    }
}
