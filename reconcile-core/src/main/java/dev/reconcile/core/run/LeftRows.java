package dev.reconcile.core.run;

import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of the keys that were looked at still differ, and how. Keys are known for one batch of them, so that many of them
 * take no more memory than a few.
 */
final class LeftRows implements Settling {

    private final ComparisonPlan plan;
    private final ValuePolicy values;
    private final int maxDetails;
    private final List<RowDifference> details = new ArrayList<>();
    private final Set<String> different = new HashSet<>();
    private final Set<String> restless = new HashSet<>();
    private long leftOut;

    /**
     * @param values what may be kept of a row
     * @param maxDetails how many rows are kept
     */
    LeftRows(ComparisonPlan plan, ValuePolicy values, int maxDetails) {
        this.plan = plan;
        this.values = values;
        this.maxDetails = maxDetails;
    }

    @Override
    public void differs(RowDifference difference) {
        String key = RowEncoder.frameOf(
                difference.key().stream().map(NamedValue::value).toList(), plan.identifyingTypes());
        (difference.confirmation() == Confirmation.VOLATILE ? restless : different).add(key);
        if (details.size() < maxDetails) {
            details.add(values.kept(values.told(difference)));
        } else {
            leftOut += difference.occurrences();
        }
    }

    @Override
    public void wereTolerated(long rows) {
        // A key of which nothing is said here agrees.
    }

    @Override
    public void wereInFlight(long rows) {
        // Likewise.
    }

    @Override
    public void isYoung() {
        throw new IllegalStateException("Rows of every age are looked at.");
    }

    @Override
    public void keyCollides() {
        // The rows of such a key differ, and that is said.
    }

    @Override
    public void looked(int times) {
        // Nobody asks.
    }

    /** Other keys are looked at from now on. */
    void beginBatch() {
        different.clear();
        restless.clear();
    }

    /** Whether the rows of a canonical key of this batch still differ. */
    boolean differ(String key) {
        return different.contains(key);
    }

    /** Whether they changed whenever they were looked at. */
    boolean areRestless(String key) {
        return restless.contains(key);
    }

    /** The rows, as many as are kept. */
    List<RowDifference> details() {
        return details;
    }

    /** How many more there are. */
    long leftOut() {
        return leftOut;
    }
}
