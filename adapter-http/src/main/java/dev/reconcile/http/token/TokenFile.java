package dev.reconcile.http.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file with a line for each token says. Empty lines and those that begin with # say nothing.
 *
 * @param file where it is
 * @param tokens by their names those of the lines that are right; may be none
 * @param wrong what is wrong with each of the other lines, without its text, in their order
 */
record TokenFile(Path file, Map<String, TokenLine> tokens, List<String> wrong) {

    private static final long MOST_BYTES = 1_000_000;
    private static final int MOST_TOLD = 10;

    TokenFile {
        tokens = Map.copyOf(tokens);
        wrong = List.copyOf(wrong);
    }

    /** @throws TokenFileException if it cannot be read, or is no such file by its length */
    static TokenFile read(Path file) {
        Map<String, TokenLine> tokens = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        List<String> lines = text(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                TokenLine token = TokenLine.parse(line);
                if (tokens.putIfAbsent(token.caller().name(), token) != null) {
                    throw new IllegalArgumentException("there is a token of this name above");
                }
            } catch (IllegalArgumentException e) {
                wrong.add("line " + (i + 1) + ": " + e.getMessage());
            }
        }
        return new TokenFile(file, tokens, wrong);
    }

    /** What is no text makes its line wrong, and not those that are right. */
    private static String text(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new TokenFileException("The file of tokens " + file + " is too long. Is it another file?", null);
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new TokenFileException(
                    "Cannot read the file of tokens " + file + ". Name an existing text file that this user may read.",
                    e);
        }
    }

    /**
     * This, where every line is right and there is a token.
     *
     * @throws TokenFileException otherwise
     */
    TokenFile whole() {
        if (!wrong.isEmpty()) {
            throw new TokenFileException(whatIsWrong(), null);
        }
        if (tokens.isEmpty()) {
            throw new TokenFileException(
                    "The file of tokens " + file
                            + " has none. Write into it what 'reconcile token create --name N --role viewer' prints.",
                    null);
        }
        return this;
    }

    /** Which lines are wrong and what to do. */
    String whatIsWrong() {
        String more = wrong.size() > MOST_TOLD ? "; and " + (wrong.size() - MOST_TOLD) + " more" : "";
        return "The file of tokens " + file + ", "
                + String.join("; ", wrong.subList(0, Math.min(MOST_TOLD, wrong.size()))) + more
                + ". Write the line that 'reconcile token create' prints.";
    }
}
