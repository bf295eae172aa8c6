package dev.reconcile.app;

import dev.reconcile.app.template.LocalValues;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files that settings name. Those named in the configuration file begin at its folder, the others at the folder in
 * which the program runs.
 */
record GivenFiles(LocalValues local, Path workingFolder, Path configFolder) {

    /** The file of a setting. */
    Path path(Given given, String text) {
        return folder(given).resolve(text);
    }

    /**
     * A secret that has a file to itself; empty, with the problem noted, if it cannot be read.
     *
     * @param path the file as the setting names it
     */
    Optional<String> secret(Given given, String path, Problems problems) {
        try {
            String secret = local.file(folder(given), path);
            if (!secret.isBlank()) {
                return Optional.of(secret);
            }
            problems.add(given.place(), "the file " + path + " is empty. Write the secret into it.");
        } catch (IllegalArgumentException e) {
            problems.add(given.place(), String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private Path folder(Given given) {
        return given.place().layer().isInFile() ? configFolder : workingFolder;
    }
}
