package dev.reconcile.app;

import dev.reconcile.core.history.Retention;
import dev.reconcile.core.run.ShownValues;
import dev.reconcile.history.StorePlace;
import java.util.Objects;
import java.util.Optional;

/**
 * Where runs are remembered, and how much of them.
 *
 * @param place where; empty where nobody named a place
 * @param storeValues whether both values of columns that differ are kept
 * @param retention how much of the past is kept
 * @param maxFindings how many findings of a table may be open, at least 1
 */
public record HistorySettings(Optional<StorePlace> place, boolean storeValues, Retention retention, int maxFindings) {

    public HistorySettings {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(retention, "retention");
    }

    /** Which values of rows are kept beside their keys. */
    public ShownValues shownValues() {
        return storeValues ? ShownValues.OF_DIFFERENCES : ShownValues.NONE;
    }
}
