package dev.reconcile.vault;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** A path below Vault's root as a person writes it, without slashes around it. */
record SecretPath(List<String> segments) {

    SecretPath {
        segments = List.copyOf(segments);
    }

    /** @throws IllegalArgumentException if the path is empty or has an empty, {@code .} or {@code ..} segment */
    static SecretPath parse(String text) {
        String path = text.strip();
        path = path.startsWith("/") ? path.substring(1) : path;
        path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        List<String> segments = List.of(path.split("/", -1));
        for (String segment : segments) {
            boolean plain = !segment.isBlank() && !segment.equals(".") && !segment.equals("..");
            if (!plain || segment.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("'" + text.strip().replaceAll("\\p{Cntrl}", "?")
                        + "' is not a path in Vault: write it like secret/database/postgresql.");
            }
        }
        return new SecretPath(segments);
    }

    /** Whether this lies below {@code mount}, with at least one segment of its own. */
    boolean isBelow(SecretPath mount) {
        return segments.size() > mount.segments.size()
                && segments.subList(0, mount.segments.size()).equals(mount.segments);
    }

    /** What follows the first {@code count} segments. */
    SecretPath from(int count) {
        return new SecretPath(segments.subList(count, segments.size()));
    }

    /** The first segment alone. */
    SecretPath first() {
        return new SecretPath(segments.subList(0, 1));
    }

    /** The path as it stands in a URL. */
    String encoded() {
        try {
            return new URI(null, null, "/" + this, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + this + "' is not a path in Vault.", e);
        }
    }

    @Override
    public String toString() {
        return String.join("/", segments);
    }
}
