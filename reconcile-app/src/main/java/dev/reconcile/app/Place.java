package dev.reconcile.app;

import java.util.Comparator;

/**
 * Where a value was given.
 *
 * @param layer the layer
 * @param line the line in the file; 0 elsewhere
 * @param label the place for people: {@code --source-port}, {@code reconcile.yaml:7: source.port}
 */
record Place(Layer layer, int line, String label) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::layer).thenComparing(Place::line);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return label;
    }
}
