package dev.reconcile.report;

import dev.reconcile.core.port.ReportWriter;
import dev.reconcile.core.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reports as text, and the repository's files to compare them with. */
final class Rendered {

    private Rendered() {}

    static String by(ReportWriter writer, Report report) {
        StringBuilder text = new StringBuilder();
        try {
            writer.write(report, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static String json(Report report) {
        return by(new JsonReportWriter(), report);
    }

    /** A file of the repository, from wherever in it the tests are run. */
    static Path repositoryFile(String path) {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.exists(directory.resolve(path))) {
            directory = directory.getParent();
        }
        if (directory == null) {
            throw new IllegalStateException("There is no " + path + " in or above the working directory.");
        }
        return directory.resolve(path);
    }

    static String resource(String name) {
        try (var in = Rendered.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("There is no test resource " + name + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
