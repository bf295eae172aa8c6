package dev.reconcile.app;

/** Where settings come from. The first one that gives a setting wins. */
enum Layer {
    FLAGS,
    ENVIRONMENT,
    /** The job of the file that the settings are for. */
    JOB,
    FILE;

    /** Whether it stands in the configuration file. */
    boolean isInFile() {
        return this == JOB || this == FILE;
    }

    /** Whether this layer wins over another. */
    boolean winsOver(Layer other) {
        return compareTo(other) < 0;
    }
}
