package dev.reconcile.benchmarks;

import dev.reconcile.benchmarks.measure.CountsOnly;
import dev.reconcile.benchmarks.measure.Measurement;
import dev.reconcile.benchmarks.measure.RatioToFloor;
import dev.reconcile.benchmarks.measure.Readers;
import dev.reconcile.benchmarks.measure.SlowedNetwork;
import dev.reconcile.benchmarks.measure.SmallTables;
import dev.reconcile.benchmarks.measure.StartUp;
import dev.reconcile.benchmarks.measure.Weight;
import java.util.Locale;

/** What can be measured, by the names that the command takes. */
enum MeasurementName {
    RATIO,
    WEIGHT,
    START,
    COUNTS,
    SMALL_TABLES,
    NETWORK,
    READERS;

    Measurement measurement() {
        return switch (this) {
            case RATIO -> new RatioToFloor();
            case WEIGHT -> new Weight();
            case START -> new StartUp();
            case COUNTS -> new CountsOnly();
            case SMALL_TABLES -> new SmallTables();
            case NETWORK -> new SlowedNetwork();
            case READERS -> new Readers();
        };
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
