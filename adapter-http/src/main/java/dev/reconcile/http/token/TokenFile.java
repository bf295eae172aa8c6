package dev.reconcile.http.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file with a line for each token. Empty lines and those that begin with # say nothing. */
final class TokenFile {

    private static final long MOST_BYTES = 1_000_000;

    private TokenFile() {}

    /**
     * The tokens by their names; at least one.
     *
     * @throws TokenFileException if the file cannot be read or a line of it is wrong
     */
    static Map<String, TokenLine> read(Path file) {
        List<String> lines;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new TokenFileException("The file of tokens " + file + " is too long. Is it another file?", null);
            }
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new TokenFileException(
                    "Cannot read the file of tokens " + file + ". Name an existing text file that this user may read.",
                    e);
        }
        Map<String, TokenLine> tokens = new LinkedHashMap<>();
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
                throw new TokenFileException(
                        "The file of tokens " + file + ", line " + (i + 1) + ": " + e.getMessage()
                                + ". Write the line that 'reconcile token create' prints.",
                        null);
            }
        }
        if (tokens.isEmpty()) {
            throw new TokenFileException(
                    "The file of tokens " + file
                            + " has none. Write into it what 'reconcile token create --name N --role viewer' prints.",
                    null);
        }
        return tokens;
    }
}
