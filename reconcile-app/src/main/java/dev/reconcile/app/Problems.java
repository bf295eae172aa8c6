package dev.reconcile.app;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that was found wrong, each thing once. For one thread. */
final class Problems {

    private final Set<Problem> found = new LinkedHashSet<>();

    /** Something is wrong at a place. */
    void add(Place place, String message) {
        found.add(new Problem(place, message));
    }

    /** Something is wrong that has no place, such as a setting that is missing. */
    void add(String message) {
        found.add(new Problem(null, message));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** All of it: flags, environment, the file by line, then what has no place. */
    List<String> texts() {
        Comparator<Place> placesFirst = Comparator.nullsLast(Comparator.naturalOrder());
        return found.stream()
                .sorted(Comparator.comparing(Problem::place, placesFirst))
                .flatMap(problem -> Stream.of(problem.toString()))
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
