package dev.reconcile.app.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that may refer to others: <code>${env:NAME}</code>, <code>${file:path}</code> and <code>${vault:path#key}</code>, also in the
 * midst of a text. <code>$${</code> stands for <code>${</code> itself. What a reference brings is taken as it is; references
 * in it are not followed.
 *
 * <p>Environment variables and files are looked up when the text is parsed; Vault is asked when the value is wanted.
 */
public final class Template {

    private static final Pattern REFERENCE = Pattern.compile("\\$(\\$)?\\{");

    private final List<Segment> segments;

    private Template(List<Segment> segments) {
        this.segments = List.copyOf(segments);
    }

    /** A text that refers to nothing, whatever it contains. */
    public static Template literal(String text) {
        return new Template(List.of(new Literal(text)));
    }

    /** A value that is there but could not be read; {@link #text} is always empty. */
    public static Template unreadable() {
        return new Template(List.of(new Unreadable()));
    }

    /** Whether a text has references or escaped ones, so that it does not simply stand for itself. */
    public static boolean hasReferences(String text) {
        return REFERENCE.matcher(text).find();
    }

    /**
     * Reads a text with references.
     *
     * @param local where environment variables and files are looked up
     * @param folder where relative paths of files begin
     * @throws IllegalArgumentException if a reference is malformed or leads nowhere; the message holds nothing of the
     *     text but the names of variables and files
     */
    public static Template parse(String text, LocalValues local, Path folder) {
        List<Segment> segments = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(text);
        int at = 0;
        while (matcher.find(at)) {
            literal.append(text, at, matcher.start());
            if (matcher.group(1) != null) {
                literal.append("${");
                at = matcher.end();
                continue;
            }
            int end = text.indexOf('}', matcher.end());
            if (end < 0) {
                throw new IllegalArgumentException(
                        "a reference ${ is never closed. Close it with }, or write $${ where" + " ${ itself is meant.");
            }
            String reference = text.substring(matcher.end(), end);
            if (reference.startsWith("vault:")) {
                segments.add(new Literal(literal.toString()));
                literal.setLength(0);
                segments.add(new Vault(vaultReference(reference.substring("vault:".length()))));
            } else {
                literal.append(localValue(reference, local, folder));
            }
            at = end + 1;
        }
        segments.add(new Literal(literal.append(text.substring(at)).toString()));
        return new Template(segments);
    }

    private static String localValue(String reference, LocalValues local, Path folder) {
        if (reference.startsWith("env:") && reference.length() > "env:".length()) {
            return local.environment(reference.substring("env:".length()));
        }
        if (reference.startsWith("file:") && reference.length() > "file:".length()) {
            return local.file(folder, reference.substring("file:".length()));
        }
        throw new IllegalArgumentException("a reference is neither ${env:NAME} nor ${file:path} nor ${vault:path#key}."
                + " Correct it, or write $${ where ${ itself is meant.");
    }

    private static VaultReference vaultReference(String text) {
        int hash = text.lastIndexOf('#');
        if (hash <= 0 || hash == text.length() - 1) {
            throw new IllegalArgumentException(
                    "a reference to Vault names no path or no key. Write it as ${vault:path#key}.");
        }
        return new VaultReference(text.substring(0, hash), text.substring(hash + 1));
    }

    /** Whether the value is known only once Vault was asked. */
    public boolean needsVault() {
        return segments.stream().anyMatch(Vault.class::isInstance);
    }

    /**
     * The value; empty if it refers to a secret that is not known yet, or is unreadable.
     *
     * @throws dev.reconcile.core.port.SecretException if a secret cannot be had
     */
    public Optional<String> text(VaultValues vault) {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            Optional<String> part = segment.text(vault);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            text.append(part.get());
        }
        return Optional.of(text.toString());
    }

    /** Nothing of the value: it may be a password. */
    @Override
    public String toString() {
        return "a value";
    }

    private sealed interface Segment {
        Optional<String> text(VaultValues vault);
    }

    private record Literal(String value) implements Segment {
        @Override
        public Optional<String> text(VaultValues vault) {
            return Optional.of(value);
        }
    }

    private record Vault(VaultReference reference) implements Segment {
        @Override
        public Optional<String> text(VaultValues vault) {
            return vault.find(reference);
        }
    }

    private record Unreadable() implements Segment {
        @Override
        public Optional<String> text(VaultValues vault) {
            return Optional.empty();
        }
    }
}
