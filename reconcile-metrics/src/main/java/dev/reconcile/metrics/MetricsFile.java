package dev.reconcile.metrics;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A file of metrics, for the textfile collector of Prometheus' node_exporter. */
final class MetricsFile {

    private MetricsFile() {}

    /**
     * What {@link #write} left there, and lasts. Empty where there is no file.
     *
     * @throws MetricsException if it cannot be read
     */
    static List<Sample> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        // Bytes that are no UTF-8 are somebody else's: the line they stand on is passed over.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(SampleLine::parse)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new MetricsException(
                    "The file of metrics " + file + " cannot be read (" + reason(e)
                            + "), and what it holds of earlier runs would"
                            + " be lost. Correct its permissions, or delete it.",
                    e);
        }
    }

    /**
     * Puts a text in place of what the file held. The collector, which runs as another user, reads either the whole old one
     * or the whole new one: it passes over the other file that is written first, for its name does not end in {@code .prom}.
     *
     * @throws MetricsException if it cannot be written; nothing else is left then
     */
    static void write(Path file, byte[] text) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
                // A pipe or a terminal cannot be replaced.
                Files.write(file, text);
                return;
            }
            Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path draft = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + ".tmp");
            try {
                try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
                    out.write(text);
                    out.getFD().sync();
                }
                Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new MetricsException(
                    "The metrics cannot be written to " + file + " (" + reason(e)
                            + "). Correct the path or its folder's permissions, or free space.",
                    e);
        }
    }

    private static String reason(Exception failure) {
        String name = failure.getClass().getSimpleName();
        return switch (name) {
            case "NoSuchFileException", "FileNotFoundException" ->
                "there is no such folder, or it may not be written to";
            case "AccessDeniedException" -> "access is denied";
            default -> name;
        };
    }
}
