package dev.reconcile.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Generated SQL, kept beside the tests so that every change of it shows in review. A change of T-SQL asks for a recorded run
 * of the contract suite against a TDS server. {@code -Dgolden.update=true} writes the files anew.
 */
final class GoldenFile {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private GoldenFile() {}

    /** Demands that the text is what the file holds. */
    static void assertMatches(String name, String actual) {
        Path file = FOLDER.resolve(name);
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, actual);
            }
            assertThat(actual)
                    .as("%s; look at the difference, then write it anew with -Dgolden.update=true", file)
                    .isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
