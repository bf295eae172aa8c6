package dev.reconcile.app.template;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The environment variables and files that values may refer to. Each file is read once, so that a pipe can stand for it.
 * For one thread.
 */
public final class LocalValues {

    private final Map<String, String> environment;
    private final Map<Path, String> files = new HashMap<>();

    public LocalValues(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * The value of an environment variable.
     *
     * @throws IllegalArgumentException naming the variable, if it is not set
     */
    public String environment(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the environment variable " + name + " is not set. Set it.");
        }
        return value;
    }

    /**
     * A file's text in UTF-8 without the line break at its end.
     *
     * @param folder where a relative path begins
     * @throws IllegalArgumentException naming the file and the reason, if it cannot be read
     */
    public String file(Path folder, String path) {
        try {
            Path file = folder.resolve(path);
            String known = files.get(file);
            if (known == null) {
                known = withoutLastLineBreak(Files.readString(file));
                files.put(file, known);
            }
            return known;
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("this is no path of a file. Correct it.", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file " + path + " cannot be read: " + reason(e), e);
        }
    }

    private static String withoutLastLineBreak(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** Why a file could not be read, and what to do: one sentence each. */
    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is none. Correct the path or create it.";
        }
        if (failure instanceof AccessDeniedException) {
            return "this user may not read it. Grant the right to read it.";
        }
        if (failure instanceof CharacterCodingException) {
            return "it is not UTF-8 text. Save it as UTF-8.";
        }
        return "the system refused (" + failure.getClass().getSimpleName() + "). Check that it is a readable file.";
    }
}
