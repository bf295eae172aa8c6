package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts that must not change unnoticed. A new text is left under {@code target/golden}; once it was read and found right
 * it is copied to {@code src/test/resources}.
 */
final class Golden {

    private Golden() {}

    static void assertUnchanged(String resource, String text) {
        try {
            Path copy = Rendered.repositoryFile("reconcile-report").resolve("target/golden" + resource);
            Files.createDirectories(copy.resolveSibling("."));
            Files.writeString(copy, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(text).as("%s, now under target/golden", resource).isEqualTo(Rendered.resource(resource));
    }
}
