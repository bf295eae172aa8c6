package dev.reconcile.app;

/** Where settings come from. The first one that gives a setting wins. */
enum Layer {
    FLAGS,
    ENVIRONMENT,
    FILE;

    /** Whether this layer wins over another. */
    boolean winsOver(Layer other) {
        return compareTo(other) < 0;
    }
}
