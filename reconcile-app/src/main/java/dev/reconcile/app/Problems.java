package dev.reconcile.app;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that was found wrong, each thing once. For one thread. */
final class Problems {

    private final Set<Problem> found = new LinkedHashSet<>();
    private boolean fileIsIncomplete;

    /** Something is wrong at a place. */
    void add(Place place, String message) {
        found.add(new Problem(place, message));
    }

    /** Something is wrong because nobody gave a setting, so that it has no place. */
    void add(String message) {
        found.add(new Problem(null, message));
    }

    /** A part of the file could not be read: what seems to be missing may stand there, and is not told. */
    void fileIsIncomplete() {
        fileIsIncomplete = true;
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** All of it: flags, environment, the file by line, then what has no place. */
    List<String> texts() {
        Comparator<Place> placesFirst = Comparator.nullsLast(Comparator.naturalOrder());
        return found.stream()
                .filter(problem -> problem.place() != null || !fileIsIncomplete)
                .sorted(Comparator.comparing(Problem::place, placesFirst))
                .map(Problem::toString)
                .distinct()
                .toList();
    }

    /** @throws InvalidSettingsException if anything was found */
    void throwIfAny() {
        if (!isEmpty()) {
            throw new InvalidSettingsException(texts());
        }
    }

    private record Problem(@Nullable Place place, String message) {

        @Override
        public String toString() {
            return Optional.ofNullable(place).map(p -> p + ": ").orElse("") + message;
        }
    }
}
