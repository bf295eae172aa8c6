package dev.reconcile.benchmarks;

import dev.reconcile.benchmarks.measure.Measurement;
import dev.reconcile.benchmarks.measure.RatioToFloor;

/** What can be measured, by the names that the command takes. */
enum MeasurementName {
    RATIO;

    Measurement measurement() {
        return switch (this) {
            case RATIO -> new RatioToFloor();
        };
    }
}
